import type { Json } from '../../model/json.ts'

/** Keys of objects, and places in lists. */
export type Path = readonly (string | number)[]

/** An object or a list, by its keys. */
export type Branch = Readonly<Record<string, Json>>

export const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

export function readAt(value: Json | undefined, path: Path): Json | undefined {
  let found: unknown = value
  for (const key of path) found = isBranch(found) ? found[key] : undefined
  return found as Json | undefined
}

/** The value with something else at a path; undefined takes away what was there. What leads there is made. */
export function placed(value: Json | undefined, path: Path, what: Json | undefined): Json {
  const [key, ...rest] = path
  if (key === undefined) return what ?? null
  const own: Record<string, Json> = isBranch(value) && !Array.isArray(value) ? { ...value } : {}
  if (rest.length === 0 && what === undefined) delete own[key]
  else own[key] = placed(own[key], rest, what)
  return own
}
