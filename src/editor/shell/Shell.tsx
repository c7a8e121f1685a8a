import { lazy, Suspense, useEffect } from 'react'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { ToastRegion } from '../../ui/ToastRegion.tsx'
import { useAppSelector } from '../hooks.ts'
import { useHost } from './host.ts'
import { Overlays } from './Overlays.tsx'
import { PageWait } from './PageWait.tsx'
import type { Route } from './routes.ts'
import { UnknownPage } from './UnknownPage.tsx'
import { useShortcuts } from './useShortcuts.ts'

const HomePage = lazy(async () => ({ default: (await import('../home/HomePage.tsx')).HomePage }))
const ConnectorPage = lazy(async () => ({
  default: (await import('../connector/ConnectorPage.tsx')).ConnectorPage,
}))
const CredentialsPage = lazy(async () => ({
  default: (await import('../credentials/CredentialsPage.tsx')).CredentialsPage,
}))
const RunsPage = lazy(async () => ({ default: (await import('../runs/RunsPage.tsx')).RunsPage }))

/** The screen of each page, loaded when it is gone to: nobody waits for a page that is not shown. */
const screens: Readonly<Record<Route['page'], () => React.ReactNode>> = {
  home: () => <HomePage />,
  operation: () => <ConnectorPage />,
  service: () => <ConnectorPage />,
  map: () => <ConnectorPage />,
  credentials: () => <CredentialsPage />,
  runs: () => <RunsPage />,
  unknown: () => <UnknownPage />,
}

const titles: Readonly<Record<Route['page'], string>> = {
  home: 'Connectors',
  operation: 'Connector',
  service: 'Service and auth',
  map: 'Connector map',
  credentials: 'Credentials',
  runs: 'Runs',
  unknown: 'Nothing here',
}

/** The whole editor: the page of the present address, what is open above it, messages, and the keys of all commands. */
export function Shell() {
  const { route } = useHost()
  const title = useAppSelector((state) => {
    const { connector } = state.document
    if (connector === undefined || !('connector' in route)) return titles[route.page]
    const operation = connector.operations.find(({ id }) => id === state.session.operation)
    const part = route.page === 'operation' ? operation?.title : titles[route.page]
    return part === undefined ? connector.title : `${part} · ${connector.title}`
  })
  useEffect(() => {
    document.title = `${title} · Patchbay`
  }, [title])
  useShortcuts()
  return (
    <>
      <Suspense fallback={<PageWait />}>{screens[route.page]()}</Suspense>
      <Overlays />
      <ToastRegion />
      <LiveRegion />
    </>
  )
}
