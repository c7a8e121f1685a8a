import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import styles from './CommandPalette.module.css'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import popupStyles from './popup.module.css'
import { rankItems } from './rankItems.ts'

/** One line of the palette: a command, an operation, a node. */
export interface PaletteItem {
  id: string
  label: string
  keywords?: readonly string[]
  /** The heading it stands under. */
  group?: string
  icon?: IconShape
  shortcut?: string
  /** Small words at the right. */
  detail?: string
  /** Why it cannot be chosen now. It is listed all the same. */
  unavailable?: string
}

export interface CommandPaletteProps<Item extends PaletteItem> {
  open: boolean
  onClose: () => void
  items: readonly Item[]
  /** Called with the chosen item, after the palette has closed. */
  onChoose: (item: Item) => void
  /** Its name and what stands in the line: "Find a command, an operation or a node". */
  label?: string
  /** Told what is typed, where items come from a search of the caller's; then they are not ranked here. */
  onSearch?: (text: string) => void
}

/** Everything by its name: a line to type in over a list that Up, Down and Enter choose from. */
export function CommandPalette<Item extends PaletteItem>(props: CommandPaletteProps<Item>) {
  const { open, onClose, label = 'Find a command' } = props
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.palette} aria-label={label}>
          <PaletteBody {...props} label={label} />
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

function PaletteBody<Item extends PaletteItem>(props: CommandPaletteProps<Item> & { label: string }) {
  const { items, onChoose, onClose, onSearch, label } = props
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const found = byGroup(onSearch === undefined ? rankItems(items, typed) : items)
  const active = found[Math.min(at, found.length - 1)]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const choose = (item: Item | undefined) => {
    if (item === undefined || item.unavailable !== undefined) return
    onClose()
    onChoose(item)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const now = Math.min(at, found.length - 1)
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 8, PageUp: now - 8 }[event.key]
    if (event.key === 'Enter') choose(active)
    else if (to === undefined || found.length === 0) return
    else if (event.key.startsWith('Page')) setAt(Math.min(found.length - 1, Math.max(0, to)))
    else setAt((to + found.length) % found.length)
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.search}>
        <Icon icon={Search} className={controlStyles.icon} />
        <input
          className={styles.input}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
            onSearch?.(event.target.value)
          }}
        />
        <Kbd keys="Escape" hidden />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        tabIndex={-1}
        aria-label={label}
        className={styles.list}
      >
        {found.map((item, index) => (
          <PaletteRow
            key={item.id}
            item={item}
            id={`${id}-${item.id}`}
            heading={item.group !== found[index - 1]?.group ? item.group : undefined}
            active={item === active}
            onPoint={() => setAt(index)}
            onPress={() => choose(item)}
          />
        ))}
      </div>
      {found.length === 0 && typed.trim() !== '' && (
        <p className={popupStyles.note}>Nothing is called “{typed.trim()}”.</p>
      )}
    </>
  )
}

interface PaletteRowProps {
  item: PaletteItem
  id: string
  heading: string | undefined
  active: boolean
  onPoint: () => void
  onPress: () => void
}

function PaletteRow({ item, id, heading, active, onPoint, onPress }: PaletteRowProps) {
  const off = item.unavailable !== undefined
  return (
    <>
      {heading !== undefined && (
        <div className={popupStyles.label} role="presentation">
          {heading}
        </div>
      )}
      {/* The line above holds the focus and moves through these by aria-activedescendant (WAI-ARIA combobox). */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role */}
      <div
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="option"
        tabIndex={-1}
        aria-selected={active}
        aria-disabled={off || undefined}
        data-highlighted={active || undefined}
        data-disabled={off || undefined}
        className={cx(popupStyles.item, styles.row)}
        onPointerMove={onPoint}
        onClick={onPress}
      >
        {item.icon !== undefined && <Icon icon={item.icon} className={popupStyles.icon} />}
        <span className={popupStyles.words}>{item.label}</span>
        {(item.unavailable ?? item.detail) !== undefined && (
          <span className={popupStyles.detail}>{item.unavailable ?? item.detail}</span>
        )}
        {item.shortcut !== undefined && <Kbd keys={item.shortcut} tone="plain" />}
      </div>
    </>
  )
}

/** Keeps groups together, in the order in which their best item stands. */
function byGroup<Item extends PaletteItem>(items: readonly Item[]): Item[] {
  const groups = new Map<string | undefined, Item[]>()
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item])
  return [...groups.values()].flat()
}
