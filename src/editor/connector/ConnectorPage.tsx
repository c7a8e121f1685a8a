import { lazy, Suspense } from 'react'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useAppSelector } from '../hooks.ts'
import { Banners } from '../shell/Banners.tsx'
import { useHost } from '../shell/host.ts'
import page from '../shell/Page.module.css'
import { MainBar } from '../shell/TopBar.tsx'
import { ConnectorBar } from './ConnectorBar.tsx'
import styles from './ConnectorPage.module.css'
import { OperationRail } from './OperationRail.tsx'
import { Workbench } from './Workbench.tsx'

const ServicePage = lazy(async () => ({ default: (await import('../service/ServicePage.tsx')).ServicePage }))

const MapPage = lazy(async () => ({ default: (await import('../map/MapPage.tsx')).MapPage }))

/** A connector: its operations on the left; one of them, all of them or the service in the middle. */
export function ConnectorPage() {
  const host = useHost()
  const there = useAppSelector((state) => state.document.connector !== undefined)
  const page = useAppSelector((state) => state.session.page)
  // The address is there before the session has heard of it.
  const shown = host.route.page === 'service' || host.route.page === 'map' ? host.route.page : page
  if (!there) return <NotOpen />
  return (
    <div className={styles.page}>
      <ConnectorBar />
      <Banners />
      <div className={styles.body}>
        <OperationRail />
        {shown === 'operation' ? (
          <Workbench />
        ) : (
          <Suspense fallback={<main className={styles.centre} aria-busy="true" />}>
            {shown === 'map' ? <MapPage /> : <ServicePage />}
          </Suspense>
        )}
      </div>
    </div>
  )
}

/** While a connector is being opened, and where it cannot be. */
function NotOpen() {
  const host = useHost()
  const { opening } = host
  const back = <Button onClick={() => host.go({ page: 'home' })}>All connectors</Button>
  return (
    <div className={page.page}>
      <MainBar />
      <Banners />
      <main className={page.main} aria-busy={opening.state === 'opening' || undefined}>
        {opening.state === 'missing' && (
          <EmptyState place="page" action={back}>
            This browser keeps no connector at this address. It may have been deleted, or made in another
            browser.
          </EmptyState>
        )}
        {opening.state === 'failed' && (
          <ErrorNote
            what="The connector could not be opened."
            rule={opening.message}
            waysOut={[{ label: 'All connectors', onClick: () => host.go({ page: 'home' }) }]}
            alert
          />
        )}
      </main>
    </div>
  )
}
