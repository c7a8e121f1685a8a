import type { Field } from '../../../../model/document.ts'
import type { FieldId } from '../../../../model/ids.ts'

/** An input that nobody has described yet: a text. */
export const newField = (id: FieldId, name: string, required = false): Field => ({
  id,
  name,
  title: '',
  type: 'string',
  required,
  description: '',
  placeholder: '',
  advanced: false,
})
