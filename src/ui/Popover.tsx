import { Popover as BasePopover } from '@base-ui/react/popover'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { cx } from './classNames.ts'
import styles from './Popover.module.css'
import popupStyles from './popup.module.css'

export interface PopoverProps {
  /** What it says or asks; its heading. Hide it with `hideTitle` where the content has its own. */
  title: string
  hideTitle?: boolean
  children: ReactNode
  /** The button that opens it. Without one, give `open` and `anchor`. */
  trigger?: ReactElement
  /** What it stands beside, where that is not the trigger. */
  anchor?: RefObject<Element | null> | Element | { getBoundingClientRect: () => DOMRect } | null
  open?: boolean
  onOpenChange?: (open: boolean) => void
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
  /** Where focus goes when it opens; false leaves it where it was. */
  initialFocus?: boolean | RefObject<HTMLElement | null>
  /** It stays while one works elsewhere: its button, Escape and what is in it close it, and nothing else. */
  stays?: boolean
  /** Content draws its own edges. */
  bare?: boolean
  className?: string
}

/** A small sheet beside what it belongs to; Escape and a press elsewhere close it. */
export function Popover(props: PopoverProps) {
  const {
    title,
    hideTitle = false,
    children,
    trigger,
    anchor,
    open,
    onOpenChange,
    stays = false,
    bare = false,
    className,
  } = props
  return (
    <BasePopover.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        if (next || !stays || !(reason === 'outside-press' || reason === 'focus-out')) onOpenChange?.(next)
      }}
    >
      {trigger !== undefined && <BasePopover.Trigger render={trigger} />}
      <BasePopover.Portal>
        <BasePopover.Positioner
          positionMethod="fixed"
          className={popupStyles.positioner}
          anchor={anchor}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          sideOffset={6}
          collisionPadding={8}
        >
          <BasePopover.Popup
            aria-label={hideTitle ? title : undefined}
            initialFocus={props.initialFocus}
            className={cx(popupStyles.popup, styles.popover, bare && styles.bare, className)}
          >
            {!hideTitle && <BasePopover.Title className={popupStyles.title}>{title}</BasePopover.Title>}
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
