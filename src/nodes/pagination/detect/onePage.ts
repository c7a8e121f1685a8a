import type { Json } from '../../../model/json.ts'
import { toCount } from '../answerPath.ts'
import type { Put, StopRule } from '../settings.ts'
import { type Draft, type Evidence, sign, whole } from './candidate.ts'
import { means, wordsOf } from './names.ts'
import { isAddress, type SeenPage } from './page.ts'
import type { Leaf, Param } from './seen.ts'
import { flagsOf, totalsOf } from './stops.ts'

/** Every way to page that one answer speaks of. */
export function fromOnePage(page: SeenPage): Draft[] {
  return finders.flatMap((find) => find(page))
}

const noValue: StopRule = { rule: 'no-value', emptyText: 'ends' }
const putAddress: Put = whole({ to: 'url', relativeTo: 'request', otherHosts: false })

/** How a request that goes on by a value ends: by the flag, where there is one, and where nothing is given. */
function endsOf(page: SeenPage): { stop: StopRule[]; evidence: Evidence[] } {
  const flags = flagsOf(page)
  return {
    stop: [...flags.map(({ rule }) => rule), noValue],
    evidence: flags.map(({ leaf }) =>
      sign('flag-beside', 'answer', { in: 'body', at: leaf.path }, leaf.name),
    ),
  }
}

function linkHeader(page: SeenPage): Draft[] {
  if (!page.links.some(({ rel }) => rel === 'next')) return []
  return [
    {
      title: 'Address in the Link header',
      evidence: [sign('link-header', 'answer', { in: 'header', at: 'Link' })],
      carry: { from: 'link', rel: 'next' },
      put: [putAddress],
      stop: [{ rule: 'no-link', rel: 'next' }],
    },
  ]
}

/** A list of links: the property that says next, and the one that has the address. */
function linkElement(page: SeenPage): Draft[] {
  return page.linkLists.flatMap(({ path, items }) =>
    items.flatMap((item) => {
      const entries = Object.entries(item)
      const rel = entries.find(
        ([, value]) => typeof value === 'string' && wordsOf(value).includes('next') && !isAddress(value),
      )
      const href = entries.find(([, value]) => typeof value === 'string' && isAddress(value))
      if (rel === undefined || href === undefined) return []
      return [
        {
          title: 'Element of a list of links',
          evidence: [
            sign('element-rel', 'answer', { in: 'body', at: path }, `${rel[0]} is ${String(rel[1])}`),
          ],
          carry: {
            from: 'element',
            list: path,
            where: pathOf(rel[0]),
            is: String(rel[1]),
            path: pathOf(href[0]),
          },
          put: [putAddress],
          stop: [noValue],
        } satisfies Draft,
      ]
    }),
  )
}

const pathOf = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : `[${JSON.stringify(key)}]`)

function addresses(page: SeenPage): Draft[] {
  const ends = endsOf(page)
  return page.beside.flatMap((leaf) => {
    if (typeof leaf.value !== 'string' || !isAddress(leaf.value)) return []
    // `links.prev`, `self`: the whole path speaks.
    const leadsBack = means(leaf.path, 'back') && !means(leaf.path, 'next')
    const says = means(leaf.path, 'next')
    const again = leadsOn(leaf.value, page.exchange.request.url)
    if (leadsBack || (!says && !again && leaf.value.length < 8)) return []
    const spot = { in: 'body', at: leaf.path } as const
    return [
      {
        title: `Address at ${leaf.path}`,
        evidence: [
          sign(says ? 'next-address' : again ? 'same-list' : 'address', 'answer', spot, leaf.name),
          ...(says && again ? [sign('same-list', 'answer', spot)] : []),
          ...ends.evidence,
        ],
        carry: { from: 'body', path: leaf.path },
        put: [putAddress],
        stop: ends.stop,
      },
    ]
  })
}

/** Whether an address asks for the same list with another parameter, or a page below it. */
function leadsOn(address: string, asked: string): boolean {
  const from = new URL(asked)
  if (!URL.canParse(address, asked)) return false
  const to = new URL(address, asked)
  return to.pathname === from.pathname && to.search !== from.search && to.search !== ''
}

