import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Field } from '../../../../model/document.ts'
import { fieldRuleFacts } from '../../../../model/fieldRules.ts'
import type { FieldId } from '../../../../model/ids.ts'
import type { Json } from '../../../../model/json.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useEditorStore } from '../../../hooks.ts'
import { NativeSelect } from '../../NativeSelect.tsx'
import { useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'
import { FieldChoices } from './FieldChoices.tsx'
import { takesChoices } from '../../../../store/dropdowns/feed.ts'
import { FieldsFromSource } from './FieldsFromSource.tsx'
import { FieldSource } from './FieldSource.tsx'
import {
  type FieldShapeProps,
  isCount,
  rulesOfType,
  saidWithin,
  typeChoices,
  withType,
} from './fieldShapes.ts'
import { FieldTexts } from './FieldTexts.tsx'
import { NestedFields } from './NestedFields.tsx'
import { SchemaControl } from './SchemaControl.tsx'
import { newField } from './newField.ts'

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
      {field.type === 'object' && <FieldsFromSource field={field} path={path} />}
      {field.type === 'object' && field.fieldsFrom === undefined && (
        <NestedFields
          Shape={FieldShape}
          label="Its fields"
          noun="field"
          owner={field}
          fields={field.fields ?? []}
          path={[...path, 'fields']}
        />
      )}
      {field.type === 'object' && field.fieldsFrom === undefined && (field.fields ?? []).length > 0 && (
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
        <NestedFields
          Shape={FieldShape}
          label="Its forms"
          noun="form"
          owner={field}
          fields={field.variants ?? []}
          path={[...path, 'variants']}
        />
      )}
      {takesChoices.has(field.type) && <FieldSource field={field} path={path} />}
      <FieldRulesOf field={field} path={path} />
      <SchemaControl field={field} path={path} />
    </>
  )
}

const anything = 'any'

/** What each element of a list is. */
function ElementShape({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const { makeId } = useEditorStore().extra
  const { item } = field
  const at = [...path, 'item']
  const error = useSettingError(at, { except: saidWithin })
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
        <div className={cx(styles.group, styles.nested)} data-setting={at.join('.')}>
          {error !== undefined && <p className={styles.note}>{error}</p>}
          <TextField
            label="An element is called"
            placeholder="E-mail"
            value={item.title}
            readOnly={readOnly}
            onChange={(title) => set([...at, 'title'], title, `Change ${field.title || field.name}`)}
          />
          <FieldShape field={item} path={at} />
          <FieldTexts
            field={item}
            of="element"
            readOnly={readOnly}
            onChange={(key, value) => set([...at, key], value, `Change ${field.title || field.name}`)}
          />
        </div>
      )}
    </>
  )
}

/** Rules of the type, behind a fold where none is set. */
function FieldRulesOf({ field, path }: FieldShapeProps) {
  const { set, readOnly } = useNodeForm()
  const error = useSettingError([...path, 'rules'])
  const rules = rulesOfType[field.type] ?? []
  const [open, setOpen] = useState(() => Object.keys(field.rules ?? {}).length > 0)
  if (rules.length === 0) return null
  const change = (rule: string, value: Json | undefined) =>
    set([...path, 'rules', rule], value, `Change ${field.title || field.name}`)
  return (
    <fieldset className={styles.group} aria-label="Rules" data-setting={[...path, 'rules'].join('.')}>
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
      {error !== undefined && <p className={styles.note}>{error}</p>}
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
