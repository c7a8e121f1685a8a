import type { CredentialSummary } from '../../api/contract.ts'
import { useHost } from '../shell/host.ts'
import { TitleDialog } from '../shell/TitleDialog.tsx'
import { credentialsChanged } from './useCredentials.ts'

export function RenameCredentialDialog(props: { credential: CredentialSummary; onClose: () => void }) {
  const { credential, onClose } = props
  const host = useHost()
  return (
    <TitleDialog
      what="credential"
      title={credential.title}
      onClose={onClose}
      onRename={async (title) => {
        await host.runner.changeCredential(credential.id, { title })
        credentialsChanged()
      }}
    />
  )
}
