import { EngineError } from '../../engine/errors.ts'

/** Bytes of base64, plain or URL-safe, blanks and padding as they come; undefined when it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (/[^A-Za-z0-9+/]/.test(plain) || plain.length % 4 === 1) return undefined
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0))
}

/** What a value stands for as content: its own text, or the bytes that base64 or a `data:` URL (RFC 2397) holds. */
export function decodeData(
  value: string,
  encoding: 'text' | 'base64',
  words: string,
): { content: string | Uint8Array; contentType?: string } {
  const data = /^data:([^,]*?)(;base64)?,/i.exec(value)
  if (data === null) {
    return { content: encoding === 'text' ? value : required(decodeBase64(value), words) }
  }
  const rest = value.slice(data[0].length)
  const contentType = data[1] || 'text/plain'
  if (data[2] !== undefined) return { content: required(decodeBase64(rest), words), contentType }
  try {
    return { content: decodeURIComponent(rest), contentType }
  } catch {
    return { content: required(undefined, words) }
  }
}

function required(bytes: Uint8Array | undefined, words: string): Uint8Array {
  if (bytes !== undefined) return bytes
  throw new EngineError('expression', `${words} is no base64 and no data: URL, so its bytes cannot be sent.`)
}
