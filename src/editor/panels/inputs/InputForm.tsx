import { ChevronDown, ChevronRight } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Field } from '../../../model/document.ts'
import { fieldsOf } from '../../../model/fields.ts'
import { isObject } from '../../../model/fieldTypes.ts'
import type { OperationId } from '../../../model/ids.ts'
import { checkInput, shownFields } from '../../../model/checkInput.ts'
import type { Json } from '../../../model/json.ts'
import { selectOperationById, selectRun } from '../../../store/selectors.ts'
import { inputTyped } from '../../../store/sessionSlice.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import styles from './InputForm.module.css'
import { ValueField } from './ValueField.tsx'
import type { ValuePath } from './valueProps.ts'

export interface InputFormProps {
  operation: OperationId
}

const nothing: Readonly<Record<string, Json>> = {}

/** The form of an operation's inputs. What is typed is kept for this operation in this tab, and is the next run's input. */
export function InputForm({ operation: id }: InputFormProps) {
  const dispatch = useAppDispatch()
  const operation = useAppSelector((state) => selectOperationById(state, id))
  const typed = useAppSelector((state) => state.session.inputs[id])
  const fields = useMemo(() => (operation === undefined ? [] : fieldsOf(operation)), [operation])
  const [touched, setTouched] = useState<ReadonlySet<string>>(() => new Set())
  const [advanced, setAdvanced] = useState(false)
  const [form, refused] = useRefused(id)
  const input = typed !== undefined && isObject(typed) ? typed : nothing
  const { problems } = useMemo(() => checkInput(fields, input), [fields, input])
  const change = (field: Field, value: Json | undefined) => {
    const { [field.name]: _before, ...rest } = input
    setTouched(new Set(touched).add(field.name))
    // Emptied although there is a default: said with a value, or the default would come back at once.
    const emptied = field.default === undefined ? undefined : typeof field.default === 'string' ? '' : null
    const next = value ?? emptied
    dispatch(
      inputTyped({ operation: id, input: next === undefined ? rest : { ...rest, [field.name]: next } }),
    )
  }
  if (fields.length === 0)
    return <p className={styles.none}>This operation takes no input. Add fields to its Inputs node.</p>
  const draw = (field: Field) => {
    const given = Object.hasOwn(input, field.name)
    const value = given ? input[field.name] : field.default
    const own = problems.filter(({ name }) => name === field.name)
    const problem = own.find(({ path }) => path === undefined)
    // What is merely missing is said once somebody has been there or has run without: an untouched form is not full of errors.
    const early = problem?.code === 'missing' && !touched.has(field.name) && !refused
    const told = early ? undefined : problem?.message
    return (
      <ValueField
        key={field.id}
        field={field}
        label={field.title === '' ? field.name : field.title}
        value={value === '' && field.type !== 'json' ? undefined : value}
        required={field.required}
        hint={field.description === '' ? undefined : field.description}
        error={told}
        errorAt={(path) =>
          touched.has(field.name) || refused
            ? own.find((each) => sameWay(each.path?.slice(1), path))?.message
            : undefined
        }
        placeholder={field.placeholder}
        onChange={(next) => change(field, next)}
      />
    )
  }
  const unknown = problems.filter(({ code }) => code === 'unknown-field')
  const asked = shownFields(fields, input)
  const hidden = asked.filter((field) => field.advanced)
  // What a run was refused for is never behind the fold.
  const unfolded =
    advanced || (refused && hidden.some((field) => problems.some(({ name }) => name === field.name)))
  return (
    <div ref={form} className={styles.form}>
      {asked.filter((field) => !field.advanced).map(draw)}
      {hidden.length > 0 && (
        <Button
          variant="link"
          size={28}
          icon={unfolded ? ChevronDown : ChevronRight}
          aria-expanded={unfolded}
          className={styles.more}
          onClick={() => setAdvanced(!unfolded)}
        >
          Advanced
        </Button>
      )}
      {unfolded && hidden.map(draw)}
      {unknown.map(({ name, message }) => (
        <p key={name} className={styles.none}>
          {message}{' '}
          <Button
            variant="link"
            size={28}
            onClick={() => {
              const { [name ?? '']: _gone, ...rest } = input
              dispatch(inputTyped({ operation: id, input: rest }))
            }}
          >
            Drop it
          </Button>
        </p>
      ))}
    </div>
  )
}

const sameWay = (one: ValuePath | undefined, other: ValuePath): boolean =>
  one !== undefined && one.length === other.length && one.every((step, at) => step === other[at])

/** What ended this long ago is looked at again, not waited for, in milliseconds. */
const justNowMs = 2_000

/**
 * Whether the last run was refused for its input. When that is said, the first field that is wrong takes the focus, as in any
 * form that is sent; a run from before (picked up by a new page, or of an operation gone back to) takes it from nobody.
 */
function useRefused(
  operation: OperationId,
): readonly [form: RefObject<HTMLDivElement | null>, refused: boolean] {
  const { clock } = useEditorStore().extra
  const form = useRef<HTMLDivElement>(null)
  const run = useAppSelector((state) => selectRun(state, operation))
  const refused = run?.failure?.kind === 'input'
  const endedMs = run?.finishedMs
  useEffect(() => {
    if (!refused || endedMs === undefined || clock.now() - endedMs > justNowMs) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused, endedMs, clock])
  return [form, refused]
}
