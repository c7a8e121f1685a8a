import { changedWords } from '../model/contentParts.ts'
import type { Drift } from '../model/drift.ts'
import { driftOf } from '../model/drift.ts'
import type { Operation } from '../model/document.ts'
import type { Json } from '../model/json.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { originOfRun } from './held.ts'
import type { OperationStatus } from './selectors.ts'
import { selectOperationStatus, selectRun } from './selectors.ts'
import type { EditorState, LiveRun } from './state.ts'

/** Whether what a run gave is the service's word on the whole operation: from it a schema may be made, and drift told. */
export function speaksForOutput(run: LiveRun | undefined): run is LiveRun {
  return (
    run?.state === 'finished' &&
    run.outcome !== 'failed' &&
    run.until === undefined &&
    originOfRun(run) === undefined &&
    run.records > 0
  )
}

const drifts = new WeakMap<readonly Json[], { readonly schema: Json; readonly found: readonly Drift[] }>()
const none: readonly Drift[] = []

/** How the first records of the operation's last run differ from the schema of its output. */
export function selectDrift(state: EditorState, operation: Operation): readonly Drift[] {
  const run = selectRun(state, operation.id)
  const schema = operation.output.schema as Json | undefined
  if (schema === undefined || !speaksForOutput(run) || run.first === undefined) return none
  const known = drifts.get(run.first)
  if (known?.schema === schema) return known.found
  const found = driftOf(schema, run.first)
  drifts.set(run.first, { schema, found })
  return found
}

/** What changed since the operation was proven, in words; empty: nothing did, or it is not known what. */
export function changesSince(
  state: EditorState,
  operation: Operation,
  catalog: KindCatalog,
): readonly string[] {
  const before = operation.output.provenParts
  const now = state.document.checks[operation.id]?.parts
  return before === undefined || now === undefined ? [] : changedWords(before, now, operation, catalog)
}

export interface OutputState {
  readonly status: OperationStatus | 'drifted'
  /** A sentence: what is true of the output. */
  readonly words: string
}

const mostNamed = 4

function named(words: readonly string[]): string {
  const rest = words.length - mostNamed
  return [...words.slice(0, mostNamed), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}

/** The states of an operation's output: fresh, changed since (what), drifted (which fields); or never run, or failing. */
export function outputState(state: EditorState, operation: Operation, catalog: KindCatalog): OutputState {
  const status = selectOperationStatus(state, operation.id)
  const drift = selectDrift(state, operation)
  // What the service answers now is news, whether or not something was changed as well.
  if (drift.length > 0 && status !== 'failing') {
    const fields = drift.slice(0, mostNamed).map(({ words }) => words)
    const rest = drift.length - fields.length
    return {
      status: 'drifted',
      words: `The data has drifted. ${fields.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`,
    }
  }
  if (status !== 'stale') return { status, words: plainWords[status] }
  const changes = changesSince(state, operation, catalog)
  return {
    status,
    words: `Configuration changed since its last test${changes.length === 0 ? '' : `: ${named(changes)}`}.`,
  }
}

const plainWords: Readonly<Record<Exclude<OperationStatus, 'stale'>, string>> = {
  tested: 'Fresh: tested as it is now.',
  never: 'Never run as a whole.',
  failing: 'Its last run failed.',
}
