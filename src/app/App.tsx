import { useMemo, useSyncExternalStore } from 'react'
import { Provider } from 'react-redux'
import { HostContext } from '../editor/shell/host.ts'
import { Shell } from '../editor/shell/Shell.tsx'
import type { Page } from './createPage.ts'
import type { Observable } from './observable.ts'
import { PageError } from './PageError.tsx'

/** The page: the store, the host and the screen of the present address. */
export function App({ page }: { page: Page }) {
  const route = useObservable(page.address.route)
  const presence = useObservable(page.presence.state)
  const opening = useObservable(page.open.opening)
  const storageProblem = useObservable(page.storageProblem)
  const host = useMemo(
    () => ({ ...page.fixed, route, presence, opening, storageProblem }),
    [page, route, presence, opening, storageProblem],
  )
  return (
    <PageError store={page.store}>
      <Provider store={page.store}>
        <HostContext value={host}>
          <Shell />
        </HostContext>
      </Provider>
    </PageError>
  )
}

function useObservable<Value>(observable: Observable<Value>): Value {
  return useSyncExternalStore(observable.listen, observable.get)
}
