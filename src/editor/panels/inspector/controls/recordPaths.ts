import { printPath } from '../../../../expressions/print.ts'
import type { Json } from '../../../../model/json.ts'

/** A place in an answer where a list stands. */
export interface RecordPath {
  /** As the setting holds it: `results`, `$` for the answer itself. */
  readonly path: string
  readonly count: number
  /** True where the elements are objects: a list of records rather than of words. */
  readonly objects: boolean
}

const deepest = 5
const most = 20

/** The lists in an answer, those of objects first, then the nearest to the root. Only first elements are looked into. */
export function recordPaths(answer: Json): readonly RecordPath[] {
  const found: (RecordPath & { readonly depth: number })[] = []
  const visit = (value: Json, path: readonly string[]) => {
    if (found.length >= most || path.length > deepest) return
    if (Array.isArray(value)) {
      const objects = value.length > 0 && value.every((item) => typeof item === 'object' && item !== null)
      found.push({
        path: path.length === 0 ? '$' : printPath('', path).replace(/^\./, ''),
        count: value.length,
        objects,
        depth: path.length,
      })
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) visit(inner as Json, [...path, key])
  }
  visit(answer, [])
  return found
    .toSorted((a, b) => Number(b.objects) - Number(a.objects) || a.depth - b.depth)
    .map(({ path, count, objects }) => ({ path, count, objects }))
}
