import { lazy, Suspense, useState } from 'react'
import { printConnector } from '../../model/print.ts'
import { nameFromTitle } from '../../model/titles.ts'
import { copyConnector } from '../../store/copyConnector.ts'
import { showToast } from '../../ui/toasts.ts'
import { useEditorStore } from '../hooks.ts'
import { type ConnectorListing, isDemo, useHost } from '../shell/host.ts'
import { ConnectorCard } from './ConnectorCard.tsx'
import type { CardActs } from './cardActs.ts'
import styles from './HomePage.module.css'

const RenameConnectorDialog = lazy(async () => ({
  default: (await import('./RenameConnectorDialog.tsx')).RenameConnectorDialog,
}))

/** Does something that may fail, and says so where it does. */
function told(work: () => Promise<void>): void {
  work().catch((error: unknown) =>
    showToast({ tone: 'failed', text: error instanceof Error ? error.message : 'That did not work.' }),
  )
}

/** The connectors as cards, with what their menus do. Deleting can be undone for as long as the message stands. */
export function ConnectorCards({ list }: { list: readonly ConnectorListing[] }) {
  const host = useHost()
  const store = useEditorStore()
  const { shelf } = host
  const [renaming, setRenaming] = useState<ConnectorListing>()
  const document = async (listing: ConnectorListing) => {
    const connector = await shelf.read(listing.id)
    if (connector === undefined) throw new Error(`${listing.title} is not there any more.`)
    return connector
  }
  const actsOf = (listing: ConnectorListing): CardActs => ({
    open: () => host.go({ page: 'operation', connector: listing.id }),
    rename: () => setRenaming(listing),
    duplicate: () =>
      told(async () => {
        const copy = copyConnector(await document(listing), store.extra.makeId)
        await shelf.create(copy)
        showToast({ tone: 'done', text: `Made ${copy.title}` })
      }),
    exportFile: () =>
      told(async () => {
        const connector = await document(listing)
        store.extra.files.save(
          `${nameFromTitle(connector.name, 'connector')}.connector.json`,
          printConnector(connector),
          'application/json',
        )
      }),
    remove: () =>
      told(async () => {
        const connector = await document(listing)
        await shelf.remove(listing.id)
        showToast({
          text: `Deleted ${listing.title}`,
          action: { label: 'Undo', onClick: () => told(() => shelf.create(connector)) },
        })
      }),
  })
  return (
    <>
      <div className={styles.cards}>
        {list.map((listing) => (
          <ConnectorCard
            key={listing.id}
            listing={listing}
            nowMs={host.nowMs()}
            demo={isDemo(listing.baseUrl, host)}
            acts={actsOf(listing)}
          />
        ))}
      </div>
      <Suspense fallback={null}>
        {renaming !== undefined && (
          <RenameConnectorDialog listing={renaming} onClose={() => setRenaming(undefined)} />
        )}
      </Suspense>
    </>
  )
}
