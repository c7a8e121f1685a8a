import { contents } from './data.ts'
import type { Draft, DraftPart } from './draft.ts'
import { createVariables } from './marks.ts'
import type { Auth, CurlRequest, Part, Piece, Place } from './request.ts'
import { type Address, printAddress, readAddress } from './url.ts'

/** The requests of a draft, one for each of its addresses: marks become texts, places and names of files. */
export function finishDraft(draft: Draft): CurlRequest[] {
  return draft.urls.filter(isAddress).map((url, index) => finish(draft, url, draft.uploads[index]))

  /** A variable alone, beside an address, holds options rather than another address. */
  function isAddress(url: string): boolean {
    const { marks } = draft.context
    const form = url.length === 1 ? marks.of(url)?.form : undefined
    if ((form !== 'shell' && form !== 'command') || draft.urls.length === 1) return true
    draft.warnings.add(`${marks.plain(url)} is left out: it may hold options of curl.`)
    return false
  }
}

type Write = (text: string, where: Place['in'], at?: number) => string

function finish(draft: Draft, source: string, upload: string | undefined): CurlRequest {
  const { marks, findVariables } = draft.context
  const variables = createVariables(marks)
  const files = new Set([...draft.files].map(marks.plain))
  const write: Write = (text, where, at = 0) => variables.write(text, { in: where, at })
  const address = readAddress(draft, source)
  const body = upload === undefined ? (draft.get ? undefined : draft.data) : uploaded(draft, address, upload)
  const parts = body === undefined ? draft.parts : []
  if (body !== undefined && draft.parts.length > 0)
    draft.warnings.add('-F together with other data: curl refuses this, and the parts are left out.')
  addQuery(draft, address)
  const headers = headersOf(draft, body !== undefined && upload === undefined, parts.length > 0, files)
  if (draft.requestTarget !== undefined)
    draft.warnings.add('--request-target asks for another path than that of the address, and is left out.')
  // Written in the order in which people read a request, which is the order of its variables.
  const url = write(printAddress(address), 'url')
  const auth = authOf(draft, address, write)
  const request: CurlRequest = {
    method: write(draft.method ?? methodOf(draft, upload, body !== undefined || parts.length > 0), 'method'),
    url,
    headers: headers.map(([name, value], index) => [
      marks.plain(name),
      write(findVariables(value, 'header'), 'header', index),
    ]),
    ...(body === undefined ? {} : { body: piecesOf(draft, body, write, files) }),
    ...(parts.length === 0 ? {} : { parts: parts.map((part, at) => partOf(draft, part, at, write, files)) }),
    ...(auth === undefined ? {} : { auth }),
    transfer: { ...draft.transfer },
    variables: variables.list(),
    files: [],
    warnings: [],
  }
  for (const { form, name } of request.variables) if (form === 'file') files.add(name)
  if (files.delete('-')) draft.warnings.add('What comes in at the standard input is not known.')
  return { ...request, files: [...files], warnings: [...draft.warnings].map(marks.plain) }
}

function methodOf(draft: Draft, upload: string | undefined, hasBody: boolean): string {
  if (draft.head) return 'HEAD'
  if (upload !== undefined) return 'PUT'
  return hasBody ? 'POST' : 'GET'
}

/** What `-T` sends. An address that ends with a `/` is completed by the name of the file. */
function uploaded(draft: Draft, address: Address, file: string): string {
  const name = /[^/\\]*$/.exec(file)?.[0] ?? file
  if (address.path.endsWith('/') && file !== '-' && file !== '.') address.path += encodeURI(toValid(name))
  return contents(draft, file === '.' ? '-' : file, 'bytes')
}

/** `encodeURI` throws at half a surrogate pair. */
const toValid = (text: string): string => text.toWellFormed()

/** `--url-query` and, with `-G`, the data. curl writes percent-encoded bytes in small letters where it adds to an address. */
function addQuery(draft: Draft, address: Address): void {
  const added = [...draft.query, ...(draft.get && draft.data !== undefined ? [draft.data] : [])].filter(
    (text) => text !== '',
  )
  for (const text of added) {
    const small = text.replaceAll(/%[0-9A-F]{2}/gi, (code) => code.toLowerCase())
    const { query } = address
    address.query =
      query === undefined || query === '' ? small : query + (query.endsWith('&') ? '' : '&') + small
  }
}

type Header = [name: string, value: string]

