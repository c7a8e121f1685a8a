import type { HttpRequest } from '../../engine/io.ts'
import { mask } from '../../engine/redact.ts'
import { plainMasks } from '../../engine/send/shown.ts'
import { encodeBase64 } from '../../expressions/encodings.ts'
import type { CurlRequest, FileContents, ShellName } from './request.ts'
import { writeCurl } from './writeCurl.ts'
import { transportHeaders } from '../../nodes/request/transportHeaders.ts'

/** Shells that a command can be copied for, in the order in which they are offered. */
export const curlShells: readonly { readonly shell: ShellName; readonly title: string }[] = [
  { shell: 'bash', title: 'bash' },
  { shell: 'cmd', title: 'Windows cmd' },
  { shell: 'powershell', title: 'PowerShell' },
]

/** A request as it is shown: secrets are masks. */
export interface ShownForCurl {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly bodyBase64?: string
  /** How many bytes of the body are not in it. */
  readonly cut?: number
}

/** A request that is drawn with masks and was not sent. */
export const shownForCurl = ({ method, url, headers, body }: HttpRequest): ShownForCurl => ({
  method,
  url: plainMasks(url),
  headers,
  ...(body !== undefined && { bodyBase64: encodeBase64(body) }),
})

export interface CurlCommand {
  readonly text: string
  /** How many secrets stand in it as placeholders, such as `<AUTHORIZATION>`, for whoever runs it to write in. */
  readonly placeholders: number
  /** What of the request is not in the command, in words. */
  readonly notes: readonly string[]
}

/** Written for every request by whatever sends it: curl writes its own. */
const ownHeaders = new Set([...transportHeaders, 'host', 'accept-encoding'])

/** The file that stands for bytes that are no text. */
const bodyFile = 'body.bin'

/**
 * The command that sends a request that was shown, for a shell. Masks become placeholders that are named after what they stand in:
 * the page never has the secrets. `patchbay preview --show-secrets` has them.
 */
export function curlOf(request: ShownForCurl, shell: ShellName): CurlCommand {
  const notes: string[] = []
  let placeholders = 0
  /** Each mask under the name of the place that it stands in. */
  const unmasked = (text: string, name: string): string => {
    const parts = text.split(mask)
    placeholders += parts.length - 1
    return parts.join(`<${placeholderName(name)}>`)
  }
  const body = bodyOf(request, notes)
  const headers = request.headers
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .map(([name, value]): [string, string] => [name, unmasked(value, name)])
  const command: CurlRequest = {
    method: request.method,
    url: unmaskedUrl(request.url, unmasked),
    headers,
    transfer: {
      ...(request.headers.some(([name]) => name.toLowerCase() === 'accept-encoding') && { compressed: true }),
    },
    variables: [],
    files: typeof body === 'object' ? [body.file] : [],
    warnings: [],
    ...(body !== undefined && { body: [typeof body === 'string' ? unmasked(body, 'secret') : body] }),
  }
  return { text: writeCurl(command, shell), placeholders, notes }
}

/** `X-API-Key` as `X_API_KEY`. */
const placeholderName = (name: string) =>
  name
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
    .toUpperCase() || 'SECRET'

/** A mask in a query is named after its parameter, elsewhere in an address it is a secret. */
function unmaskedUrl(url: string, unmasked: (text: string, name: string) => string): string {
  const at = url.indexOf('?')
  if (at < 0) return unmasked(url, 'secret')
  const query = url
    .slice(at + 1)
    .split('&')
    .map((pair) => unmasked(pair, pair.split('=', 1)[0] ?? 'secret'))
  return `${unmasked(url.slice(0, at), 'secret')}?${query.join('&')}`
}

function bodyOf(
  { bodyBase64 = '', cut = 0 }: ShownForCurl,
  notes: string[],
): string | FileContents | undefined {
  if (bodyBase64 === '') return undefined
  const bytes = Uint8Array.from(atob(bodyBase64), (character) => character.charCodeAt(0))
  if (cut > 0) notes.push(`${cut} bytes of the body are not kept, and not in it.`)
  try {
    // A cut may stand within a letter.
    return new TextDecoder('utf-8', { fatal: cut === 0 }).decode(bytes)
  } catch {
    notes.push(`The body is no text: the command sends the file ${bodyFile}.`)
    return { file: bodyFile, as: 'bytes' }
  }
}

/** What is said when a command has been copied. */
export function copiedWords({ placeholders, notes }: CurlCommand): string {
  const secrets =
    placeholders === 0
      ? 'Copied.'
      : placeholders === 1
        ? 'Copied. A secret in it is a placeholder.'
        : `Copied. ${placeholders} secrets in it are placeholders.`
  return [secrets, ...notes].join(' ')
}
