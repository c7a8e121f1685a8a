import { findConditionTest } from '../../model/conditions.ts'
import type { Cardinality, FaceRow, KindFacts, StepForm } from '../../model/kinds.ts'
import type { Problem } from '../../model/problem.ts'
import { settingProblem } from '../settingProblem.ts'
import { plural, shorten } from '../words.ts'
import { type StepName, type TransformSettings, type TransformStep, transformSettings } from './settings.ts'

interface StepWords<Name extends StepName> {
  /** What the step does, in words: "keep 2 fields". */
  say(step: Extract<TransformStep, { step: Name }>): string
  yields(step: Extract<TransformStep, { step: Name }>, incoming: Cardinality): Cardinality
  readonly form: Omit<StepForm, 'step'>
}

const steps: { readonly [Name in StepName]: StepWords<Name> } = {
  map: {
    say: ({ rows, keep }) =>
      `${keep === 'rest' ? 'set' : 'make'} ${rows.length === 1 && rows[0] !== undefined ? rows[0].name : plural(rows.length, 'field')}`,
    yields: (_step, incoming) => incoming,
    form: {
      title: 'Map fields',
      description: 'Gives each record the fields you name.',
      defaults: () => ({ step: 'map', rows: [], keep: 'only' }),
      fields: [
        { control: 'rows', path: ['rows'], label: 'Fields', of: 'mapping', add: 'Add a field' },
        {
          control: 'choice',
          path: ['keep'],
          label: 'Other fields',
          display: 'segmented',
          options: [
            { value: 'only', label: 'Drop' },
            { value: 'rest', label: 'Keep' },
          ],
        },
      ],
    },
  },
  filter: {
    say: ({ conditions }) =>
      `keep records where ${plural(conditions.length, 'condition')} hold${conditions.length === 1 ? 's' : ''}`,
    yields: () => 'many',
    form: {
      title: 'Filter',
      description: 'Keeps the records for which all conditions hold.',
      defaults: () => ({ step: 'filter', conditions: [] }),
      fields: [{ control: 'conditions', path: ['conditions'], label: 'Keep a record when' }],
    },
  },
  expand: {
    say: ({ list }) => `make a record of each element of ${shorten(list, 30)}`,
    yields: () => 'many',
    form: {
      title: 'Expand a list',
      description: 'Makes one record of each element of a list.',
      defaults: () => ({ step: 'expand', list: '{{ item }}' }),
      fields: [{ control: 'template', path: ['list'], label: 'List', placeholder: '{{ item.results }}' }],
    },
  },
  collect: {
    say: () => 'gather all records into one list',
    yields: () => 'one',
    form: {
      title: 'Collect',
      description: 'Gathers all records into one list.',
      defaults: () => ({ step: 'collect' }),
      fields: [],
    },
  },
  limit: {
    say: ({ count }) => `stop after ${plural(count, 'record')}`,
    yields: ({ count }, incoming) => (count > 0 ? incoming : 'many'),
    form: {
      title: 'Limit',
      description: 'Lets the first records through and asks for no more.',
      defaults: () => ({ step: 'limit', count: 100 }),
      fields: [{ control: 'number', path: ['count'], label: 'Records', min: 0, max: 1_000_000_000 }],
    },
  },
}

function wordsOf<Name extends StepName>(step: Extract<TransformStep, { step: Name }>): StepWords<Name> {
  return steps[step.step] as StepWords<Name>
}

const said = (settings: TransformSettings): string[] =>
  settings.steps.map((step) => wordsOf(step).say(step as never))

/** What is known of the kind without running it. */
export const transformFacts: KindFacts<TransformSettings> = {
  kind: 'transform',
  title: 'Transform',
  description: 'Renames, picks, filters and reshapes records on their way.',
  settings: transformSettings,
  defaults: () => ({ steps: [{ step: 'map', rows: [], keep: 'only' }] }),
  ports: [
    { name: 'in', way: 'in', carries: 'records', title: 'records in' },
    { name: 'out', way: 'out', carries: 'records', title: 'records out' },
  ],
  yields: (settings, incoming) =>
    settings.steps.reduce<Cardinality>((now, step) => wordsOf(step).yields(step as never, now), incoming),
  check: (settings) => settings.steps.flatMap((step, index) => checkStep(step, index)),
  summary: (settings) =>
    settings.steps.length === 0 ? 'Nothing yet' : shorten(said(settings).join(', then ')),
  outline: (settings) =>
    settings.steps.length === 0
      ? 'Pass records on unchanged'
      : shorten(`For each record: ${said(settings).join(', then ')}`, 200),
  face: (settings) =>
    settings.steps.flatMap((step): readonly FaceRow[] =>
      step.step === 'map'
        ? step.rows.slice(0, 6).map(({ name, value }) => ({
            label: shorten(plainReference(value), 24),
            value: `→ ${shorten(name, 24)}`,
            style: 'mono' as const,
          }))
        : [
            {
              label: steps[step.step].form.title,
              value: shorten(wordsOf(step).say(step as never), 32),
              style: 'text' as const,
            },
          ],
    ),
  form: [
    {
      title: 'Steps',
      hint: 'Each record goes through the steps in order.',
      fields: [
        {
          control: 'steps',
          path: ['steps'],
          label: 'Steps',
          add: 'Add a step',
          of: Object.entries(steps).map(([step, { form }]) => ({ step, ...form })),
        },
      ],
    },
  ],
}

/** `{{ item.name }}` as `name`, which is what fits on a face. */
const plainReference = (value: string): string => /^\{\{\s*item\.([^\s|}]+)\s*\}\}$/.exec(value)?.[1] ?? value

function checkStep(step: TransformStep, index: number): readonly Problem[] {
  if (step.step === 'map') {
    const made = new Set<string>()
    return step.rows.flatMap(({ name }, row) => {
      const at = ['steps', index, 'rows', row, 'name']
      if (name === '')
        return settingProblem(at, {
          code: 'mapping-name-missing',
          message: 'This field has no name. Name it, or delete the row.',
        })
      if (!made.has(name)) {
        made.add(name)
        return []
      }
      return settingProblem(at, {
        code: 'mapping-name-taken',
        message: `“${name}” is made twice; the later one wins. Rename or delete one.`,
        severity: 'warning',
      })
    })
  }
  if (step.step !== 'filter') return []
  return step.conditions.flatMap(({ test }, row) =>
    findConditionTest(test) !== undefined
      ? []
      : settingProblem(['steps', index, 'conditions', row, 'test'], {
          code: 'unknown-test',
          message: `There is no test called “${test}”. Choose one of the list.`,
        }),
  )
}
