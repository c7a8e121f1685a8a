import type { Json } from '../../../model/json.ts'
import { parseJson } from '../../../model/readJson.ts'

/** A request and its answer as detection reads them. Secrets may be masked: nothing here looks at them. */
export interface SeenExchange {
  readonly request: {
    readonly method: string
    /** Absolute, as it was sent. */
    readonly url: string
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly body: string
  }
  readonly response: {
    readonly status: number
    readonly headers: readonly (readonly [name: string, value: string])[]
    /** The body as a value: JSON, or XML as it is mapped to one. Undefined: neither. */
    readonly body: Json | undefined
  }
}

/** One thing that a request says: where, under which name, and what. */
export interface Param {
  readonly in: 'query' | 'json' | 'form' | 'text'
  /** A name, a path in a JSON body, or for `text` the word that stands before the number. */
  readonly name: string
  readonly value: Json
  /** For `text`: whether the number stands in the query or in the body. */
  readonly part?: 'query' | 'body'
}

/** All that a request says about which page it wants, or might. */
export function paramsOf({ request }: SeenExchange): Param[] {
  const query = [...new URL(request.url).searchParams].map(
    ([name, value]): Param => ({ in: 'query', name, value }),
  )
  return [
    ...query,
    ...query.flatMap(({ value }) => wordsBefore(String(value), 'query')),
    ...bodyParams(request),
  ]
}

function bodyParams({ body, headers }: SeenExchange['request']): Param[] {
  if (body.trim() === '') return []
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (/x-www-form-urlencoded/i.test(type))
    return [...new URLSearchParams(body)].map(([name, value]): Param => ({ in: 'form', name, value }))
  try {
    return leaves(parseJson(body)).map(({ path, value }): Param => ({ in: 'json', name: path, value }))
  } catch {
    return wordsBefore(body, 'body')
  }
}

/** Numbers inside a text of a query language, each with the word before it: `STARTPOSITION 1`. */
function wordsBefore(text: string, part: 'query' | 'body'): Param[] {
  if (!/\s/.test(text)) return []
  return [...text.matchAll(/([A-Za-z_]+)\s+(\d+)\b/g)].map(
    ([, name = '', value = '']): Param => ({ in: 'text', name, value, part }),
  )
}

export interface Leaf {
  /** In the words of the expression language: `paging.next.after`. */
  readonly path: string
  /** The last key of the path. */
  readonly name: string
  readonly value: Json
}

const deepest = 5

/** Every scalar of a value with its path, lists left out but for those of a few: what a page says of itself is in no list. */
export function leaves(value: Json | undefined, path = '', name = '', depth = 0): Leaf[] {
  if (value === undefined || depth > deepest || Array.isArray(value)) return []
  if (typeof value !== 'object' || value === null) return [{ path, name, value }]
  return Object.entries(value).flatMap(([key, member]) =>
    leaves(member as Json, joinPath(path, key), key, depth + 1),
  )
}

/** Every object of a value, with its path; the value itself is none. */
export function objectsOf(
  value: Json | undefined,
  path = '',
  depth = 0,
): { path: string; name: string; value: Readonly<Record<string, Json>> }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > deepest) return []
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([key, member]) => {
    const at = joinPath(path, key)
    const inner = objectsOf(member, at, depth + 1)
    return isObject(member) ? [{ path: at, name: key, value: member }, ...inner] : inner
  })
}

/** Every list of objects, with its path. */
export function listsOf(
  value: Json | undefined,
  path = '$',
  depth = 0,
): { path: string; name: string; items: readonly Readonly<Record<string, Json>>[] }[] {
  if (value === undefined || depth > deepest) return []
  if (Array.isArray(value))
    return value.length > 0 && value.every(isObject)
      ? [{ path, name: lastKey(path), items: value as readonly Readonly<Record<string, Json>>[] }]
      : []
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, member]) =>
    listsOf(member, joinPath(path === '$' ? '' : path, key), depth + 1),
  )
}

export const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/

export function joinPath(path: string, key: string): string {
  if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

const lastKey = (path: string): string => path.split('.').at(-1) ?? path
