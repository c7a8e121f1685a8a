import type { Style } from './play.ts'
import { announced, behindId, count, cursorOf, fromCursor, within } from './reading.ts'
import type { Json } from '../../model/json.ts'

const size = 5

/** What a GraphQL connection answers, with the cost that some services tell. */
const relay = (id: string, words: string, extensions?: Json): Style => ({
  id,
  words,
  size,
  key: 'id',
  window: ({ json }) => {
    const variables = (json['variables'] ?? {}) as Readonly<Record<string, Json>>
    return fromCursor(variables['after'], within(variables['first'], 10, 100))
  },
  answer: ({ items, from, next }) => ({
    body: {
      data: {
        items: {
          nodes: items,
          pageInfo: {
            hasNextPage: next !== undefined,
            endCursor:
              items.length === 0 && next === undefined ? null : cursorOf(next ?? from + items.length),
          },
        },
      },
      ...(extensions !== undefined && { extensions }),
    },
  }),
  calls: announced(size),
})

/** Styles where the answer gives a value that the next request takes back. */
export const cursors: readonly Style[] = [
  {
    id: 'last-id-flag',
    words: 'the id of the last record, and a flag that says whether there is more',
    size,
    key: 'id',
    window: ({ query }) => behindId(query.get('starting_after'), within(query.get('limit'), 10, 100)),
    answer: ({ items, next }) => ({ body: { object: 'list', data: items, has_more: next !== undefined } }),
    calls: announced(size),
  },
  relay('relay', 'a GraphQL connection: endCursor goes into a variable'),
  relay('relay-cost', 'a GraphQL connection that tells what it cost', {
    cost: { throttleStatus: { currentlyAvailable: 990, restoreRate: 50 } },
  }),
  {
    id: 'nested-cursor',
    words: 'a cursor three levels deep, whose parent is missing at the end',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('after'), within(query.get('limit'), 10, 100)),
    answer: ({ items, next }) => ({
      body: {
        results: items,
        ...(next !== undefined && {
          paging: { next: { after: cursorOf(next), link: `?after=${cursorOf(next)}` } },
        }),
      },
    }),
    calls: announced(size),
  },
  {
    id: 'cursor-empty-text',
    words: 'a cursor that is an empty text at the end; the second page is empty and leads on',
    size,
    key: 'id',
    window: ({ query }) => {
      const cursor = query.get('cursor')
      const found = /^e(\d+)$/.exec(cursor ?? '')
      // A page on which everything was filtered away.
      if (found !== null) return { from: Number(found[1]), size: 0 }
      return fromCursor(cursor, within(query.get('limit'), 100, 200))
    },
    answer: ({ items, from, next }) => ({
      body: {
        ok: true,
        members: items,
        response_metadata: {
          next_cursor: next === undefined ? '' : from === 0 && items.length > 0 ? `e${next}` : cursorOf(next),
        },
      },
    }),
    calls: (total) => announced(size)(total) + (total > size ? 1 : 0),
  },
  {
    id: 'cursor-in-body',
    words: 'a cursor in the body of a POST, null at the end',
    size,
    key: 'id',
    window: ({ json }) => fromCursor(json['start_cursor'], within(json['page_size'], 100, 100)),
    answer: ({ items, next }) => ({
      body: {
        results: items,
        has_more: next !== undefined,
        next_cursor: next === undefined ? null : cursorOf(next),
      },
    }),
    calls: announced(size),
  },
  {
    id: 'token-absent',
    words: 'a token that is not there at the end',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('nextPageToken'), within(query.get('maxResults'), 50, 100)),
    answer: ({ items, next }) => ({
      body: { issues: items, ...(next !== undefined && { nextPageToken: cursorOf(next) }) },
    }),
    calls: announced(size),
  },
  {
    id: 'bracket-cursor',
    words: 'parameters in brackets; without the size it pages by number',
    size,
    key: 'id',
    window: ({ query }) =>
      query.has('page[size]')
        ? fromCursor(query.get('page[after]'), within(query.get('page[size]'), 100, 100))
        : { status: 400, body: { error: 'page[size] is missing.' } },
    answer: ({ items, next }) => ({
      body: {
        users: items,
        meta: { has_more: next !== undefined, after_cursor: next === undefined ? null : cursorOf(next) },
      },
    }),
    calls: announced(size),
  },
  {
    id: 'time-cursor',
    words: 'a start time, then a cursor; pages overlap by one record',
    size,
    key: 'id',
    window: ({ query }) => {
      const window = fromCursor(query.get('cursor'), within(query.get('per_page'), 1000, 1000))
      if (!('from' in window)) return window
      if (query.get('cursor') === null && query.get('start_time') === null)
        return { status: 400, body: { error: 'start_time is missing.' } }
      // The last record of the page before comes again.
      return window.from === 0 ? window : { from: window.from - 1, size: window.size + 1 }
    },
    answer: ({ items, from, next }) => ({
      body: {
        tickets: items,
        after_cursor: cursorOf(next ?? from + items.length),
        end_of_stream: next === undefined,
      },
    }),
    calls: announced(size),
  },
  {
    id: 'opaque-offset',
    words: 'a token that is called offset',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('offset'), within(query.get('pageSize'), 100, 100), '/itr'),
    answer: ({ items, next }) => ({
      body: { records: items, ...(next !== undefined && { offset: cursorOf(next, '/itr') }) },
    }),
    calls: announced(size),
  },
  {
    id: 'token-of-fields',
    words: 'a token that must be asked for among the fields',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('pageToken'), within(query.get('pageSize'), 100, 1000)),
    answer: ({ items, next, asked }) => ({
      body: {
        files: items,
        ...(next !== undefined &&
          (asked.query.get('fields') ?? '').includes('nextPageToken') && { nextPageToken: cursorOf(next) }),
      },
    }),
    calls: announced(size),
  },
  {
    id: 'token-estimate',
    words: 'a token beside a total that is an estimate',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('pageToken'), within(query.get('maxResults'), 5, 50)),
    answer: ({ items, next, total }) => ({
      body: {
        items,
        pageInfo: { totalResults: total * 3 + 7, resultsPerPage: items.length },
        ...(next !== undefined && { nextPageToken: cursorOf(next) }),
      },
    }),
    calls: announced(size),
  },
  {
    id: 'object-cursor',
    words: 'a whole object as the key of the next page, also behind the last record',
    size,
    key: 'id',
    window: ({ json }) => {
      const key = json['ExclusiveStartKey'] as Readonly<Record<string, Json>> | undefined
      return key === undefined
        ? { from: 0, size: within(json['Limit'], 100, 100) }
        : { from: count((key['n'] as { N?: Json } | undefined)?.N, 0), size: within(json['Limit'], 100, 100) }
    },
    answer: ({ items, from, size: asked, next }) => ({
      body: {
        Items: items,
        Count: items.length,
        // A full page gives a key, whether there is more or not; so does one that has more behind it.
        ...((items.length === asked || next !== undefined) && {
          LastEvaluatedKey: { n: { N: String(next ?? from + items.length) }, kind: { S: 'row' } },
        }),
      },
    }),
    calls: (total) => Math.floor(total / size) + 1,
  },
  {
    id: 'offset-token',
    words: 'an object of the next page that is null at the end',
    size,
    key: 'gid',
    item: (index) => ({ gid: `r${index}` }),
    window: ({ query }) => fromCursor(query.get('offset'), within(query.get('limit'), 20, 100)),
    answer: ({ items, next }) => ({
      body: {
        data: items,
        next_page:
          next === undefined ? null : { offset: cursorOf(next), path: `/list?offset=${cursorOf(next)}` },
      },
    }),
    calls: announced(size),
  },
  {
    id: 'token-and-flag',
    words: 'a flag that says whether there is more; the second page is empty and leads on',
    size,
    key: 'id',
    window: ({ query }) => {
      const token = query.get('nextPageToken')
      const found = /^e(\d+)$/.exec(token ?? '')
      if (found !== null) return { from: Number(found[1]), size: 0 }
      return fromCursor(token, within(query.get('batchSize'), 300, 300))
    },
    answer: ({ items, from, next }) => ({
      body: {
        success: true,
        ...(items.length > 0 && { result: items }),
        moreResult: next !== undefined,
        nextPageToken: from === 0 && items.length > 0 ? `e${next ?? items.length}` : cursorOf(next ?? from),
      },
    }),
    calls: (total) => announced(size)(total) + (total > size ? 1 : 0),
  },
  {
    id: 'expiring-token',
    words: 'a token that lives for minutes, and is an empty text at the end',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('next_page_token'), within(query.get('page_size'), 30, 300)),
    answer: ({ items, next }) => ({
      body: { users: items, next_page_token: next === undefined ? '' : cursorOf(next) },
    }),
    calls: announced(size),
  },
  {
    id: 'other-endpoint',
    words: 'page two is another address and another body',
    size,
    key: 'id',
    window: ({ path, json }) => {
      if (path === '/list_folder') return { from: 0, size: within(json['limit'], 2000, 2000) }
      const window = fromCursor(json['cursor'], size)
      return json['cursor'] === undefined || 'limit' in json || 'path' in json
        ? { status: 400, body: { error_summary: 'other arguments than cursor' } }
        : window
    },
    answer: ({ items, from, next }) => ({
      body: { entries: items, cursor: cursorOf(next ?? from + items.length), has_more: next !== undefined },
    }),
    calls: announced(size),
  },
  {
    id: 'sync-lists',
    words: 'a cursor that is empty at first, and three lists in one answer',
    size,
    key: 'id',
    window: ({ json }) =>
      'cursor' in json
        ? fromCursor(json['cursor'], within(json['count'], 100, 500))
        : { status: 400, body: { error_code: 'MISSING_FIELDS' } },
    answer: ({ items, from, next }) => ({
      body: {
        added: items.slice(0, 2),
        modified: items.slice(2, 4),
        removed: items.slice(4),
        next_cursor: cursorOf(next ?? from + items.length),
        has_more: next !== undefined,
      },
    }),
    calls: announced(size),
  },
  {
    id: 'fullname',
    words: 'the full name of the last record, null at the end',
    size,
    key: 'data.name',
    item: (index) => ({ kind: 't3', data: { name: `t3_r${index}` } }),
    window: ({ query }) => behindId(query.get('after'), within(query.get('limit'), 25, 100)),
    answer: ({ items, next }) => ({
      body: {
        kind: 'Listing',
        data: { children: items, after: next === undefined ? null : `t3_r${next - 1}` },
      },
    }),
    calls: announced(size),
  },
  {
    id: 'many-keys',
    words: 'an object, all keys of which go into the next request',
    size,
    key: 'id',
    window: ({ query }) => {
      const from = query.get('apcontinue')
      if (from !== null && query.get('continue') !== '-||')
        return { status: 400, body: { error: { code: 'badcontinue' } } }
      return fromCursor(from, within(query.get('aplimit'), 10, 500))
    },
    answer: ({ items, next }) => ({
      body: {
        query: { allpages: items },
        ...(next === undefined
          ? { batchcomplete: '' }
          : { continue: { apcontinue: cursorOf(next), continue: '-||' } }),
      },
    }),
    calls: announced(size),
  },
  {
    id: 'rpc-cursor',
    words: 'a cursor in the parameters of a call; an empty text is one, and only its absence is the end',
    size,
    key: 'id',
    window: ({ json }) => {
      const params = (json['params'] ?? {}) as Readonly<Record<string, Json>>
      // The second page has the empty text for its cursor.
      if (params['cursor'] === '') return { from: size, size }
      return fromCursor(params['cursor'], size)
    },
    answer: ({ items, next, asked }) => ({
      body: {
        jsonrpc: '2.0',
        id: asked.json['id'] ?? null,
        result: {
          tools: items,
          ...(next !== undefined && { nextCursor: next === size ? '' : cursorOf(next) }),
        },
      },
    }),
    calls: announced(size),
  },
]
