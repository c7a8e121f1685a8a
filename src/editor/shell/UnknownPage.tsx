import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useHost } from './host.ts'
import styles from './Page.module.css'
import { MainBar } from './TopBar.tsx'

/** An address that leads nowhere. */
export function UnknownPage() {
  const host = useHost()
  return (
    <div className={styles.page}>
      <MainBar />
      <main className={styles.main}>
        <EmptyState
          place="page"
          action={<Button onClick={() => host.go({ page: 'home' })}>All connectors</Button>}
        >
          There is no page at this address.
        </EmptyState>
      </main>
    </div>
  )
}
