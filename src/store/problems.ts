import type { KindCatalog } from '../model/kinds.ts'
import type { Connector, Operation } from '../model/document.ts'
import type { OperationId } from '../model/ids.ts'
import { checkOperation } from '../model/checks.ts'
import { contentMarks } from '../model/contentParts.ts'
import { operationsChecked } from './documentSlice.ts'
import type { EditorStore } from './createStore.ts'
import type { OperationStatus } from './selectors.ts'
import { selectOperationStatus } from './selectors.ts'
import type { OperationChecks } from './state.ts'
import type { EditorThunk } from './thunk.ts'

/** How long a person must rest before what they changed is checked, in milliseconds. */
export const checkRestMs = 200

/** What the last check of an operation was made of: moving a node or a new sample is no reason for another. */
interface Checked {
  readonly graph: Operation['graph']
  readonly service: Connector['service']
  readonly around: string
  readonly checks: OperationChecks
}

/** Checks these operations somewhere else than on the page. Rejects where that cannot be done. */
export type CheckAway = (
  connector: Connector,
  operations: readonly OperationId[],
) => Promise<Readonly<Record<OperationId, OperationChecks>>>

/** Checks operations and remembers, for those that have not changed, what was found. One for each store. */
export class OperationChecker {
  readonly #known = new Map<OperationId, Checked>()
  readonly #catalog: KindCatalog

  constructor(catalog: KindCatalog) {
    this.#catalog = catalog
  }

  check(connector: Connector, operation: Operation): OperationChecks {
    const known = this.#find(connector, operation)
    if (known !== undefined) return known
    const checks: OperationChecks = {
      problems: checkOperation(connector, operation.id, this.#catalog),
      ...contentMarks(connector, operation, this.#catalog),
    }
    this.#note(connector, operation, checks)
    return checks
  }

  /** Has everything that has changed checked elsewhere, so that `check` finds it known. */
  async checkAway(connector: Connector, away: CheckAway): Promise<void> {
    const changed = connector.operations.filter((operation) => this.#find(connector, operation) === undefined)
    if (changed.length === 0) return
    const found = await away(
      connector,
      changed.map(({ id }) => id),
    )
    for (const operation of changed) {
      const checks = found[operation.id]
      if (checks !== undefined) this.#note(connector, operation, checks)
    }
  }

  #find(connector: Connector, operation: Operation): OperationChecks | undefined {
    const known = this.#known.get(operation.id)
    return known?.graph === operation.graph &&
      known.service === connector.service &&
      known.around === surroundings(connector, operation)
      ? known.checks
      : undefined
  }

  #note(connector: Connector, operation: Operation, checks: OperationChecks): void {
    const around = surroundings(connector, operation)
    this.#known.set(operation.id, { graph: operation.graph, service: connector.service, around, checks })
  }

  forgetAllBut(connector: Connector): void {
    const here = new Set(connector.operations.map(({ id }) => id))
    for (const id of this.#known.keys()) if (!here.has(id)) this.#known.delete(id)
  }
}

/** What of the rest of the connector a check of one operation depends on: its place in paths, and names that may clash. */
function surroundings(connector: Connector, operation: Operation): string {
  const names = connector.operations.map(({ id, name, title }) => [id, name, title])
  return JSON.stringify([connector.operations.indexOf(operation), operation.role, names])
}

/** Checks what has changed since the last time. Returns whether anything had. */
export function checkOperations(checker: OperationChecker): EditorThunk<boolean> {
  return (dispatch, getState, { keep }) => {
    const { connector, checks: before } = getState().document
    if (connector === undefined) return false
    checker.forgetAllBut(connector)
    const checks: Record<OperationId, OperationChecks> = {}
    let changed = Object.keys(before).length !== connector.operations.length
    for (const operation of connector.operations) {
      const found = checker.check(connector, operation)
      changed ||= before[operation.id] !== found
      checks[operation.id] = found
    }
    if (!changed) return false
    dispatch(operationsChecked(checks))
    const state = getState()
    const statuses: Record<OperationId, OperationStatus> = {}
    for (const { id } of connector.operations) statuses[id] = selectOperationStatus(state, id)
    if (state.session.readOnly === undefined) keep.status(connector.id, statuses)
    return true
  }
}

/**
 * Checks the open connector whenever the person rests after a change, and at once when another was opened. Returns a function
 * that ends it. With `away` the page itself is not held up by large graphs; where that fails, it checks by itself.
 */
export function watchProblems(store: EditorStore, away?: CheckAway): () => void {
  const checker = new OperationChecker(store.extra.catalog)
  let seen: Connector | undefined
  let resting: AbortController | undefined
  const look = () => {
    const { connector } = store.getState().document
    if (connector === seen) return
    const opened = connector?.id !== seen?.id
    seen = connector
    resting?.abort()
    if (connector === undefined) return
    const rest = new AbortController()
    resting = rest
    store.extra.clock.sleep(opened ? 0 : checkRestMs, rest.signal).then(
      async () => {
        if (rest.signal.aborted) return
        if (away !== undefined) await checker.checkAway(connector, away).catch(() => undefined)
        if (!rest.signal.aborted) store.dispatch(checkOperations(checker))
      },
      // Aborted by the next edit, which rests anew.
      () => undefined,
    )
  }
  const unsubscribe = store.subscribe(look)
  look()
  return () => {
    unsubscribe()
    resting?.abort()
  }
}
