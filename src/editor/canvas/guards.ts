import type { RunFailure } from '../../engine/events.ts'
import type { SettingPath } from '../../model/kinds.ts'
import { type PaginationSettings, paginationSettings } from '../../nodes/pagination/settings.ts'
import type { PageCard } from '../../store/state.ts'

/** What ends a walk that does not end by itself, as its container wears it. */
export interface GuardChip {
  readonly id: keyof PaginationSettings['guards'] & string
  readonly setting: SettingPath
  readonly on: boolean
  /** A few letters: `≤10K pages`. */
  readonly brief: string
  /** The whole of it, in a sentence. */
  readonly words: string
}

interface GuardWay {
  on(guards: PaginationSettings['guards']): boolean
  brief(guards: PaginationSettings['guards']): string
  words(guards: PaginationSettings['guards']): string
  readonly off: { readonly brief: string; readonly words: string }
  /** What a page or a failure says of a walk that this one ended. */
  readonly rule: string
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en-US')

const units = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

function time(ms: number): string {
  const [unit, name] = units.find(([least]) => ms >= least && ms % least === 0) ?? [1_000, 's']
  return `${compact.format(ms / unit)} ${name}`
}

const ways: { readonly [Id in GuardChip['id']]: GuardWay } = {
  maxPages: {
    on: ({ maxPages }) => maxPages > 0,
    brief: ({ maxPages }) => `≤${compact.format(maxPages)} pages`,
    words: ({ maxPages }) => `At most ${whole.format(maxPages)} pages, then the walk ends.`,
    off: { brief: 'pages off', words: 'Any number of pages: this guard is off.' },
    rule: 'max-pages',
  },
  maxRecords: {
    on: ({ maxRecords }) => maxRecords > 0,
    brief: ({ maxRecords }) => `≤${compact.format(maxRecords)} records`,
    words: ({ maxRecords }) => `At most ${whole.format(maxRecords)} records, then the walk ends.`,
    off: { brief: 'records off', words: 'Any number of records: this guard is off.' },
    rule: 'max-records',
  },
  maxMs: {
    on: ({ maxMs }) => maxMs > 0,
    brief: ({ maxMs }) => `≤${time(maxMs)}`,
    words: ({ maxMs }) => `At most ${time(maxMs)}, then the walk ends.`,
    off: { brief: 'time off', words: 'Any time: this guard is off.' },
    rule: 'max-time',
  },
  repeatedValue: {
    on: ({ repeatedValue }) => repeatedValue !== 'off',
    brief: ({ repeatedValue }) => (repeatedValue === 'stateful' ? 'value may stay' : 'value once'),
    words: ({ repeatedValue }) =>
      repeatedValue === 'stateful'
        ? 'A value may come again, as long as the page is another.'
        : 'A value that a page was asked with before fails, over the whole walk.',
    off: { brief: 'values off', words: 'Values may come again: this guard is off.' },
    rule: 'repeated-value',
  },
  repeatedPage: {
    on: ({ repeatedPage }) => repeatedPage,
    brief: () => 'page once',
    words: () =>
      'A page that is the one before, byte for byte, fails; of empty ones, more than twenty in a row.',
    off: { brief: 'repeats off', words: 'A page may be the one before: this guard is off.' },
    rule: 'repeated-page',
  },
}

/** The guards of a container that walks over pages, those that are off too; none where its settings cannot be read. */
export function guardsOf(settings: unknown): readonly GuardChip[] {
  const parsed = paginationSettings.safeParse(settings)
  if (!parsed.success) return []
  const { guards } = parsed.data
  return Object.entries<GuardWay>(ways).map(([id, way]) => {
    const on = way.on(guards)
    return {
      id: id as GuardChip['id'],
      setting: ['guards', id],
      on,
      brief: on ? way.brief(guards) : way.off.brief,
      words: on ? way.words(guards) : way.off.words,
    }
  })
}

/** The guard that ended a run's walk of a container, if one did. */
export function endedBy(
  pages: readonly PageCard[],
  failure: RunFailure | undefined,
): GuardChip['id'] | undefined {
  const told = [pages.at(-1)?.stop?.rule, failure?.rule]
  return Object.entries<GuardWay>(ways).find(([, { rule }]) => told.includes(rule))?.[0] as GuardChip['id']
}
