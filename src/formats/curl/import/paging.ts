import type { Json } from '../../../model/json.ts'
import type { Pair } from './query.ts'

/** What of a command looks like paging: a container's settings, and the parameters that it then writes itself. */
export interface ImportedPaging {
  /** Of the way to page, as people call it: `Offset`. */
  title: string
  /** Names of the parameters that say so, as they stand in the command. */
  because: string[]
  /** Names of the parameters that the container writes. */
  writes: string[]
  settings: Record<string, Json>
  /** Whether it would page as it is; otherwise where the next value is read has still to be chosen. */
  isWhole: boolean
}

/**
 * Stricter than the names that detection goes by (`nodes/pagination/detect/names.ts`): that one sees answers too, and here a name alone
 * makes a container.
 */
const sizes =
  /^(?:limit|per[-_]?page|page[-_]?size|page\[size\]|page\[limit\]|size|count|max[-_]?results|rows|take|top|\$top|\$limit)$/i

interface Way {
  title: string
  /** The parameter that moves from page to page. */
  name: RegExp
  /** What its value is at the first page. */
  value: RegExp
  isWhole: boolean
  settings(name: string, start: string, size: string | undefined): Record<string, Json>
}

const counted = [{ rule: 'short-page' }, { rule: 'empty-page' }]

const ways: readonly Way[] = [
  {
    title: 'Offset',
    name: /^(?:offset|skip|start|start[-_]?at|start[-_]?index|from|page\[offset\]|\$skip|\$offset)$/i,
    value: /^\d{1,9}$/,
    isWhole: true,
    settings: (name, start, size) => ({
      ...(size !== undefined && { size }),
      start: { value: start },
      carry: { from: 'offset', by: size === undefined ? 'received' : 'size' },
      put: [{ to: 'query', name }],
      stop: size === undefined ? [{ rule: 'empty-page' }] : counted,
    }),
  },
  {
    title: 'Page number',
    name: /^(?:page|p|page[-_]?(?:number|no|num|index)|page\[number\])$/i,
    value: /^\d{1,6}$/,
    isWhole: true,
    settings: (name, start, size) => ({
      ...(size !== undefined && { size }),
      start: { value: start },
      carry: { from: 'page', step: 1 },
      put: [{ to: 'query', name }],
      stop: size === undefined ? [{ rule: 'empty-page' }] : counted,
    }),
  },
  {
    title: 'Cursor',
    name: /^(?:(?:next|page)?[-_]?cursor|after|starting[-_]?after|(?:next[-_]?)?page[-_]?token|next[-_]?token|continuation(?:[-_]?token)?|marker|page\[(?:after|cursor)\])$/i,
    value: /^/,
    isWhole: false,
    settings: (name) => ({
      start: {},
      carry: { from: 'body', path: '' },
      put: [{ to: 'query', name }],
      stop: [{ rule: 'no-value', emptyText: 'ends' }],
    }),
  },
]

/** The first way that the parameters of a GET speak of. */
export function recognisePaging(method: string, pairs: readonly Pair[]): ImportedPaging | undefined {
  if (method !== 'GET') return undefined
  const size = pairs.find(({ name, value }) => sizes.test(name) && /^[1-9]\d{0,6}$/.test(value))
  for (const way of ways) {
    const moving = pairs.find(({ name, value }) => way.name.test(name) && way.value.test(value))
    // A word such as “from” or “p” alone may mean anything.
    if (moving === undefined || (size === undefined && !/page|offset|skip|cursor|token/i.test(moving.name)))
      continue
    return {
      title: way.title,
      because: [...(size === undefined ? [] : [size.name]), moving.name],
      writes: [moving.name],
      settings: way.settings(moving.name, moving.value, size?.value),
      isWhole: way.isWhole,
    }
  }
  return undefined
}
