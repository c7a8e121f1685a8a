import { type FormEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CredentialSummary } from '../../api/contract.ts'
import type { Authentication, Connector, CredentialField } from '../../model/document.ts'
import { fileOf } from '../../store/fileOf.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useHost } from '../shell/host.ts'
import styles from './CredentialDialog.module.css'
import { loginOriginOf, originOf } from './originOf.ts'
import { credentialsChanged, messageOf } from './useCredentials.ts'

export interface CredentialDialogProps {
  connector: Connector
  authentication: Authentication
  /** Replaces the values of this one; without it a new one is made. */
  credential?: CredentialSummary
  onClose: () => void
  onKept: (credential: CredentialSummary) => void
}

/**
 * Fills in an authentication. The values stand in this form alone until they are handed to the runner's vault: no state, no
 * database and no address ever holds them. Secrets that are kept cannot be read back, only replaced.
 */
export function CredentialDialog(props: CredentialDialogProps) {
  const { connector, authentication, credential, onClose, onKept } = props
  const host = useHost()
  const form = useId()
  const first = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState(credential?.title ?? `${connector.service.title} credential`)
  const [values, setValues] = useState<Readonly<Record<string, string | undefined>>>(() =>
    shownOf(credential),
  )
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState<string>()
  const [pending, setPending] = useState(false)
  const kept = (name: string) =>
    credential?.fields.some((field) => field.name === name && field.secret) === true
  /** What the login request brings is nobody's to fill in. */
  const asks = authentication.fields.filter(({ filledBy }) => filledBy !== 'login')
  const missing = (field: CredentialField) =>
    field.required &&
    (values[field.name] ?? '').trim() === '' &&
    !(kept(field.name) && values[field.name] === undefined)
  const shown = Object.fromEntries(
    authentication.fields.filter(({ secret }) => !secret).map(({ name }) => [name, values[name] ?? '']),
  )

  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const asking = event.currentTarget
    // Drawn at once: what is missing must say so before the focus goes there, or it would be read out without its error.
    flushSync(() => setAsked(true))
    if (title.trim() === '' || asks.some(missing)) {
      asking.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    const origin = originOf(connector.service.baseUrl, shown)
    if (origin === undefined) {
      setFailed(
        'The base URL of the service is not a whole address yet. Complete it on the service page first.',
      )
      return
    }
    const loginOrigin = loginOriginOf(authentication, connector.service.baseUrl, shown)
    if (authentication.login !== undefined && loginOrigin === undefined) {
      setFailed('The login request has no whole address yet. Complete it on the service page first.')
      return
    }
    setPending(true)
    setFailed(undefined)
    const filled = Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
    )
    const brought = authentication.fields
      .filter(({ filledBy }) => filledBy === 'login')
      .map(({ name }) => name)
    const secret = authentication.fields.filter((field) => field.secret).map(({ name }) => name)
    try {
      const summary =
        credential === undefined
          ? await host.runner.createCredential({
              title: title.trim(),
              authentication: authentication.id,
              connector: connector.id,
              origin,
              ...(loginOrigin !== undefined && { loginOrigin }),
              secret,
              fields: filled,
            })
          : await host.runner.changeCredential(credential.id, {
              title: title.trim(),
              origin,
              ...(loginOrigin !== undefined && { loginOrigin }),
              secret,
              // Another user's token would go on being used: the next request signs in anew.
              fields: { ...filled, ...Object.fromEntries(brought.map((name) => [name, ''])) },
            })
      credentialsChanged()
      onKept(summary)
      onClose()
      await test(summary)
    } catch (error) {
      setFailed(messageOf(error))
      setPending(false)
    }
  }
  /** What was just filled in is tried at once: the person learns here, not in the middle of a run. */
  const test = async ({ id }: CredentialSummary) => {
    try {
      const result = await host.runner.testCredential(id, fileOf(connector))
      showToast({ tone: result.ok ? 'done' : 'failed', text: result.message })
    } catch (error) {
      showToast({ tone: 'failed', text: messageOf(error) })
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      initialFocus={first}
      title={credential === undefined ? 'New credential' : `Replace values of ${credential.title}`}
      aside={authentication.title}
      note="Kept by the runner on this computer, encrypted."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} pending={pending}>
            {credential === undefined ? 'Create and test' : 'Replace and test'}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => void keep(event)}
        autoComplete="off"
        noValidate
      >
        <TextField
          ref={first}
          label="Name"
          hint="What you choose it by: whose key it is, or what for."
          size={36}
          value={title}
          onChange={setTitle}
          error={asked && title.trim() === '' ? 'A credential needs a name.' : undefined}
        />
        {asks.map((field) => (
          <OneField
            key={field.name}
            field={field}
            kept={kept(field.name)}
            value={values[field.name]}
            error={asked && missing(field) ? `${field.title || field.name} is missing.` : undefined}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        {failed !== undefined && <ErrorNote what={failed} alert />}
      </form>
    </Dialog>
  )
}

interface OneFieldProps {
  field: CredentialField
  kept: boolean
  value: string | undefined
  error: string | undefined
  onChange: (value: string | undefined) => void
}

function OneField({ field, kept, value, error, onChange }: OneFieldProps) {
  const texts = {
    label: field.title || field.name,
    hint: [field.description, field.filledBy === 'owner' ? 'Filled in once by the owner of the service.' : '']
      .filter((words) => words !== '')
      .join(' '),
    error,
    optional: !field.required,
    required: field.required,
  }
  const hint = texts.hint === '' ? undefined : texts.hint
  return field.secret ? (
    <SecretField {...texts} hint={hint} size={36} kept={kept} draft={value} onChange={onChange} />
  ) : (
    <TextField {...texts} hint={hint} size={36} mono value={value ?? ''} onChange={onChange} />
  )
}

/** What may be told of a credential: values of fields that are not secret. */
function shownOf(credential: CredentialSummary | undefined): Record<string, string | undefined> {
  return Object.fromEntries(
    (credential?.fields ?? []).filter(({ secret }) => !secret).map(({ name, shown }) => [name, shown ?? '']),
  )
}
