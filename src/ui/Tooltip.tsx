import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './Kbd.tsx'
import { placeTooltip } from './placeTooltip.ts'
import styles from './Tooltip.module.css'

interface TriggerProps {
  'aria-describedby'?: string
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: (event: FocusEvent<HTMLElement>) => void
}

export interface TooltipProps {
  /** The words. */
  text: ReactNode
  /** The keys that do the same. */
  shortcut?: string
  /** Where it stands if there is room; it turns to the other side where there is none. */
  side?: 'top' | 'bottom'
  /** False where the words are already the element's name: they are then not read twice. */
  describes?: boolean
  /** One element that can take focus. */
  children: ReactElement<TriggerProps>
}

const openDelayMs = 500
const closeDelayMs = 100

/**
 * Words on hover and on keyboard focus. It stays while the pointer is on it and Escape closes it (WCAG 1.4.13);
 * drawn by hand rather than by a popup library because every icon button of the first paint carries one.
 */
export function Tooltip({ text, shortcut, side = 'bottom', describes = true, children }: TooltipProps) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const tip = useRef<HTMLDivElement>(null)
  const [delay] = useState(createDelay)
  const later = (delayMs: number, next: HTMLElement | null) => delay.run(delayMs, () => setAnchor(next))
  const close = () => {
    delay.clear()
    setAnchor(null)
  }

  useEffect(() => delay.clear, [delay])
  useEffect(() => {
    if (anchor === null) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  })
  useLayoutEffect(() => {
    const box = tip.current
    if (anchor === null || box === null) return
    const view = {
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    }
    const at = placeTooltip(anchor.getBoundingClientRect(), box.getBoundingClientRect(), view, side)
    box.style.left = `${at.left}px`
    box.style.top = `${at.top}px`
  }, [anchor, side])

  const own = children.props
  const trigger = cloneElement(children, {
    'aria-describedby': anchor !== null && describes ? id : own['aria-describedby'],
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event)
      if (event.pointerType !== 'touch') later(openDelayMs, event.currentTarget)
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event)
      later(closeDelayMs, null)
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event)
      close()
    },
    onFocus: (event) => {
      own.onFocus?.(event)
      if (event.currentTarget.matches(':focus-visible')) later(0, event.currentTarget)
    },
    onBlur: (event) => {
      own.onBlur?.(event)
      close()
    },
  })
  return (
    <>
      {trigger}
      {anchor !== null &&
        createPortal(
          <div
            ref={tip}
            id={id}
            role="tooltip"
            className={styles.tip}
            onPointerEnter={delay.clear}
            onPointerLeave={() => later(closeDelayMs, null)}
          >
            <span>{text}</span>
            {shortcut !== undefined && <Kbd keys={shortcut} />}
          </div>,
          document.body,
        )}
    </>
  )
}

/** One thing to do later; asking for another, or clearing, forgets the first. */
function createDelay() {
  let timer: ReturnType<typeof setTimeout> | undefined
  const clear = () => clearTimeout(timer)
  return {
    clear,
    run: (delayMs: number, act: () => void) => {
      clear()
      timer = setTimeout(act, delayMs)
    },
  }
}
