import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'

export interface BodyText {
  readonly raw: string
  /** JSON with its lines indented, its long integers whole; anything else as it is. */
  readonly pretty: string
}

/** Larger bodies are shown raw: laying them out anew would stop the page. */
const mostPretty = 2_000_000

/** A body from the tape as text. Bytes that are no UTF-8 are shown as base64. */
export function bodyText(base64: string): BodyText {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  let raw: string
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { raw: base64, pretty: base64 }
  }
  if (raw.length > mostPretty) return { raw, pretty: raw }
  try {
    return { raw, pretty: printJson(parseJson(raw), { indent: 2 }) }
  } catch {
    // Not JSON, or JSON that was cut.
    return { raw, pretty: raw }
  }
}