function nextHeader(page: SeenPage): Draft[] {
  const param = page.params.find(({ name }) => means(name, 'page') && !means(name, 'size'))
  return page.headers.flatMap((leaf) => {
    const number = toCount(leaf.value)
    if (number === undefined || !means(leaf.name, 'next')) return []
    const spot = { in: 'header', at: leaf.name } as const
    return [
      {
        title: `Next page in the header ${leaf.name}`,
        evidence: [sign('next-page-header', 'answer', spot, `${leaf.name} is ${number}`)],
        carry: { from: 'header', name: leaf.name },
        put: [param === undefined ? whole({ to: 'query', name: 'page' }) : putOf(param)],
        ...(param === undefined && { asks: ['put' as const] }),
        stop: [noValue],
      },
    ]
  })
}

/** Where a parameter of the request is written again. */
export function putOf({ in: part, name, part: inside }: Param): Put {
  const puts: { readonly [In in Param['in']]: () => Put } = {
    query: () => whole({ to: 'query', name }),
    form: () => whole({ to: 'form', name }),
    json: () => whole({ to: 'json', path: name }),
    text: () => whole({ to: 'text', in: inside ?? 'query', after: name }),
  }
  return puts[part]()
}

/** A parameter that is there and empty waits for the cursor; one that is called as it is takes it. */
interface ForCursor {
  readonly put: Put
  readonly asks?: readonly 'put'[]
  readonly start?: string
}

