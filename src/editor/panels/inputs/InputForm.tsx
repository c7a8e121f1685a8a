import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { fieldsOf } from '../../../model/fields.ts'
import { isObject } from '../../../model/fieldTypes.ts'
import type { OperationId } from '../../../model/ids.ts'
import { selectOperationById, selectRun } from '../../../store/selectors.ts'
import { inputTyped } from '../../../store/sessionSlice.ts'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import { ChoicesHostContext } from './choicesHost.ts'
import { FieldsForm } from './FieldsForm.tsx'
import styles from './FieldsForm.module.css'
import type { FormInput } from './formInput.ts'
import { useConnectedChoices } from './useConnectedChoices.ts'

export interface InputFormProps {
  operation: OperationId
}

const nothing: FormInput = {}

/** The form of an operation's inputs. What is typed is kept for this operation in this tab, and is the next run's input. */
export function InputForm({ operation: id }: InputFormProps) {
  const dispatch = useAppDispatch()
  const operation = useAppSelector((state) => selectOperationById(state, id))
  const typed = useAppSelector((state) => state.session.inputs[id])
  const fields = useMemo(() => (operation === undefined ? [] : fieldsOf(operation)), [operation])
  const [form, refused] = useRefused(id)
  const host = useConnectedChoices(id, fields)
  if (fields.length === 0)
    return <p className={styles.none}>This operation takes no input. Add fields to its Inputs node.</p>
  return (
    <ChoicesHostContext value={host}>
      <FieldsForm
        ref={form}
        fields={fields}
        input={typed !== undefined && isObject(typed) ? typed : nothing}
        refused={refused}
        onChange={(input) => dispatch(inputTyped({ operation: id, input }))}
      />
    </ChoicesHostContext>
  )
}

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
