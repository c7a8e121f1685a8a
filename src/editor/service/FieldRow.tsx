import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { CredentialField } from '../../model/document.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuthenticationEditor.module.css'

export interface FieldRowProps {
  field: CredentialField
  /** What is wrong with a name, in words; undefined: it can be taken. */
  nameProblem: (name: string) => string | undefined
  /** References to the field are rewritten with it. */
  onRename: (name: string) => void
  onRetitle: (title: string) => void
  onChange: (values: Partial<CredentialField>, key: string) => void
  onRemove: () => void
}

const owners = [
  { value: 'user', label: 'Each user' },
  { value: 'owner', label: 'Owner' },
  { value: 'login', label: 'Login' },
] as const

/** One thing that is filled in to sign in. A name that cannot be taken stays in the field, with the reason. */
export function FieldRow(props: FieldRowProps) {
  const { field, nameProblem, onRename, onRetitle, onChange, onRemove } = props
  const [typed, setTyped] = useState<string>()
  const name = typed ?? field.name
  const label = field.title || field.name || 'field'
  return (
    <fieldset className={cx(styles.row, styles.fieldRow)} aria-label={`Field ${label}`}>
      <TextField
        label="Title"
        hideLabel
        size={32}
        placeholder="Title, such as REST API key"
        value={field.title}
        onChange={onRetitle}
      />
      <TextField
        label="Name in expressions"
        hideLabel
        size={32}
        mono
        placeholder="name"
        value={name}
        error={nameProblem(name)}
        onChange={(next) => {
          const taken = nameProblem(next) === undefined
          setTyped(taken ? undefined : next)
          if (taken) onRename(next)
        }}
      />
      <Select
        label="Filled in by"
        hideLabel
        size={32}
        value={field.filledBy}
        options={owners}
        onChange={(filledBy) => onChange({ filledBy }, 'filledBy')}
      />
      <span className={styles.switch}>
        <Checkbox
          label="Secret"
          checked={field.secret}
          onChange={(secret) => onChange({ secret }, 'secret')}
        />
      </span>
      <span className={styles.switch}>
        <Checkbox
          label="Required"
          checked={field.required}
          onChange={(required) => onChange({ required }, 'required')}
        />
      </span>
      <IconButton icon={Trash2} label={`Remove ${label}`} className={styles.remove} onClick={onRemove} />
    </fieldset>
  )
}
