import { isMarked } from './marked.ts'

/** Names and titles that an import makes of what a command holds. */

/** Words of a name, whatever they are joined by: `CUSTOMER_ID`, `customerId`, `customer id`. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** A field's name: `CUSTOMER_ID` and `customer id` become `customerId`. */
export function inputName(text: string): string {
  const words = wordsOf(text.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .map((word) => word.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase())
    .filter((word) => word !== '')
  const name = words.map((word, index) => (index === 0 ? word : capital(word))).join('')
  return name === '' ? 'value' : /^\d/.test(name) ? `value${name}` : name.slice(0, 64)
}

/** A title: `CUSTOMER_ID` becomes `Customer ID`. */
export function inputTitle(text: string): string {
  const words = wordsOf(text).map((word) =>
    /^(?:id|url|uri|api|rest|uuid)$/i.test(word) ? word.toUpperCase() : word.toLowerCase(),
  )
  return words.length === 0 ? 'Value' : capital(words.join(' '))
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Beginnings of a path that belong to the service and not to what is asked of it. */
const shared =
  /^(?:api|apis|rest|parse|services?|gateway|public|v\d+(?:\.\d+)*(?:beta\d*|alpha\d*)?|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}(?:\.\d+)+|\d)$/i

/** How many segments at the beginning of a path belong to the base URL; one at least stays. */
export function sharedSegments(segments: readonly string[]): number {
  let count = 0
  while (count < segments.length - 1 && shared.test(segments[count] ?? '')) count++
  return count
}

/** Whether a segment names one thing among many: a variable, a number, a key. */
const isOne = (segment: string): boolean =>
  isMarked(segment) ||
  /^\d+$/.test(segment) ||
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(segment) ||
  (/^[\w~-]{8,}$/.test(segment) && /\d/.test(segment) && /[A-Za-z]/.test(segment) && !/[_-]/.test(segment))

const verbs: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  GET: { one: 'Get', many: 'List' },
  HEAD: { one: 'Check', many: 'Check' },
  POST: { one: 'Update', many: 'Create' },
  PUT: { one: 'Update', many: 'Replace' },
  PATCH: { one: 'Update', many: 'Update' },
  DELETE: { one: 'Delete', many: 'Delete' },
}

/** A title for an operation, of its method and the marked path behind the base URL: `GET /classes/Customer` is *List customers*. */
export function operationTitle(method: string, segments: readonly string[]): string {
  const nouns = segments.filter((segment) => segment !== '')
  const last = nouns.at(-1)
  const one = last !== undefined && isOne(last)
  const noun = nouns.findLast((segment) => !isOne(segment))
  const words = wordsOf(safelyDecoded(noun ?? '').replace(/\.\w{1,5}$/, ''))
    .map((word) => word.toLowerCase())
    .slice(-3)
  const verb = Object.hasOwn(verbs, method) ? verbs[method] : undefined
  if (words.length === 0)
    return `${capital(method.toLowerCase())} ${noun === undefined ? 'the service' : 'it'}`
  if (verb === undefined) return `${capital(method.toLowerCase())} ${words.join(' ')}`
  const many = !one && method === 'GET'
  words.push((many ? plural : singular)(words.pop() ?? ''))
  return `${one ? verb.one : verb.many} ${words.join(' ')}`
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** English, for titles that a person may change. */
const singular = (word: string): string =>
  word.endsWith('ies')
    ? word.replace(/ies$/, 'y')
    : /(?:ss|us|is|ws)$/.test(word)
      ? word
      : word.replace(/(?<=(?:ch|sh|x|ss))es$|s$/, '')
const plural = (word: string): string =>
  word.endsWith('s') ? word : /[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ies') : `${word}s`

/** What a host is called: `api.example.com` is *Example*. */
export function serviceTitle(host: string): string {
  const name = host.replace(/:\d+$/, '')
  if (/^[\d.]+$|^\[|^localhost$/.test(name) || name === '') return name === '' ? 'New service' : host
  const labels = name.split('.').filter((label) => !isMarked(label))
  const known = labels.length > 2 && (labels.at(-2) ?? '').length <= 3 ? labels.at(-3) : labels.at(-2)
  return capital((known ?? labels[0] ?? name).replaceAll('-', ' '))
}
