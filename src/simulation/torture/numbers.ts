import type { Json } from '../../model/json.ts'
import type { Style } from './play.ts'
import { announced, byShortPage, count, fromPage, within } from './reading.ts'

const size = 5

/** An id of 19 digits, which a double cannot hold. */
const snowflake = (index: number): string => String(1_100_000_000_000_000_000n + BigInt(index))
const indexOf = (id: string): number => Number(BigInt(id) - 1_100_000_000_000_000_000n)

/** Styles that count: page numbers, offsets, and ids that are in order. */
export const numbers: readonly Style[] = [
  {
    id: 'link-page',
    words: 'a page number, and a Link header that leads on; the answer is the list itself',
    size,
    numbered: true,
    key: 'id',
    window: ({ query }) => fromPage(query.get('page'), within(query.get('per_page'), 30, 100)),
    answer: ({ items, from, size: asked, next, asked: { root } }) => {
      const page = from / asked + 1
      const link = (to: number, rel: string) => `<${root}/list?page=${to}&per_page=${asked}>; rel="${rel}"`
      return {
        headers: [
          [
            'Link',
            [
              ...(page > 1 ? [link(page - 1, 'prev')] : []),
              link(1, 'first'),
              ...(next === undefined ? [] : [link(page + 1, 'next')]),
            ].join(', '),
          ],
        ],
        body: items,
      }
    },
    calls: announced(size),
  },
  {
    id: 'page-next-header',
    words: 'the number of the next page in a header that is empty at the end',
    size,
    numbered: true,
    key: 'id',
    window: ({ query }) => fromPage(query.get('page'), within(query.get('per_page'), 20, 100)),
    answer: ({ items, from, size: asked, next }) => ({
      headers: [['X-Next-Page', next === undefined ? '' : String(from / asked + 2)]],
      body: items,
    }),
    calls: announced(size),
  },
  {
    id: 'offset-islast',
    words: 'an offset, and a flag on the last page',
    size,
    key: 'key',
    item: (index) => ({ key: `r${index}` }),
    window: ({ query }) => ({
      from: count(query.get('startAt'), 0),
      size: within(query.get('maxResults'), 50, 100),
    }),
    answer: ({ items, from, total, next }) => ({
      body: { values: items, startAt: from, total, isLast: next === undefined },
    }),
    calls: announced(size),
  },
  {
    id: 'offset-in-body',
    words: 'an offset in the body, and a total; numbers may be texts',
    size,
    key: 'id',
    window: ({ json }) => ({ from: count(json['offset'], 0), size: within(json['limit'], 10_000, 250_000) }),
    answer: ({ items, total }) => ({ body: { rows: items, rowCount: String(total) } }),
    calls: announced(size),
  },
  {
    id: 'limit-skip',
    words: 'limit and skip, and no sign of the end',
    size,
    key: 'objectId',
    item: (index) => ({ objectId: `r${index}` }),
    window: ({ query }) => ({
      from: count(query.get('skip'), 0),
      size: within(query.get('limit'), 100, 1000),
    }),
    answer: ({ items }) => ({ body: { results: items } }),
    calls: byShortPage(size),
  },
  {
    id: 'after-snowflake',
    words: 'ids of 19 digits in order, and no sign of the end',
    size,
    key: 'id',
    item: (index) => ({ id: BigInt(snowflake(index)) }),
    window: ({ query }) => {
      const after = query.get('after')
      return {
        from: after === null ? 0 : indexOf(after) + 1,
        size: within(query.get('limit'), 50, 100),
      }
    },
    answer: ({ items }) => ({ body: items }),
    calls: byShortPage(size),
  },
  {
    id: 'page-total-header',
    words: 'a page number, and the number of pages in a header; a page beyond the end is refused',
    size,
    key: 'id',
    window: ({ query }) => fromPage(query.get('page'), within(query.get('per_page'), 10, 100)),
    answer: ({ items, total, from, size: asked }) =>
      from > 0 && items.length === 0
        ? { status: 400, body: { code: 'rest_post_invalid_page_number' } }
        : {
            headers: [
              ['X-WP-Total', String(total)],
              ['X-WP-TotalPages', String(Math.ceil(total / asked))],
            ],
            body: items,
          },
    calls: announced(size),
  },
  {
    id: 'in-query-text',
    words: 'a position inside a text of a query language, counted from 1',
    size,
    key: 'Id',
    item: (index) => ({ Id: `r${index}` }),
    window: ({ query }) => {
      const text = query.get('query') ?? ''
      const start = /STARTPOSITION (\d+)/.exec(text)?.[1]
      const most = /MAXRESULTS (\d+)/.exec(text)?.[1]
      return { from: Math.max(1, count(start, 1)) - 1, size: within(most, 100, 1000) }
    },
    answer: ({ items, from }) => ({
      body: {
        QueryResponse:
          items.length === 0 ? {} : { Customer: items, startPosition: from + 1, maxResults: items.length },
      } as Json,
    }),
    calls: byShortPage(size),
  },
  {
    id: 'page-count',
    words: 'a page number, and the number of pages in the body',
    size,
    key: 'InvoiceID',
    item: (index) => ({ InvoiceID: `r${index}` }),
    window: ({ query }) => fromPage(query.get('page'), within(query.get('pageSize'), 100, 1000)),
    answer: ({ items, from, size: asked, total }) => ({
      body: {
        pagination: {
          page: from / asked + 1,
          pageSize: asked,
          pageCount: Math.ceil(total / asked),
          itemCount: total,
        },
        Invoices: items,
      },
    }),
    calls: announced(size),
  },
  {
    id: 'skip-flag',
    words: 'an offset and a flag; an offset beyond the cap is refused',
    size,
    key: 'id',
    window: ({ query }) => {
      const from = count(query.get('_skip'), 0)
      return from > 100_000
        ? { status: 400, body: { error: 'The maximum skip is 100000.' } }
        : { from, size: within(query.get('_limit'), 100, 200) }
    },
    answer: ({ items, next }) => ({ body: { data: items, has_more: next !== undefined } }),
    calls: announced(size),
  },
]
