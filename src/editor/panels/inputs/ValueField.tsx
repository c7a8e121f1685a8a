import { type ReactNode, useState } from 'react'
import type { Field } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { canonicalJson } from '../../../model/printJson.ts'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { NativeSelect } from '../NativeSelect.tsx'
import { ChoicesValue } from './ChoicesValue.tsx'
import { ElementsValue } from './ElementsValue.tsx'
import { FileValue } from './FileValue.tsx'
import { LoadedFieldsValue } from './LoadedFieldsValue.tsx'
import { MembersValue } from './MembersValue.tsx'
import { OneOfValue } from './OneOfValue.tsx'
import { typedText } from './typedValue.ts'
import type { NestedValueProps, ValueFieldProps } from './valueProps.ts'

/** One value of a field's type: what its form asks for, and its default. What holds other values draws each with this again. */
export function ValueField(props: ValueFieldProps) {
  const { field } = props
  const Control = specialControls.find(({ holds }) => holds(field))?.Control ?? valueControls[field.type]
  if (field.fieldsFrom !== undefined)
    return <LoadedFieldsValue {...props} Typed={Control} Value={ValueField} />
  // Of what holds others only a list is chosen: several of what there is.
  const chosen = field.options !== undefined && (field.type === 'list' || !holdsOthers(field))
  return chosen ? (
    <ChoicesValue {...props} Typed={Control} Value={ValueField} />
  ) : (
    <Control {...props} Value={ValueField} />
  )
}

const holdsOthers = (field: Field) => specialControls.some(({ holds }) => holds(field))

/**
 * Fields that say more of their values than their type does, the first row that holds: what is in them (without that a value is
 * typed as JSON). What a control has to know of the other fields is in `FormInputContext`.
 */
const specialControls: readonly {
  holds(field: Field): boolean
  Control: (props: NestedValueProps) => ReactNode
}[] = [
  { holds: ({ type, fields = [] }) => type === 'object' && fields.length > 0, Control: MembersValue },
  { holds: ({ type, item }) => type === 'list' && item !== undefined, Control: ElementsValue },
  { holds: ({ type, variants = [] }) => type === 'one-of' && variants.length > 0, Control: OneOfValue },
]

const valueControls: Readonly<Record<Field['type'], (props: NestedValueProps) => ReactNode>> = {
  string: LineValue,
  text: AreaValue,
  code: AreaValue,
  number: LineValue,
  integer: LineValue,
  boolean: BooleanValue,
  date: LineValue,
  'date-time': LineValue,
  enum: ChoiceValue,
  list: AreaValue,
  object: AreaValue,
  'one-of': AreaValue,
  file: FileValue,
  json: AreaValue,
}

const placeholders: Partial<Record<Field['type'], string>> = {
  number: '0.5',
  integer: '100',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00Z',
  list: '[1, 2]',
  object: '{ "name": "Ana" }',
  json: '{ "name": "Ana" }',
}

/** What was typed stays as it was typed for as long as it means the value: `1.0` is 1, and no reason to rewrite it. */
function useTyped({ field, value, onChange }: ValueFieldProps) {
  const [draft, setDraft] = useState<string>()
  const { read, print } = typedText[field.type]
  const means = draft !== undefined && (draft === '' ? value === undefined : equal(read(draft), value))
  return {
    text: means ? draft : value === undefined || value === null ? '' : print(value),
    change(text: string) {
      setDraft(text)
      onChange(text === '' ? undefined : read(text))
    },
  }
}

const equal = (a: Json, b: Json | undefined) => b !== undefined && canonicalJson(a) === canonicalJson(b)

function LineValue(props: ValueFieldProps) {
  const { field, label, hint, error, required, placeholder, readOnly } = props
  const { text, change } = useTyped(props)
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      required={required}
      readOnly={readOnly}
      placeholder={placeholder || placeholders[field.type]}
      mono={field.type !== 'string'}
      inputMode={field.type === 'integer' ? 'numeric' : field.type === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      value={text}
      onChange={change}
    />
  )
}

function AreaValue(props: ValueFieldProps) {
  const { field, label, hint, error, required, placeholder, readOnly } = props
  const { text, change } = useTyped(props)
  return (
    <TextArea
      label={label}
      hint={hint}
      error={error}
      required={required}
      readOnly={readOnly}
      rows={3}
      placeholder={placeholder || placeholders[field.type]}
      mono={field.type !== 'text'}
      value={text}
      onChange={change}
    />
  )
}

const none = { value: '', label: 'Nothing' } as const

function BooleanValue({ label, hint, error, required, readOnly, value, onChange }: ValueFieldProps) {
  return (
    <NativeSelect
      label={label}
      hint={hint}
      error={error}
      required={required}
      disabled={readOnly}
      value={value === undefined || value === null ? '' : String(value)}
      options={[none, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]}
      onChange={(next) => onChange(next === '' ? undefined : next === 'true')}
    />
  )
}

function ChoiceValue({ field, label, hint, error, required, readOnly, value, onChange }: ValueFieldProps) {
  const choices = field.enum ?? []
  const at = value === undefined ? -1 : choices.findIndex((choice) => equal(choice.value, value))
  return (
    <NativeSelect
      label={label}
      hint={hint}
      error={error}
      required={required}
      disabled={readOnly}
      value={value === undefined || value === null ? '' : at < 0 ? canonicalJson(value) : String(at)}
      options={[
        none,
        ...choices.map((choice, index) => ({
          value: String(index),
          label: choice.label === '' ? canonicalJson(choice.value) : choice.label,
        })),
      ]}
      onChange={(next) => onChange(next === '' ? undefined : choices[Number(next)]?.value)}
    />
  )
}
