/** A pair of a query or form, decoded, its variables still marks. */
export interface Pair {
  name: string
  value: string
}

/**
 * The pairs of a query or of a form body, decoded. Undefined where rows could not say the same: a pair without `=` or name, or
 * bytes that are no UTF-8.
 */
export function readPairs(text: string): Pair[] | undefined {
  const pairs: Pair[] = []
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=')
    if (equals <= 0) return undefined
    const name = decoded(pair.slice(0, equals))
    const value = decoded(pair.slice(equals + 1))
    if (name === undefined || value === undefined) return undefined
    pairs.push({ name, value })
  }
  return pairs
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** A row of a request's settings. */
export type ImportedRow = { name: string; value: string; enabled: true; whenEmpty: 'send-empty' | 'omit' }

/** A row that is sent also where it is empty, as curl sends it. */
export const rowOf = (name: string, value: string): ImportedRow => ({
  name,
  value,
  enabled: true,
  whenEmpty: value === '' || value.startsWith('{{') ? 'send-empty' : 'omit',
})
