/** Finding the name somebody meant. */

const MAX_LENGTH = 64
const MAX_CANDIDATES = 2_000

/** The candidate that differs least from what was written, or undefined where none is near. First wins a tie. */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(written)
  const allowed = Math.max(1, Math.floor(wanted.length / 3))
  let best: { name: string; distance: number } | undefined
  let seen = 0
  for (const name of candidates) {
    if (++seen > MAX_CANDIDATES) break
    const distance = editDistance(wanted, fold(name), best?.distance ?? allowed + 1)
    if (distance <= allowed && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance }
  }
  return best?.name
}

/** Case and the signs between words do not count: customer_id, customerId and "Customer ID" are one name. */
const fold = (name: string) =>
  name
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replace(/[\s_-]+/g, '')

/**
 * Letters to insert, delete, change or swap with their neighbour to turn one word into the other (optimal string
 * alignment). Gives up at `bound`, and then returns it.
 */
export function editDistance(a: string, b: string, bound = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= bound) return bound
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    if (Math.min(...row) >= bound && Math.min(...last) >= bound) return bound
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
