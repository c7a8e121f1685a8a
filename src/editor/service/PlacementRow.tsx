import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { Authentication, Placement } from '../../model/document.ts'
import { credentialEntries } from '../../model/scope.ts'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TemplateField } from '../panels/template/TemplateField.tsx'
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
  authentication: Authentication
  readOnly?: boolean
  onChange: (values: Partial<Placement>, key: string) => void
  onRemove: () => void
}

/** Where a part of the credential goes: a place, a name and a template over `auth`. */
export function PlacementRow(props: PlacementRowProps) {
  const { placement, authentication, readOnly, onChange, onRemove } = props
  const problem = placementProblem(placement, authentication)
  const scope = useMemo(() => credentialEntries(authentication), [authentication])
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
      <TemplateField
        label="Value"
        hideLabel
        size={32}
        placeholder="{{ auth.key }}"
        value={placement.value}
        scope={scope}
        readOnly={readOnly}
        // What is wrong inside of the braces the field says by itself.
        error={placement.value.trim() === '' ? problem.value : undefined}
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
