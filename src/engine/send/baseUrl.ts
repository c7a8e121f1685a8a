import { compileTemplate } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import type { Service } from '../../model/document.ts'
import { EngineError } from '../errors.ts'
import type { Fields } from '../io.ts'

/**
 * The base URL with the credential's plain fields filled in (a subdomain): `{{ auth.NAME }}` of secret fields is nothing here,
 * since an address is shown everywhere. Throws `EngineError` of kind `address` when the template cannot be evaluated.
 */
export function evaluateBaseUrl(service: Service, shown: Fields): string {
  if (!service.baseUrl.includes('{{')) return service.baseUrl.trim()
  try {
    return toText(compileTemplate(service.baseUrl)({ auth: shown, service: { title: service.title } })).trim()
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : ''
    throw new EngineError('address', `The base URL of the service cannot be evaluated: ${words}`, { cause })
  }
}

/** Origins of addresses that were read already. */
const known = new Map<string, string | undefined>()
const MAX_KNOWN = 1000

/** `https://host:port` of an address in the form all hosts compare; undefined when it is none. Asked for every request. */
export function originOf(url: string): string | undefined {
  const end = url.search(/[/?#\\](?<!:\/?[/\\])/)
  const start = end < 0 ? url : url.slice(0, end)
  if (known.has(start)) return known.get(start)
  let origin: string | undefined
  try {
    const parsed = new URL(start)
    origin = parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.origin : undefined
  } catch {
    origin = undefined
  }
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(start, origin)
  return origin
}
