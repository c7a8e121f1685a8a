import type { Field, GraphNode, Operation } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import type { NodeId } from '../../model/ids.ts'
import { toCount } from './answerPath.ts'
import { compileSetting } from '../setting.ts'
import { parseRecordPath, parseRecordPaths } from '../request/recordPath.ts'
import type { Carry, PaginationSettings, Put, StopRule } from './settings.ts'
import { pagedRequest } from './paged.ts'
import { type PagingTraits, traitsOf } from './traits.ts'
import { requestSettings } from '../request/settings.ts'

type Path = readonly (string | number)[]

const path = (text: string): Path => (text.trim() === '' ? [] : (parseRecordPath(text) ?? []))

/** Where the next value is read, with its paths taken apart. */
const carries: {
  readonly [Kind in Carry['from']]: (
    carry: Extract<Carry, { from: Kind }>,
    first: number | undefined,
  ) => object
} = {
  body: (carry) => ({ from: 'body', path: path(carry.path) }),
  header: ({ name }) => ({ from: 'header', name }),
  link: ({ rel }) => ({ from: 'link', rel }),
  'last-record': (carry) => ({ from: 'last-record', path: path(carry.path) }),
  keys: (carry) => ({ from: 'keys', path: path(carry.path) }),
  element: ({ list, where, is, path: value }) => ({
    from: 'element',
    list: path(list),
    where: path(where),
    is,
    path: path(value),
  }),
  page: ({ step }, first) => ({ from: 'page', step, first: first ?? 1 }),
  offset: (_, first) => ({ from: 'offset', first: first ?? 0 }),
}

const puts: { readonly [Kind in Put['to']]: (put: Extract<Put, { to: Kind }>) => object | undefined } = {
  query: ({ name }) => ({ in: 'query', name, path: [] }),
  header: ({ name }) => ({ in: 'header', name, path: [] }),
  json: (put) => ({ in: 'json', name: put.path, path: path(put.path) }),
  variable: ({ name }) => ({ in: 'json', name, path: ['variables', name] }),
  form: ({ name }) => ({ in: 'form', name, path: [] }),
  path: () => ({ in: 'path', name: '', path: [] }),
  text: ({ after }) => ({ in: 'text', name: after, path: [] }),
  url: () => ({ in: 'url', name: '', path: [] }),
  keys: () => ({ in: 'keys', name: '', path: [] }),
  // Where the next request goes says nothing of where the value stands in it.
  endpoint: () => undefined,
}

const stops: { readonly [Kind in StopRule['rule']]: (rule: Extract<StopRule, { rule: Kind }>) => object } = {
  flag: ({ in: part, at, is }) => ({ rule: 'flag', in: part, path: path(at), name: at, is }),
  total: ({ in: part, at }) => ({ rule: 'total', in: part, path: path(at), name: at }),
  'last-page': ({ in: part, at }) => ({ rule: 'last-page', in: part, path: path(at), name: at }),
  value: ({ in: part, at, is }) => ({ rule: 'value', in: part, path: path(at), name: at, is }),
  status: ({ codes }) => ({ rule: 'status', code: codes[0] ?? 404 }),
  'no-value': () => ({ rule: 'none' }),
  'empty-page': () => ({ rule: 'none' }),
  'short-page': () => ({ rule: 'none' }),
  'no-link': () => ({ rule: 'none' }),
  older: () => ({ rule: 'none' }),
  cap: () => ({ rule: 'none' }),
  condition: () => ({ rule: 'none' }),
}

/** Page size where neither the container nor its request names one. */
const usualSize = 5
/** Lists of pages that are larger take seconds to make up. */
const mostPlayed = 1000

/** The page size as it is where nobody fills anything in: a number, or what an input has by itself. */
function sizeOf(operation: Operation, { size }: PaginationSettings): number | undefined {
  const inputs = Object.values<GraphNode>(operation.graph.nodes).find(({ kind }) => kind === 'inputs')
  const fields = (inputs?.settings['fields'] ?? []) as unknown as readonly Pick<Field, 'name' | 'default'>[]
  const input = Object.fromEntries(fields.map(({ name, default: usual }) => [name, usual]))
  try {
    return toCount(compileSetting(size, 'The page size')({ input }) as Json | undefined)
  } catch {
    return undefined
  }
}

export interface MirroredPaging {
  readonly request: NodeId
  readonly size: number
  readonly records: readonly Path[]
  readonly carry: object
  readonly puts: readonly object[]
  readonly stops: readonly object[]
  readonly always: boolean
  readonly key: Path
  /** What decides which faults can happen to it. */
  readonly paging: PagingTraits
}

/**
 * How a container pages, as the data of which a service is made that pages in just this way (simulation/torture/mirror.ts); a text
 * says why none can be made.
 */
export function mirroredPaging(
  operation: Operation,
  container: GraphNode,
  settings: PaginationSettings,
): MirroredPaging | string {
  const children = Object.values<GraphNode>(operation.graph.nodes).filter(
    ({ parent }) => parent === container.id,
  )
  const paged = pagedRequest(settings, children)
  if (typeof paged === 'string') return paged
  const request = requestSettings.safeParse(paged.settings)
  if (!request.success) return 'The settings of its request do not fit yet.'
  const { records, decode } = request.data
  if (!['auto', 'json'].includes(decode))
    return `The answers are read as ${decode}, and the torture service answers in JSON.`
  const lists = records.trim() === '' ? undefined : parseRecordPaths(records)
  if (lists === undefined) return 'The request does not say where its records are.'
  if (settings.stop.some(({ rule }) => rule === 'condition' || rule === 'older'))
    return 'A stop rule asks for something of the service that cannot be made up.'
  const first = toCount(settings.start.value ?? undefined)
  const size = sizeOf(operation, settings) ?? usualSize
  if (size > mostPlayed) return `Pages of ${size} records are too large to be made up. Ask for fewer.`
  return {
    request: paged.id,
    size: size < 2 ? usualSize : size,
    records: lists,
    carry: carries[settings.carry.from](settings.carry as never, first),
    puts: settings.put.flatMap((put) => puts[put.to](put as never) ?? []),
    stops: settings.stop.map((rule) => stops[rule.rule](rule as never)),
    always: settings.stop.every(({ rule }) => rule !== 'no-value' && rule !== 'no-link'),
    key: settings.dedupe.path.trim() === '' ? ['id'] : path(settings.dedupe.path),
    paging: traitsOf(settings, request.data),
  }
}
