import { fieldTypeFacts } from '../fieldTypes.ts'

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const email = new RegExp(`^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@${label}(?:\\.${label})+$`)
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const uri =
  /^https?:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:[/?#](?:[A-Za-z0-9\-._~:/?!$&'()*+,;=@]|%[\da-fA-F]{2})*)?$/

/** Longer than this is no address, date or id that anybody means. */
const longest = 2000

const fits: readonly (readonly [format: string, fits: (text: string) => boolean])[] = [
  ['date-time', fieldTypeFacts['date-time'].fits],
  ['date', fieldTypeFacts.date.fits],
  ['uuid', (text) => uuid.test(text)],
  ['email', (text) => text.length <= 254 && email.test(text)],
  ['uri', (text) => uri.test(text)],
]

/** The format of JSON Schema (2020-12, Validation, 7.3) that a text has; empty: none. Stricter than the standard, never laxer. */
export function formatOf(text: string): string {
  if (text.length === 0 || text.length > longest) return ''
  return fits.find(([, has]) => has(text))?.[0] ?? ''
}

/** A name of a member that tells things apart: such an object is a map, and its keys are data. */
export function looksLikeId(key: string): boolean {
  if (uuid.test(key) || /^\d+$/.test(key) || formatOf(key) !== '') return true
  // Ten letters and digits or more in one, both among them, and not a word with a number behind it: `address1` is a name.
  return /^[A-Za-z0-9_-]{10,}$/.test(key) && (key.match(/\d/g) ?? []).length >= 2 && /\d[A-Za-z]/.test(key)
}
