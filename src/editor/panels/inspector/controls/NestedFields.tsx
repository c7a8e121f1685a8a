import { ChevronDown, ChevronRight, Plus, Trash2 } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import type { Field } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { DraftField } from '../../DraftField.tsx'
import { typeTitles } from '../../inputs/typedValue.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import { useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { anotherField, type FieldShapeProps, saidWithin, typeChoices, withType } from './fieldShapes.ts'
import { FieldTexts } from './FieldTexts.tsx'
import { MoveHandle } from './MoveHandle.tsx'
import { useOpenField } from './useOpenField.ts'

/** The type of a field that stands in another one; the value that it has by itself goes with its old type. */
function TypeSelect({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  return (
    <NativeSelect
      label="Type"
      value={field.type}
      options={typeChoices}
      disabled={readOnly}
      onChange={(type) =>
        type !== field.type &&
        set(path, withType(field, type, makeId) as unknown as Json, `Change ${field.title || field.name}`)
      }
    />
  )
}

export interface NestedFieldsProps {
  /** What draws what the values of a field are: fields stand in fields. */
  readonly Shape: ComponentType<FieldShapeProps>
  readonly label: string
  readonly noun: 'field' | 'form'
  readonly owner: Field
  readonly fields: readonly Field[]
  readonly path: SettingPath
}

/** Fields within a field: added, described, put in order, like those of the operation. */
export function NestedFields({ Shape, label, noun, owner, fields, path }: NestedFieldsProps) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const [open, setOpen] = useOpenField(fields, path)
  const [list, keys] = useListFocus()
  const shown = owner.title || owner.name
  const change = (next: readonly Field[]) =>
    set(path, next.length === 0 ? undefined : (next as unknown as Json), `Change ${shown}`)
  const reorder = useReorder(
    fields.length,
    (from, to) => {
      const moving = fields[from]
      if (moving !== undefined) change(fields.toSpliced(from, 1).toSpliced(to, 0, moving))
    },
    keys,
  )
  return (
    <fieldset className={cx(styles.group, styles.nested)} aria-label={`${label} of ${shown}`}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <div ref={list} className={styles.list}>
        {fields.map((each, index) => {
          const mark = reorder.mark(index)
          return (
            <div
              key={each.id}
              {...reorder.row(index)}
              className={cx(
                styles.card,
                mark === 'above' && styles.dropAbove,
                mark === 'below' && styles.dropBelow,
              )}
            >
              <NestedHead
                field={each}
                path={[...path, index]}
                open={open === each.id}
                handle={
                  <MoveHandle
                    reorder={reorder}
                    index={index}
                    name={each.title || each.name}
                    readOnly={readOnly}
                  />
                }
                onToggle={() => setOpen(open === each.id ? undefined : each.id)}
              />
              {open === each.id && (
                <NestedField
                  Shape={Shape}
                  field={each}
                  path={[...path, index]}
                  noun={noun}
                  others={fields}
                  onDelete={() => {
                    keys.afterDelete(index, fields.length)
                    change(fields.toSpliced(index, 1))
                  }}
                />
              )}
            </div>
          )
        })}
      </div>
      {!readOnly && (
        <Button
          variant="link"
          size={28}
          icon={Plus}
          data-part="add"
          className={styles.add}
          onClick={() => {
            const made = anotherField(fields, noun, makeId)
            change([...fields, made])
            setOpen(made.id)
            keys.to(fields.length, 'start')
          }}
        >
          {`Add a ${noun} to ${shown}`}
        </Button>
      )}
    </fieldset>
  )
}

interface NestedHeadProps extends FieldShapeProps {
  readonly open: boolean
  readonly handle: ReactNode
  readonly onToggle: () => void
}

/** The line of a field, with what is wrong in it. */
function NestedHead({ field, path, open, handle, onToggle }: NestedHeadProps) {
  const error = useSettingError(path, open ? { except: saidWithin } : {})
  return (
    <>
      <div className={styles.cardHead}>
        {handle}
        <button type="button" className={styles.cardTitle} aria-expanded={open} onClick={onToggle}>
          <span className={styles.cardName}>{field.title || field.name || 'Unnamed field'}</span>
          <span className={styles.cardType}>
            {typeTitles[field.type]}
            {field.required ? ', required' : ''}
          </span>
          <Icon icon={open ? ChevronDown : ChevronRight} size={14} />
        </button>
      </div>
      {error !== undefined && <p className={cx(styles.note, styles.noteBelow)}>{error}</p>}
    </>
  )
}

interface NestedFieldProps extends FieldShapeProps {
  readonly Shape: NestedFieldsProps['Shape']
  readonly noun: NestedFieldsProps['noun']
  readonly others: readonly Field[]
  readonly onDelete: () => void
}

/** All there is to say of a field within a field. Forms are told apart by their titles alone. */
function NestedField({ Shape, field, path, noun, others, onDelete }: NestedFieldProps) {
  const { set, readOnly } = useNodeForm()
  const shown = field.title || field.name
  const change = (key: string, value: Json) => set([...path, key], value, `Change ${shown}`)
  const rename = (name: string): string | undefined => {
    if (name.trim() === '') return 'A field needs a name: the value has it by this name.'
    if (others.some((other) => other.id !== field.id && other.name === name))
      return `Another field is called “${name}”.`
    change('name', name)
    return undefined
  }
  return (
    <div className={styles.cardBody} data-setting={path.join('.')}>
      <TextField
        label="Title"
        value={field.title}
        readOnly={readOnly}
        onChange={(title) => change('title', title)}
      />
      <div className={styles.pair}>
        {noun === 'field' && (
          <DraftField label="Name" mono value={field.name} readOnly={readOnly} onCommit={rename} />
        )}
        <TypeSelect field={field} path={path} />
      </div>
      <Shape field={field} path={path} />
      {noun === 'field' && (
        <Switch
          label="Required"
          on={field.required}
          disabled={readOnly}
          onChange={(required) => change('required', required)}
        />
      )}
      <FieldTexts
        field={field}
        of={noun}
        readOnly={readOnly}
        onChange={(key, value) => set([...path, key], value, `Change ${shown}`)}
      />
      {!readOnly && (
        <div className={styles.acts}>
          <Button size={28} variant="danger" icon={Trash2} onClick={onDelete}>
            {`Delete ${noun}`}
          </Button>
        </div>
      )}
    </div>
  )
}
