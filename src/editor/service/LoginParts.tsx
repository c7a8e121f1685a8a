import { Plus, Trash2 } from 'lucide-react'
import type { Authentication, Login } from '../../model/document.ts'
import { findScheme } from '../../model/schemes.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useListFocus } from '../panels/useListFocus.ts'
import styles from './AuthenticationEditor.module.css'
import type { ChangeAuthentication } from './applyEdits.ts'
import { PlacementRow } from './PlacementRow.tsx'

const methods = [
  { value: 'POST', label: 'POST' },
  { value: 'GET', label: 'GET' },
  { value: 'PUT', label: 'PUT' },
] as const

const bodies = [
  { value: 'json', label: 'JSON body' },
  { value: 'form', label: 'Form body' },
] as const

const places = [
  { value: 'body', label: 'Body' },
  { value: 'header', label: 'Header' },
  { value: 'cookie', label: 'Cookie' },
] as const

export interface LoginPartsProps {
  authentication: Authentication
  change: ChangeAuthentication
  readOnly: boolean
}

/** The login request of an authentication whose parts are its author's own: what it is sent, and what is read from its answer. */
export function LoginParts({ authentication, change, readOnly }: LoginPartsProps) {
  const { id, login } = authentication
  if (login === undefined)
    return (
      <Button
        size={28}
        variant="ghost"
        icon={Plus}
        className={styles.add}
        disabled={readOnly}
        onClick={() => change(withLogin(authentication), 'Add login request')}
      >
        Sign in by a request first
      </Button>
    )
  const set = (values: Partial<Login>, label: string, key: string) =>
    change({ login: { ...login, ...values } }, label, `login:${id}:${key}`)
  return (
    <section className={styles.part} aria-label="Login request">
      <div className={styles.partHead}>
        <h3 className={styles.partTitle}>The request that signs in</h3>
        <Button
          size={28}
          variant="ghost"
          disabled={readOnly}
          onClick={() => change({}, 'Remove login request', undefined, ['login'])}
        >
          Remove
        </Button>
      </div>
      <div className={cx(styles.row, styles.loginRow)}>
        <Select
          label="Method"
          size={32}
          value={login.method}
          options={methods}
          onChange={(method) => set({ method }, 'Change login request', 'method')}
        />
        <TextField
          label="Address"
          size={32}
          mono
          placeholder="/login"
          value={login.url}
          error={login.url.trim() === '' ? 'Where does it go?' : undefined}
          onChange={(url) => set({ url }, 'Change login request', 'url')}
        />
        <Select
          label="Body"
          size={32}
          value={login.sends}
          options={bodies}
          onChange={(sends) => set({ sends }, 'Change login request', 'sends')}
        />
      </div>
      <SentParts authentication={authentication} login={login} set={set} readOnly={readOnly} />
      <ReadParts authentication={authentication} login={login} set={set} readOnly={readOnly} />
    </section>
  )
}

interface PartsProps {
  authentication: Authentication
  login: Login
  set: (values: Partial<Login>, label: string, key: string) => void
  readOnly: boolean
}

function SentParts({ authentication, login, set, readOnly }: PartsProps) {
  const [list, keys] = useListFocus()
  const { placements } = login
  return (
    <>
      <h4 className={styles.partTitle}>What it is sent</h4>
      <div ref={list} className={styles.rows}>
        {placements.map((placement, at) => (
          <PlacementRow
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            placement={placement}
            authentication={authentication}
            readOnly={readOnly}
            onChange={(values, key) =>
              set(
                { placements: placements.toSpliced(at, 1, { ...placement, ...values }) },
                'Change login request',
                `sent:${at}:${key}`,
              )
            }
            onRemove={() => {
              set({ placements: placements.toSpliced(at, 1) }, 'Change login request', `sent:${at}:gone`)
              keys.afterDelete(at, placements.length)
            }}
          />
        ))}
      </div>
      <Button
        size={28}
        variant="ghost"
        icon={Plus}
        data-part="add"
        className={styles.add}
        onClick={() => {
          const name = authentication.fields.find(({ filledBy }) => filledBy !== 'login')?.name ?? 'key'
          set(
            { placements: [...placements, { in: 'body', name, value: `{{ auth.${name} }}` }] },
            'Change login request',
            `sent:${placements.length}:new`,
          )
          keys.to(placements.length, 'start')
        }}
      >
        Send something more
      </Button>
    </>
  )
}

