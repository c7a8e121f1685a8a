import { Combobox as BaseCombobox } from '@base-ui/react/combobox'
import { ChevronDown, Search } from 'lucide-react'
import { memo, type ReactNode, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import styles from './Combobox.module.css'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon } from './Icon.tsx'
import popupStyles from './popup.module.css'
import type { Option } from './Select.tsx'
import { Spinner } from './Spinner.tsx'
import { useRowWindow } from './useRowWindow.ts'

export interface ComboboxProps extends FieldTexts {
  value: string | null
  onChange: (value: string) => void
  options: readonly Option<string>[]
  /** The chosen value's label, where it is not among the options that are loaded. */
  valueLabel?: string
  /** What stands there while nothing is chosen. */
  placeholder?: string
  /** What stands in the search line. */
  searchPlaceholder?: string
  /** Searches somewhere else: options are then shown as they come. Without it they are filtered here. */
  onSearch?: (text: string) => void
  /** Under way, in words with a count where there is one: "Loading customers, 100 so far". */
  loading?: string
  /** How many there are, where that is more than is loaded. */
  total?: number
  /** Loads the next ones; draws a row at the end of the list. */
  onMore?: () => void
  /** What stands in place of the list when nothing fits. */
  empty?: ReactNode
  /** Said below the list: what was left out of it, what it was loaded for. */
  note?: ReactNode
  /** Takes what was typed although it is none of the options. */
  onTyped?: (text: string) => void
  /** The list is opened or closed. */
  onOpenChange?: (open: boolean) => void
  /** Height in px. */
  size?: 28 | 32 | 36
  disabled?: boolean
  id?: string
  className?: string
}

/** One of a long list, found by typing. Labels first, identifiers small beside them. */
export function Combobox(props: ComboboxProps) {
  const {
    value,
    onChange,
    options,
    valueLabel,
    placeholder = 'Choose',
    searchPlaceholder = 'Find by name',
  } = props
  const { onSearch, loading, total, onMore, empty = 'Nothing fits', size = 28, disabled } = props
  const { note, onTyped, onOpenChange } = props
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const highlighted = useRef<Option<string>>(undefined)
  const rows = useRef<RowsHandle>(null)
  const folded = useMemo(
    () => options.map(({ label, detail = '' }) => fold(`${label}\n${detail}`)),
    [options],
  )
  const shown = useMemo(() => {
    const typed = fold(text.trim())
    return onSearch !== undefined || typed === ''
      ? options
      : options.filter((_, at) => folded[at]?.includes(typed))
  }, [options, folded, text, onSearch])
  const openOrClose = (next: boolean) => {
    setOpen(next)
    onOpenChange?.(next)
  }
  const take = () => {
    onTyped?.(text.trim())
    openOrClose(false)
  }
  const { label, hideLabel, hint, error, optional, required, aside, id, className } = props
  const texts = { label, hideLabel, hint, error, optional, required, aside, id, className }
  const name = typeof label === 'string' ? label : searchPlaceholder
  const known = options.find((option) => option.value === value)
  const chosen = value === null ? null : (known ?? { value, label: valueLabel ?? value })
  return (
    <Field {...texts}>
      {(control) => (
        <BaseCombobox.Root
          // As they are shown: a list of 50,000 is neither filtered nor drawn by the library.
          items={shown}
          filter={null}
          virtualized
          open={open}
          onOpenChange={openOrClose}
          value={chosen}
          disabled={disabled}
          autoHighlight
          onItemHighlighted={(item, { reason, index }) => {
            highlighted.current = item
            rows.current?.highlight(item === undefined ? undefined : index)
            if (item !== undefined && reason !== 'pointer') rows.current?.reveal(index)
          }}
          itemToStringLabel={(option: Option<string>) => option.label}
          itemToStringValue={(option: Option<string>) => option.value}
          isItemEqualToValue={(one, other) => one.value === other.value}
          onInputValueChange={(typed, { reason }) => {
            setText(reason === 'input-change' ? typed : '')
            if (reason === 'input-change' || reason === 'input-clear') onSearch?.(typed)
          }}
          onValueChange={(option) => {
            if (option !== null) onChange(option.value)
          }}
        >
          <BaseCombobox.Trigger
            {...control}
            className={cx(controlStyles.control, controlStyles[`size${size}`])}
          >
            {loading !== undefined && (
              <span className={styles.busy}>
                <Spinner />
              </span>
            )}
            <span className={cx(controlStyles.value, chosen === null && controlStyles.placeholder)}>
              {chosen?.label ?? loading ?? placeholder}
            </span>
            <Icon icon={ChevronDown} size={14} className={controlStyles.icon} />
          </BaseCombobox.Trigger>
          <BaseCombobox.Portal>
            <BaseCombobox.Positioner
              positionMethod="fixed"
              className={popupStyles.positioner}
              sideOffset={4}
              collisionPadding={8}
            >
              <BaseCombobox.Popup
                aria-label={name}
                className={cx(popupStyles.popup, popupStyles.anchored, styles.popup)}
              >
                <div className={styles.search}>
                  <Icon icon={Search} size={14} className={controlStyles.icon} />
                  <BaseCombobox.Input
                    className={styles.input}
                    placeholder={searchPlaceholder}
                    aria-label={searchPlaceholder}
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter' || onTyped === undefined || text.trim() === '') return
                      if (shown.length > 0 && highlighted.current !== undefined) return
                      event.preventDefault()
                      take()
                    }}
                  />
                  <span className={controlStyles.end}>
                    {(total ?? options.length).toLocaleString('en-US')}
                  </span>
                </div>
                <BaseCombobox.Status className={popupStyles.note}>{loading}</BaseCombobox.Status>
                <BaseCombobox.Empty className={popupStyles.note}>
                  {loading === undefined && empty}
                </BaseCombobox.Empty>
                {open && <Rows name={name} options={shown} ref={rows} />}
                {note !== undefined && <div className={cx(popupStyles.note, styles.note)}>{note}</div>}
                {onTyped !== undefined && text.trim() !== '' && (
                  <button type="button" className={styles.more} onClick={take}>
                    Use “{text.trim()}” as it is
                  </button>
                )}
                {onMore !== undefined && (
                  <button type="button" className={styles.more} onClick={onMore}>
                    Load more
                  </button>
                )}
              </BaseCombobox.Popup>
            </BaseCombobox.Positioner>
          </BaseCombobox.Portal>
        </BaseCombobox.Root>
      )}
    </Field>
  )
}

