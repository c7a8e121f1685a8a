import { KeyRound, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { CredentialSummary } from '../../api/contract.ts'
import type { Authentication, Connector } from '../../model/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { showToast } from '../../ui/toasts.ts'
import { timeWords } from '../home/cardWords.ts'
import { useConnectors } from '../home/useConnectors.ts'
import { Banners } from '../shell/Banners.tsx'
import { isDemo, useHost } from '../shell/host.ts'
import page from '../shell/Page.module.css'
import { MainBar } from '../shell/TopBar.tsx'
import { CredentialDialog } from './CredentialDialog.tsx'
import styles from './CredentialsPage.module.css'
import { DeleteCredentialDialog } from './DeleteCredentialDialog.tsx'
import { RenameCredentialDialog } from './RenameCredentialDialog.tsx'
import { messageOf, useCredentials } from './useCredentials.ts'

type Open =
  | { readonly kind: 'rename' | 'delete'; readonly credential: CredentialSummary }
  | {
      readonly kind: 'replace'
      readonly credential: CredentialSummary
      readonly connector: Connector
      readonly authentication: Authentication
    }

/** All credentials that the runner keeps: what they are called, where their values may go; never the values. */
export function CredentialsPage() {
  const host = useHost()
  const credentials = useCredentials()
  const connectors = useConnectors()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const listings = new Map(
    connectors.state === 'ready' ? connectors.list.map((listing) => [listing.id as string, listing]) : [],
  )
  const titleOf = (id: string) =>
    connectors.state === 'ready' ? (listings.get(id)?.title ?? 'A connector that is not here') : ''
  const replace = async (credential: CredentialSummary) => {
    try {
      const connector = await host.shelf.read(credential.connector as Connector['id'])
      const authentication = connector?.service.authentications.find(
        ({ id }) => id === credential.authentication,
      )
      if (connector === undefined || authentication === undefined)
        throw new Error(
          'The connector that this credential is for is not in this browser, or signs in differently now.',
        )
      setOpen({ kind: 'replace', credential, connector, authentication })
    } catch (error) {
      showToast({ tone: 'failed', text: messageOf(error) })
    }
  }
  return (
    <div className={page.page}>
      <MainBar />
      <Banners />
      <main className={page.main}>
        <div className={page.narrow}>
          <div className={page.head}>
            <h1 className={page.title}>Credentials</h1>
            {credentials.state === 'ready' && <span className={page.count}>{credentials.list.length}</span>}
          </div>
          {credentials.state === 'failed' && (
            <ErrorNote
              what="The credentials could not be listed."
              rule={credentials.message}
              waysOut={[{ label: 'Try again', onClick: credentials.reload }]}
            />
          )}
          {credentials.state === 'ready' && credentials.list.length === 0 && (
            <EmptyState action={<Button onClick={() => host.go({ page: 'home' })}>All connectors</Button>}>
              There are no credentials yet. Open a connector and choose New credential in its bar.
            </EmptyState>
          )}
          {credentials.state === 'ready' && credentials.list.length > 0 && (
            <ul className={styles.list}>
              {credentials.list.map((credential) => (
                <li key={credential.id} className={styles.row}>
                  <KindTile icon={KeyRound} ink="var(--k-auth)" tint="var(--k-auth-tint)" size={32} />
                  <div>
                    <h2 className={styles.title}>{credential.title}</h2>
                    <p className={styles.sub}>{titleOf(credential.connector)}</p>
                  </div>
                  <span className={styles.mark}>
                    {isDemo(listings.get(credential.connector)?.baseUrl ?? '', host) && (
                      <Chip tone="line">Demo</Chip>
                    )}
                  </span>
                  <span className={styles.origin} title="Its values are sent to this address alone">
                    {credential.origin}
                  </span>
                  <span className={styles.sub}>
                    {`${credential.fields.length} ${credential.fields.length === 1 ? 'field' : 'fields'} · changed ${timeWords(credential.changedMs, host.nowMs()).toLowerCase()}`}
                  </span>
                  <span className={styles.acts}>
                    <IconButton
                      icon={Pencil}
                      label={`Rename ${credential.title}`}
                      onClick={() => setOpen({ kind: 'rename', credential })}
                    />
                    <IconButton
                      icon={RefreshCw}
                      label={`Replace values of ${credential.title}`}
                      onClick={() => void replace(credential)}
                    />
                    <IconButton
                      icon={Trash2}
                      label={`Delete ${credential.title}`}
                      onClick={() => setOpen({ kind: 'delete', credential })}
                    />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </main>
      {open?.kind === 'rename' && <RenameCredentialDialog credential={open.credential} onClose={close} />}
      {open?.kind === 'delete' && <DeleteCredentialDialog credential={open.credential} onClose={close} />}
      {open?.kind === 'replace' && (
        <CredentialDialog
          connector={open.connector}
          authentication={open.authentication}
          credential={open.credential}
          onClose={close}
          onKept={credentials.reload}
        />
      )}
    </div>
  )
}
