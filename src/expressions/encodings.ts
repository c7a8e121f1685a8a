/** The encodings that filters, requests and the search for secrets share, so that what one writes the other finds. */

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** With half characters, which no encoding of bytes can hold, as U+FFFD. */
export const wellFormed = (text: string): string => text.replace(loneSurrogate, '\uFFFD')

/**
 * Percent-encoding of everything but unreserved characters (RFC 3986, 2.3), so that it is right in a path and in a query and no
 * reader of addresses changes it again: a blank is %20.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** In a form body (WHATWG URL, application/x-www-form-urlencoded): a blank is +, `*` stays, `~` does not. */
export const formEncode = (text: string): string =>
  percentEncode(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E')

/** A multiple of 3 bytes, so that pieces join without padding between them; small enough for one call. */
const PIECE = 0x6000

/** Bytes as base64 (RFC 4648, 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let encoded = ''
  for (let at = 0; at < bytes.length; at += PIECE)
    encoded += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)))
  return encoded
}
