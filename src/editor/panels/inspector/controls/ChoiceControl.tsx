import { useId } from 'react'
import type { FormField } from '../../../../model/kinds.ts'
import { Segmented } from '../../../../ui/Segmented.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { NativeSelect } from '../../NativeSelect.tsx'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'

type Choice = Extract<FormField, { control: 'choice' }>
interface ChoiceProps {
  field: Choice
  value: string
  error: React.ReactNode
  readOnly: boolean
  onChange: (value: string) => void
}

/** One of a few, drawn as the field asks. */
export function ChoiceControl({ field, path }: ControlProps<'choice'>) {
  const { settings, set, readOnly } = useNodeForm()
  const value = readAt(settings, path)
  const Display = displays[field.display ?? 'select']
  return (
    <Display
      field={field}
      // What is not set is as the first choice says: forms list the usual one first.
      value={typeof value === 'string' ? value : (field.options[0]?.value ?? '')}
      error={useSettingError(path)}
      readOnly={readOnly}
      onChange={(next) => set(path, next, `Change ${field.label}`)}
    />
  )
}

const displays = { segmented: SegmentedChoice, select: SelectChoice, method: MethodChoice } as const

function SegmentedChoice({ field, value, readOnly, onChange }: ChoiceProps) {
  return (
    <div className={styles.labelled}>
      <span className={styles.label} aria-hidden>
        {field.label}
      </span>
      <Segmented
        label={field.label}
        value={value}
        onChange={onChange}
        disabled={readOnly}
        choices={field.options}
      />
    </div>
  )
}

function SelectChoice({ field, value, error, readOnly, onChange }: ChoiceProps) {
  const chosen = field.options.find((option) => option.value === value)
  return (
    <NativeSelect
      label={field.label}
      hint={chosen?.hint ?? field.hint}
      error={error}
      value={value}
      options={field.options}
      disabled={readOnly}
      onChange={onChange}
    />
  )
}

/** Methods are a list one can add to: any token is a method (RFC 9110, 9.1). */
function MethodChoice({ field, value, error, readOnly, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <>
      <TextField
        label={field.label}
        hint={field.hint}
        error={error}
        mono
        value={value}
        list={id}
        readOnly={readOnly}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        className={styles.method}
        onChange={(next) => onChange(next.toUpperCase())}
      />
      <datalist id={id}>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </datalist>
    </>
  )
}
