import { encodeBase64, percentEncode } from '../encodings.ts'
import { MAX_TEXT, tooLong, ValueFailure } from '../values.ts'
import { defineFilter, type FilterDefinition } from './definition.ts'

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

function encodeUrl(text: string): string {
  if (text.length > MAX_TEXT) throw tooLong()
  return percentEncode(text)
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
  coding('base64_encode', 'Base64-encode', 'The UTF-8 bytes in base64.', (text) =>
    encodeBase64(new TextEncoder().encode(text)),
  ),
  coding('base64_decode', 'Base64-decode', 'Base64 (also URL-safe) back to text.', decodeBase64),
  coding('escape', 'Escape XML', 'With &, <, > and quotes as entities, for XML and HTML.', (text) =>
    text.replace(/[&<>"']/g, (character) => entities[character] ?? character),
  ),
]