function ReadParts({ authentication, login, set }: PartsProps) {
  const [list, keys] = useListFocus()
  const { reads } = login
  const brought = authentication.fields.filter(({ filledBy }) => filledBy === 'login')
  const fields = brought.map(({ name, title }) => ({ value: name, label: title || name }))
  return (
    <>
      <h4 className={styles.partTitle}>What is read from its answer</h4>
      {brought.length === 0 && (
        <p className={styles.description}>
          Add a field above that is filled in by the login request, such as a token; it is read here.
        </p>
      )}
      <div ref={list} className={styles.rows}>
        {reads.map((read, at) => (
          <fieldset
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className={cx(styles.row, styles.placementRow)}
            aria-label={`Read ${read.field}`}
          >
            <Select
              label="Where"
              hideLabel
              size={32}
              value={read.in}
              options={places}
              onChange={(place) =>
                set(
                  { reads: reads.toSpliced(at, 1, { ...read, in: place }) },
                  'Change login request',
                  `read:${at}:in`,
                )
              }
            />
            <TextField
              label="Path or name"
              hideLabel
              size={32}
              mono
              placeholder={read.in === 'body' ? 'data.access_token' : 'X-Token'}
              value={read.at}
              error={read.at.trim() === '' ? 'Where does it stand?' : undefined}
              onChange={(place) =>
                set(
                  { reads: reads.toSpliced(at, 1, { ...read, at: place }) },
                  'Change login request',
                  `read:${at}:at`,
                )
              }
            />
            <Select
              label="Field"
              hideLabel
              size={32}
              value={read.field}
              options={
                fields.some(({ value }) => value === read.field)
                  ? fields
                  : [...fields, { value: read.field, label: read.field }]
              }
              onChange={(field) =>
                set(
                  { reads: reads.toSpliced(at, 1, { ...read, field }) },
                  'Change login request',
                  `read:${at}:field`,
                )
              }
            />
            <IconButton
              icon={Trash2}
              label={`Do not read ${read.field}`}
              className={styles.remove}
              onClick={() => {
                set({ reads: reads.toSpliced(at, 1) }, 'Change login request', `read:${at}:gone`)
                keys.afterDelete(at, reads.length)
              }}
            />
          </fieldset>
        ))}
      </div>
      <Button
        size={28}
        variant="ghost"
        icon={Plus}
        data-part="add"
        className={styles.add}
        unavailable={brought.length === 0 ? 'no field is filled in by the login request' : undefined}
        onClick={() => {
          const field = brought.find(({ name }) => reads.every((read) => read.field !== name)) ?? brought[0]
          if (field === undefined) return
          set(
            { reads: [...reads, { field: field.name, in: 'body', at: field.name }] },
            'Change login request',
            `read:${reads.length}:new`,
          )
          keys.to(reads.length, 'start')
        }}
      >
        Read something more
      </Button>
    </>
  )
}

/** The usual login, with the fields it needs beside those that are there. */
function withLogin({ fields, expiry }: Authentication): Parameters<ChangeAuthentication>[0] {
  const usual = findScheme('login')?.make()
  const taken = new Set(fields.map(({ name }) => name))
  return {
    login: usual?.login,
    fields: [...fields, ...(usual?.fields ?? []).filter(({ name }) => !taken.has(name))],
    ...(expiry.length === 0 && { expiry: usual?.expiry ?? [] }),
  }
}
