/**
 * Percent-encoding (RFC 3986). What is made here is left alone by every URL parser after us, so that the bytes shown are
 * the bytes sent.
 */

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const reservedLeft = /[!'()*]/g
const plain = /^[\w.~-]*$/

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A value in a path segment or a query: everything but unreserved characters is encoded; a blank is %20. */
export function encodeValue(text: string): string {
  if (plain.test(text)) return text
  return encodeURIComponent(text.replace(loneSurrogate, '\uFFFD')).replace(reservedLeft, hex)
}

/** A value in a form body (WHATWG URL, application/x-www-form-urlencoded): a blank is +, `*` stays, `~` does not. */
export function encodeFormValue(text: string): string {
  return encodeValue(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E')
}

/** Typed URL text: kept as it is, escapes too, with only what a URL cannot hold encoded. Line breaks are taken out. */
export function encodeTyped(text: string): string {
  return text
    .replace(/[\t\n\r]/g, '')
    .replace(loneSurrogate, '\uFFFD')
    .replace(/%(?![0-9A-Fa-f]{2})|[^\w\-.~:/?#@!$&()*+,;=%]/gu, (character) =>
      character === "'" ? '%27' : encodeURIComponent(character),
    )
}
