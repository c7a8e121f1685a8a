import { ArrowDown, ArrowUp, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Row } from '../../../../model/document.ts'
import type { FormField, SettingPath } from '../../../../model/kinds.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Checkbox } from '../../../../ui/Checkbox.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { TemplateField } from '../../template/TemplateField.tsx'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import type { Reorder } from '../useReorder.ts'
import { MoveHandle } from './MoveHandle.tsx'
import styles from './Controls.module.css'
import { RowOptions } from './RowOptions.tsx'

type RowsOf = Extract<FormField, { control: 'rows' }>['of']

interface RowLineProps {
  of: RowsOf
  /** Name of the list: "Query". */
  label: string
  row: Row
  index: number
  /** How many rows there are. */
  count: number
  path: SettingPath
  reorder: Reorder
  /** Whether its options are unfolded. */
  open: boolean
  onToggle: () => void
  onPasteText: (text: string) => boolean
  onMove: (by: 1 | -1) => void
  onDelete: () => void
}

/** One row: handle, tick, name, value, and what else there is to say of it behind a button. */
export function RowLine(props: RowLineProps) {
  const { of, label, row, index, count, path, reorder, open, onToggle, onPasteText, onMove, onDelete } = props
  const { set, scope, origin, readOnly, addInput } = useNodeForm()
  const nameError = useSettingError([...path, 'name'], { template: true })
  const valueError = useSettingError([...path, 'value'], { template: true })
  const called = row.name === '' ? `row ${index + 1} of ${label}` : `“${row.name}”`
  const mark = reorder.mark(index)
  const text = (key: 'name' | 'value', words: string, error: ReactNode) => (
    <TemplateField
      label={`${words} of ${row.name === '' || key === 'name' ? `row ${index + 1} of ${label}` : row.name}`}
      hideLabel
      placeholder={words.toLowerCase()}
      value={row[key]}
      scope={scope}
      origin={origin}
      readOnly={readOnly}
      error={error}
      onAddInput={addInput}
      onPasteText={onPasteText}
      onChange={(value) => set([...path, key], value, `Change ${label}`)}
    />
  )
  return (
    <div
      {...reorder.row(index)}
      className={cx(
        styles.row,
        of === 'mapping' && styles.mapping,
        mark === 'above' && styles.dropAbove,
        mark === 'below' && styles.dropBelow,
      )}
    >
      <MoveHandle reorder={reorder} index={index} name={called} readOnly={readOnly} />
      {of !== 'mapping' && (
        <div className={styles.tick}>
          <Checkbox
            label={`Send ${called}`}
            hideLabel
            checked={row.enabled}
            disabled={readOnly}
            onChange={(enabled) =>
              set([...path, 'enabled'], enabled, `${enabled ? 'Send' : 'Leave out'} ${called}`)
            }
          />
        </div>
      )}
      <div
        data-setting={[...path, 'name'].join('.')}
        className={cx(styles.rowName, !row.enabled && styles.off)}
      >
        {text('name', 'Name', nameError)}
      </div>
      <div
        data-setting={[...path, 'value'].join('.')}
        className={cx(styles.rowValue, !row.enabled && styles.off)}
      >
        {text('value', 'Value', valueError)}
      </div>
      <IconButton
        icon={SlidersHorizontal}
        label={`Options of ${called}`}
        size={24}
        className={styles.more}
        aria-expanded={open}
        onClick={onToggle}
      />
      {open && (
        <div className={styles.details}>
          {of !== 'mapping' && <RowOptions of={of} row={row} path={path} label={label} />}
          <div className={styles.acts}>
            <IconButton
              icon={ArrowUp}
              label={`Move ${called} up`}
              size={24}
              data-part="up"
              unavailable={
                readOnly ? 'nothing can be changed here' : index === 0 ? 'it is the first' : undefined
              }
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move ${called} down`}
              size={24}
              data-part="down"
              unavailable={
                readOnly ? 'nothing can be changed here' : index === count - 1 ? 'it is the last' : undefined
              }
              onClick={() => onMove(1)}
            />
            <Button size={28} variant="danger" icon={Trash2} disabled={readOnly} onClick={onDelete}>
              Delete
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
