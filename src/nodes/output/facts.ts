import type { KindFacts } from '../../model/kinds.ts'
import { shorten } from '../words.ts'
import { type OutputSettings, outputSettings } from './settings.ts'

const passes = ({ value }: OutputSettings) => value.trim() === ''

/** What is known of the kind without running it. */
export const outputFacts: KindFacts<OutputSettings> = {
  kind: 'output',
  title: 'Output',
  description: 'What the operation gives back.',
  settings: outputSettings,
  defaults: () => ({ value: '' }),
  ports: [{ name: 'in', way: 'in', carries: 'records', title: 'records in' }],
  most: 1,
  yields: (_settings, incoming) => incoming,
  summary: (settings) => (passes(settings) ? 'What comes in' : shorten(settings.value, 40)),
  outline: (settings) =>
    passes(settings) ? 'Give back what comes in' : `Give back ${shorten(settings.value, 80)}`,
  face: (settings) =>
    passes(settings) ? [] : [{ label: 'Value', value: shorten(settings.value, 40), style: 'mono' }],
  form: [
    {
      title: 'Output',
      fields: [
        {
          control: 'template',
          path: ['value'],
          label: 'Value',
          placeholder: 'what comes in, unchanged',
          hint: 'Empty: everything that comes in is given back as it is.',
        },
      ],
    },
  ],
}
