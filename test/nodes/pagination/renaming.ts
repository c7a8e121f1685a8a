import type { FakeAnswer } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import type { Json } from '../../../src/model/json.ts'
import { printJson } from '../../../src/model/printJson.ts'
import { parseJson } from '../../../src/model/readJson.ts'
import { joinPath } from '../../../src/nodes/pagination/detect/seen.ts'
import { parseRecordPath } from '../../../src/nodes/request/recordPath.ts'

/** Names that services use for one thing; a renaming draws another of the same row. */
const rows: readonly (readonly string[])[] = [
  [
    'next_cursor',
    'nextCursor',
    'endCursor',
    'nextPageToken',
    'next_page_token',
    'after_cursor',
    'NextContinuationToken',
    'NextMarker',
    'continuation',
    'next',
    'page_token',
    'resume_after',
    'nextKey',
  ],
  ['has_more', 'hasMore', 'hasNextPage', 'moreResult', 'IsTruncated', 'more', 'has_next', 'more_available'],
  ['isLast', 'done', 'end_of_stream', 'last', 'finished', 'is_last_page', 'complete'],
  ['total', 'rowCount', 'totalSize', 'itemCount', 'total_count', 'found', 'num_total'],
  ['pageCount', 'X-WP-TotalPages', 'total_pages', 'pages', 'page_count'],
  [
    'results',
    'data',
    'items',
    'values',
    'members',
    'issues',
    'records',
    'files',
    'users',
    'entries',
    'rows',
    'products',
    'list',
  ],
]
const requestRows: readonly (readonly string[])[] = [
  [
    'limit',
    'per_page',
    'pageSize',
    'maxResults',
    'page_size',
    '_limit',
    'batchSize',
    'pagelen',
    'max',
    'top',
    'count',
  ],
  ['skip', 'offset', 'startAt', '_skip', 'start', 'from'],
  ['page', 'p', 'page_number', 'pageno'],
  [
    'cursor',
    'after',
    'starting_after',
    'start_cursor',
    'pageToken',
    'nextPageToken',
    'next_page_token',
    'marker',
    'continuation-token',
    'token',
    'since',
    'from_key',
  ],
]

/** Words of a protocol, which no service chooses, and keys that travel both ways inside of a cursor. */
const fixed: ReadonlySet<string> = new Set([
  'n',
  'N',
  'kind',
  'S',
  'apcontinue',
  'continue',
  'variables',
  'query',
  'params',
  'jsonrpc',
  'method',
  'id',
  'rel',
  'href',
  'links',
  'link',
  'scroll',
  'path',
  'ok',
  'success',
  'status',
])

/** One in so many names becomes letters that mean nothing. */
const meaningless = 8

/** Both ways of a renaming, for what a service is asked and what it answers. */
export interface Names {
  /** Renames a request's settings, and the container's, in place. */
  request(settings: Record<string, Json>): void
  pages(settings: Record<string, Json>): void
  /** The service under its new names. */
  service(play: Play): Play
}

type Play = (request: HttpRequest) => FakeAnswer | Error
type Rename = (name: string) => string

/**
 * Names drawn from a seed. Two in five stay; the others become another name of the same thing where there is one; one in eight
 * becomes letters that mean nothing. What a request calls a thing is drawn apart from what the answer calls it.
 */
export function createNames(seed: number): Names {
  if (seed === 0) return { request: () => {}, pages: () => {}, service: (play) => play }
  const random = createRandom(seed)
  const answer = drawNames(rows, random)
  const asked = drawNames(requestRows, random)
  return {
    request: (settings) => renameRequest(settings, asked.to, answer.to),
    pages: (settings) => renamePages(settings, asked.to, answer.to),
    service: (play) => (request) => {
      const found = play(renameSent(request, asked.back))
      return found instanceof Error ? found : renameAnswer(found, answer.to, asked.to)
    },
  }
}

function drawNames(
  table: readonly (readonly string[])[],
  random: () => number,
): { to: Rename; back: Rename } {
  const known = new Map<string, string>()
  const back = new Map<string, string>()
  const draw = (name: string): string => {
    if (fixed.has(name)) return name
    if (random() < 1 / meaningless) return letters(random)
    const row = table.find((names) => names.includes(name))
    return row === undefined || random() < 0.4 ? name : (row[Math.floor(random() * row.length)] as string)
  }
  const to = (name: string): string => {
    let drawn = known.get(name)
    while (drawn === undefined) {
      const next = draw(name)
      if (!back.has(next)) drawn = next
      else if (random() < 0.2) drawn = `${name}_${back.size}`
    }
    known.set(name, drawn)
    back.set(drawn, name)
    return drawn
  }
  return { to, back: (name) => back.get(name) ?? name }
}

const letters = (random: () => number): string =>
  Array.from({ length: 5 }, () => 'bcdfghjklmnpqrstvwxz'[Math.floor(random() * 20)]).join('')

function renameKeys(value: Json | undefined, rename: Rename): Json {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value as Json
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [rename(key), renameKeys(member as Json, rename)]),
  )
}

function renameText(text: string, rename: Rename): string {
  if (text.trim() === '' || text.includes('{{')) {
    // A template: its keys alone, which stand in quotes before a colon.
    return text.replaceAll(/"([^"{}]+)"(?=\s*:)/g, (_, key: string) => `"${rename(key)}"`)
  }
  try {
    return printJson(renameKeys(parseJson(text), rename))
  } catch {
    return text
  }
}

