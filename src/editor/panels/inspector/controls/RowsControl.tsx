import { Plus } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { Row } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { Button } from '../../../../ui/Button.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { moved, useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { type PastedRow, parseRows } from './parseRows.ts'
import { RowLine } from './RowLine.tsx'
import { rowsOf } from './rowsOf.ts'

/** Rows of name and value: on and off, in an order, added, deleted, several pasted at once. */
export function RowsControl({ field, path }: ControlProps<'rows'>) {
  const { settings, set, readOnly } = useNodeForm()
  const rows = rowsOf(readAt(settings, path))
  const plain = field.of === 'mapping'
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  /** The row whose name takes the focus once it is there. */
  const wanted = useRef<number>(undefined)
  const put = (next: readonly Row[], label: string) =>
    set(path, (plain ? next.map(withoutOptions) : next) as unknown as Json, label)
  const move = (from: number, to: number) => put(moved(rows, from, to), `Move a row of ${field.label}`)
  const reorder = useReorder(rows.length, move)

  useEffect(() => {
    if (wanted.current === undefined) return
    list.current?.querySelectorAll<HTMLElement>('[data-row-name] textarea')[wanted.current]?.focus()
    wanted.current = undefined
  })

  const add = () => {
    wanted.current = rows.length
    put([...rows, newRow({ name: '', value: '' })], field.add)
  }
  /** Pasted lines take the place of the row they were pasted into, where that is still empty. */
  const paste = (index: number, text: string): boolean => {
    const pasted = parseRows(text)
    const here = rows[index]
    if (pasted === undefined || here === undefined) return false
    const empty = here.name === '' && here.value === ''
    put(
      [...rows.slice(0, empty ? index : index + 1), ...pasted.map(newRow), ...rows.slice(index + 1)],
      `Paste ${pasted.length} rows`,
    )
    return true
  }

  return (
    <fieldset className={styles.group} aria-labelledby={id}>
      <div className={styles.groupHead}>
        <span id={id} className={styles.label}>
          {field.label}
        </span>
      </div>
      {rows.length > 0 && (
        <div ref={list} className={styles.list}>
          {rows.map((row, index) => (
            <RowLine
              // Rows have no ids; a name that is typed would be a new key at every letter.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              of={field.of}
              label={field.label}
              row={row}
              index={index}
              path={[...path, index]}
              reorder={reorder}
              onPasteText={(text) => paste(index, text)}
              onMove={(by) => {
                const to = index + by
                if (to >= 0 && to < rows.length) move(index, to)
              }}
              onDelete={() =>
                put(
                  rows.filter((_, at) => at !== index),
                  `Delete a row of ${field.label}`,
                )
              }
            />
          ))}
        </div>
      )}
      {field.hint !== undefined && <p className={styles.hint}>{field.hint}</p>}
      {!readOnly && (
        <Button variant="link" size={28} icon={Plus} className={styles.add} onClick={add}>
          {field.add}
        </Button>
      )}
      {readOnly && rows.length === 0 && <p className={styles.hint}>None.</p>}
    </fieldset>
  )
}

const newRow = ({ name, value }: PastedRow): Row => ({ name, value, enabled: true, whenEmpty: 'omit' })

/** A mapping has names and values alone. */
const withoutOptions = ({ enabled: _enabled, whenEmpty: _whenEmpty, ...row }: Row) => row
