import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'
import { compilePath, toCount } from '../answerPath.ts'
import type { Put, StopRule } from '../settings.ts'
import { type Draft, type Evidence, sign, whole } from './candidate.ts'
import { means } from './names.ts'
import { countedSettings, fromOnePage, putOf, spotOf, statefulGuards } from './onePage.ts'
import type { SeenPage } from './page.ts'
import { isObject, joinPath, leaves, type Leaf, type Param } from './seen.ts'
import { flagsOf } from './stops.ts'

/** What differs between two requests in a row, explained by the first answer or by counting. */
export function fromTwoPages(first: SeenPage, second: SeenPage): Draft[] {
  const changed = changedParams(first, second)
  // What is explained as a whole is not explained again in parts.
  const wholes = [...addressTaken(first, second), ...objectTaken(first, second), ...keysTaken(first, changed)]
  const explained =
    wholes.length > 0
      ? wholes
      : changed.flatMap(({ param, before }) => [
          ...byAnswer(first, second, { param, before }),
          ...byHeader(first, param),
          ...byRecord(first, second, param),
          ...byCounting(first, param, before),
        ])
  const elsewhere = otherEndpoint(first, second)
  const dropped = droppedNames(first, second)
  return explained.map((draft) => withStop(first, second, withPlace(draft, elsewhere, dropped)))
}

interface Changed {
  readonly param: Param
  readonly before: Param | undefined
}

/** Parameters that the second request has, and the first had not, or otherwise. */
function changedParams(first: SeenPage, second: SeenPage): Changed[] {
  const known = new Map(first.params.map((param) => [`${param.in} ${param.name}`, param]))
  return second.params.flatMap((param) => {
    const before = known.get(`${param.in} ${param.name}`)
    return before !== undefined && before.value === param.value ? [] : [{ param, before }]
  })
}

function addressTaken(first: SeenPage, second: SeenPage): Draft[] {
  const went = second.exchange.request.url
  return fromOnePage(first).flatMap((draft) => {
    if (!draft.put.some(({ to }) => to === 'url')) return []
    const address = addressOf(first, draft)
    if (address === undefined || !sameAddress(address, first.exchange.request.url, went)) return []
    return [
      { ...draft, evidence: [...draft.evidence, sign('address-taken', 'request', { in: 'url', at: '' })] },
    ]
  })
}

function addressOf(page: SeenPage, { carry }: Draft): string | undefined {
  const { body } = page.exchange.response
  if (carry.from === 'link') return page.links.find(({ rel }) => rel === carry.rel)?.target
  if (carry.from === 'body') return asText(compilePath(carry.path)(body))
  if (carry.from !== 'element') return undefined
  const list = page.linkLists.find(({ path }) => path === carry.list)
  const element = list?.items.find((item) => compilePath(carry.where)(item) === carry.is)
  return asText(compilePath(carry.path)(element))
}

const asText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

function sameAddress(address: string, base: string, went: string): boolean {
  if (!URL.canParse(address, base)) return false
  const [to, there] = [new URL(address, base), new URL(went)]
  return to.host === there.host && to.pathname === there.pathname && parametersOf(to) === parametersOf(there)
}

/** In any order. */
const parametersOf = (url: URL): string =>
  [...url.searchParams]
    .map((pair) => pair.join('='))
    .toSorted()
    .join('&')

/** A whole object of the first answer stands in the second request. */
function objectTaken(first: SeenPage, second: SeenPage): Draft[] {
  const sent = jsonOf(second)
  if (sent === undefined) return []
  return first.objects.flatMap(({ path, name, value }) =>
    Object.entries(sent).flatMap(([key, member]): Draft[] =>
      isObject(member) && Object.values(value).some(isObject) && printJson(member) === printJson(value)
        ? [
            {
              title: `Object at ${path}`,
              evidence: [sign('changed-by-answer', 'answer', { in: 'body', at: path }, name)],
              carry: { from: 'body', path },
              put: [whole({ to: 'json', path: joinPath('', key) })],
              stop: [],
            },
          ]
        : [],
    ),
  )
}

