import type { Field } from '../../../../model/document.ts'
import type { FieldId } from '../../../../model/ids.ts'

/** An input that nobody has described yet: a text that may be left out. */
export const newField = (id: FieldId, name: string): Field => ({
  id,
  name,
  title: '',
  type: 'string',
  required: false,
  description: '',
  placeholder: '',
  advanced: false,
})
