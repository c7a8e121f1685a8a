import { ChevronDown, KeyRound } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { CredentialSummary } from '../../api/contract.ts'
import type { Authentication } from '../../model/document.ts'
import { selectCredential } from '../../store/selectors.ts'
import { credentialChosen } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import { addDemoCredential } from '../home/addSample.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { credentialsOf, isDemo, useHost } from '../shell/host.ts'
import styles from './CredentialPicker.module.css'
import { credentialsChanged, useCredentials } from './useCredentials.ts'

const CredentialMenu = lazy(async () => ({
  default: (await import('./CredentialMenu.tsx')).CredentialMenu,
}))
const CredentialDialog = lazy(async () => ({
  default: (await import('./CredentialDialog.tsx')).CredentialDialog,
}))

/** Whether there is something to fill in. */
export const asksForCredential = ({ fields }: Authentication) => fields.length > 0

/** Who signs in: the credentials of the open connector, a new one, and a test of the chosen one. */
export function CredentialPicker() {
  const host = useHost()
  const store = useEditorStore()
  const connector = useAppSelector((state) => state.document.connector)
  const chosenId = useAppSelector(selectCredential)
  const credentials = useCredentials()
  const [open, setOpen] = useState(false)
  const [filling, setFilling] = useState<Authentication>()
  const asks = connector?.service.authentications.filter(asksForCredential) ?? []
  const fitting =
    connector === undefined || credentials.state !== 'ready' ? [] : credentialsOf(credentials.list, connector)
  const chosen = fitting.find(({ id }) => id === chosenId)
  useChoice(fitting, credentials.state === 'ready')
  useDemoCredential(credentials.state === 'ready' && fitting.length === 0 && asks.length > 0)
  if (connector === undefined || asks.length === 0) return null

  const trigger = (
    <Button
      icon={KeyRound}
      endIcon={ChevronDown}
      className={styles.trigger}
      // What stands on it is part of its name: who speaks to the page says what is to be seen.
      aria-label={chosen === undefined ? undefined : `Credential: ${chosen.title}`}
      unavailable={
        host.presence === 'gone' ? 'Credentials are in the runner, which does not answer' : undefined
      }
      onClick={() => setOpen(true)}
    >
      <span className={styles.name}>{chosen?.title ?? 'Choose a credential'}</span>
    </Button>
  )
  return (
    <>
      {open ? (
        <Suspense fallback={trigger}>
          <CredentialMenu
            connector={connector}
            credentials={fitting}
            chosen={chosen}
            onChoose={(credential) =>
              store.dispatch(credentialChosen({ connector: connector.id, credential: credential.id }))
            }
            onNew={setFilling}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : (
        trigger
      )}
      <Suspense fallback={null}>
        {filling !== undefined && (
          <CredentialDialog
            connector={connector}
            authentication={filling}
            onClose={() => setFilling(undefined)}
            onKept={(credential) => {
              store.dispatch(credentialChosen({ connector: connector.id, credential: credential.id }))
              credentialsChanged()
            }}
          />
        )}
      </Suspense>
    </>
  )
}

/** Where only one fits, it is the chosen one; one that is gone is chosen no more. */
function useChoice(fitting: readonly CredentialSummary[], known: boolean): void {
  const store = useEditorStore()
  const connector = useAppSelector((state) => state.session.connector)
  const chosen = useAppSelector(selectCredential)
  const ids = fitting.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (!known || connector === undefined) return
    const all = ids === '' ? [] : ids.split(' ')
    if (chosen !== undefined && all.includes(chosen)) return
    const credential = all.length === 1 ? all[0] : undefined
    if (credential !== chosen) store.dispatch(credentialChosen({ connector, credential }))
  }, [store, connector, chosen, ids, known])
}

/** A connector on the bundled demo needs no account: its public keys are filled in when none are there. */
function useDemoCredential(missing: boolean): void {
  const host = useHost()
  const store = useEditorStore()
  const made = useRef<string>(undefined)
  useEffect(() => {
    const { connector } = store.getState().document
    if (!missing || connector === undefined || made.current === connector.id) return
    if (!isDemo(connector.service.baseUrl, host)) return
    made.current = connector.id
    addDemoCredential(connector, host.runner).then(credentialsChanged, () => undefined)
  }, [missing, host, store])
}
