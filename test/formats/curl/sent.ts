import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeFormValue } from '../../../src/formats/curl/marks.ts'
import type { CurlRequest, FileContents, Piece } from '../../../src/formats/curl/request.ts'

/** A command of `test/corpora/curl/commands.json` with the request that curl sent; its README says how it was made. */
export interface Recorded {
  name: string
  shell: 'bash' | 'cmd' | 'powershell'
  tags: string[]
  command: string
  method: string
  url: string
  headers: [string, string][]
  bodyBase64: string | null
  parts?: { name: string; filename?: string; type?: string; body: string }[]
  files?: Record<string, string>
  requestCount: number
}

const file = join(import.meta.dirname, '../../corpora/curl/commands.json')
export const corpus = JSON.parse(readFileSync(file, 'utf8')) as Recorded[]

/** A request as it goes over the wire, as far as two of them are compared. Texts are bytes, one a character. */
export interface Sent {
  method: string
  url: string
  headers: [string, string][]
  body: string
  parts?: { name: string; filename?: string; type?: string; body: string }[]
}

/** UTF-8 bytes, one a character: what is recorded is bytes. */
export const bytes = (text: string): string => Buffer.from(text).toString('latin1')

const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path

function contentsOf({ file, as }: FileContents): string {
  const text = file === '-' ? '' : `contents of ${baseName(file)}\n`
  return as === 'bytes' ? text : as === 'joined' ? text.replaceAll(/[\r\n]/g, '') : encodeFormValue(text)
}

const textOf = (piece: Piece): string => (typeof piece === 'string' ? piece : contentsOf(piece))

/** The text of a request with the contents of files where it names one, as the corpus has them. */
function withFiles(request: CurlRequest, text: string, where: 'url'): string {
  const places = request.variables
    .filter(({ form }) => form === 'file')
    .flatMap(({ name, places }) =>
      places.filter((place) => place.in === where).map((place) => ({ name, ...place })),
    )
    .toSorted((a, b) => b.start - a.start)
  return places.reduce((out, { name, start, end }) => {
    const put = contentsOf({ file: name, as: 'encoded' }).replaceAll(/%../g, (code) => code.toLowerCase())
    return out.slice(0, start) + put + out.slice(end)
  }, text)
}

/** What would be sent for a request, by the rules of its type. */
export function sentOf(request: CurlRequest): Sent {
  const { auth, parts } = request
  const headers = request.headers.map(([name, value]): [string, string] => [name, bytes(value)])
  if (auth?.scheme === 'basic')
    headers.push([
      'Authorization',
      `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`,
    ])
  if (auth?.scheme === 'bearer') headers.push(['Authorization', bytes(`Bearer ${auth.token}`)])
  return {
    method: request.method,
    url: bytes(withFiles(request, request.url, 'url')),
    headers,
    body: bytes((request.body ?? []).map(textOf).join('')),
    ...(parts === undefined
      ? {}
      : {
          parts: parts.map(({ name, filename, type, value }) => ({
            name: bytes(name),
            ...(filename === undefined ? {} : { filename: bytes(filename) }),
            ...(type === undefined ? {} : { type }),
            body: bytes(textOf(value)),
          })),
        }),
  }
}

export const sentIn = (recorded: Recorded): Sent => ({
  method: recorded.method,
  url: recorded.url,
  headers: recorded.headers,
  body: Buffer.from(recorded.bodyBase64 ?? '', 'base64').toString('latin1'),
  ...(recorded.parts === undefined
    ? {}
    : {
        parts: recorded.parts.map((part) => ({
          ...part,
          body: Buffer.from(part.body, 'base64').toString('latin1'),
        })),
      }),
})

const hopByHop =
  /^(connection|keep-alive|proxy-\w+|te|trailer|transfer-encoding|upgrade|host|content-length|expect)$/i

