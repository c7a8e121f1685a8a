import { demoPath, tokenMeta } from '../api/contract.ts'
import type { ConnectorShelf, EditorHost } from '../editor/shell/host.ts'
import { kinds } from '../nodes/kinds.ts'
import { createEditorStore, type EditorStore } from '../store/createStore.ts'
import { readOnlyChanged, saveChanged, themeChosen } from '../store/sessionSlice.ts'
import type { SaveState } from '../store/state.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { AddressBar } from './addressBar.ts'
import { browserClipboard, browserFiles, saveBlob } from './browserFiles.ts'
import { after, browserClock, browserTimers, makeId } from './browserTimers.ts'
import { createLateKeeper } from './lateKeeper.ts'
import { createLateRunner } from './lateRunner.ts'
import { Observable } from './observable.ts'
import { OpenConnector, wordsOf } from './openConnector.ts'
import { PresenceWatch } from './presence.ts'
import { createShelf } from './shelf.ts'
import type { Storage } from './storage.ts'
import { applyTheme, readTheme } from './theme.ts'

/** The parts of the page that a component reads as its host; each tells when it changes. */
export interface Page {
  readonly store: EditorStore
  readonly address: AddressBar
  readonly presence: PresenceWatch
  readonly open: OpenConnector
  readonly storageProblem: Observable<string | undefined>
  /** What of the host never changes. */
  readonly fixed: Omit<EditorHost, 'route' | 'presence' | 'opening' | 'storageProblem'>
}

/** Puts storage, store and runner together. `painted` resolves when the page has been painted once. */
export function createPage(painted: Promise<void>): Page {
  const address = new AddressBar()
  const runner = createLateRunner(async () =>
    (await import('./runnerClient.ts')).createRunnerClient({
      token: tokenOf(document) ?? '',
      newToken: async () =>
        tokenOf(
          new DOMParser().parseFromString(
            await (await fetch('/', { cache: 'no-store' })).text(),
            'text/html',
          ),
        ),
      fetch: (...request) => fetch(...request),
      save: saveBlob,
      timers: browserTimers,
      onPresence: (there) => presence.tell(there),
    }),
  )
  const presence = new PresenceWatch({ ask: () => runner.ask(), after })
  const storageProblem = new Observable<string | undefined>(undefined)
  const storage = painted.then(() => loadStorage())
  const bare = createShelf(storage)
  const store = createEditorStore({
    clock: browserClock,
    makeId,
    catalog: kinds,
    runner,
    keep: {
      ...createLateKeeper(storage),
      // Through the shelf, which tells the home page and the other tabs.
      create: (connector) => bare.create(connector),
      replace: (connector) => bare.replace(connector),
    },
    clipboard: browserClipboard,
    files: browserFiles,
    layOut: async (...graph) => (await import('../store/layOut.ts')).layOut(...graph),
    announce,
    go: (to) => {
      if (to.page === 'home') address.go({ page: 'home' })
      // What is open may be what was just replaced.
      else if (store.getState().document.connector?.id === to.connector) void open.reopen()
      else address.go({ page: 'operation', connector: to.connector })
    },
  })

  const onState = (state: SaveState) => void store.dispatch(saveChanged(state))

  async function loadStorage(): Promise<Storage> {
    try {
      const { openDatabaseStorage } = await import('./databaseStorage.ts')
      return await openDatabaseStorage({
        onState,
        onReadOnly: (reason) => store.dispatch(readOnlyChanged(reason)),
        onClosed: (message) => {
          storageProblem.set(message)
          onState({ kind: 'failed', reason: 'unavailable', message })
        },
      })
    } catch (error) {
      storageProblem.set(wordsOf(error))
      const { createMemoryStorage } = await import('./memoryStorage.ts')
      return createMemoryStorage(wordsOf(error), onState)
    }
  }

  keepTheme(store)
  const demoUrl = `${location.origin}${demoPath}`
  const started = painted.then(async () =>
    (await import('./firstStart.ts')).firstStart({ shelf: bare, runner, makeId, demoUrl, known: localFlag }),
  )
  const shelf: ConnectorShelf = {
    ...bare,
    // The first list has the sample on it already: an empty page that fills itself a moment later would be odd.
    list: async () => {
      await started
      return bare.list()
    },
  }
  const open = new OpenConnector(store, storage, address, () => runner.runs())
  void open.follow(address.route.get())
  void painted.then(() => presence.ask())
  // The checks weigh as much as the home page, and nobody misses them before something is drawn.
  void painted.then(async () => {
    const [{ watchProblems }, { createCheckInWorker }] = await Promise.all([
      import('../store/problems.ts'),
      import('./checkInWorker.ts'),
    ])
    watchProblems(store, createCheckInWorker())
  })
  let loaded: Storage | undefined
  void storage.then((kept) => {
    loaded = kept
  })
  window.addEventListener('beforeunload', (event) => {
    // Only what is not on disk is worth a question.
    if ((loaded?.pending ?? 0) > 0) event.preventDefault()
  })

  return {
    store,
    address,
    presence,
    open,
    storageProblem,
    fixed: {
      go: (route, options) => address.go(route, options),
      shelf,
      runner,
      runs: () => runner.runs(),
      askRunner: () => void presence.ask(),
      demoUrl,
      takeOver: () => open.takeOver(),
      retrySaving: () => void storage.then((kept) => kept.retry()),
      nowMs: () => Date.now(),
    },
  }
}

const tokenOf = (page: Document) => page.querySelector<HTMLMetaElement>(`meta[name="${tokenMeta}"]`)?.content

/** The theme is the browser's, not a connector's: it goes to the page and into this browser's own memory. */
function keepTheme(store: EditorStore): void {
  let shown = readTheme()
  store.dispatch(themeChosen(shown))
  applyTheme(shown)
  store.subscribe(() => {
    const { theme } = store.getState().session
    if (theme === shown) return
    shown = theme
    applyTheme(theme)
  })
}

/** A mark in this browser that outlives connectors, so that a sample that was deleted stays deleted. */
const localFlag = {
  read: (name: string): boolean => {
    try {
      return localStorage.getItem(`patchbay-${name}`) !== null
    } catch {
      return false
    }
  },
  set: (name: string): void => {
    try {
      localStorage.setItem(`patchbay-${name}`, '1')
    } catch {
      // Site data is switched off: the next start is a first start again.
    }
  },
}
