import type { Field } from '../../../src/model/document.ts'

export const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  id: `field-${name}` as Field['id'],
  name,
  title: name,
  type,
  required: false,
  description: '',
  placeholder: '',
  advanced: false,
  ...more,
})

/** A field of each sort that has a control of its own. */
export const everyType: readonly Field[] = [
  field('name', 'string', { required: true, description: 'As it is printed' }),
  field('orderId', 'integer'),
  field('share', 'number'),
  field('active', 'boolean'),
  field('since', 'date'),
  field('plan', 'enum', {
    enum: [
      { value: 'solo', label: 'Solo' },
      { value: 'team', label: 'Team' },
    ],
  }),
  field('tags', 'list'),
  field('note', 'text', { advanced: true }),
]

/** Values that hold others, and files. */
export const nested: readonly Field[] = [
  field('address', 'object', {
    title: 'Address',
    fields: [
      field('city', 'string', { title: 'City', required: true }),
      field('floor', 'integer', { title: 'Floor', description: 'The ground is 0' }),
    ],
  }),
  field('emails', 'list', {
    title: 'E-mails',
    item: field('item', 'string', { title: 'E-mail', rules: { minLength: 3 } }),
  }),
  field('target', 'one-of', {
    title: 'Send to',
    variants: [
      field('id', 'integer', { title: 'Customer number' }),
      field('who', 'object', { title: 'Person', fields: [field('name', 'string', { title: 'Name' })] }),
    ],
  }),
  field('photo', 'file', { title: 'Photo', description: 'Five megabytes at most' }),
  field('why', 'string', {
    title: 'Why',
    visibleWhen: [{ left: '{{ input.photo }}', test: 'exists', right: '' }],
  }),
]
