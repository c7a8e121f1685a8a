import type { Json } from '../../model/json.ts'
import type { HttpResponse } from '../io.ts'

type Headers = Pick<HttpResponse, 'headers'>

/** All lines of a header, by name in any case (RFC 9110, 5.1), in the order they came. */
export function headerLines({ headers }: Headers, name: string): string[] {
  const wanted = name.toLowerCase()
  const lines: string[] = []
  for (const [written, value] of headers) if (written.toLowerCase() === wanted) lines.push(value)
  return lines
}

/**
 * Headers as a value: names in lower case; several lines of one name are joined by a comma, as RFC 9110 (5.3) allows for all but
 * Set-Cookie, which is always a list.
 */
export function headersObject({ headers }: Headers): Record<string, Json> {
  const gathered = new Map<string, string[]>()
  for (const [written, value] of headers) {
    const name = written.toLowerCase()
    const lines = gathered.get(name)
    if (lines === undefined) gathered.set(name, [value])
    else lines.push(value)
  }
  return Object.fromEntries(
    [...gathered].map(([name, lines]) => [name, name === 'set-cookie' ? lines : lines.join(', ')]),
  )
}
