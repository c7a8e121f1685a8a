// A grid of divs: a native table's rows cannot be placed by hand, nor its columns laid out for rows that are not there.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react'
import { cx } from './classNames.ts'
import { useRowWindow } from './useRowWindow.ts'
import styles from './VirtualTable.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** One column. */
export interface TableColumn<Row> {
  id: string
  title: ReactNode
  /** Width in px before anyone changes it; 160 unless told. */
  width?: number
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** For identifiers and values sent or received. */
  mono?: boolean
  render: (row: Row, index: number) => ReactNode
}

export interface VirtualTableProps<Row> {
  /** What the table is of. */
  label: string
  columns: readonly TableColumn<Row>[]
  /** How many rows there are, loaded or not. */
  count: number
  /** A row, or undefined while it is not loaded: a grey row stands there meanwhile. */
  rowAt: (index: number) => Row | undefined
  /** Told which rows are wanted (`end` is one after the last), so that their page can be loaded. */
  onRange?: (first: number, end: number) => void
  /** Called by Enter and by a double press on a row. */
  onOpen?: (index: number) => void
  /** Told which row the cursor is in. */
  onActive?: (index: number) => void
  /** Where the cursor is put when this changes: the row that is shown elsewhere. */
  current?: number
  /** Under way, before anything is known: six grey rows under the head, after 400 ms. */
  loading?: string
  /** What stands there when there are no rows. */
  empty?: ReactNode
  className?: string
}

const rowHeight = 28
const minWidth = 48
const stepPx = 16

/**
 * A table of any number of rows, of which those in view are drawn. One stop for Tab; arrows, Page keys, Home and End
 * move a cell cursor (WAI-ARIA grid); Alt with left or right makes the cursor's column narrower or wider.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, count, rowAt, onRange, onOpen, onActive, current, loading, empty, className } =
    props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRowWindow(scroller, count, rowHeight, { headHeight: rowHeight })
  const [cursor, setCursor] = useState({ row: 0, column: 0 })
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const { first, end } = rows

  useEffect(() => {
    if (end > first) onRange?.(first, end)
  }, [first, end, onRange])

  // The row is shown when what it is of changes, not whenever rows are drawn anew.
  const show = useEffectEvent((row: number) => rows.reveal(row))
  const [was, setWas] = useState<number>()
  if (current !== was) {
    setWas(current)
    if (current !== undefined) setCursor(({ column }) => ({ row: current, column }))
  }
  useEffect(() => {
    if (current !== undefined) show(current)
  }, [current])

  const widthOf = (column: TableColumn<Row>) => widths[column.id] ?? column.width ?? 160
  const resize = (column: TableColumn<Row>, width: number) =>
    setWidths((last) => ({ ...last, [column.id]: Math.max(minWidth, Math.round(width)) }))
  const template = `${columns.map((column) => `${widthOf(column)}px`).join(' ')} minmax(0, 1fr)`

  const go = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(count - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    }
    setCursor(next)
    rows.reveal(next.row)
    onActive?.(next.row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = cursor
    const here = columns[column]
    const far = event.ctrlKey || event.metaKey
    const wider = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
    if (event.altKey) {
      if (wider === undefined || here === undefined) return
      resize(here, widthOf(here) + wider)
    } else {
      const moves: Readonly<Record<string, () => void>> = {
        ArrowDown: () => go(row + 1, column),
        ArrowUp: () => go(row - 1, column),
        ArrowRight: () => go(row, column + 1),
        ArrowLeft: () => go(row, column - 1),
        PageDown: () => go(row + rows.rowsInView, column),
        PageUp: () => go(row - rows.rowsInView, column),
        Home: () => go(far ? 0 : row, 0),
        End: () => go(far ? count - 1 : row, columns.length - 1),
        Enter: () => onOpen?.(row),
      }
      const move = moves[event.key]
      if (move === undefined || count === 0) return
      move()
    }
    event.preventDefault()
  }
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  const active = cursor.row >= first && cursor.row < end ? cellId(cursor.row, cursor.column) : undefined
  const indexes = Array.from({ length: end - first }, (_, at) => first + at)
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={loading !== undefined || undefined}
      aria-activedescendant={active}
      className={cx(styles.table, className)}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div
          role="row"
          tabIndex={-1}
          aria-rowindex={1}
          className={styles.row}
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column, at) => (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              aria-colindex={at + 1}
              className={cx(styles.title, column.align === 'end' && styles.end)}
            >
              <span className={styles.words}>{column.title}</span>
              <ColumnEdge width={widthOf(column)} onResize={(width) => resize(column, width)} />
            </div>
          ))}
        </div>
      </div>
      {count > 0 && (
        <div role="rowgroup" className={styles.body} style={{ height: rows.height }}>
          <div
            role="presentation"
            className={styles.shift}
            style={{ transform: `translateY(${rows.offset}px)` }}
          >
            {indexes.map((index) => {
              const row = rowAt(index)
              return (
                <div
                  key={index}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={index + 2}
                  aria-busy={row === undefined || undefined}
                  aria-selected={current === undefined ? undefined : index === current}
                  className={cx(
                    styles.row,
                    styles.line,
                    index === cursor.row && styles.current,
                    index === current && styles.shown,
                  )}
                  style={{ gridTemplateColumns: template }}
                  onDoubleClick={() => onOpen?.(index)}
                >
                  {columns.map((column, at) => (
                    // Keys are the grid's own business; a press only moves the cursor.
                    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                    <div
                      key={column.id}
                      id={cellId(index, at)}
                      role="gridcell"
                      tabIndex={-1}
                      aria-colindex={at + 1}
                      className={cx(
                        styles.cell,
                        column.align === 'end' && styles.end,
                        column.mono === true && styles.mono,
                        cellId(index, at) === active && styles.cursor,
                      )}
                      onMouseDown={(event) => event.preventDefault()}
                      onClick={() => {
                        scroller.current?.focus({ preventScroll: true })
                        go(index, at)
                      }}
                    >
                      {row === undefined ? <span className={styles.grey} /> : column.render(row, index)}
                    </div>
                  ))}
                </div>
              )
            })}
          </div>
        </div>
      )}
      {count === 0 && loading !== undefined && (
        <GreyRows words={loading} template={template} columns={columns.length} />
      )}
      {count === 0 && loading === undefined && empty !== undefined && (
        <div role="rowgroup">
          <div role="row" tabIndex={-1}>
            <div role="gridcell" tabIndex={-1}>
              {empty}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

/** Six still rows; they appear only when the wait is long enough to be noticed. */
function GreyRows({ words, template, columns }: { words: string; template: string; columns: number }) {
  return (
    <div role="rowgroup" className={styles.waiting}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div
          key={row}
          role="row"
          tabIndex={-1}
          className={cx(styles.row, styles.line)}
          style={{ gridTemplateColumns: template }}
        >
          {Array.from({ length: columns }, (_, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} role="gridcell" tabIndex={-1} className={styles.cell}>
              {row === 0 && at === 0 && <VisuallyHidden>{words}</VisuallyHidden>}
              <span className={styles.grey} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** The right edge of a column's head, for the pointer; the keyboard's twin is Alt with an arrow. */
function ColumnEdge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const [grip, setGrip] = useState<{ x: number; width: number } | null>(null)
  const start = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setGrip({ x: event.clientX, width })
  }
  return (
    <span
      aria-hidden
      className={styles.edge}
      onPointerDown={start}
      onPointerMove={(event) => {
        if (grip !== null) onResize(grip.width + event.clientX - grip.x)
      }}
      onLostPointerCapture={() => setGrip(null)}
    />
  )
}
