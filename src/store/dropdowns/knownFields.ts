import { checkInput, type InputProblem } from '../../model/checkInput.ts'
import { fieldsOf } from '../../model/fields.ts'
import { isObject } from '../../model/fieldTypes.ts'
import { type KnownFields, withKnown } from '../../model/fieldsFromSource.ts'
import type { Operation } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { dependences } from '../../model/options.ts'
import { fieldsAsk, type FormAround } from './choicesAsk.ts'
import type { EditorState } from '../state.ts'

/**
 * An input as a run is started with it, by the fields that its form has loaded. They are known to whoever asked for them and stand
 * in no document, so the form's own side checks by them before it asks the runner, and fills in their defaults. What was loaded
 * for other parents, or was never loaded, checks nothing: the runner passes such a value on with a note, and the service judges.
 */
export function checkKnown(
  state: EditorState,
  operation: Operation,
  { input, ...around }: { readonly input: Json } & Pick<FormAround, 'catalog' | 'runner' | 'credential'>,
): { readonly input: Json; readonly problems: readonly InputProblem[] } {
  const { connector } = state.document
  const loaded = state.session.fields[operation.id]
  if (loaded === undefined || connector === undefined || !isObject(input)) return { input, problems: [] }
  const fields = fieldsOf(operation)
  const form: FormAround = { ...around, connector, fields, input }
  const asking = dependences(fields).filter((each) => each.for === 'fields')
  const known: KnownFields = new Map(
    asking.flatMap(({ field }) => {
      const one = loaded[field.id]
      const fits =
        one !== undefined &&
        field.fieldsFrom !== undefined &&
        fieldsAsk(field.fieldsFrom, form).key === one.key
      return fits ? [[field.id, one.shape] as const] : []
    }),
  )
  if (known.size === 0) return { input, problems: [] }
  const names = new Set(asking.map(({ top }) => top.name))
  const { value, problems } = checkInput(withKnown(fields, known), input)
  const filled = Object.entries(value).filter(([name]) => names.has(name) && Object.hasOwn(input, name))
  return {
    input: { ...input, ...Object.fromEntries(filled) },
    problems: problems.filter(({ name }) => name !== undefined && names.has(name)),
  }
}
