import { ChevronDown, ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Field } from '../../../../model/document.ts'
import { fieldRuleFacts } from '../../../../model/fieldRules.ts'
import type { FieldId } from '../../../../model/ids.ts'
import type { Json } from '../../../../model/json.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { DraftField } from '../../DraftField.tsx'
import { typeTitles } from '../../inputs/typedValue.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useListFocus } from '../../useListFocus.ts'
import { useNodeForm } from '../nodeForm.ts'
import { useReorder } from '../useReorder.ts'
import styles from './Controls.module.css'
import { FieldChoices } from './FieldChoices.tsx'
import { anotherField, isCount, rulesOfType, typeChoices, withType } from './fieldShapes.ts'
import { MoveHandle } from './MoveHandle.tsx'
import { newField } from './newField.ts'

interface FieldShapeProps {
  readonly field: Field
  readonly path: SettingPath
}

/** What the values of a field are: choices, members, elements, forms, and the rules that they keep to. Its type stands beside. */
export function FieldShape({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const shown = field.title || field.name
  return (
    <>
      {field.type === 'enum' && (
        <FieldChoices
          field={field}
          onChange={(list) => set([...path, 'enum'], list as unknown as Json, `Change ${shown}`)}
        />
      )}
      {field.type === 'object' && (
        <FieldList
          label="Its fields"
          noun="field"
          owner={field}
          fields={field.fields ?? []}
          path={[...path, 'fields']}
        />
      )}
      {field.type === 'object' && (field.fields ?? []).length > 0 && (
        <Switch
          label="No other members"
          hint="What is not among its fields is refused."
          on={field.closed === true}
          disabled={readOnly}
          onChange={(closed) => set([...path, 'closed'], closed || undefined, `Change ${shown}`)}
        />
      )}
      {field.type === 'list' && <ElementShape field={field} path={path} />}
      {field.type === 'one-of' && (
        <FieldList
          label="Its forms"
          noun="form"
          owner={field}
          fields={field.variants ?? []}
          path={[...path, 'variants']}
        />
      )}
      <FieldRulesOf field={field} path={path} />
    </>
  )
}

/** The type of a field that stands in another one; the value that it has by itself goes with its old type. */
function TypeSelect({ field, path, label = 'Type' }: FieldShapeProps & { readonly label?: string }) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  return (
    <NativeSelect
      label={label}
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

const anything = 'any'

/** What each element of a list is. */
function ElementShape({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const { item } = field
  const at = [...path, 'item']
  const change = (type: string) => {
    if (type === (item?.type ?? anything)) return
    const made = item ?? newField(makeId() as FieldId, 'item')
    set(
      at,
      type === anything ? undefined : (withType(made, type as Field['type'], makeId) as unknown as Json),
      `Change ${field.title || field.name}`,
    )
  }
  return (
    <>
      <NativeSelect
        label="Each element is"
        value={item?.type ?? anything}
        options={[{ value: anything, label: 'Anything, as JSON' }, ...typeChoices]}
        disabled={readOnly}
        onChange={change}
      />
      {item !== undefined && (
        <div className={styles.nested}>
          <TextField
            label="An element is called"
            placeholder="E-mail"
            value={item.title}
            readOnly={readOnly}
            onChange={(title) => set([...at, 'title'], title, `Change ${field.title || field.name}`)}
          />
          <FieldShape field={item} path={at} />
        </div>
      )}
    </>
  )
}

/** Rules of the type, behind a fold where none is set. */
function FieldRulesOf({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const rules = rulesOfType[field.type] ?? []
  const [open, setOpen] = useState(() => Object.keys(field.rules ?? {}).length > 0)
  if (rules.length === 0) return null
  const change = (rule: string, value: Json | undefined) =>
    set([...path, 'rules', rule], value, `Change ${field.title || field.name}`)
  return (
    <fieldset className={styles.group} aria-label="Rules">
      <Button
        variant="link"
        size={28}
        icon={open ? ChevronDown : ChevronRight}
        aria-expanded={open}
        className={styles.add}
        onClick={() => setOpen(!open)}
      >
        Rules
      </Button>
      {open && (
        <div className={styles.rules}>
          {rules.map((rule) => (
            <NumberField
              key={rule}
              label={fieldRuleFacts[rule].title}
              value={field.rules?.[rule] ?? null}
              optional
              quiet
              integer={isCount(rule)}
              {...(isCount(rule) && { min: 0 })}
              disabled={readOnly}
              onChange={(value) => change(rule, value ?? undefined)}
            />
          ))}
        </div>
      )}
      {open && field.type === 'list' && (
        <Switch
          label="Each element once"
          on={field.rules?.uniqueItems === true}
          disabled={readOnly}
          onChange={(once) => change('uniqueItems', once || undefined)}
        />
      )}
    </fieldset>
  )
}

interface FieldListProps {
  readonly label: string
  readonly noun: 'field' | 'form'
  readonly owner: Field
  readonly fields: readonly Field[]
  readonly path: SettingPath
}

/** Fields within a field: added, described, put in order, like those of the operation. */
function FieldList({ label, noun, owner, fields, path }: FieldListProps) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const [open, setOpen] = useState<FieldId>()
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
          const name = each.title || each.name
          const isOpen = open === each.id
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
              <div className={styles.cardHead}>
                <MoveHandle reorder={reorder} index={index} name={name} readOnly={readOnly} />
                <button
                  type="button"
                  className={styles.cardTitle}
                  aria-expanded={isOpen}
                  onClick={() => setOpen(isOpen ? undefined : each.id)}
                >
                  <span className={styles.cardName}>{name}</span>
                  <span className={styles.cardType}>
                    {typeTitles[each.type]}
                    {each.required ? ', required' : ''}
                  </span>
                  <Icon icon={isOpen ? ChevronDown : ChevronRight} size={14} />
                </button>
              </div>
              {isOpen && (
                <NestedField
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

interface NestedFieldProps extends FieldShapeProps {
  readonly noun: FieldListProps['noun']
  readonly others: readonly Field[]
  readonly onDelete: () => void
}

/** All there is to say of a field within a field. Forms are told apart by their titles alone. */
function NestedField({ field, path, noun, others, onDelete }: NestedFieldProps) {
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
    <div className={styles.cardBody}>
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
      <FieldShape field={field} path={path} />
      {noun === 'field' && (
        <Switch
          label="Required"
          on={field.required}
          disabled={readOnly}
          onChange={(required) => change('required', required)}
        />
      )}
      <TextField
        label="Description"
        value={field.description}
        readOnly={readOnly}
        onChange={(description) => change('description', description)}
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
