import type { Json } from '../../model/json.ts'
import type { PaginationSettings } from './settings.ts'

/** The parts of a container's settings that say how a service pages. Guards and closing requests are the operation's own. */
export const pagingKeys = [
  'size',
  'start',
  'carry',
  'extra',
  'put',
  'drop',
  'stop',
] as const satisfies readonly (keyof PaginationSettings)[]

/** A way to page to begin with; its names are the usual ones. */
export interface PagingPreset {
  readonly title: string
  readonly settings: Readonly<Record<string, Json>>
}

/** The usual ways, in the order they are offered. */
export const usualPresets: readonly PagingPreset[] = [
  {
    title: 'Offset',
    settings: {
      size: '100',
      start: { value: '0' },
      carry: { from: 'offset', by: 'size' },
      put: [{ to: 'query', name: 'offset' }],
      stop: [{ rule: 'short-page' }, { rule: 'empty-page' }],
    },
  },
  {
    title: 'Page number',
    settings: {
      size: '100',
      start: { value: '1' },
      carry: { from: 'page', step: 1 },
      put: [{ to: 'query', name: 'page' }],
      stop: [{ rule: 'short-page' }, { rule: 'empty-page' }],
    },
  },
  {
    title: 'Cursor',
    settings: {
      start: {},
      carry: { from: 'body', path: 'next_cursor' },
      put: [{ to: 'query', name: 'cursor' }],
      stop: [{ rule: 'no-value', emptyText: 'ends' }],
    },
  },
  {
    title: 'Next URL',
    settings: {
      start: {},
      carry: { from: 'body', path: 'next' },
      put: [{ to: 'url', relativeTo: 'request', otherHosts: false }],
      stop: [{ rule: 'no-value', emptyText: 'ends' }],
    },
  },
  {
    title: 'Link header',
    settings: {
      start: {},
      carry: { from: 'link', rel: 'next' },
      put: [{ to: 'url', relativeTo: 'request', otherHosts: false }],
      stop: [{ rule: 'no-link', rel: 'next' }],
    },
  },
]

type Loose = Readonly<Record<string, unknown>>

/** Whether settings page in the preset's way, whatever names they have. */
export function isOfPreset(settings: Loose, { settings: usual }: PagingPreset): boolean {
  return readsFrom(settings) === readsFrom(usual) && putsAddress(settings) === putsAddress(usual)
}

const readsFrom = ({ carry }: Loose) => (carry as { from?: unknown } | undefined)?.from

const putsAddress = ({ put }: Loose) =>
  (put as readonly { to?: unknown }[] | undefined)?.some(({ to }) => to === 'url') === true

/** What of the settings says how the service pages: what a preset keeps. */
export function pagingOf(settings: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(
    pagingKeys.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])),
  )
}
