import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { cx } from './classNames.ts'
import { treeMove, typeAhead } from './treeMoves.ts'
import { childrenPerPage, pathKey, type TreePath, type TreeRow, treeRows } from './treeRows.ts'
import { useRowWindow } from './useRowWindow.ts'
import styles from './ValueTree.module.css'
import { ValueTreeRow } from './ValueTreeRow.tsx'

export interface ValueTreeProps {
  /** What it is the tree of: "Output of Get customers". */
  label: string
  /** Any JSON value; integers beyond 2^53 as bigint. */
  value: unknown
  /** Written at the root in place of a name: "body". */
  rootName?: string
  /** Paths that are open at first; the root is unless told. */
  openAt?: readonly TreePath[]
  /** The path that is lit as chosen. */
  selected?: TreePath
  /** Called by Enter and by a press on a value. */
  onSelect?: (path: TreePath, value: unknown) => void
  /** Makes values draggable; puts what is dragged into `data`. Its keyboard twin is `onSelect`. */
  onDragValue?: (path: TreePath, value: unknown, data: DataTransfer) => void
  /** Called by Ctrl or Command with C, and by the button in a row. */
  onCopyPath?: (path: TreePath) => void
  className?: string
}

const rowHeight = 24
const rootOpen: readonly TreePath[] = [[]]

/** A JSON value to walk through: opens and closes, cuts what is long, draws what is in view (WAI-ARIA tree). */
export function ValueTree(props: ValueTreeProps) {
  const {
    label,
    value,
    rootName,
    openAt = rootOpen,
    selected,
    onSelect,
    onDragValue,
    onCopyPath,
    className,
  } = props
  const id = useId()
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set(openAt.map(pathKey)))
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(() => new Map())
  const [atKey, setAtKey] = useState(() => pathKey([]))
  const rows = useMemo(() => treeRows(value, { expanded, shown }), [value, expanded, shown])
  const scroller = useRef<HTMLDivElement>(null)
  const view = useRowWindow(scroller, rows.length, rowHeight)
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === atKey),
  )
  const selectedKey = selected === undefined ? undefined : pathKey(selected)

  const go = (to: number) => {
    const row = rows[to]
    if (row === undefined) return
    setAtKey(row.key)
    view.reveal(to)
  }
  const toggle = (row: TreeRow) => {
    const next = new Set(expanded)
    if (!next.delete(row.key)) next.add(row.key)
    setExpanded(next)
  }
  const activate = (row: TreeRow) => {
    if (row.row === 'more') {
      const key = pathKey(row.path)
      setShown(new Map(shown).set(key, (shown.get(key) ?? childrenPerPage) + childrenPerPage))
      setAtKey(pathKey([...row.path, row.value as string | number]))
      return
    }
    if (row.row === 'text') return
    if (onSelect !== undefined) onSelect(row.path, row.value)
    else if (row.expandable) toggle(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    if (row === undefined) return
    const command = event.ctrlKey || event.metaKey
    if (command && event.key === 'c' && onCopyPath !== undefined && getSelection()?.isCollapsed !== false) {
      onCopyPath(row.path)
    } else if (command || event.altKey) {
      return
    } else if (event.key === 'Enter' || event.key === ' ') {
      activate(row)
    } else {
      const move = treeMove(event.key, at, rows, view.rowsInView) ?? typed(event.key, at, rows)
      if (move === undefined) return
      if ('go' in move) go(move.go)
      else toggle(move.toggle)
    }
    event.preventDefault()
  }
  const visible = rows.slice(view.first, view.end)
  const inView = at >= view.first && at < view.end
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={inView ? `${id}${atKey}` : undefined}
      className={cx(styles.tree, className)}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.content} style={{ height: view.height }}>
        <div role="presentation" style={{ transform: `translateY(${view.offset}px)` }}>
          {visible.map((row) => (
            <ValueTreeRow
              key={row.key}
              id={`${id}${row.key}`}
              row={row}
              name={row.name ?? (row.depth === 0 ? (rootName ?? null) : null)}
              active={row.key === atKey}
              selected={row.row === 'value' && row.key === selectedKey}
              onToggle={() => toggle(row)}
              onPress={() => {
                scroller.current?.focus({ preventScroll: true })
                setAtKey(row.key)
                activate(row)
              }}
              onDrag={
                onDragValue === undefined ? undefined : (data) => onDragValue(row.path, row.value, data)
              }
              onCopy={onCopyPath === undefined ? undefined : () => onCopyPath(row.path)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function typed(key: string, at: number, rows: readonly TreeRow[]): { go: number } | undefined {
  const to = key.length === 1 ? typeAhead(key, at, rows) : -1
  return to < 0 ? undefined : { go: to }
}
