import type { Json } from '../../../model/json.ts'
import { toCount } from '../answerPath.ts'
import { readLinks } from '../link.ts'
import { means } from './names.ts'
import {
  isObject,
  leaves,
  type Leaf,
  listsOf,
  objectsOf,
  type Param,
  paramsOf,
  type SeenExchange,
} from './seen.ts'

/** One exchange taken apart: its records, what stands beside them, and what was asked. */
export interface SeenPage {
  readonly exchange: SeenExchange
  readonly params: readonly Param[]
  /** Paths of the lists of records, in the words of the request's setting; empty: there are none. */
  readonly recordPaths: readonly string[]
  readonly items: readonly Readonly<Record<string, Json>>[]
  /** Scalars beside the records. */
  readonly beside: readonly Leaf[]
  readonly objects: readonly {
    readonly path: string
    readonly name: string
    readonly value: Readonly<Record<string, Json>>
  }[]
  /** Lists of links: each element with a relation and an address. */
  readonly linkLists: readonly {
    readonly path: string
    readonly items: readonly Readonly<Record<string, Json>>[]
  }[]
  readonly links: readonly { readonly rel: string; readonly target: string }[]
  /** What the request asks for a page, where what came tells: the parameter and the number. */
  readonly size: { readonly param: Param; readonly count: number } | undefined
  readonly headers: readonly Leaf[]
}

export function readPage(exchange: SeenExchange): SeenPage {
  const { response } = exchange
  const params = paramsOf(exchange)
  const lists = listsOf(response.body)
  const linkLists = lists.filter(({ items }) => items.every(isLink))
  const records = recordLists(lists.filter((list) => !linkLists.includes(list)))
  const items = records.flatMap((list) => list.items)
  const paths = new Set(records.map(({ path }) => path))
  return {
    exchange,
    params,
    recordPaths: [...paths],
    items,
    beside: leaves(response.body),
    objects: objectsOf(response.body),
    linkLists,
    links: readLinks(
      response.headers.flatMap(([name, value]) => (name.toLowerCase() === 'link' ? [value] : [])),
    ).flatMap(({ rels, target }) => rels.map((rel) => ({ rel, target }))),
    size: sizeOf(params, items.length),
    headers: response.headers
      .filter(([name]) => !common.test(name))
      .map(([name, value]) => ({ path: name, name, value })),
  }
}

/** Headers of every answer, and of limits: they say nothing of pages. */
const common =
  /^(?:content-.*|date|server|link|set-cookie|cache-control|etag|vary|expires|age|connection|keep-alive|transfer-encoding|.*rate-?limit.*|retry-after|x-request-id|strict-transport-security|x-powered-by|access-control-.*)$/i

type List = ReturnType<typeof listsOf>[number]

/** The longest list, and those beside it whose elements are of the same form: some answers tell three lists of changes. */
function recordLists(lists: readonly List[]): readonly List[] {
  const longest = lists.reduce<List | undefined>(
    (best, list) => (best === undefined || list.items.length > best.items.length ? list : best),
    undefined,
  )
  if (longest === undefined) return []
  const form = formOf(longest)
  const parent = parentOf(longest.path)
  return lists.filter((list) => list === longest || (parentOf(list.path) === parent && formOf(list) === form))
}

const formOf = ({ items }: List): string =>
  Object.keys(items[0] ?? {})
    .toSorted()
    .join()
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

/** An element of a list of links: a relation and an address, under whatever names. */
export function isLink(item: Readonly<Record<string, Json>>): boolean {
  const values = Object.values(item)
  return (
    values.some((value) => typeof value === 'string' && isAddress(value)) &&
    values.length <= 4 &&
    values.every((value) => !isObject(value))
  )
}

/** A whole address, or one that begins at the host or with its query. */
export const isAddress = (value: string): boolean =>
  /^https?:\/\/[^\s]+$/i.test(value) ||
  /^\/[\w%.~-]+(?:\/[^\s?]*)?(?:\?\S*)?$/.test(value) ||
  /^\?[^\s=]+=\S*$/.test(value)

function sizeOf(params: readonly Param[], count: number): SeenPage['size'] {
  const numbers = params.flatMap((param) => {
    const asked = toCount(param.value)
    return asked === undefined || asked < 1 ? [] : [{ param, count: asked }]
  })
  const named = numbers.filter(
    ({ param }) =>
      (means(param.name, 'size') && !means(param.name, 'page')) || /size|limit|per/i.test(param.name),
  )
  return numbers.find((each) => each.count === count && count > 1) ?? named[0]
}
