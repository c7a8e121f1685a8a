import { checkInput } from '../model/checkInput.ts'
import type { GraphNode, Operation } from '../model/document.ts'
import { fieldsOf } from '../model/fields.ts'
import type { OperationId } from '../model/ids.ts'
import { runOperation, stopRun } from './runThunks.ts'
import type { OperationStatus } from './selectors.ts'
import { selectOperationById, selectOperationStatus, selectOperations, selectRun } from './selectors.ts'
import type { EditorState } from './state.ts'
import type { EditorThunk } from './thunk.ts'

/** An operation that is due for a test, and whether it is run without being asked for. */
export interface DueTest {
  readonly operation: OperationId
  readonly title: string
  readonly status: Exclude<OperationStatus, 'tested'>
  /** Why it cannot be run; undefined: it can. */
  readonly skipped: string | undefined
  /** Why a person has to tick it: it may change something at the service. */
  readonly changes: string | undefined
}

/** Methods that change nothing at the service (RFC 9110, 9.2.1). */
const safeMethods: ReadonlySet<unknown> = new Set(['GET', 'HEAD', 'OPTIONS', undefined])

/** Operations that were never run as they are now, list operations first, as their dropdowns feed the inputs of others. */
export function dueTests(state: EditorState): readonly DueTest[] {
  const all = selectOperations(state)
  const inOrder = [...all.filter(({ role }) => role === 'list'), ...all.filter(({ role }) => role !== 'list')]
  return inOrder.flatMap((operation) => {
    const status = selectOperationStatus(state, operation.id)
    if (status === 'tested') return []
    const { id, title } = operation
    const [skipped, changes] = [whySkipped(state, operation), whatItSends(operation)]
    return [{ operation: id, title, status, skipped, changes }]
  })
}

function whySkipped(state: EditorState, operation: Operation): string | undefined {
  const errors = state.document.checks[operation.id]?.problems.filter(({ severity }) => severity === 'error')
  const [problem] = errors ?? []
  if (problem !== undefined) return `It has a problem: ${problem.message}`
  const [missing] = checkInput(fieldsOf(operation), state.session.inputs[operation.id] ?? {}).problems
  return missing === undefined ? undefined : `Its input is not complete: ${missing.message}`
}

function whatItSends(operation: Operation): string | undefined {
  const methods = Object.values<GraphNode>(operation.graph.nodes)
    .filter(({ kind, disabled }) => kind === 'request' && disabled !== true)
    .map(({ settings }) => settings['method'])
    .filter((method) => !safeMethods.has(method))
  return methods.length === 0
    ? undefined
    : `It sends ${[...new Set(methods)].join(' and ')}, which may change something at the service.`
}

export type TestOutcome = 'waiting' | 'running' | 'passed' | 'failed' | 'stopped'
export interface TestResult {
  readonly outcome: TestOutcome
  /** Why it did not pass. */
  readonly why?: string
}

export interface TestAllOptions {
  readonly operations: readonly OperationId[]
  readonly signal: AbortSignal
  onResult(operation: OperationId, result: TestResult): void
}

/**
 * Runs these operations one after another, each with the input that was typed for it, the chosen credential and nothing held. One
 * that runs well is proven by it, as by any run. After a stop none is begun. Returns the result in words.
 */
export function testAll({ operations, signal, onResult }: TestAllOptions): EditorThunk<Promise<string>> {
  return async (dispatch, getState, { announce }) => {
    const counts = { passed: 0, failed: 0, stopped: 0 }
    const tell = (operation: OperationId, outcome: keyof typeof counts, why?: string) => {
      counts[outcome] += 1
      onResult(operation, { outcome, ...(why !== undefined && { why }) })
    }
    for (const id of operations) {
      if (signal.aborted || selectOperationById(getState(), id) === undefined) {
        tell(id, 'stopped')
        continue
      }
      const before = selectRun(getState(), id)
      if (before !== undefined && before.state !== 'finished') {
        tell(id, 'failed', 'It is running already.')
        continue
      }
      onResult(id, { outcome: 'running' })
      const stop = () => void dispatch(stopRun(id))
      signal.addEventListener('abort', stop, { once: true })
      await dispatch(runOperation({ operation: id, given: {}, answered: {} }))
      signal.removeEventListener('abort', stop)
      const run = selectRun(getState(), id)
      if (run?.outcome === 'completed') tell(id, 'passed')
      else if (run?.outcome === 'stopped') tell(id, 'stopped')
      else tell(id, 'failed', run?.failure?.message ?? 'It did not run.')
    }
    const words = resultWords(counts)
    announce(words)
    return words
  }
}

const counted = (count: number) => `${count} ${count === 1 ? 'operation' : 'operations'}`

function resultWords({ passed, failed, stopped }: Readonly<Record<'passed' | 'failed' | 'stopped', number>>) {
  const parts = [
    `${counted(passed)} tested`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(stopped > 0 ? [`${stopped} not run`] : []),
  ]
  return `${parts.join(', ')}.`
}
