import { parseTemplate } from '../../../../expressions/parse.ts'
import type { Row } from '../../../../model/document.ts'

/** An address and its query rows, as they are stored: apart. */
export interface UrlAndRows {
  readonly url: string
  readonly rows: readonly Row[]
}

/** The address as one text with the rows that are on behind it, as a browser shows it: `/classes?limit={{ input.n }}`. */
export function joinUrl({ url, rows }: UrlAndRows): string {
  const pairs = rows
    .filter(({ enabled }) => enabled)
    .map(({ name, value }) => `${shown(name, /[&#=%+]/g)}=${shown(value, /[&#%+]/g)}`)
  if (pairs.length === 0) return url
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/**
 * What was typed into the address, taken apart again. Rows keep what the text cannot say (when empty, lists), by their place
 * among the rows that are on; rows that are off stay where they are.
 */
export function splitUrl(text: string, before: readonly Row[]): UrlAndRows {
  const at = outside(text).indexOf('?')
  const typed = at < 0 ? [] : splitOutside(text.slice(at + 1), '&')
  const pairs = typed.length === 1 && typed[0] === '' ? [] : typed.map(pairOf)
  const rows: Row[] = []
  let next = 0
  for (const row of before) {
    if (!row.enabled) {
      rows.push(row)
      continue
    }
    const pair = pairs[next++]
    if (pair !== undefined) rows.push(same(row, pair) ? row : { ...row, ...pair })
  }
  for (const pair of pairs.slice(next)) rows.push({ ...pair, enabled: true, whenEmpty: 'omit' })
  return { url: at < 0 ? text : text.slice(0, at), rows }
}

const same = (row: Row, pair: { readonly name: string; readonly value: string }) =>
  row.name === pair.name && row.value === pair.value

function pairOf(text: string): { name: string; value: string } {
  const at = outside(text).indexOf('=')
  if (at < 0) return { name: plain(text), value: '' }
  return { name: plain(text.slice(0, at)), value: plain(text.slice(at + 1)) }
}

/** The text with all that stands in braces blotted out, so that signs in there mean nothing. */
function outside(text: string): string {
  return parseTemplate(text)
    .parts.map((part) => (part.type === 'text' ? part.text : '\0'.repeat(part.to - part.from)))
    .join('')
}

function splitOutside(text: string, sign: string): string[] {
  const blotted = outside(text)
  const parts: string[] = []
  let from = 0
  for (let at = blotted.indexOf(sign); at >= 0; at = blotted.indexOf(sign, from)) {
    parts.push(text.slice(from, at))
    from = at + 1
  }
  parts.push(text.slice(from))
  return parts
}

/** Literal text with the signs that would end it percent-encoded; what stands in braces as it is. */
function shown(text: string, signs: RegExp): string {
  return mapLiterals(text, (literal) => literal.replace(signs, (sign) => encodeURIComponent(sign)))
}

/** The reverse: `%41` and `+` as the characters they mean (WHATWG URL, urlencoded parsing). */
function plain(text: string): string {
  return mapLiterals(text, (literal) => {
    const spaced = literal.replaceAll('+', ' ')
    try {
      return decodeURIComponent(spaced)
    } catch {
      // A lone % is a sign a person typed, not the beginning of an escape.
      return spaced
    }
  })
}

function mapLiterals(text: string, how: (literal: string) => string): string {
  if (!text.includes('{{')) return how(text)
  return parseTemplate(text)
    .parts.map((part) => (part.type === 'text' ? how(part.text) : text.slice(part.from, part.to)))
    .join('')
}
