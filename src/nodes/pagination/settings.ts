import * as z from 'zod/mini'
import { condition } from '../../model/document.ts'

const template = z.string()
const count = (least: number) => z.number().check(z.int(), z.minimum(least))

/** Where in an answer something is read. `at`: a path in the body (`meta.total`), or the name of a header. */
const place = { in: z._default(z.enum(['body', 'header']), 'body'), at: z._default(z.string(), '') }

/** What the first page is asked for with. Absent: nothing is put into the first request. */
const start = z.looseObject({ value: z.optional(template) })

/** Where the next value is read. What each kind does is in the table of carry.ts. */
export const carry = z.discriminatedUnion('from', [
  /** A value of any sort in the body: a cursor, a link, a whole object. */
  z.looseObject({ from: z.literal('body'), path: z._default(z.string(), '') }),
  z.looseObject({ from: z.literal('header'), name: z._default(z.string(), '') }),
  /** The target of a `Link` header with this relation (RFC 8288). */
  z.looseObject({ from: z.literal('link'), rel: z._default(z.string(), 'next') }),
  /** A field, or an array, of the last record of the page. */
  z.looseObject({ from: z.literal('last-record'), path: z._default(z.string(), '') }),
  /** All keys of an object, each of which is put under its own name. */
  z.looseObject({ from: z.literal('keys'), path: z._default(z.string(), '') }),
  /** The element of a list that has this property, and in it the value: `links`, `rel` is `next`, `href`. */
  z.looseObject({
    from: z.literal('element'),
    list: z._default(z.string(), ''),
    where: z._default(z.string(), 'rel'),
    is: z._default(z.string(), 'next'),
    path: z._default(z.string(), 'href'),
  }),
  /** The number of the page, counted. */
  z.looseObject({ from: z.literal('page'), step: z._default(count(1), 1) }),
  /** How many records stand before the next page: by the page size asked for, or by what came. */
  z.looseObject({
    from: z.literal('offset'),
    by: z._default(z.enum(['size', 'received']), 'size'),
  }),
])
export type Carry = z.infer<typeof carry>
export type CarryKind = Carry['from']

/** What is written: the value, or a text made of `page`. */
const written = { value: z._default(template, '{{ page.value }}') }

/** Where the value goes in the next request, which is otherwise drawn as the first. The table is in put.ts. */
export const put = z.discriminatedUnion('to', [
  z.looseObject({ to: z.literal('query'), name: z._default(z.string(), ''), ...written }),
  z.looseObject({ to: z.literal('header'), name: z._default(z.string(), ''), ...written }),
  /** A place in a JSON body, by path; what leads there is made. */
  z.looseObject({ to: z.literal('json'), path: z._default(z.string(), ''), ...written }),
  /** A variable of a GraphQL body. */
  z.looseObject({ to: z.literal('variable'), name: z._default(z.string(), ''), ...written }),
  z.looseObject({ to: z.literal('form'), name: z._default(z.string(), ''), ...written }),
  /** A segment of the path, counted from 0; from the end with −1, −2 … One past the last is added. */
  z.looseObject({ to: z.literal('path'), segment: z._default(z.number().check(z.int()), -1), ...written }),
  /** The word that follows a text: `STARTPOSITION ` in a query language. */
  z.looseObject({
    to: z.literal('text'),
    in: z._default(z.enum(['query', 'path', 'body']), 'query'),
    after: z._default(z.string(), ''),
    ...written,
  }),
  /** The whole address: absolute, or relative to what is named here. */
  z.looseObject({
    to: z.literal('url'),
    relativeTo: z._default(z.enum(['request', 'host', 'service']), 'request'),
    /** Whether a link may lead to another host. The credential never goes there. */
    otherHosts: z._default(z.boolean(), false),
    ...written,
  }),
  /** Each key of an object under its own name. */
  z.looseObject({ to: z.literal('keys'), in: z._default(z.enum(['query', 'form', 'json']), 'query') }),
  /** Another request from the second page on; the others of the list then write into that one. */
  z.looseObject({
    to: z.literal('endpoint'),
    method: z._default(z.string(), 'POST'),
    url: z._default(template, ''),
    body: z._default(template, ''),
  }),
])
export type Put = z.infer<typeof put>
export type PutKind = Put['to']

