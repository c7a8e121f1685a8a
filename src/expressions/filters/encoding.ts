import { MAX_TEXT, tooLong, ValueFailure } from '../values.ts'
import { defineFilter, type FilterDefinition } from './definition.ts'

/** A multiple of 3 bytes, so that pieces of base64 join without padding between them. */
const PIECE = 0x6000

function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let encoded = ''
  for (let at = 0; at < bytes.length; at += PIECE) {
    encoded += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)))
  }
  return encoded
}

/** Reads the plain and the URL-safe alphabet, with or without padding. */
function decodeBase64(text: string): string {
  try {
    const binary = atob(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/=+\s*$/, ''),
    )
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ValueFailure('needs text in base64 that holds UTF-8, and got other text')
  }
}

/** Percent-encoding that is right in a path and in a query: a blank is %20, a plus is %2B. */
function encodeUrl(text: string): string {
  if (text.length > MAX_TEXT) throw tooLong()
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new ValueFailure('needs percent-encoded UTF-8, and got other text')
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const coding = (
  name: string,
  title: string,
  description: string,
  run: (text: string) => string,
): FilterDefinition =>
  defineFilter({
    name,
    title,
    description,
    example: `{{ input.text | ${name} }}`,
    arguments: [],
    takes: 'text',
    gives: 'text',
    run,
  })

/** Filters that write text in another alphabet, and back. Bytes are UTF-8. */
export const encodingFilters = [
  coding('url_encode', 'URL-encode', 'Percent-encoded, a blank as %20.', encodeUrl),
  coding('url_decode', 'URL-decode', 'Percent-encoding undone; a plus is a blank.', decodeUrl),
  coding('base64_encode', 'Base64-encode', 'The UTF-8 bytes in base64.', encodeBase64),
  coding('base64_decode', 'Base64-decode', 'Base64 (also URL-safe) back to text.', decodeBase64),
  coding('escape', 'Escape XML', 'With &, <, > and quotes as entities, for XML and HTML.', (text) =>
    text.replace(/[&<>"']/g, (character) => entities[character] ?? character),
  ),
]
