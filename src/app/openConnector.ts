import type { RunSummary } from '../api/contract.ts'
import type { Opening } from '../editor/shell/host.ts'
import type { Route } from '../editor/shell/routes.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { EditorStore } from '../store/createStore.ts'
import { documentOpened } from '../store/documentSlice.ts'
import type { KeptSession } from '../store/keeper.ts'
import { runsListed } from '../store/runSlice.ts'
import {
  keptSession,
  newSession,
  operationOpened,
  pageOpened,
  readOnlyChanged,
  sessionRestored,
} from '../store/sessionSlice.ts'
import { showToast } from '../ui/toasts.ts'
import type { AddressBar } from './addressBar.ts'
import { Observable } from './observable.ts'
import type { OpenedDocument, Storage } from './storage.ts'

/**
 * Keeps the open connector and the address in step. Going to an address opens the connector and chooses the operation; what
 * the editor opens by itself (undo goes to another operation) goes into the address. A newer address calls off an older one
 * that is still being opened.
 */
export class OpenConnector {
  readonly opening = new Observable<Opening>({ state: 'open' })
  readonly #store: EditorStore
  readonly #storage: Promise<Storage>
  readonly #address: AddressBar
  readonly #runs: () => Promise<readonly RunSummary[]>
  /** The runner's runs of what is open, asked for once. */
  #kept: Promise<readonly RunSummary[]> = Promise.resolve([])
  #pickedUp = new Set<string>()
  #wanted: ConnectorId | undefined
  #turn = 0
  #keptSession: unknown

  /** `runs`: what the runner keeps, newest first. */
  constructor(
    store: EditorStore,
    storage: Promise<Storage>,
    address: AddressBar,
    runs: () => Promise<readonly RunSummary[]>,
  ) {
    this.#runs = runs
    this.#store = store
    this.#storage = storage
    this.#address = address
    address.route.listen(() => void this.follow(address.route.get()))
    store.subscribe(() => this.#told())
  }

  /** Makes what is open fit the address. */
  async follow(route: Route): Promise<void> {
    const id = 'connector' in route ? route.connector : undefined
    if (id === this.#wanted) {
      if (id !== undefined && this.#isOpen(id)) this.#show(route)
      return
    }
    this.#wanted = id
    this.#turn += 1
    const turn = this.#turn
    this.opening.set({ state: id === undefined ? 'open' : 'opening' })
    try {
      const storage = await this.#storage
      await storage.close()
      if (turn !== this.#turn) return
      this.#store.dispatch(documentOpened({ connector: undefined, seq: 0 }))
      if (id === undefined) return
      const opened = await storage.open(id)
      if (turn !== this.#turn) return
      if (opened === undefined) this.opening.set({ state: 'missing' })
      else this.#put(opened)
    } catch (error) {
      if (turn === this.#turn) this.opening.set({ state: 'failed', message: wordsOf(error) })
    }
  }

  /** Opens the present connector again from what is kept: it was replaced, or taken over. */
  async reopen(): Promise<void> {
    this.#wanted = undefined
    await this.follow(this.#address.route.get())
  }

  async takeOver(): Promise<void> {
    const opened = await (await this.#storage).takeOver()
    if (opened !== undefined) this.#put(opened)
  }

  #put(opened: OpenedDocument): void {
    const { dispatch } = this.#store
    const route = this.#address.route.get()
    dispatch(documentOpened({ connector: opened.connector, seq: opened.seq }))
    const session = fittingSession(opened)
    this.#keptSession = undefined
    dispatch(sessionRestored(session))
    dispatch(runsListed(opened.runs))
    dispatch(readOnlyChanged(opened.readOnly))
    if (opened.damage !== undefined) showToast({ text: opened.damage, tone: 'failed' })
    this.#pickedUp = new Set()
    // Without a runner there is nothing to pick up; the page says elsewhere that it is gone.
    this.#kept = this.#runs().catch(() => [])
    this.#show(route)
    this.opening.set({ state: 'open' })
    this.#told()
  }

  /** The newest run of an operation that the runner keeps is shown again, once, when the operation is opened. */
  async #pickUp(operation: string): Promise<void> {
    if (this.#pickedUp.has(operation)) return
    this.#pickedUp.add(operation)
    const connector = this.#store.getState().document.connector?.id
    const newest = (await this.#kept).find(
      (run) => run.connector === connector && run.operation === operation,
    )
    if (newest === undefined) return
    const { pickUpRun } = await import('../store/runThunks.ts')
    if (this.#store.getState().document.connector?.id === connector)
      await this.#store.dispatch(pickUpRun(newest))
  }

  #isOpen(id: ConnectorId): boolean {
    return this.#store.getState().document.connector?.id === id
  }

  /** Chooses in the editor what the address names. */
  #show(route: Route): void {
    const { dispatch, getState } = this.#store
    const { document, session } = getState()
    if (route.page === 'service' || route.page === 'map') {
      if (session.page !== route.page) dispatch(pageOpened(route.page))
      return
    }
    if (route.page !== 'operation') return
    const named = document.connector?.operations.find(({ id }) => id === route.operation)
    if (named !== undefined && named.id !== session.operation) dispatch(operationOpened(named.id))
    else if (named !== undefined && session.page !== 'operation') dispatch(pageOpened('operation'))
  }

  /** Something has changed in the editor: the address says what is shown, and the session is kept. */
  #told(): void {
    const { session, document } = this.#store.getState()
    const { connector } = document
    const route = this.#address.route.get()
    if (connector === undefined || !('connector' in route) || route.connector !== connector.id) return
    const shown: Route =
      session.page === 'map'
        ? { page: 'map', connector: connector.id }
        : session.page === 'service' || session.operation === undefined
          ? { page: 'service', connector: connector.id }
          : { page: 'operation', connector: connector.id, operation: session.operation }
    const now = 'operation' in route ? route.operation : undefined
    if (shown.page !== route.page || (shown.page === 'operation' && shown.operation !== now)) {
      const gone =
        route.page === 'operation' &&
        (now === undefined || !connector.operations.some(({ id }) => id === now))
      this.#address.go(shown, { replace: gone })
    }
    if (session.operation !== undefined) void this.#pickUp(session.operation)
    if (session === this.#keptSession) return
    this.#keptSession = session
    void this.#storage.then((storage) => storage.session(connector.id, keptSession(session)))
  }
}

const keys = Object.keys(keptSession(newSession)) as (keyof KeptSession)[]

/** What was kept of the session as far as it fits the document as it is now; the theme belongs to the browser. */
function fittingSession({ connector, session }: OpenedDocument): Partial<KeptSession> {
  if (typeof session !== 'object' || session === null) return {}
  const record = session as Record<string, unknown>
  const fitting = Object.fromEntries(
    keys
      .filter(
        (key) =>
          key !== 'theme' &&
          Object.hasOwn(record, key) &&
          typeof record[key] === typeof newSession[key] &&
          Array.isArray(record[key]) === Array.isArray(newSession[key]),
      )
      .map((key) => [key, record[key]]),
  ) as Partial<KeptSession>
  const known = connector.operations.some(({ id }) => id === record['operation'])
  return {
    ...fitting,
    operation: known ? (record['operation'] as KeptSession['operation']) : connector.operations[0]?.id,
    ...(connector.operations.length === 0 ? { page: 'service' as const } : {}),
  }
}

export function wordsOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'Something went wrong. Try again.'
}