const renameUrl = (url: string, rename: Rename): string => {
  const [path = '', query] = url.split('?')
  if (query === undefined) return url
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...rest] = pair.split('=')
    return [encodeURIComponent(rename(decodeURIComponent(name))), ...rest].join('=')
  })
  return `${path}?${pairs.join('&')}`
}

function renameSent(request: HttpRequest, back: Rename): HttpRequest {
  const text = new TextDecoder().decode(request.body)
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const body = type.includes('json') ? renameText(text, back) : text
  return {
    ...request,
    url: renameUrl(request.url, back),
    body: request.body === undefined ? undefined : new TextEncoder().encode(body),
  }
}

const isUrl = (text: string) => /^(?:https?:\/\/|\/)\S*\?\S+=/.test(text)

function renameUrls(value: Json, asked: Rename): Json {
  if (typeof value === 'string') return isUrl(value) ? renameUrl(value, asked) : value
  if (Array.isArray(value)) return value.map((each: Json) => renameUrls(each, asked))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, renameUrls(member as Json, asked)]),
  )
}

function renameAnswer(answer: FakeAnswer, to: Rename, asked: Rename): FakeAnswer {
  const text =
    answer.body instanceof Uint8Array ? new TextDecoder().decode(answer.body) : String(answer.body ?? '')
  const headers = answer.headers?.map(([name, value]): readonly [string, string] =>
    name.toLowerCase() === 'link'
      ? [name, value.replaceAll(/<([^>]*)>/g, (_, url: string) => `<${renameUrl(url, asked)}>`)]
      : [/^x-/i.test(name) ? to(name) : name, value],
  )
  return {
    ...answer,
    ...(headers !== undefined && { headers }),
    body: new TextEncoder().encode(renameBody(text, to, asked)),
  }
}

function renameBody(text: string, to: Rename, asked: Rename): string {
  if (text.startsWith('<'))
    return text
      .replaceAll(/(<\/?)([A-Z][A-Za-z]+)(?=[\s/>])/g, (whole, open: string, name: string) =>
        recordTags.has(name) ? whole : `${open}${to(name)}`,
      )
      .replaceAll(
        /href="([^"]*)"/g,
        (_, url: string) =>
          `href="${renameUrl(url.replaceAll('&amp;', '&'), asked).replaceAll('&', '&amp;')}"`,
      )
  let value: Json
  try {
    value = parseJson(text)
  } catch {
    return text
  }
  return printJson(Array.isArray(value) ? value : renameUrls(renameKeys(value, to), asked))
}

/** Elements inside of records, whose ids the judge reads. */
const recordTags: ReadonlySet<string> = new Set(['Key', 'Size', 'Name'])

function renamePath(path: string, rename: Rename): string {
  const one = (text: string) => {
    const steps = parseRecordPath(text)
    return steps === undefined || steps.length === 0
      ? text
      : steps.reduce<string>(
          (made, key) => (typeof key === 'number' ? `${made}[${key}]` : joinPath(made, rename(key))),
          '',
        )
  }
  return path.includes(',')
    ? path
        .split(',')
        .map((part) => one(part.trim()))
        .join(', ')
    : one(path)
}

type Loose = Record<string, Json>

function renameRequest(settings: Loose, asked: Rename, answer: Rename): void {
  for (const row of (settings['query'] ?? []) as unknown as { name: string }[]) row.name = asked(row.name)
  if (typeof settings['url'] === 'string') settings['url'] = renameUrl(settings['url'], asked)
  const body = settings['body'] as unknown as { kind: string; text?: string } | undefined
  if (body?.text !== undefined && body.kind !== 'text') body.text = renameText(body.text, asked)
  if (typeof settings['records'] === 'string') settings['records'] = renamePath(settings['records'], answer)
}

function renamePages(settings: Loose, asked: Rename, answer: Rename): void {
  const carry = settings['carry'] as unknown as Record<string, string>
  if (carry['from'] === 'body' || carry['from'] === 'keys')
    carry['path'] = renamePath(carry['path'] ?? '', answer)
  if (carry['from'] === 'header') carry['name'] = answer(carry['name'] ?? '')
  if (carry['from'] === 'element') carry['list'] = renamePath(carry['list'] ?? '', answer)
  for (const stop of (settings['stop'] ?? []) as unknown as Record<string, string>[])
    if (stop['at'] !== undefined)
      stop['at'] = stop['in'] === 'header' ? answer(stop['at']) : renamePath(stop['at'], answer)
  for (const put of (settings['put'] ?? []) as unknown as Record<string, string>[]) {
    if (put['name'] !== undefined) put['name'] = asked(put['name'])
    if (put['to'] === 'json') put['path'] = renamePath(put['path'] ?? '', asked)
    if (put['to'] === 'endpoint') put['body'] = renameText(put['body'] ?? '', asked)
  }
  const drop = settings['drop'] as unknown as { names?: string[] } | undefined
  if (drop?.names !== undefined) drop.names = drop.names.map(asked)
  const close = settings['close'] as unknown as { body?: string } | undefined
  if (close?.body !== undefined) close.body = renameText(close.body, asked)
}

/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed * 7919
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
