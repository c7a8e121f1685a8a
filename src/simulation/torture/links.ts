import type { Answer, Page, Style, Window } from './play.ts'
import { announced, byEmptyPage, cursorOf, fromCursor, within } from './reading.ts'

const size = 5

const xml = (text: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${text}`
/** Signs that an address must encode. */
const awkward = '+/=&'

/** A link to the next page, with the cursor and everything else that was asked. */
function linkTo({ next, asked }: Page, parameter: string): string | undefined {
  if (next === undefined) return undefined
  const query = new URLSearchParams(asked.query)
  query.set(parameter, cursorOf(next))
  return `${asked.root}/list?${query.toString()}`
}

/** Styles where the answer names the next request, or the service remembers where it is. */
export const links: readonly Style[] = [
  {
    id: 'next-path',
    words: 'the path of the next page, relative to the host, and a flag',
    size,
    key: 'Id',
    item: (index) => ({ Id: `r${index}` }),
    window: ({ path, query }) => {
      const found = /^\/query\/01g-(\d+)$/.exec(path)
      if (found !== null)
        return query.size > 0
          ? { status: 400, body: [{ errorCode: 'MALFORMED_QUERY' }] }
          : { from: Number(found[1]), size }
      return { from: 0, size }
    },
    answer: ({ items, next, total, asked }) => ({
      body: {
        totalSize: total,
        done: next === undefined,
        ...(next !== undefined && {
          nextRecordsUrl: `${new URL(asked.root).pathname}/query/01g-${next}`,
        }),
        records: items,
      },
    }),
    calls: announced(size),
  },
  {
    id: 'link-cursor-drop',
    words: 'a cursor in a Link header; other filters must be dropped after page one',
    size,
    key: 'id',
    window: ({ query }) =>
      query.has('page_info') && query.has('status')
        ? { status: 400, body: { errors: { status: 'status cannot be passed with page_info' } } }
        : fromCursor(query.get('page_info'), within(query.get('limit'), 50, 250)),
    answer: ({ items, next, size: asked, asked: { root } }) => ({
      headers:
        next === undefined
          ? []
          : [
              [
                'link',
                `<${root}/list?limit=${asked}&page_info=x>; rel="previous", <${root}/list?limit=${asked}&page_info=${cursorOf(next)}>; rel="next"`,
              ],
            ],
      body: { products: items },
    }),
    calls: announced(size),
  },
  {
    id: 'next-url',
    words: 'the whole address of the next page, absent at the end',
    size,
    key: 'uuid',
    item: (index) => ({ uuid: `r${index}` }),
    window: ({ query }) => fromCursor(query.get('ctx'), within(query.get('pagelen'), 10, 100)),
    answer: (page) => {
      const next = linkTo(page, 'ctx')
      return { body: { values: page.items, pagelen: page.size, ...(next !== undefined && { next }) } }
    },
    calls: announced(size),
  },
  {
    id: 'odata-next',
    words: 'the whole address under a key with @ and a dot',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('$skiptoken'), within(query.get('$top'), 100, 999)),
    answer: (page) => {
      const next = linkTo(page, '$skiptoken')
      return { body: { value: page.items, ...(next !== undefined && { '@odata.nextLink': next }) } }
    },
    calls: announced(size),
  },
  {
    id: 'header-sized',
    words: 'the page size in a request header; $skip is refused',
    size,
    key: 'id',
    window: ({ query, header }) => {
      if (query.has('$skip')) return { status: 400, body: { error: { code: '0x80060888' } } }
      const asked = /odata\.maxpagesize=(\d+)/.exec(header('prefer') ?? '')?.[1]
      return fromCursor(query.get('$skiptoken'), within(asked, 5000, 5000))
    },
    answer: (page) => {
      const next = linkTo(page, '$skiptoken')
      return { body: { value: page.items, ...(next !== undefined && { '@odata.nextLink': next }) } }
    },
    calls: announced(size),
  },
  {
    id: 'nested-next-url',
    words: 'records and next address below one key',
    size,
    key: 'ID',
    item: (index) => ({ ID: `r${index}` }),
    window: ({ query }) => fromCursor(query.get('$skiptoken'), within(query.get('$top'), 100, 1000)),
    answer: (page) => {
      const next = linkTo(page, '$skiptoken')
      return { body: { d: { results: page.items, ...(next !== undefined && { __next: next }) } } }
    },
    calls: announced(size),
  },
  {
    id: 'xml-token',
    words: 'XML with a flag and a token that must be encoded; one element is no list',
    size,
    key: 'Key',
    xml: true,
    item: (index) => `<Contents><Key>r${index}</Key><Size>1</Size></Contents>`,
    window: ({ query }) =>
      fromCursor(query.get('continuation-token'), within(query.get('max-keys'), 1000, 1000), awkward),
    answer: ({ items, next }) => ({
      body: xml(
        `<ListBucketResult xmlns="http://s3.example/doc/2006-03-01/"><IsTruncated>${next !== undefined}</IsTruncated>${items.join('')}${
          next === undefined
            ? ''
            : `<NextContinuationToken>${cursorOf(next, awkward).replace('&', '&amp;')}</NextContinuationToken>`
        }</ListBucketResult>`,
      ),
    }),
    calls: announced(size),
  },
  {
    id: 'xml-marker',
    words: 'XML with a marker element that is empty at the end',
    size,
    key: 'Name',
    xml: true,
    item: (index) => `<Blob><Name>r${index}</Name></Blob>`,
    window: ({ query }) => fromCursor(query.get('marker'), within(query.get('maxresults'), 5000, 5000)),
    answer: ({ items, next }) => ({
      body: xml(
        `<EnumerationResults><Blobs>${items.join('')}</Blobs>${
          next === undefined ? '<NextMarker/>' : `<NextMarker>${cursorOf(next)}</NextMarker>`
        }</EnumerationResults>`,
      ),
    }),
    calls: announced(size),
  },
  {
    id: 'null-link',
    words: 'links.next with encoded brackets, null at the end',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('page[cursor]'), within(query.get('page[size]'), 20, 100)),
    answer: (page) => ({
      body: {
        data: page.items,
        links: { self: `${page.asked.root}/list`, next: linkTo(page, 'page[cursor]') ?? null },
      },
    }),
    calls: announced(size),
  },
  {
    id: 'scroll',
    words: 'a handle that may stay the same; the end is an empty page, and the handle is given back',
    size,
    key: '_id',
    item: (index) => ({ _id: `r${index}` }),
    window: ({ method, path, json }, memory): Window | Answer => {
      const handle = String(json['scroll_id'] ?? '')
      if (method === 'DELETE') {
        memory.delete(handle)
        return { body: { succeeded: true } }
      }
      if (path === '/index/_search') {
        memory.set('DXF1', 0)
        return { from: 0, size: within(json['size'], 10, 10_000) }
      }
      const from = memory.get(handle)
      return from === undefined
        ? { status: 404, body: { error: { type: 'search_context_missing_exception' } } }
        : { from, size }
    },
    answer: ({ items, from }, memory) => {
      memory.set('DXF1', from + items.length)
      return { body: { _scroll_id: 'DXF1', hits: { hits: items } } }
    },
    // One more for the handle that is given back.
    calls: (total) => byEmptyPage(size)(total) + 1,
  },
  {
    id: 'constant-cursor',
    words: 'a cursor that never changes; asking after the end is an error',
    size,
    key: 'id',
    window: ({ query }, memory): Window | Answer => {
      const cursor = query.get('cursor')
      if (cursor === null) {
        memory.set('cur_1', 0)
        return { from: 0, size: within(query.get('limit'), 150, 150) }
      }
      const from = memory.get(cursor)
      return from === undefined
        ? { status: 400, body: { error: { code: 'INVALID_CURSOR' } } }
        : { from, size: within(query.get('limit'), 150, 150) }
    },
    answer: ({ items, from, next, total }, memory) => {
      if (next === undefined) memory.delete('cur_1')
      else memory.set('cur_1', next)
      return {
        body: {
          data: items,
          hasMore: next !== undefined,
          nextCursor: next === undefined ? null : 'cur_1',
          remainingCount: total - from - items.length,
        },
      }
    },
    calls: announced(size),
  },
  {
    id: 'links-list',
    words: 'a list of links, one of which leads on',
    size,
    key: 'id',
    window: ({ query }) => fromCursor(query.get('next_page_token'), within(query.get('page_size'), 10, 20)),
    answer: (page) => {
      const next = linkTo(page, 'next_page_token')
      return {
        body: {
          plans: page.items,
          links: [
            { href: `${page.asked.root}/list`, rel: 'self', method: 'GET' },
            ...(next === undefined ? [] : [{ href: next, rel: 'next', method: 'GET' }]),
          ],
        },
      }
    },
    calls: announced(size),
  },
  {
    id: 'xml-links',
    words: 'XML with namespaces, and link elements whose attributes lead on',
    size,
    key: 'atom:id',
    xml: true,
    item: (index) => `<atom:entry><atom:id>r${index}</atom:id></atom:entry>`,
    window: ({ query }) => fromCursor(query.get('page'), size),
    answer: (page) => {
      const next = linkTo(page, 'page')
      return {
        body: xml(
          `<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:link rel="self" href="${page.asked.root}/list"/>${
            next === undefined ? '' : `<atom:link rel="next" href="${next.replaceAll('&', '&amp;')}"/>`
          }${page.items.join('')}</atom:feed>`,
        ),
      }
    },
    calls: announced(size),
  },
]
