import {
  Braces,
  Brackets,
  ChevronDown,
  ChevronRight,
  CircleSlash,
  Copy,
  Hash,
  ToggleLeft,
  Type,
} from 'lucide-react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { shortText, type TreeRow, type TreeValueKind } from './treeRows.ts'
import styles from './ValueTree.module.css'

const icons: Readonly<Record<TreeValueKind, IconShape>> = {
  object: Braces,
  array: Brackets,
  string: Type,
  number: Hash,
  boolean: ToggleLeft,
  null: CircleSlash,
  absent: CircleSlash,
}

const numbers = new Intl.NumberFormat('en-US')

interface ValueTreeRowProps {
  id: string
  row: TreeRow
  name: string | number | null
  active: boolean
  selected: boolean
  onToggle: () => void
  onPress: () => void
  onDrag?: (data: DataTransfer) => void
  onCopy?: () => void
}

/** One line of a ValueTree; the tree holds the focus and the keys. */
export function ValueTreeRow(props: ValueTreeRowProps) {
  const { id, row, name, active, selected, onToggle, onPress, onDrag, onCopy } = props
  const isValue = row.row === 'value'
  const longText = row.kind === 'string' && row.expandable
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-expanded={row.expandable ? row.expanded : undefined}
      aria-selected={selected}
      className={cx(styles.row, selected && styles.selected, active && styles.active)}
      style={{ paddingLeft: 12 + row.depth * 16 }}
      draggable={isValue && onDrag !== undefined}
      onDragStart={(event) => onDrag?.(event.dataTransfer)}
      onMouseDown={isValue && onDrag !== undefined ? undefined : (event) => event.preventDefault()}
      onClick={onPress}
    >
      {row.expandable ? (
        <span
          className={styles.twist}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          <Icon icon={row.expanded ? ChevronDown : ChevronRight} size={12} />
        </span>
      ) : (
        <span className={styles.twist} />
      )}
      {isValue && <Icon icon={icons[row.kind]} size={14} className={styles.icon} />}
      {name !== null && (
        <span className={cx(styles.name, typeof name === 'number' && styles.place)}>{name}</span>
      )}
      <span className={cx(styles.value, styles[row.row])}>
        {longText && row.expanded ? `${numbers.format((row.value as string).length)} characters` : row.text}
      </span>
      {longText && !row.expanded && (
        // Right arrow opens it; the button is the pointer's way.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <span
          className={styles.all}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          {(row.value as string).length > shortText ? 'Show all' : 'Show lines'}
        </span>
      )}
      {isValue && onCopy !== undefined && (
        // Ctrl+C on the tree does the same: a row may hold no button of its own for a screen reader.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <span
          className={styles.copy}
          aria-hidden
          title="Copy path"
          onClick={(event) => {
            event.stopPropagation()
            onCopy()
          }}
        >
          <Icon icon={Copy} size={12} />
        </span>
      )}
    </div>
  )
}
