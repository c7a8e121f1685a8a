import type { KindFacts } from '../../model/kinds.ts'
import type { Field } from '../../model/document.ts'
import { plural, shorten } from '../words.ts'
import { settingProblem } from '../settingProblem.ts'
import { type InputsSettings, inputsSettings } from './settings.ts'

const face = (field: Field) => ({
  label: shorten(field.title || field.name, 40),
  value: field.default === undefined ? (field.required ? 'required' : 'optional') : shown(field.default),
  style: 'text' as const,
  port: field.id as string,
})

const shown = (value: unknown): string =>
  typeof value === 'string'
    ? shorten(value, 40)
    : typeof value === 'object' && value !== null
      ? '{…}'
      : String(value)

/** What is known of the kind without running it. */
export const inputsFacts: KindFacts<InputsSettings> = {
  kind: 'inputs',
  title: 'Inputs',
  description: 'Asks for the values that the operation needs, as a form.',
  settings: inputsSettings,
  defaults: () => ({ fields: [] }),
  ports: [{ name: 'out', way: 'out', carries: 'records', title: 'input out' }],
  most: 1,
  raw: ['fields'],
  yields: () => 'one',
  check: ({ fields }) =>
    fields.flatMap((field, index) =>
      field.type === 'enum' && (field.enum ?? []).length === 0
        ? settingProblem(['fields', index, 'enum'], {
            code: 'input-choices-missing',
            message: `“${field.title || field.name}” is a choice without choices. Add one, or change its type.`,
          })
        : [],
    ),
  summary: (settings) => plural(settings.fields.length, 'field'),
  outline: (settings) =>
    settings.fields.length === 0
      ? 'Take no input'
      : shorten(`Take ${settings.fields.map((field) => field.title || field.name).join(', ')}`, 200),
  face: (settings) => settings.fields.map(face),
  form: [
    {
      title: 'Fields',
      hint: 'What the person who uses the operation fills in.',
      fields: [{ control: 'fields', path: ['fields'], label: 'Fields' }],
    },
  ],
}
