import { Trash2 } from 'lucide-react'
import type { CredentialField, Placement } from '../../model/document.ts'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuthenticationEditor.module.css'
import { placementProblem } from './placementProblem.ts'

const places = [
  { value: 'header', label: 'Header' },
  { value: 'query', label: 'Query parameter' },
  { value: 'cookie', label: 'Cookie' },
  { value: 'body', label: 'Body field' },
] as const

export interface PlacementRowProps {
  placement: Placement
  fields: readonly CredentialField[]
  onChange: (values: Partial<Placement>, key: string) => void
  onRemove: () => void
}

/** Where a part of the credential goes: a place, a name and a template over `auth`. */
export function PlacementRow({ placement, fields, onChange, onRemove }: PlacementRowProps) {
  const problem = placementProblem(placement, fields)
  return (
    <fieldset className={cx(styles.row, styles.placementRow)} aria-label={`Place ${placement.name}`}>
      <Select
        label="Place"
        hideLabel
        size={32}
        value={placement.in}
        options={places}
        onChange={(place) => onChange({ in: place }, 'in')}
      />
      <TextField
        label="Name of the header or parameter"
        hideLabel
        size={32}
        mono
        placeholder={placement.in === 'header' ? 'X-API-Key' : 'key'}
        value={placement.name}
        error={problem.name}
        onChange={(name) => onChange({ name }, 'name')}
      />
      <TextField
        label="Value"
        hideLabel
        size={32}
        mono
        placeholder="{{ auth.key }}"
        value={placement.value}
        error={problem.value}
        onChange={(value) => onChange({ value }, 'value')}
      />
      <IconButton
        icon={Trash2}
        label={`Remove ${placement.name || 'place'}`}
        className={styles.remove}
        onClick={onRemove}
      />
    </fieldset>
  )
}
