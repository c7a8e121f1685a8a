import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { CredentialSummary } from '../../api/contract.ts'
import type { Authentication, Connector } from '../../model/document.ts'
import { fileOf } from '../../store/fileOf.ts'
import { selectCredential } from '../../store/selectors.ts'
import { credentialChosen } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { messageOf, useCredentials } from '../credentials/useCredentials.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { credentialsOf, useHost } from '../shell/host.ts'
import styles from './ServicePage.module.css'

const CredentialDialog = lazy(async () => ({
  default: (await import('../credentials/CredentialDialog.tsx')).CredentialDialog,
}))

/** The credentials of this connector: which is used, what a test says, a new one. Values stay in the runner. */
export function ServiceCredentials({ connector }: { connector: Connector }) {
  const store = useEditorStore()
  const credentials = useCredentials()
  const chosen = useAppSelector(selectCredential)
  const [filling, setFilling] = useState<Authentication>()
  const asking = connector.service.authentications.filter(({ fields }) => fields.length > 0)
  if (asking.length === 0) return null
  const fitting = credentials.state === 'ready' ? credentialsOf(credentials.list, connector) : []
  const choose = (credential: CredentialSummary) =>
    store.dispatch(credentialChosen({ connector: connector.id, credential: credential.id }))
  return (
    <section className={styles.card} aria-label="Credentials">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>Credentials</h2>
        <span className={styles.gap} />
        {asking.map((authentication) => (
          <Button key={authentication.id} size={28} icon={Plus} onClick={() => setFilling(authentication)}>
            {asking.length === 1 ? 'New credential' : `New for ${authentication.title}`}
          </Button>
        ))}
      </div>
      {credentials.state === 'failed' && <ErrorNote what={credentials.message} />}
      {credentials.state === 'ready' && fitting.length === 0 && (
        <p className={styles.hint}>
          None yet. Its values are kept by the runner, encrypted; no file holds them.
        </p>
      )}
      {fitting.length > 0 && (
        <ul className={styles.list}>
          {fitting.map((credential) => (
            <CredentialItem
              key={credential.id}
              connector={connector}
              credential={credential}
              chosen={credential.id === chosen}
              onChoose={() => choose(credential)}
            />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {filling !== undefined && (
          <CredentialDialog
            connector={connector}
            authentication={filling}
            onClose={() => setFilling(undefined)}
            onKept={choose}
          />
        )}
      </Suspense>
    </section>
  )
}

interface CredentialItemProps {
  connector: Connector
  credential: CredentialSummary
  chosen: boolean
  onChoose: () => void
}

function CredentialItem({ connector, credential, chosen, onChoose }: CredentialItemProps) {
  const { runner } = useHost()
  const [test, setTest] = useState<'idle' | 'asking' | { readonly ok: boolean; readonly message: string }>(
    'idle',
  )
  const ask = async () => {
    setTest('asking')
    try {
      setTest(await runner.testCredential(credential.id, fileOf(connector)))
    } catch (error) {
      setTest({ ok: false, message: messageOf(error) })
    }
  }
  return (
    <li>
      <div className={styles.item}>
        <span className={styles.name}>{credential.title}</span>
        {chosen ? (
          <Chip tone="accent">In use</Chip>
        ) : (
          <Button size={28} variant="ghost" onClick={onChoose}>
            Use it
          </Button>
        )}
        <Button size={28} pending={test === 'asking'} onClick={() => void ask()}>
          Test connection
        </Button>
      </div>
      {typeof test === 'object' && (
        <output className={styles.result} data-ok={test.ok}>
          {test.message}
        </output>
      )}
    </li>
  )
}
