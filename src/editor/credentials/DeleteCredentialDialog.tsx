import { useState } from 'react'
import type { CredentialSummary } from '../../api/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useHost } from '../shell/host.ts'
import { credentialsChanged, messageOf } from './useCredentials.ts'

/** Asks before a credential is deleted: its values are nowhere else, so there is no undo. */
export function DeleteCredentialDialog(props: { credential: CredentialSummary; onClose: () => void }) {
  const { credential, onClose } = props
  const host = useHost()
  const [failed, setFailed] = useState<string>()
  const [pending, setPending] = useState(false)
  const remove = async () => {
    setPending(true)
    try {
      await host.runner.deleteCredential(credential.id)
      credentialsChanged()
      onClose()
    } catch (error) {
      setFailed(messageOf(error))
      setPending(false)
    }
  }
  return (
    <Dialog
      open
      danger
      size="small"
      onClose={onClose}
      title={`Delete ${credential.title}?`}
      description="Its values are kept nowhere else, so this cannot be undone. Connectors that use it ask for another one."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" pending={pending} onClick={() => void remove()}>
            Delete credential
          </Button>
        </>
      }
    >
      {failed !== undefined && <ErrorNote what={failed} alert />}
    </Dialog>
  )
}