/** As high as an item of a list is drawn, in px. */
const rowHeight = 32
/** Rows of a list that is not yet measured. */
const mostRowsInView = 8

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Rows drawn beyond the view on each side: a browser may scroll a little before the page is asked. More cost more in each frame. */
const overscan = 8
/** More than are ever drawn. A row that goes lends its elements to one that comes: to change them costs less than to make new ones. */
const slots = 64

/** What the box moves in its list. */
interface RowsHandle {
  /** This row is the one that keys act on; undefined: none is. */
  highlight(row: number | undefined): void
  reveal(row: number): void
}

/**
 * Only the rows in view are drawn, whatever the length of the list, and the one that is highlighted, wherever it stands: the search
 * line names it as its active descendant. Each says which of how many it is.
 */
function Rows({
  name,
  options,
  ref,
}: {
  name: string
  options: readonly Option<string>[]
  ref: Ref<RowsHandle>
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const [highlighted, highlight] = useState<number>()
  const { first, end, offset, height, onScroll, reveal } = useRowWindow(scroller, options.length, rowHeight, {
    overscan,
  })
  useImperativeHandle(ref, () => ({ highlight, reveal }))
  const away = highlighted !== undefined && (highlighted < first || highlighted >= end)
  const apart = away ? options[highlighted] : undefined
  return (
    <BaseCombobox.List
      ref={scroller}
      aria-label={name}
      className={styles.list}
      style={{ flexBasis: Math.min(height, rowHeight * mostRowsInView) }}
      onScroll={onScroll}
    >
      <div role="presentation" style={{ height, position: 'relative' }}>
        {apart !== undefined && highlighted !== undefined && (
          <div
            role="presentation"
            className={styles.window}
            // As high as it stands in the list: whatever brings it into view goes the right way.
            style={{
              transform: `translateY(${highlighted * rowHeight * (height / (options.length * rowHeight))}px)`,
            }}
          >
            <Row option={apart} at={highlighted} of={options.length} />
          </div>
        )}
        <div role="presentation" className={styles.window} style={{ transform: `translateY(${offset}px)` }}>
          {options.slice(first, end).map((option, at) => (
            <Row key={(first + at) % slots} option={option} at={first + at} of={options.length} />
          ))}
        </div>
      </div>
    </BaseCombobox.List>
  )
}

/** Scrolling draws those that come, and no other. */
const Row = memo(function Row({ option, at, of }: { option: Option<string>; at: number; of: number }) {
  return (
    <BaseCombobox.Item
      index={at}
      value={option}
      disabled={option.disabled}
      aria-setsize={of}
      aria-posinset={at + 1}
      className={cx(popupStyles.item, styles.row)}
    >
      {option.icon !== undefined && <Icon icon={option.icon} size={14} className={popupStyles.icon} />}
      <span className={popupStyles.words}>{option.label}</span>
      {option.detail !== undefined && (
        <span className={cx(popupStyles.detail, popupStyles.mono)}>{option.detail}</span>
      )}
    </BaseCombobox.Item>
  )
})
