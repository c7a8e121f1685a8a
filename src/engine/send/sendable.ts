import { EngineError } from '../errors.ts'
import type { HttpRequest } from '../io.ts'
import { mask } from '../redact.ts'

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// Everything a field value may hold (RFC 9110, 5.5): visible characters, blank, tab, and what latin-1 adds.
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/
const breaks = /[\r\n\0]/

/**
 * Refuses a request that could not be written on the wire as it was meant: a line break in a header would begin a header of
 * somebody else's choosing. Messages name the header, never its value. Throws `EngineError` of kind `expression`.
 */
export function assertSendable({ headers }: HttpRequest): void {
  for (const [name, value] of headers) {
    if (!headerName.test(name)) {
      const shown = name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60)
      throw new EngineError(
        'expression',
        `“${shown}” cannot be the name of a header. Use letters, digits and -.`,
      )
    }
    if (headerValue.test(value)) continue
    if (breaks.test(value))
      throw new EngineError(
        'expression',
        `The header ${name} holds a line break, which would begin another header. Take it out, or encode it.`,
      )
    if (!headerValue.test(value.replaceAll(mask, '')))
      throw new EngineError(
        'expression',
        `The header ${name} holds characters that a header cannot carry. Use Latin letters, or encode it with url_encode or base64_encode.`,
      )
  }
}
