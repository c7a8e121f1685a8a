import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import type { Row } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { Button } from '../../../../ui/Button.tsx'
import { useListFocus } from '../../useListFocus.ts'
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
  const [list, keys] = useListFocus()
  /** The row whose options are unfolded: it keeps them where it goes. */
  const [open, setOpen] = useState<number>()
  const put = (next: readonly Row[], label: string) =>
    set(path, (plain ? next.map(withoutOptions) : next) as unknown as Json, label)
  const move = (from: number, to: number) => {
    put(moved(rows, from, to), `Move a row of ${field.label}`)
    if (open !== undefined) setOpen(moved([...rows.keys()], from, to).indexOf(open))
  }
  const reorder = useReorder(rows.length, move, keys)

  const add = () => {
    keys.to(rows.length, 'start')
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
            count={rows.length}
            path={[...path, index]}
            reorder={reorder}
            open={open === index}
            onToggle={() => setOpen(open === index ? undefined : index)}
            onPasteText={(text) => paste(index, text)}
            onMove={(by) => {
              move(index, index + by)
              keys.to(index + by, by < 0 ? 'up' : 'down')
            }}
            onDelete={() => {
              put(
                rows.filter((_, at) => at !== index),
                `Delete a row of ${field.label}`,
              )
              setOpen(undefined)
              keys.afterDelete(index, rows.length)
            }}
          />
        ))}
      </div>
      {field.hint !== undefined && <p className={styles.hint}>{field.hint}</p>}
      {!readOnly && (
        <Button variant="link" size={28} icon={Plus} data-part="add" className={styles.add} onClick={add}>
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
