import { encodeBase64, formEncode, percentEncode, wellFormed } from '../expressions/encodings.ts'

/** The texts as which a value may come back: encoded as it was sent, or as services and logs write it. */
export function derivedForms(value: string): ReadonlySet<string> {
  const forms = new Set<string>([value])
  for (const encode of encodings) for (const form of encode(value)) forms.add(form)
  // JSON writes any of them: some printers escape slashes, some what HTML would read, some everything beyond ASCII.
  const inJson = Array.from(forms).flatMap(jsonForms)
  for (const form of inJson) forms.add(form)
  // A text that is JSON itself and stands in JSON (a request that is echoed, variables of GraphQL) is escaped twice.
  for (const form of jsonForms(value).flatMap(jsonForms)) forms.add(form)
  return forms
}

type Encode = (value: string) => readonly string[]

const hexCases = (text: string): string[] => [
  text,
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
]

/** As a path or query (RFC 3986), as JavaScript's encodeURIComponent leaves it, and as a form (a blank is +). */
const percent: Encode = (value) => {
  const strict = percentEncode(value)
  const loose = encodeURIComponent(wellFormed(value))
  return [loose, strict, formEncode(value), strict.replaceAll('%20', '+')].flatMap(hexCases)
}

/**
 * Base64 of the value wherever it stands in a longer text: at each of the three alignments, the characters that it alone
 * decides. Plain and URL-safe.
 */
const base64: Encode = (value) => {
  const bytes = new TextEncoder().encode(value)
  return [0, 1, 2].flatMap((before) => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    const decided = encodeBase64(shifted).slice(
      Math.ceil((before * 8) / 6),
      Math.floor((shifted.length * 8) / 6),
    )
    return [
      decided,
      decided.replaceAll('+', '-').replaceAll('/', '_'),
      ...hexCases(encodeURIComponent(decided)),
    ]
  })
}

/** As XML and HTML write it: in text, in attributes, and with the names that XML has for quotes. */
const markup: Encode = (value) => {
  const inText = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const quoted = inText.replaceAll('"', '&quot;')
  return [inText, quoted, quoted.replaceAll("'", '&#39;'), quoted.replaceAll("'", '&apos;')]
}

const encodings: readonly Encode[] = [percent, base64, markup]

/** What a printer of JSON escapes that it need not, and how: `\u002B` or `\u002b`. */
interface JsonWriter {
  readonly escaped: RegExp
  readonly upper: boolean
}

/* oxlint-disable no-misleading-character-class -- halves of characters are what these printers write, one after the other. */
const jsonWriters: readonly JsonWriter[] = [
  { escaped: /(?!)/g, upper: false },
  { escaped: /[\u007F-\uFFFF]/g, upper: false },
  { escaped: /[\u007F-\uFFFF]/g, upper: true },
  // Go's encoding/json and Ruby on Rails, which guard against HTML.
  { escaped: /[<>&\u2028\u2029]/g, upper: false },
  // PHP with JSON_HEX_TAG and the like.
  { escaped: /[<>&'"]/g, upper: true },
  // System.Text.Json of .NET, as it is unless somebody asks for less.
  { escaped: /[<>&'"+`\u007F-\uFFFF]/g, upper: true },
]
/* oxlint-enable no-misleading-character-class */

function jsonForms(text: string): readonly string[] {
  return jsonWriters.flatMap((writer) => {
    const written = writeJsonText(text, writer)
    return [written, written.replaceAll('/', '\\/')]
  })
}

function writeJsonText(text: string, { escaped, upper }: JsonWriter): string {
  const plain = (from: number, to: number) => JSON.stringify(text.slice(from, to)).slice(1, -1)
  let written = ''
  let at = 0
  for (const { 0: unit, index } of text.matchAll(escaped)) {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0')
    written += `${plain(at, index)}\\u${upper ? digits.toUpperCase() : digits}`
    at = index + 1
  }
  return written + plain(at, text.length)
}