/** Headers that count: by name, those of one name in their order. Of a multipart body's type, whoever sends it chooses the boundary. */
function counted({ headers, parts }: Sent): string[] {
  return headers
    .map(([name, value]): [string, string] => [
      name,
      parts !== undefined && /^content-type$/i.test(name) ? (value.split(';')[0] ?? '') : value,
    ])
    .filter(
      ([name, value]) => !hopByHop.test(name) && !(/^user-agent$/i.test(name) && value.startsWith('curl/')),
    )
    .filter(([name, value]) => !(/^accept$/i.test(name) && value === '*/*'))
    .filter(([name, value]) => !(/^content-type$/i.test(name) && /^multipart\/form-data/i.test(value)))
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}: ${value}`)
}

const decoded = (text: string): string =>
  text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

interface Cut {
  scheme: string
  host: string
  path: string
  query: string | undefined
}

function cut(url: string): Cut {
  const [, scheme = '', host = '', rest = ''] = /^(?:(\w+):\/\/)?([^/?#]*)(.*)$/s.exec(url) ?? []
  const question = rest.indexOf('?')
  return {
    scheme: scheme.toLowerCase(),
    host: host.toLowerCase(),
    path: question < 0 ? rest || '/' : rest.slice(0, question) || '/',
    query: question < 0 ? undefined : rest.slice(question + 1),
  }
}

const pairs = (query: string): string[][] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split(/=(.*)/s, 2).map((part) => decoded(part.replaceAll('+', ' '))))

function bodyValue({ body, headers }: Sent): unknown {
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  try {
    return /json/i.test(type) || /^\s*[{[]/.test(body) ? JSON.parse(body) : asForm()
  } catch {
    return asForm()
  }
  function asForm(): unknown {
    return /x-www-form-urlencoded/i.test(type) ? pairs(body) : body
  }
}

/** A multipart body that stands as bytes, with its parts: by the last boundary, which is the one in use where curl adds its own. */
function parted(sent: Sent): Sent {
  const type = sent.headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  const boundary = /^multipart\//i.test(type) ? type.split('boundary=').at(-1) : undefined
  if (sent.parts !== undefined || boundary === undefined || boundary === type) return sent
  const parts = sent.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((text) => {
      const [head = '', ...rest] = text.replace(/^\r\n/, '').split('\r\n\r\n')
      const found = (pattern: RegExp): string | undefined => pattern.exec(head)?.[1]
      return {
        name: found(/\bname="([^"]*)"/i) ?? '',
        filename: found(/\bfilename="([^"]*)"/i),
        type: found(/^content-type: *(.*)$/im),
        body: rest.join('\r\n\r\n').replace(/\r\n$/, ''),
      }
    })
  return { ...sent, parts, body: '' }
}

/** Where two requests differ, by the corpus' two measures. */
export function differences(one: Sent, other: Sent): { semantic: string[]; exact: string[] } {
  const [ours, theirs] = [parted(one), parted(other)]
  const [a, b] = [cut(ours.url), cut(theirs.url)]
  const unlike = (what: string, left: unknown, right: unknown): string[] =>
    JSON.stringify(left) === JSON.stringify(right)
      ? []
      : [`${what}: ${JSON.stringify(left)?.slice(0, 300)} for ${JSON.stringify(right)?.slice(0, 300)}`]
  return {
    semantic: [
      ...unlike('method', ours.method, theirs.method),
      ...unlike('scheme', a.scheme, b.scheme),
      ...unlike('host', a.host, b.host),
      ...unlike('path', decoded(a.path), decoded(b.path)),
      ...unlike('query', pairs(a.query ?? ''), pairs(b.query ?? '')),
      ...unlike('headers', counted(ours), counted(theirs)),
      ...(theirs.parts === undefined && ours.parts === undefined
        ? unlike('body', bodyValue(ours), bodyValue(theirs))
        : unlike('parts', ours.parts?.map(ordered), theirs.parts?.map(ordered))),
    ],
    exact: [
      ...unlike('raw query', a.query ?? '', b.query ?? ''),
      ...(theirs.parts === undefined ? unlike('raw body', ours.body, theirs.body) : []),
    ],
  }
}

type SentPart = NonNullable<Sent['parts']>[number]
const ordered = ({ name, filename, type, body }: SentPart) => ({ name, filename, type, body })
