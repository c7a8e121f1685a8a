import type { Json } from '../../../model/json.ts'
import { isBranch, type Path, readAt } from '../bodies.ts'
import { type Asked, playedOrigin, type Style } from '../play.ts'

/** One page of a style, in which only what is given here differs from another. */
const answerOf = (style: Style, { next, items = [] }: { next: number; items?: readonly Json[] }) =>
  style.answer(
    { from: 0, size: style.size, items, next, total: 4 * style.size, asked: asked(style) },
    new Map(),
  )

/**
 * Where in the body of its answers a style tells what leads on: the first place that differs between two answers which differ in
 * nothing but the next page. Undefined: in a header, in its records, in XML, or not at all.
 */
export function leadsAt(style: Style): Path | undefined {
  const [one, other] = [2, 3].map((pages) => answerOf(style, { next: pages * style.size }).body)
  const found = difference(one, other)
  return found?.length === 0 ? undefined : found
}

/** Whether there are records at a place in the body, or below it. */
export function holdsRecords(style: Style, path: Path): boolean {
  const next = 2 * style.size
  const [none, some] = [[], ['a record']].map((items) => readAt(answerOf(style, { next, items }).body, path))
  return difference(none, some) !== undefined
}

/** Whether the answers of a style name the next address with its host. */
export function namesHost(style: Style): boolean {
  const { headers = [], body } = answerOf(style, { next: 2 * style.size })
  return JSON.stringify([headers, body]).includes(playedOrigin)
}

function asked({ id }: Style): Asked {
  return {
    method: 'GET',
    path: '/list',
    query: new URLSearchParams(),
    header: () => undefined,
    text: '',
    form: new URLSearchParams(),
    json: {},
    root: `${playedOrigin}/${id}`,
  }
}

function difference(one: Json | undefined, other: Json | undefined): Path | undefined {
  if (one === other) return undefined
  if (!isBranch(one) || !isBranch(other)) return []
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = difference(one[key], other[key])
    if (found !== undefined) return [Array.isArray(one) ? Number(key) : key, ...found]
  }
  return undefined
}
