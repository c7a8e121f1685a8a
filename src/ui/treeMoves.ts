import { pathKey, type TreeRow } from './treeRows.ts'

/** What a key asks of a tree: go to a row, open or close one. */
export type TreeMove = { go: number } | { toggle: TreeRow }

/**
 * The keys of the WAI-ARIA tree pattern over the visible rows: arrows walk, right opens or goes in, left closes or
 * goes out, Home and End, Page keys by `page` rows. Undefined: the key is not ours, or there is nothing to do.
 */
export function treeMove(
  key: string,
  at: number,
  rows: readonly TreeRow[],
  page: number,
): TreeMove | undefined {
  const row = rows[at]
  if (row === undefined) return undefined
  if (key === 'ArrowRight') {
    if (row.expandable && !row.expanded) return { toggle: row }
    return row.expanded ? { go: at + 1 } : undefined
  }
  if (key === 'ArrowLeft') {
    if (row.expanded) return { toggle: row }
    const parent = parentOf(at, rows)
    return parent < 0 ? undefined : { go: parent }
  }
  const last = rows.length - 1
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: last,
    PageDown: at + page,
    PageUp: at - page,
  }[key]
  if (to === undefined) return undefined
  return { go: Math.max(0, Math.min(last, to)) }
}

function parentOf(at: number, rows: readonly TreeRow[]): number {
  const row = rows[at]
  if (row === undefined) return -1
  const key = pathKey(row.row === 'value' ? row.path.slice(0, -1) : row.path)
  return row.depth === 0 ? -1 : rows.findIndex((other) => other.key === key)
}

/** The next row, after `at` and round to it, whose name begins with a letter typed; -1 when there is none. */
export function typeAhead(letter: string, at: number, rows: readonly TreeRow[]): number {
  const wanted = letter.toLowerCase()
  for (let step = 1; step <= rows.length; step += 1) {
    const index = (at + step) % rows.length
    const name = rows[index]?.name
    if (name !== null && name !== undefined && String(name).toLowerCase().startsWith(wanted)) return index
  }
  return -1
}
