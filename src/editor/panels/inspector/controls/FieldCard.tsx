import { ChevronDown, ChevronRight, Trash2 } from 'lucide-react'
import type { Field } from '../../../../model/document.ts'
import type { FieldValues } from '../../../../model/edits/fields.ts'
import type { Edit } from '../../../../model/edits.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { inputScope } from '../../../../model/scope.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { DraftField } from '../../DraftField.tsx'
import { typeTitles } from '../../inputs/typedValue.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { settingKey, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import type { Reorder } from '../useReorder.ts'
import { MoveHandle } from './MoveHandle.tsx'
import styles from './Controls.module.css'
import { FieldShape } from './FieldShape.tsx'
import { saidWithin, typeChoices, withType } from './fieldShapes.ts'
import { Conditions } from './ConditionsControl.tsx'
import { FieldTexts } from './FieldTexts.tsx'
import { fieldNameFromTitle, uniqueFieldName } from './fieldNames.ts'

interface FieldCardProps {
  field: Field
  index: number
  path: SettingPath
  /** All fields: names are unique among them. */
  others: readonly Field[]
  open: boolean
  onToggle: () => void
  /** It is about to go. */
  onDelete: () => void
  reorder: Reorder
}

/** One input: its line, and behind it all there is to say of it. */
export function FieldCard({ field, index, path, others, open, onToggle, onDelete, reorder }: FieldCardProps) {
  const { operation, node, apply, set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const error = useSettingError(path, open ? { except: saidWithin } : {})
  const at = { operation: operation.id, node: node.id, field: field.id }
  const shown = field.title || field.name || 'Unnamed field'
  const before = others.filter(({ id, name }) => id !== field.id && name !== '')
  const mark = reorder.mark(index)
  const change = (values: FieldValues, clear?: readonly ('default' | 'enum')[]) =>
    apply(
      [{ edit: 'changeField', ...at, values, ...(clear === undefined ? {} : { clear }) }],
      `Change ${shown}`,
      settingKey(node.id, [field.id, ...Object.keys(values)]),
    )
  const rename = (name: string): string | undefined => {
    if (name.trim() === '') return 'A field needs a name: expressions call it by it.'
    if (others.some((other) => other.id !== field.id && other.name === name))
      return `Another field is called “${name}”.`
    apply([{ edit: 'renameField', ...at, name }], `Rename ${shown}`)
    return undefined
  }
  /** A name that nobody chose goes with the title. */
  const retitle = (title: string) => {
    const follows =
      field.name === '' || /^field\d*$/.test(field.name) || field.name === fieldNameFromTitle(field.title)
    const name = fieldNameFromTitle(title)
    const edits: Edit[] = [{ edit: 'changeField', ...at, values: { title } }]
    if (follows && name !== '')
      edits.push({
        edit: 'renameField',
        ...at,
        name: uniqueFieldName(
          others.filter(({ id }) => id !== field.id).map((other) => other.name),
          name,
        ),
      })
    apply(edits, `Rename ${shown}`, settingKey(node.id, [field.id, 'title']))
  }
  return (
    <div
      {...reorder.row(index)}
      className={cx(styles.card, mark === 'above' && styles.dropAbove, mark === 'below' && styles.dropBelow)}
    >
      <div className={styles.cardHead}>
        <MoveHandle reorder={reorder} index={index} name={shown} readOnly={readOnly} />
        <button type="button" className={styles.cardTitle} aria-expanded={open} onClick={onToggle}>
          <span className={styles.cardName}>{shown}</span>
          <span className={styles.cardCode}>{field.name}</span>
          <span className={styles.cardType}>
            {typeTitles[field.type]}
            {field.required ? ', required' : ''}
          </span>
          <Icon icon={open ? ChevronDown : ChevronRight} size={14} />
        </button>
      </div>
      {!open && error !== undefined && <p className={cx(styles.note, styles.noteBelow)}>{error}</p>}
      {open && (
        <div className={styles.cardBody} data-setting={path.join('.')}>
          {error !== undefined && <p className={styles.note}>{error}</p>}
          <TextField
            label="Title"
            value={field.title}
            readOnly={readOnly}
            onChange={retitle}
            placeholder="Customer ID"
          />
          <div className={styles.pair}>
            <DraftField label="Name" mono value={field.name} readOnly={readOnly} onCommit={rename} />
            <NativeSelect
              label="Type"
              value={field.type}
              options={typeChoices}
              disabled={readOnly}
              onChange={(type) =>
                type !== field.type &&
                set(path, withType(field, type, makeId) as unknown as Json, `Change ${shown}`)
              }
            />
          </div>
          <FieldShape field={field} path={path} />
          <Switch
            label="Required"
            on={field.required}
            disabled={readOnly}
            onChange={(required) => change({ required })}
          />
          <FieldTexts
            field={field}
            of="field"
            readOnly={readOnly}
            onChange={(key, value) =>
              value === undefined && key === 'default' ? change({}, ['default']) : change({ [key]: value })
            }
          />
          {before.length > 0 && (
            <Conditions
              label="Shown only when"
              hint="Where these do not hold, the form does not ask for it, and nothing is given."
              path={[...path, 'visibleWhen']}
              scope={inputScope(before)}
              first={`{{ input.${before[0]?.name ?? ''} }}`}
            />
          )}
          {!readOnly && (
            <div className={styles.acts}>
              <Button
                size={28}
                variant="danger"
                icon={Trash2}
                onClick={() => {
                  onDelete()
                  apply([{ edit: 'removeField', ...at }], `Delete ${shown}`)
                }}
              >
                Delete field
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
