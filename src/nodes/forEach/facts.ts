import type { KindFacts } from '../../model/kinds.ts'
import { settingProblem } from '../settingProblem.ts'
import { shorten } from '../words.ts'
import { type ForEachSettings, forEachSettings } from './settings.ts'

const what = ({ over }: ForEachSettings): string =>
  over.trim() === '' ? 'each record' : `each element of ${shorten(over, 40)}`

const atOnce = ({ concurrency }: ForEachSettings): string =>
  concurrency === 1 ? 'one after the other' : `${concurrency} at once`

/** What is known of the kind without running it. */
export const forEachFacts: KindFacts<ForEachSettings> = {
  kind: 'for-each',
  title: 'For each',
  description: 'Does what is inside once for each record, or for each element of a list.',
  settings: forEachSettings,
  defaults: () => forEachSettings.parse({}),
  ports: [
    { name: 'in', way: 'in', carries: 'records', title: 'records in' },
    { name: 'out', way: 'out', carries: 'records', title: 'records out' },
    { name: 'item', way: 'out', carries: 'records', side: 'inner', title: 'item' },
    {
      name: 'emit',
      way: 'in',
      carries: 'records',
      side: 'inner',
      title: 'records of the item',
      required: true,
    },
  ],
  binds: 'item',
  yields: () => 'many',
  check: ({ over }, { fed }) =>
    fed || over.trim() !== ''
      ? []
      : [
          settingProblem(['over'], {
            code: 'items-missing',
            message:
              'Nothing comes in and no list is named, so there is nothing to go through. Connect a node, or name a list.',
          }),
        ],
  summary: (settings) => shorten(`${what(settings)}, ${atOnce(settings)}`),
  outline: (settings) => shorten(`For ${what(settings)}, ${atOnce(settings)}:`, 200),
  face: (settings) => [
    {
      label: 'Each',
      value: settings.over.trim() === '' ? 'record' : shorten(settings.over, 40),
      style: 'mono',
    },
    { label: 'At once', value: String(settings.concurrency), style: 'text' },
  ],
  form: [
    {
      title: 'Items',
      fields: [
        {
          control: 'template',
          path: ['over'],
          label: 'List of items',
          placeholder: 'each record that comes in',
          hint: 'A list, such as {{ input.ids }} or {{ item.orders }}. Empty: each record is an item.',
        },
        { control: 'number', path: ['concurrency'], label: 'At once', min: 1, max: 64 },
        {
          control: 'choice',
          path: ['onFailure'],
          label: 'When one fails',
          display: 'segmented',
          options: [
            { value: 'stop', label: 'Stop' },
            { value: 'skip', label: 'Leave it out' },
          ],
        },
      ],
    },
  ],
}