function jsonOf({ exchange: { request } }: SeenPage): Readonly<Record<string, Json>> | undefined {
  try {
    const value = parseJson(request.body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function keysTaken(first: SeenPage, changed: readonly Changed[]): Draft[] {
  return first.objects.flatMap(({ path, value }): Draft[] => {
    const keys = Object.entries(value)
    const taken = keys.map(([key, member]) =>
      changed.find(({ param }) => param.name === key && String(param.value) === String(member)),
    )
    if (keys.length < 2 || taken.includes(undefined)) return []
    const part = taken[0]?.param.in
    return [
      {
        title: `All keys of ${path}`,
        evidence: [
          sign('keys-taken', 'answer', { in: 'body', at: path }, keys.map(([key]) => key).join(', ')),
        ],
        carry: { from: 'keys', path },
        put: [{ to: 'keys', in: part === 'json' || part === 'form' ? part : 'query' }],
        stop: [],
      },
    ]
  })
}

function byAnswer(first: SeenPage, second: SeenPage, { param, before }: Changed): Draft[] {
  const wanted = String(param.value)
  const same = first.beside.filter(({ value, name, path }) => {
    if (value === null || String(value) !== wanted) return false
    // Small numbers stand everywhere: one counts only under a name that says what it is for.
    return (
      !/^\d{1,6}$/.test(wanted) ||
      means(name, 'next') ||
      means(path, 'next') ||
      means(name, 'cursor') ||
      (means(name, 'offset') && typeof value === 'string')
    )
  })
  const [leaf] = same.toSorted((a, b) => rank(a) - rank(b))
  if (leaf === undefined) return []
  const after = second.beside.find(({ path }) => path === leaf.path)
  const constant = after !== undefined && String(after.value) === wanted
  return [
    {
      title: `Cursor at ${leaf.path}`,
      evidence: [
        sign(
          'changed-by-answer',
          'answer',
          { in: 'body', at: leaf.path },
          `${leaf.name} became ${param.name}`,
        ),
        sign('changed-by-answer', 'request', spotOf(param)),
      ],
      carry: { from: 'body', path: leaf.path },
      put: [putOf(param)],
      stop: wanted === '' ? [{ rule: 'no-value', emptyText: 'goes-on' }] : [],
      more: {
        ...(constant && statefulGuards),
        // What the first request says in its place is what the walk begins with.
        ...(before !== undefined && { start: { value: String(before.value ?? '') } }),
      },
    },
  ]
}

/** Names that say what they are for come first. */
const rank = ({ name, path }: Leaf): number =>
  means(name, 'next') ? 0 : means(name, 'cursor') ? 1 : means(path, 'next') ? 2 : 3

function byHeader(first: SeenPage, param: Param): Draft[] {
  return first.headers.flatMap(({ name, value }): Draft[] =>
    String(value) === String(param.value) && (means(name, 'next') || !/^\d{1,6}$/.test(String(value)))
      ? [
          {
            title: `Header ${name}`,
            evidence: [
              sign('changed-by-answer', 'answer', { in: 'header', at: name }, `${name} became ${param.name}`),
            ],
            carry: { from: 'header', name },
            put: [putOf(param)],
            stop: [],
          },
        ]
      : [],
  )
}

/** What the last record has: with two pages it need not be called an id. */
function byRecord(first: SeenPage, second: SeenPage, param: Param): Draft[] {
  const last = first.items.at(-1)
  if (last === undefined) return []
  const found = leaves(last).find(({ value }) => String(value) === String(param.value))
  if (found === undefined) return []
  const moved =
    second.items.length === 0 || printJson(second.items[0] ?? null) !== printJson(first.items[0] ?? null)
  if (!moved) return []
  return [
    {
      title: `Last record's ${found.path}`,
      evidence: [
        sign(
          'changed-by-record',
          'answer',
          { in: 'last-record', at: found.path },
          `${found.name} became ${param.name}`,
        ),
        sign('changed-by-record', 'request', spotOf(param)),
      ],
      carry: { from: 'last-record', path: found.path },
      put: [putOf(param)],
      stop: [],
    },
  ]
}

function byCounting(first: SeenPage, param: Param, before: Param | undefined): Draft[] {
  const now = toCount(param.value)
  if (now === undefined || param.name === first.size?.param.name) return []
  const was = before === undefined ? undefined : toCount(before.value)
  const size = first.size?.count
  const step = was === undefined ? undefined : now - was
  const isOffset =
    step === undefined
      ? now === size || now === first.items.length
      : step === size || step === first.items.length
  const isPage = step === undefined ? now === 2 || (now === 1 && means(param.name, 'page')) : step === 1
  if (!isOffset && !isPage) return []
  // One record a page: a page number by its name, an offset otherwise.
  const by = isPage && (!isOffset || means(param.name, 'page')) ? 'page' : 'offset'
  const started = before ?? { ...param, value: null }
  const settings = countedSettings(first, by, started)
  return [
    {
      title: by === 'page' ? `Page number in ${param.name}` : `Offset in ${param.name}`,
      evidence: [
        sign(
          by === 'page' ? 'changed-by-one' : 'changed-by-size',
          'request',
          spotOf(param),
          `${param.name} became ${now}`,
        ),
      ],
      ...settings,
    },
  ]
}

/** The second request went to another address, with another body: `undefined` where it is the same one. */
function otherEndpoint(
  first: SeenPage,
  second: SeenPage,
): { readonly put: Put; readonly body: Readonly<Record<string, Json>> } | undefined {
  const [was, now] = [first.exchange.request, second.exchange.request]
  const [from, to] = [new URL(was.url), new URL(now.url)]
  if (from.pathname === to.pathname && was.method === now.method) return undefined
  return {
    put: {
      to: 'endpoint',
      method: now.method,
      url: to.pathname === from.pathname ? now.url : `${to.origin}${to.pathname}`,
      body: '',
    },
    body: jsonOf(second) ?? {},
  }
}

function withPlace(
  draft: Draft,
  elsewhere: ReturnType<typeof otherEndpoint>,
  dropped: readonly string[],
): Draft {
  if (draft.put.some(({ to }) => to === 'url')) return draft
  if (elsewhere !== undefined) {
    const [put] = draft.put
    const key = put?.to === 'json' ? put.path : undefined
    const rest = Object.fromEntries(Object.entries(elsewhere.body).filter(([name]) => name !== key))
    const there: Put = {
      ...elsewhere.put,
      ...(elsewhere.put.to === 'endpoint' && { body: printJson(rest) }),
    } as Put
    return { ...draft, put: [there, ...draft.put] }
  }
  if (dropped.length === 0) return draft
  return { ...draft, more: { ...draft.more, drop: { which: 'named', names: [...dropped] } } }
}

const droppedNames = (first: SeenPage, second: SeenPage): string[] => {
  const kept = new Set(second.params.map(({ in: part, name }) => `${part} ${name}`))
  return first.params.flatMap((param) =>
    param.in === 'query' && !kept.has(`${param.in} ${param.name}`) ? [param.name] : [],
  )
}

/** How it ends: by the flags, and where nothing is given; a handle that never changes, by an empty page. */
function withStop(first: SeenPage, second: SeenPage, draft: Draft): Draft {
  const { carry } = draft
  if (carry.from === 'page' || carry.from === 'offset') return draft
  const flags = flagsOf(first)
  const evidence: Evidence[] = flags.map(({ leaf }) =>
    sign('flag-beside', 'answer', { in: 'body', at: leaf.path }, leaf.name),
  )
  const own = draft.stop.length > 0 ? draft.stop : undefined
  const stateful = draft.more?.guards?.repeatedValue === 'stateful'
  const byRecord = carry.from === 'last-record'
  const size = first.size?.count
  const stop: StopRule[] = [
    ...flags.map(({ rule }) => rule),
    ...(own ?? (byRecord ? [] : [{ rule: 'no-value', emptyText: 'ends' } as const])),
    ...(byRecord && flags.length === 0 && size !== undefined && second.items.length > 0
      ? [{ rule: 'short-page' } as const]
      : []),
    ...((stateful || byRecord) && flags.length === 0 ? [{ rule: 'empty-page' } as const] : []),
  ]
  const needsSize = stop.some(({ rule }) => rule === 'short-page') && size !== undefined
  return {
    ...draft,
    evidence: [...draft.evidence, ...evidence],
    stop,
    ...(needsSize && { more: { ...draft.more, size: String(size) } }),
  }
}
