import { percentEncode, wellFormed } from '../../expressions/encodings.ts'

/**
 * Percent-encoding (RFC 3986). What is made here is left alone by every URL parser after us, so that the bytes shown are
 * the bytes sent.
 */

const plain = /^[\w.~-]*$/

/** A value in a path segment or a query: everything but unreserved characters is encoded. Most values hold none to encode. */
export const encodeValue = (text: string): string => (plain.test(text) ? text : percentEncode(text))

/** Typed URL text: kept as it is, escapes too, with only what a URL cannot hold encoded. Line breaks are taken out. */
export function encodeTyped(text: string): string {
  return wellFormed(text)
    .replace(/[\t\n\r]/g, '')
    .replace(/%(?![0-9A-Fa-f]{2})|[^\w\-.~:/?#@!$&()*+,;=%]/gu, (character) =>
      character === "'" ? '%27' : encodeURIComponent(character),
    )
}