function putForCursor(page: SeenPage, leaf: Leaf): ForCursor {
  const bare = bareName(leaf.name)
  const waiting = page.params.find(
    ({ name, value }) =>
      (value === '' || value === null) && (means(name, 'cursor') || bareName(name) === bare),
  )
  if (waiting !== undefined) return { put: putOf(waiting), start: String(waiting.value ?? '') }
  const inBody = page.params.some((param) => param.in === 'json')
  const variables = page.params.some(({ name }) => name.startsWith('variables.'))
  const name = leaf.name.replace(/^next[_-]?(?=.)/i, '')
  const guess =
    /^[A-Z]/.test(name) && /^[a-z]/.test(leaf.name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
  return {
    put: variables
      ? whole({ to: 'variable', name: guess })
      : inBody
        ? whole({ to: 'json', path: guess })
        : whole({ to: 'query', name: guess }),
    asks: ['put'],
  }
}

const bareName = (name: string): string =>
  wordsOf(name)
    .filter((word) => word !== 'next' && word !== 'page')
    .join('')

function cursors(page: SeenPage): Draft[] {
  const ends = endsOf(page)
  return page.beside.flatMap((leaf) => {
    const { value, name, path } = leaf
    if (!mayBeCursor(value) || (means(name, 'back') && !means(path, 'next'))) return []
    if (means(name, 'total') || means(name, 'pages') || (means(name, 'size') && !means(name, 'next')))
      return []
    const says = means(name, 'next') || means(path, 'next')
    const named = means(name, 'cursor') || means(name, 'offset')
    const handle = means(name, 'handle')
    if (!says && !named && !handle && !looksOpaque(value)) return []
    // A number under a name that says nothing is any number.
    if (typeof value !== 'string' && !says && !named) return []
    const spot = { in: 'body', at: path } as const
    const counted = typeof value !== 'string' && !means(name, 'cursor')
    const place = putForCursor(page, leaf)
    return [
      {
        title: `Cursor at ${path}`,
        evidence: [
          ...(handle && !says ? [sign('handle-name', 'answer', spot, name)] : []),
          ...(says ? [sign('next-cursor', 'answer', spot, name)] : []),
          ...(named ? [sign('cursor-name', 'answer', spot, name)] : []),
          ...(!says && !named && !handle ? [sign('opaque-value', 'answer', spot, name)] : []),
          ...(counted ? [] : ends.evidence),
        ],
        carry: { from: 'body', path },
        ...asPut(place),
        stop: handle && !says ? [...ends.stop, { rule: 'empty-page' }] : ends.stop,
        more: {
          ...(handle && !says && statefulGuards),
          ...(place.start !== undefined && { start: { value: place.start } }),
        },
      } satisfies Draft,
    ]
  })
}

const asPut = ({ put, asks }: ForCursor) => ({
  put: [put],
  ...(asks !== undefined && { asks }),
})

/** A handle that stays the same while the service moves on: pages must differ, the value need not. */
export const statefulGuards: NonNullable<Draft['more']> = {
  guards: {
    maxPages: 10_000,
    maxRecords: 10_000_000,
    maxMs: 3_600_000,
    repeatedValue: 'stateful',
    repeatedPage: true,
  },
}

function mayBeCursor(value: Json): value is string | number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return true
  return (
    typeof value === 'string' &&
    value !== '' &&
    value !== 'true' &&
    value !== 'false' &&
    !isAddress(value) &&
    !isDate(value)
  )
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d(?:[T ]|$)/.test(text)

/** Letters and digits mixed, or signs between them, without blanks: no word of a language. */
const looksOpaque = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length >= 2 &&
  !/\s/.test(value) &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^v?\d+(?:\.\d+)+$/.test(value)

/** An object as a cursor, or one whose keys are the parameters of the next request. */
function objects(page: SeenPage): Draft[] {
  const ends = endsOf(page)
  return page.objects.flatMap(({ path, name, value }): Draft[] => {
    const spot = { in: 'body', at: path } as const
    const values = Object.values(value)
    const scalars = values.length > 0 && values.every((each) => typeof each !== 'object')
    const says = means(name, 'next')
    if (
      scalars &&
      says &&
      values.length >= 2 &&
      values.every((each) => typeof each === 'string' && !isAddress(each)) &&
      !Object.keys(value).some((key) => means(key, 'cursor'))
    )
      return [
        {
          title: `All keys of ${path}`,
          evidence: [sign('continue-keys', 'answer', spot, Object.keys(value).join(', '))],
          carry: { from: 'keys', path },
          put: [{ to: 'keys', in: page.params.some((param) => param.in === 'json') ? 'json' : 'query' }],
          stop: ends.stop,
        },
      ]
    const words = wordsOf(name)
    const keyed = words.includes('key') || (words.includes('last') && words.length > 1)
    if (!keyed || scalars) return []
    return [
      {
        title: `Object at ${path}`,
        evidence: [sign('cursor-object', 'answer', spot, name)],
        carry: { from: 'body', path },
        ...asPut(putForCursor(page, { path, name, value: null })),
        stop: ends.stop,
      },
    ]
  })
}

/** The request counts: records passed over, or pages. */
function counted(page: SeenPage): Draft[] {
  const totals = totalsOf(page)
  const flags = flagsOf(page)
  const { size } = page
  return page.params.flatMap((param): Draft[] => {
    const number = toCount(param.value)
    if (number === undefined || param === size?.param) return []
    const isPage = means(param.name, 'page') && !means(param.name, 'size') && number <= 1
    // The first page passes over nothing; a number that is larger is a time, or an id.
    const isOffset = !isPage && means(param.name, 'offset') && number <= 1
    if (!isPage && !isOffset) return []
    const found = isPage ? totals.pages : totals.records
    return [
      {
        title: isPage ? `Page number in ${param.name}` : `Offset in ${param.name}`,
        evidence: [
          sign(
            isPage ? 'page-parameter' : 'offset-parameter',
            'request',
            spotOf(param),
            `${param.name} is ${number}`,
          ),
          ...sizeEvidence(page),
          ...found.map(({ spot }) => sign('total-beside', 'answer', spot, spot.at)),
          ...flags.map(({ leaf }) => sign('flag-beside', 'answer', { in: 'body', at: leaf.path }, leaf.name)),
          ...(isOnlyPage(page) && flags.length === 0 && found.length === 0
            ? [sign('only-page', 'answer')]
            : []),
        ],
        ...countedSettings(page, isPage ? 'page' : 'offset', param),
      },
    ]
  })
}

export const spotOf = ({ in: part, name }: Param) =>
  part === 'json'
    ? ({ in: 'body', at: name } as const)
    : part === 'text'
      ? ({ in: 'query', at: '' } as const)
      : ({ in: part, at: name } as const)

const sizeEvidence = (page: SeenPage): Evidence[] =>
  page.size !== undefined && page.size.count === page.items.length
    ? [
        sign(
          'size-parameter',
          'request',
          spotOf(page.size.param),
          `${page.size.param.name} is ${page.size.count}`,
        ),
      ]
    : []

const isOnlyPage = ({ size, items }: SeenPage): boolean => size !== undefined && items.length < size.count

/** How a counted walk begins and ends: by what the answer announces, else by a page that is short, or empty. */
export function countedSettings(
  page: SeenPage,
  by: 'page' | 'offset',
  param: Param,
): Pick<Draft, 'carry' | 'put' | 'stop' | 'more'> {
  const totals = totalsOf(page)
  const flags = flagsOf(page)
  const { size } = page
  const announced = [
    ...flags.map(({ rule }) => rule),
    ...(by === 'page' ? totals.pages : totals.records).slice(0, 1).map(({ rule }) => rule),
  ]
  const start = toCount(param.value)
  return {
    carry:
      by === 'page'
        ? { from: 'page', step: 1 }
        : { from: 'offset', by: size === undefined ? 'received' : 'size' },
    put: [putOf(param)],
    stop: [
      ...announced,
      ...(announced.length > 0 || size === undefined ? [] : [{ rule: 'short-page' as const }]),
      { rule: 'empty-page' },
    ],
    more: {
      ...(size !== undefined && { size: String(size.count) }),
      ...(start !== undefined && { start: { value: String(start) } }),
    },
  }
}

/** A flag that says there is more, and nothing that leads there: the last record must. */
function lastRecord(page: SeenPage): Draft[] {
  const flags = flagsOf(page)
  const key = keyOf(page)
  const [flag] = flags
  if (flag === undefined || key === undefined || page.items.length === 0) return []
  return [
    {
      title: `Last record's ${key}`,
      evidence: [sign('last-of-list', 'answer', { in: 'last-record', at: key }, key), ...sizeEvidence(page)],
      carry: { from: 'last-record', path: key },
      put: [
        page.params.some((param) => param.in === 'json')
          ? whole({ to: 'json', path: 'after' })
          : whole({ to: 'query', name: 'after' }),
      ],
      asks: ['put'],
      stop: flags.map(({ rule }) => rule),
    },
  ]
}

/** The field that tells records apart: present in all, with another value in each; one called id before others. */
export function keyOf({ items }: SeenPage): string | undefined {
  const [first] = items
  if (first === undefined) return undefined
  const paths = keyPaths(first)
  const unique = paths.filter(({ path }) => {
    const seen = new Set(items.map((item) => String(readKey(item, path))))
    return seen.size === items.length && items.every((item) => isKeyValue(readKey(item, path)))
  })
  return (
    (unique.find(({ name }) => isIdName(name)) ?? unique.find(({ value }) => typeof value === 'string'))
      ?.path ?? unique[0]?.path
  )
}

const isIdName = (name: string): boolean => {
  const words = wordsOf(name)
  return (
    ['id', 'gid', 'uuid', 'uid', 'guid', 'key', 'name'].some((word) => words.includes(word)) ||
    /id$/i.test(name)
  )
}

const isKeyValue = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'

function keyPaths(item: Readonly<Record<string, Json>>): { path: string; name: string; value: Json }[] {
  return Object.entries(item).flatMap(([name, value]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.entries(value as Readonly<Record<string, Json>>).map(([inner, each]) => ({
        path: `${pathOf(name)}.${pathOf(inner)}`.replaceAll('.[', '['),
        name: inner,
        value: each,
      }))
    return [{ path: pathOf(name), name, value }]
  })
}

function readKey(item: Readonly<Record<string, Json>>, path: string): unknown {
  let found: unknown = item
  for (const step of path.matchAll(/([A-Za-z_]\w*)|\["((?:[^"\\]|\\.)*)"\]/g)) {
    const key = step[1] ?? (step[2] === undefined ? '' : (JSON.parse(`"${step[2]}"`) as string))
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined
  }
  return found
}

const finders: readonly ((page: SeenPage) => Draft[])[] = [
  linkHeader,
  linkElement,
  addresses,
  nextHeader,
  cursors,
  objects,
  counted,
  lastRecord,
]