/** The headers that a person wrote, behind those that options make and no header of a person's replaces. */
function headersOf(draft: Draft, hasData: boolean, hasParts: boolean, files: Set<string>): Header[] {
  const { marks } = draft.context
  const written: Header[] = []
  const named = new Set<string>()
  for (const line of draft.headers) {
    if (line.startsWith('@')) {
      files.add(marks.plain(line.slice(1)))
      draft.warnings.add(`The headers that stand in the file ${line.slice(1)} are not known.`)
      continue
    }
    const colon = line.indexOf(':')
    const empty = colon < 0 ? /^([^;]+);\s*$/.exec(line)?.[1] : undefined
    const name = (empty ?? line.slice(0, Math.max(colon, 0))).trim()
    const value = empty === undefined ? line.slice(colon + 1).trim() : ''
    if (name === '') {
      draft.warnings.add(`The header “${line}” has no colon and is left out.`)
      continue
    }
    named.add(name.toLowerCase())
    // Without a value a header is taken away, unless a semicolon says that it is to be empty.
    if (value !== '' || empty !== undefined) written.push([name, value.replaceAll(/[\r\n]+\s*/g, ' ')])
  }
  const isFree = (name: string): boolean => !named.has(name.toLowerCase())
  const made: [string, string | undefined][] = [
    ['Range', draft.range === undefined ? undefined : `bytes=${draft.range}`],
    ['User-Agent', draft.agent],
    ['Referer', draft.referer],
    ['Cookie', draft.cookies.length === 0 ? undefined : draft.cookies.join('; ')],
    draft.condition ?? ['If-Modified-Since', undefined],
  ]
  const types: [string, string | undefined][] = [
    [
      'Content-Type',
      draft.json ? 'application/json' : hasData ? 'application/x-www-form-urlencoded' : undefined,
    ],
    ['Accept', draft.json ? 'application/json' : undefined],
  ]
  const present = ([name, value]: [string, string | undefined]): boolean =>
    value !== undefined && value !== '' && isFree(name)
  return [
    ...(made.filter(present) as Header[]),
    ...written.flatMap((header) => (hasParts ? multipartHeader(header) : [header])),
    ...(hasParts ? [] : (types.filter(present) as Header[])),
  ]
}

/** The type of a multipart body names its boundary, which whoever sends it chooses; so only another type than usual is kept. */
function multipartHeader([name, value]: Header): Header[] {
  if (name.toLowerCase() !== 'content-type') return [[name, value]]
  const [type = ''] = value.split(';', 1)
  return type.trim().toLowerCase() === 'multipart/form-data' ? [] : [[name, type.trim()]]
}

function authOf(draft: Draft, address: Address, write: Write): Auth | undefined {
  const find = (text: string): string => draft.context.findVariables(text, 'value')
  const hasOwn = draft.headers.some((line) => /^\s*authorization\s*[:;]/i.test(line))
  if (hasOwn) return undefined
  if (draft.bearer !== undefined) return { scheme: 'bearer', token: write(find(draft.bearer), 'token') }
  const [first, ...rest] = draft.user?.split(':') ?? []
  const user = first ?? address.user
  if (user === undefined) return undefined
  const signed = {
    user: write(find(user), 'user'),
    password: write(find(first === undefined ? (address.password ?? '') : rest.join(':')), 'password'),
  }
  return draft.awsProvider === undefined
    ? { scheme: draft.scheme, ...signed }
    : { scheme: 'aws-sigv4', provider: draft.context.marks.plain(draft.awsProvider), ...signed }
}

/** A body, cut where files stand in it. */
function piecesOf(draft: Draft, body: string, write: Write, files: Set<string>): Piece[] {
  const { marks, findVariables } = draft.context
  const pieces: Piece[] = []
  for (const stretch of body.split(/([\uE000-\uF8FF])/)) {
    const mark = stretch.length === 1 ? marks.of(stretch) : undefined
    const last = pieces.at(-1)
    if (mark?.form === 'file') {
      files.add(mark.name)
      pieces.push({ file: mark.name, as: mark.as ?? 'bytes' })
    } else if (typeof last === 'string') pieces[pieces.length - 1] = last + stretch
    else if (stretch !== '') pieces.push(stretch)
  }
  return pieces.map((piece, at) =>
    typeof piece === 'string' ? write(findVariables(piece, 'body'), 'body', at) : piece,
  )
}

function partOf(draft: Draft, part: DraftPart, at: number, write: Write, files: Set<string>): Part {
  const { marks, findVariables } = draft.context
  const mark = part.value.length === 1 ? marks.of(part.value) : undefined
  if (mark?.form === 'file') files.add(mark.name)
  return {
    name: marks.plain(part.name),
    value:
      mark?.form === 'file'
        ? { file: mark.name, as: mark.as ?? 'bytes' }
        : write(findVariables(part.value, 'body'), 'part', at),
    ...(part.filename === undefined ? {} : { filename: marks.plain(part.filename) }),
    ...(part.type === undefined ? {} : { type: marks.plain(part.type) }),
    ...(part.headers === undefined ? {} : { headers: part.headers.map(marks.plain) }),
  }
}
