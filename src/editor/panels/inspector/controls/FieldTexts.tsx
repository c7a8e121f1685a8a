import type { Field } from '../../../../model/document.ts'
import type { Json } from '../../../../model/json.ts'
import { Switch } from '../../../../ui/Switch.tsx'
import { TextArea } from '../../../../ui/TextArea.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { ValueField } from '../../inputs/ValueField.tsx'
import { asksPlaceholder } from './fieldShapes.ts'

export interface FieldTextsProps {
  field: Field
  /** An element is given or not with its list, and a form with the choice of it. */
  of: 'field' | 'element' | 'form'
  readOnly: boolean
  /** Undefined takes the value away. */
  onChange: (key: 'default' | 'placeholder' | 'description' | 'advanced', value: Json | undefined) => void
}

/** What the form shows of a field beside its control, and what it has by itself. */
export function FieldTexts({ field, of, readOnly, onChange }: FieldTextsProps) {
  return (
    <>
      {of !== 'form' && (
        <ValueField
          field={field}
          label={of === 'element' ? 'A new element is' : 'Default'}
          value={field.default as Json | undefined}
          readOnly={readOnly}
          onChange={(value) => onChange('default', value)}
        />
      )}
      {asksPlaceholder.has(field.type) && (
        <TextField
          label="Placeholder"
          value={field.placeholder}
          readOnly={readOnly}
          onChange={(placeholder) => onChange('placeholder', placeholder)}
        />
      )}
      {of !== 'element' && (
        <TextArea
          label="Description"
          rows={2}
          value={field.description}
          readOnly={readOnly}
          onChange={(description) => onChange('description', description)}
        />
      )}
      {of === 'field' && (
        <Switch
          label="Advanced"
          hint="Behind a fold of the form, for those who need it."
          on={field.advanced}
          disabled={readOnly}
          onChange={(advanced) => onChange('advanced', advanced)}
        />
      )}
    </>
  )
}
