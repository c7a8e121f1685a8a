import { Check, ChevronDown, KeyRound, Plug, Plus, Settings2 } from 'lucide-react'
import type { CredentialSummary } from '../../api/contract.ts'
import type { Authentication, Connector } from '../../model/document.ts'
import { fileOf } from '../../store/fileOf.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { MenuGroup, MenuItem, MenuLine } from '../../ui/MenuItem.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useHost } from '../shell/host.ts'
import styles from './CredentialPicker.module.css'
import { messageOf } from './useCredentials.ts'

export interface CredentialMenuProps {
  connector: Connector
  credentials: readonly CredentialSummary[]
  chosen: CredentialSummary | undefined
  onChoose: (credential: CredentialSummary) => void
  onNew: (authentication: Authentication) => void
  onClose: () => void
}

/** What the picker opens: the credentials that fit, a new one, and a test in words. */
export function CredentialMenu(props: CredentialMenuProps) {
  const { connector, credentials, chosen, onChoose, onNew, onClose } = props
  const host = useHost()
  const asking = connector.service.authentications.filter(({ fields }) => fields.length > 0)
  const test = async () => {
    if (chosen === undefined) return
    try {
      const result = await host.runner.testCredential(chosen.id, fileOf(connector))
      showToast({ tone: result.ok ? 'done' : 'failed', text: result.message })
    } catch (error) {
      showToast({ tone: 'failed', text: messageOf(error) })
    }
  }
  return (
    <Menu
      align="end"
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      trigger={
        <Button icon={KeyRound} endIcon={ChevronDown} className={styles.trigger}>
          <span className={styles.name}>{chosen?.title ?? 'Choose a credential'}</span>
        </Button>
      }
    >
      {asking.map((authentication) => (
        <MenuGroup key={authentication.id} label={authentication.title}>
          {credentials
            .filter((credential) => credential.authentication === authentication.id)
            .map((credential) => (
              <MenuItem
                key={credential.id}
                icon={credential.id === chosen?.id ? Check : KeyRound}
                onSelect={() => onChoose(credential)}
              >
                {credential.title}
              </MenuItem>
            ))}
          <MenuItem icon={Plus} onSelect={() => onNew(authentication)}>
            New credential
          </MenuItem>
        </MenuGroup>
      ))}
      <MenuLine />
      <MenuItem
        icon={Plug}
        unavailable={chosen === undefined ? 'choose one first' : undefined}
        onSelect={() => void test()}
      >
        Test connection
      </MenuItem>
      <MenuItem icon={Settings2} onSelect={() => host.go({ page: 'credentials' })}>
        All credentials
      </MenuItem>
    </Menu>
  )
}
