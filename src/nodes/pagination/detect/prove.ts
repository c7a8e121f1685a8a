import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { plural } from '../../words.ts'
import { keyOf } from './onePage.ts'
import { readPage } from './page.ts'
import type { SeenExchange } from './seen.ts'

/** What two pages, one fetched after the other, prove of a way to page. */
export interface Proof {
  readonly proved: boolean
  readonly words: string
  /** The field by which records were told apart; undefined: whole records were compared. */
  readonly key: string | undefined
}

/** Whether page 2 is another page: that it differs, and that no record of the first comes again. */
export function provePages(first: SeenExchange, second: SeenExchange): Proof {
  const [one, two] = [readPage(first), readPage(second)]
  const key = keyOf(one)
  const say = (proved: boolean, words: string): Proof => ({ proved, words, key })
  if (second.response.status >= 400)
    return say(
      false,
      `Page 2 was answered with the status ${second.response.status}: this is not how the service is asked for it.`,
    )
  if (two.items.length === 0) return say(false, 'Page 2 holds no record, so it proves nothing.')
  const known = new Set(one.items.map((item) => identity(item, key)))
  const again = two.items.filter((item) => known.has(identity(item, key))).length
  if (again === two.items.length && two.items.length === one.items.length)
    return say(false, 'Page 2 is page 1 again: the service does not heed what is put into the request.')
  if (again > 0)
    return say(
      false,
      `${plural(again, 'record')} of page 2 stood on page 1 already${key === undefined ? '' : ` (by ${key})`}.`,
    )
  return say(
    true,
    `Page 2 differs from page 1: ${plural(two.items.length, 'other record')}${key === undefined ? '' : `, told apart by ${key}`}.`,
  )
}

const identity = (item: Readonly<Record<string, Json>>, key: string | undefined): string =>
  key === undefined ? printJson(item) : printJson(readAt(item, key) ?? null)

function readAt(item: Json | undefined, path: string): Json | undefined {
  let found: unknown = item
  for (const step of path.split('.')) found = (found as Record<string, unknown> | null | undefined)?.[step]
  return found as Json | undefined
}
