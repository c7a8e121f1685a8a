import type { OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { schemaFromValues } from '../model/outputSchema.ts'
import { printJson } from '../model/printJson.ts'
import { edit } from './edit.ts'
import { speaksForOutput } from './output.ts'
import { failureOf, recordsPerPage } from './runThunks.ts'
import { selectCanEdit, selectOperationById, selectRun } from './selectors.ts'
import type { EditorThunk } from './thunk.ts'

/** A schema is made of the first records of a run: enough to see what is optional, and read in a moment. */
const mostRead = 1_000

/** Examples that a document holds at most, and how long each may be when it is printed. */
const mostExamples = 3
const longestExample = 4_000

export interface UseOutputOptions {
  readonly operation?: OperationId
  /** Forgets what the schema said before, instead of merging it with what came. */
  readonly replace?: boolean
}

/**
 * Makes the output schema of what the last run gave, merged over what was there. One undo step. Resolves with words where it
 * could not be done.
 */
export function takeOutput(options: UseOutputOptions = {}): EditorThunk<Promise<string | undefined>> {
  return async (dispatch, getState, { runner, announce }) => {
    const run = selectRun(getState(), options.operation)
    if (!speaksForOutput(run) || run.id === undefined || !selectCanEdit(getState()))
      return 'Run the whole operation first.'
    const { id, operation } = run
    const values: Json[] = []
    try {
      while (values.length < mostRead) {
        const page = await runner.records(id, values.length, recordsPerPage)
        // The runner's JSON, read by the client's reader: values of JSON whatever its type says.
        values.push(...(page.records as readonly Json[]))
        if (page.records.length === 0 || values.length >= page.total) break
      }
    } catch (error) {
      return failureOf(error).message
    }
    const now = selectOperationById(getState(), operation)
    if (now === undefined) return 'The operation is gone.'
    const before = options.replace === true ? undefined : (now.output.schema as Json | undefined)
    const schema = schemaFromValues(values, before)
    if (schema === undefined) return 'It gave nothing back that a schema could be made of.'
    // Examples are the service's data: they are renewed where somebody keeps them, and never kept unasked.
    const keeps = now.output.samples.length > 0
    const samples = keeps ? examplesOf(values) : (now.output.samples as readonly Json[])
    dispatch(
      edit([{ edit: 'setSample', operation, samples, schema }], { label: 'Use output', policy: 'record' }),
    )
    announce(before === undefined ? 'The output has a schema' : 'The schema takes what came as well')
    return undefined
  }
}

/** Keeps a few small records of the last run in the document, or takes those away that it has. */
export function keepExamples(keep: boolean): EditorThunk {
  return (dispatch, getState) => {
    const run = selectRun(getState())
    const operation = selectOperationById(getState(), getState().session.operation)
    if (operation === undefined) return
    const samples = keep && speaksForOutput(run) ? examplesOf(run.first ?? []) : []
    dispatch(
      edit([{ edit: 'setSample', operation: operation.id, samples }], {
        label: keep ? 'Keep examples' : 'Remove examples',
        policy: 'record',
      }),
    )
  }
}

/** Those of the first values that are small. Masked already, as all that a run keeps. */
const examplesOf = (values: readonly Json[]): Json[] =>
  values
    .slice(0, recordsPerPage)
    .filter((value) => printJson(value).length <= longestExample)
    .slice(0, mostExamples)