/** When a page is the last. First match wins; the words and the judging are in the table of stop.ts. */
export const stopRule = z.discriminatedUnion('rule', [
  /** Nothing was read to go on with: null or nothing, and by choice an empty text. */
  z.looseObject({
    rule: z.literal('no-value'),
    emptyText: z._default(z.enum(['ends', 'goes-on']), 'ends'),
  }),
  z.looseObject({ rule: z.literal('flag'), ...place, is: z._default(z.boolean(), false) }),
  z.looseObject({ rule: z.literal('empty-page') }),
  z.looseObject({ rule: z.literal('short-page') }),
  /** The page is the last by the number of pages. */
  z.looseObject({ rule: z.literal('last-page'), ...place }),
  /** As many records as there are in all have been passed. */
  z.looseObject({ rule: z.literal('total'), ...place }),
  /** No `Link` with this relation. */
  z.looseObject({ rule: z.literal('no-link'), rel: z._default(z.string(), 'next') }),
  /** The status that says that there is no such page. */
  z.looseObject({ rule: z.literal('status'), codes: z._default(z.array(count(100)), [404]) }),
  /** A value that stands only on the last page. */
  z.looseObject({ rule: z.literal('value'), ...place, is: z._default(template, '') }),
  /** A record is older (comes before in order) than what is given. */
  z.looseObject({
    rule: z.literal('older'),
    path: z._default(z.string(), ''),
    than: z._default(template, ''),
  }),
  /** The API hands out no more than so many records, whatever there are: the walk ends, and is told to be partial. */
  z.looseObject({ rule: z.literal('cap'), records: z._default(count(1), 10_000) }),
  /** Any condition on `status`, `headers`, `body` and `page`. */
  z.looseObject({ rule: z.literal('condition'), when: z._default(z.array(condition), []) }),
])
export type StopRule = z.infer<typeof stopRule>
export type StopKind = StopRule['rule']

/** What ends a walk that does not end by itself. */
const guards = z.looseObject({
  maxPages: z._default(count(0), 10_000),
  maxRecords: z._default(count(0), 10_000_000),
  /** In milliseconds of the walk. 0: no guard, as for the others. */
  maxMs: z._default(count(0), 3_600_000),
  /** What a value that was there before means. `stateful`: nothing, as long as the page differs. */
  repeatedValue: z._default(z.enum(['fails', 'stateful', 'off']), 'fails'),
  /** Whether a page that equals the one before is a failure. */
  repeatedPage: z._default(z.boolean(), true),
})

export const paginationSettings = z.looseObject({
  /** The paged request, where several stand in the container. */
  request: z._default(z.string(), ''),
  /** How many records a page is asked for: what an offset counts by, and what a short page is shorter than. */
  size: z._default(template, ''),
  start: z._default(start, {}),
  carry: z._default(carry, { from: 'body', path: '' }),
  /** More values read from each answer, as `page.extra.NAME`. */
  extra: z._default(z.array(z.looseObject({ name: z.string(), carry })), []),
  put: z._default(z.array(put), []),
  /** Query parameters of the first request that later ones are asked without. */
  drop: z._default(
    z.looseObject({
      which: z._default(z.enum(['none', 'named', 'all-but']), 'none'),
      names: z._default(z.array(z.string()), []),
    }),
    { which: 'none', names: [] },
  ),
  stop: z._default(z.array(stopRule), []),
  guards: z._default(guards, {
    maxPages: 10_000,
    maxRecords: 10_000_000,
    maxMs: 3_600_000,
    repeatedValue: 'fails',
    repeatedPage: true,
  }),
  /**
   * A key of each record: records that came before are told, left out and told, or, where pages overlap by design, left out
   * without a word. Empty path: not looked for.
   */
  dedupe: z._default(
    z.looseObject({
      path: z._default(z.string(), ''),
      then: z._default(z.enum(['drop', 'tell', 'overlap']), 'drop'),
    }),
    { path: '', then: 'drop' },
  ),
  /** The answer says that the walk must begin again: an expired cursor, a list that changed. Once a walk. */
  restart: z._default(
    z.looseObject({
      codes: z._default(z.array(count(100)), []),
      when: z._default(z.array(condition), []),
    }),
    { codes: [], when: [] },
  ),
  /** Asked after the last page, however the walk ended: a handle that is given back. Empty address: nothing is asked. */
  close: z._default(
    z.looseObject({
      method: z._default(z.string(), 'DELETE'),
      url: z._default(template, ''),
      body: z._default(template, ''),
    }),
    { method: 'DELETE', url: '', body: '' },
  ),
  /** How many pages are asked for at once, where they are counted and the answer says how many there are. 1: one by one. */
  parallel: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(16)), 1),
  /** Between two requests, in milliseconds: no sooner than, and no later than. 0: no matter. */
  gap: z._default(z.looseObject({ minMs: z._default(count(0), 0), maxMs: z._default(count(0), 0) }), {
    minMs: 0,
    maxMs: 0,
  }),
})
export type PaginationSettings = z.infer<typeof paginationSettings>
