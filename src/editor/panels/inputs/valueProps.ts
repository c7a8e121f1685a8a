import type { ComponentType, ReactNode } from 'react'
import type { Field } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'

/** Names of members and places in lists, from the value on. */
export type ValuePath = readonly (string | number)[]

export interface ValueFieldProps {
  field: Field
  label: string
  /** Undefined: nothing is given. */
  value: Json | undefined
  onChange: (value: Json | undefined) => void
  hint?: ReactNode
  error?: ReactNode
  /** What is wrong further in, in words; undefined: nothing, or nothing that should be said yet. */
  errorAt?: (path: ValuePath) => string | undefined
  required?: boolean
  placeholder?: string
  readOnly?: boolean
}

/** What draws a value that holds others: it is handed what draws these. */
export type NestedValueProps = ValueFieldProps & { readonly Value: ComponentType<ValueFieldProps> }

/** The same, for the value at a place further in. */
export const errorsBelow =
  ({ errorAt }: Pick<ValueFieldProps, 'errorAt'>, ...below: ValuePath): ValueFieldProps['errorAt'] =>
  (path) =>
    errorAt?.([...below, ...path])

/** What a field is called, and what is said below it. */
export const textsOf = (
  field: Field,
): Pick<ValueFieldProps, 'label' | 'hint' | 'required' | 'placeholder'> => ({
  label: field.title === '' ? field.name : field.title,
  required: field.required,
  ...(field.description !== '' && { hint: field.description }),
  ...(field.placeholder !== '' && { placeholder: field.placeholder }),
})

/** What is said of a field that was emptied: nothing, or, where there is a default that would come back at once, no value. */
export const emptied = ({ default: usual }: Field): Json | undefined =>
  usual === undefined ? undefined : typeof usual === 'string' ? '' : null
