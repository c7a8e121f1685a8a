import type { ComponentType } from 'react'
import type { FormCondition, FormField, SettingPath } from '../../../model/kinds.ts'
import { controls } from './controls.ts'
import { readAt, useNodeForm } from './nodeForm.ts'

export interface FormFieldsProps {
  fields: readonly FormField[]
  /** Where the fields' paths begin: a step's place, or nothing. */
  base?: SettingPath
}

const noBase: SettingPath = []

/** The controls of a section or a step, those whose condition holds. */
export function FormFields({ fields, base = noBase }: FormFieldsProps) {
  const { settings } = useNodeForm()
  return fields
    .filter(({ when }) => holds(when, settings, base))
    .map((field) => {
      const path = [...base, ...field.path]
      // Each component takes the fields of its own control; TypeScript cannot follow that through the look-up.
      const Control = controls[field.control] as ComponentType<{ field: FormField; path: SettingPath }>
      return (
        <div key={`${field.control}:${path.join('.')}:${field.label}`} data-setting={path.join('.')}>
          <Control field={field} path={path} />
        </div>
      )
    })
}

/** Whether a section or field is to be seen. */
export function holds(
  when: FormCondition | undefined,
  settings: unknown,
  base: SettingPath = noBase,
): boolean {
  if (when === undefined) return true
  const value = readAt(settings, [...base, ...when.path])
  return when.is.some((wanted) => wanted === value)
}
