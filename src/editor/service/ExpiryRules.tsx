import { Plus, Trash2 } from 'lucide-react'
import type { Authentication, ExpiryRule } from '../../model/document.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useListFocus } from '../panels/useListFocus.ts'
import styles from './AuthenticationEditor.module.css'
import type { ChangeAuthentication } from './applyEdits.ts'

const kinds = [
  { value: 'status', label: 'Status code' },
  { value: 'body', label: 'Body has' },
  { value: 'header', label: 'Header has' },
  { value: 'age', label: 'Older than' },
] as const

/** What a new rule of each sort says. */
const starts: Readonly<Record<ExpiryRule['when'], ExpiryRule>> = {
  status: { when: 'status', number: 401 },
  body: { when: 'body', at: 'error', equals: 'token_expired' },
  header: { when: 'header', at: 'X-Token-Expired' },
  age: { when: 'age', number: 3600 },
}

export interface ExpiryRulesProps {
  authentication: Authentication
  change: ChangeAuthentication
  readOnly: boolean
}

/** By which signs the credential has expired. With a login request it is renewed then, and the same request sent again. */
export function ExpiryRules({ authentication, change, readOnly }: ExpiryRulesProps) {
  const { id, expiry, login } = authentication
  const [list, keys] = useListFocus()
  const put = (rules: readonly ExpiryRule[], label: string, key?: string) =>
    change({ expiry: [...rules] }, label, key === undefined ? undefined : `expiry:${id}:${key}`)
  const set = (at: number, rule: ExpiryRule, key: string) =>
    put(expiry.toSpliced(at, 1, rule), 'Change expiry rule', `${at}:${key}`)
  return (
    <section className={styles.part} aria-label="Expiry">
      <h3 className={styles.partTitle}>By what one sees that it has expired</h3>
      <p className={styles.description}>
        {login === undefined
          ? 'The run ends then and says so: somebody fills in the credential again.'
          : 'It is renewed once then, and the same request is sent again; the pages before it stay.'}
      </p>
      <div ref={list} className={styles.rows}>
        {expiry.map((rule, at) => (
          <fieldset
            // Rules have no ids.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className={cx(styles.row, styles.expiryRow)}
            aria-label={`Sign ${at + 1}`}
          >
            <Select
              label="Sign"
              hideLabel
              size={32}
              value={rule.when}
              options={kinds}
              onChange={(when) => set(at, starts[when], 'when')}
            />
            <SignFields rule={rule} onChange={(values, key) => set(at, { ...rule, ...values }, key)} />
            <IconButton
              icon={Trash2}
              label={`Remove sign ${at + 1}`}
              className={styles.remove}
              onClick={() => {
                put(expiry.toSpliced(at, 1), 'Remove expiry rule')
                keys.afterDelete(at, expiry.length)
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
        disabled={readOnly}
        onClick={() => {
          put([...expiry, starts.status], 'Add expiry rule')
          keys.to(expiry.length, 'start')
        }}
      >
        Add a sign
      </Button>
    </section>
  )
}

interface SignFieldsProps {
  rule: ExpiryRule
  onChange: (values: Partial<ExpiryRule>, key: string) => void
}

function SignFields({ rule, onChange }: SignFieldsProps) {
  if (rule.when === 'status' || rule.when === 'age') {
    const isAge = rule.when === 'age'
    return (
      <NumberField
        label={isAge ? 'Seconds since the login' : 'Status code'}
        hideLabel
        size={32}
        integer
        min={isAge ? 1 : 100}
        max={isAge ? 31_536_000 : 599}
        unit={isAge ? 's' : undefined}
        value={rule.number ?? null}
        onChange={(number) => onChange(number === null ? {} : { number }, 'number')}
        className={styles.wide}
      />
    )
  }
  const isBody = rule.when === 'body'
  return (
    <>
      <TextField
        label={isBody ? 'Path in the body' : 'Name of the header'}
        hideLabel
        size={32}
        mono
        placeholder={isBody ? 'error.code' : 'X-Token-Expired'}
        value={rule.at ?? ''}
        error={(rule.at ?? '').trim() === '' ? 'Where is it?' : undefined}
        onChange={(at) => onChange({ at }, 'at')}
      />
      <TextField
        label="What stands there"
        hideLabel
        size={32}
        mono
        placeholder="anything"
        value={rule.equals ?? ''}
        onChange={(equals) => onChange({ equals: equals === '' ? undefined : equals }, 'equals')}
      />
    </>
  )
}
