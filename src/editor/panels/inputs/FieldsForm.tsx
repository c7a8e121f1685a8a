import { type Ref, useMemo, useState } from 'react'
import { checkInput, type InputProblem, shownFields } from '../../../model/checkInput.ts'
import type { Field } from '../../../model/document.ts'
import { withKnown } from '../../../model/fieldsFromSource.ts'
import type { Json } from '../../../model/json.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './FieldsForm.module.css'
import { FoldedFields } from './FoldedFields.tsx'
import { FormInputContext, type FormInput } from './formInput.ts'
import { KnownFieldsContext, useKnownFields } from './knownFields.ts'
import { ValueField } from './ValueField.tsx'
import { emptied, textsOf, type ValuePath } from './valueProps.ts'

export interface FieldsFormProps {
  fields: readonly Field[]
  /** What is filled in; what is not may be missing or have a default. */
  input: FormInput
  onChange: (input: FormInput) => void
  /** What is wrong beside what the fields say themselves. */
  problems?: readonly InputProblem[]
  /** It has been sent with this input and was refused: all that is wrong is said, and nothing of it is behind the fold. */
  refused?: boolean
  readOnly?: boolean
  ref?: Ref<HTMLDivElement>
}

const noProblems: readonly InputProblem[] = []

/** The form that fields ask for: of a run, of a step, of a preview. Whoever draws it keeps what is filled in. */
export function FieldsForm(props: FieldsFormProps) {
  const { fields, input, onChange, problems: further = noProblems, refused = false, readOnly, ref } = props
  const [touched, setTouched] = useState<ReadonlySet<string>>(() => new Set())
  const held = useKnownFields()
  const { known } = held
  const checked = useMemo(() => checkInput(withKnown(fields, known), input).problems, [fields, known, input])
  const problems = useMemo(() => [...checked, ...further], [checked, further])
  const change = (field: Field, value: Json | undefined) => {
    const { [field.name]: _before, ...rest } = input
    setTouched(new Set(touched).add(field.name))
    const next = value ?? emptied(field)
    onChange(next === undefined ? rest : { ...rest, [field.name]: next })
  }
  const draw = (field: Field) => {
    const value = Object.hasOwn(input, field.name) ? input[field.name] : (field.default as Json | undefined)
    const own = problems.filter(({ name }) => name === field.name)
    const problem = own.find(({ path }) => path === undefined)
    // What is merely missing is said once somebody has been there or has run without: an untouched form is not full of errors.
    const early = problem?.code === 'missing' && !touched.has(field.name) && !refused
    return (
      <ValueField
        key={field.id}
        field={field}
        {...textsOf(field)}
        value={value === '' && field.type !== 'json' ? undefined : value}
        error={early ? undefined : problem?.message}
        errorAt={(path) =>
          touched.has(field.name) || refused
            ? own.find((each) => sameWay(each.path?.slice(1), path))?.message
            : undefined
        }
        {...(readOnly !== undefined && { readOnly })}
        onChange={(next) => change(field, next)}
      />
    )
  }
  const unknown = problems.filter(({ code, path }) => code === 'unknown-field' && path === undefined)
  const asked = shownFields(fields, input)
  return (
    <FormInputContext value={input}>
      <KnownFieldsContext value={held}>
        <div ref={ref} className={styles.form}>
          {asked.filter((field) => !field.advanced).map(draw)}
          <FoldedFields
            fields={asked.filter(({ advanced }) => advanced)}
            opened={(field) => refused && problems.some(({ name }) => name === field.name)}
            draw={draw}
          />
          {unknown.map(({ name = '', message }) => (
            <p key={name} className={styles.none}>
              {message}{' '}
              <Button
                variant="link"
                size={28}
                onClick={() => {
                  const { [name]: _gone, ...rest } = input
                  onChange(rest)
                }}
              >
                Drop it
              </Button>
            </p>
          ))}
        </div>
      </KnownFieldsContext>
    </FormInputContext>
  )
}

const sameWay = (one: ValuePath | undefined, other: ValuePath): boolean =>
  one !== undefined && one.length === other.length && one.every((step, at) => step === other[at])
