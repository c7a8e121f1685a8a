import { encodeBase64 } from './send/base64.ts'

/** The texts as which a value may come back: encoded as it was sent, or as services and logs write it. */
export function derivedForms(value: string): ReadonlySet<string> {
  const forms = new Set<string>([value])
  for (const encode of encodings) for (const form of encode(value)) forms.add(form)
  // JSON writes any of them: a slash may be escaped, and so may everything beyond ASCII.
  const inJson = Array.from(forms).flatMap(jsonForms)
  for (const form of inJson) forms.add(form)
  // A text that is JSON itself and stands in JSON (a request that is echoed, variables of GraphQL) is escaped twice.
  for (const form of jsonForms(value).flatMap(jsonForms)) forms.add(form)
  return forms
}

type Encode = (value: string) => readonly string[]

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const hexCases = (text: string): string[] => [
  text,
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
]

/** As a path or query (RFC 3986), as JavaScript's encodeURIComponent leaves it, and as a form (a blank is +). */
const percent: Encode = (value) => {
  const loose = encodeURIComponent(value.replace(loneSurrogate, '\uFFFD'))
  const strict = loose.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const form = strict.replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E')
  return [loose, strict, form, strict.replaceAll('%20', '+')].flatMap(hexCases)
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

const encodings: readonly Encode[] = [percent, base64]

function jsonForms(text: string): readonly string[] {
  const plain = JSON.stringify(text).slice(1, -1)
  const slashes = plain.replaceAll('/', '\\/')
  return [plain, slashes].flatMap((form) => [form, asciiOnly(form, false), asciiOnly(form, true)])
}

const asciiOnly = (text: string, upper: boolean): string =>
  text.replace(/[\u007F-\uFFFF]/g, (character) => {
    const digits = character.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${upper ? digits.toUpperCase() : digits}`
  })
