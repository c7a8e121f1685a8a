/** What a name says its value is for. */
export type Meaning =
  | 'next'
  | 'cursor'
  | 'back'
  | 'more'
  | 'over'
  | 'total'
  | 'pages'
  | 'size'
  | 'offset'
  | 'page'
  | 'handle'
  | 'success'

/** Words that names are made of, in lower case; generic ones, and no service's own. */
const words: { readonly [In in Meaning]: readonly string[] } = {
  next: ['next', 'following', 'forward', 'continue', 'continuation'],
  cursor: [
    'cursor',
    'token',
    'marker',
    'bookmark',
    'after',
    'since',
    'resume',
    'position',
    'key',
    'handle',
    'mark',
    'anchor',
    'state',
  ],
  handle: ['scroll', 'handle', 'session'],
  back: ['prev', 'previous', 'self', 'first', 'before', 'back', 'this', 'current', 'start', 'begin'],
  more: ['more', 'next', 'truncated', 'remaining', 'incomplete', 'partial', 'continues', 'further'],
  over: [
    'last',
    'done',
    'end',
    'ends',
    'complete',
    'completed',
    'finished',
    'final',
    'eof',
    'exhausted',
    'closed',
  ],
  success: ['ok', 'success', 'succeeded', 'error', 'valid', 'status', 'cached'],
  total: ['total', 'count', 'found', 'matches', 'hits', 'overall', 'rowcount', 'totalcount'],
  pages: ['pages', 'pagecount', 'totalpages'],
  size: [
    'limit',
    'size',
    'per',
    'max',
    'top',
    'first',
    'length',
    'pagelen',
    'pagesize',
    'perpage',
    'rows',
    'batch',
    'maxresults',
    'take',
    'amount',
    'chunk',
  ],
  offset: ['offset', 'skip', 'start', 'startat', 'startposition', 'from', 'startindex', 'begin', 'jump'],
  page: ['page', 'p', 'pg', 'pageno', 'pagenumber', 'pageindex', 'sheet'],
}

/** `nextPageToken`, `next_page_token`, `page[after]`: the words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

const sets = Object.fromEntries(
  Object.entries(words).map(([meaning, list]) => [meaning, new Set(list)]),
) as unknown as {
  readonly [In in Meaning]: ReadonlySet<string>
}

/** Whether one of the words of a name, or all of them written as one, has the meaning. */
export function means(name: string, meaning: Meaning): boolean {
  const found = wordsOf(name)
  return found.some((word) => sets[meaning].has(word)) || sets[meaning].has(found.join(''))
}
