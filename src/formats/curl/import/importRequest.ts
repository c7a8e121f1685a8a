import type { Field } from '../../../model/document.ts'
import type { MakeId } from '../../../model/ids.ts'
import type { Json } from '../../../model/json.ts'
import type { CurlRequest } from '../request.ts'
import { importBody } from './body.ts'
import { createHoles, type Holes } from './holes.ts'
import { liftAccount, liftBasic, liftBearer, type Lifted, liftFromText, liftRow } from './lift.ts'
import { findSecretsInAddress } from '../../../model/literalSecrets.ts'
import { isMarked, markedIn } from './marked.ts'
import { inputName, inputTitle } from './names.ts'
import { type ImportedPaging, recognisePaging } from './paging.ts'
import { type ImportedRow, type Pair, readPairs, rowOf } from './query.ts'

/** A command's request with its variables as inputs and its secrets taken out. */
export interface ImportedRequest {
  method: string
  /** `https://host` as a template, of which the credential may fill in parts; empty where a variable holds all of it. */
  origin: string
  /** Host as it stands in the command. */
  host: string
  /** Path as a template, cut at its slashes; the first is empty. */
  segments: string[]
  /** The same with a mark in place of each variable, for names to be made of. */
  marked: string[]
  /** A query that rows could not say, as a template. */
  rawQuery: string | undefined
  query: ImportedRow[]
  /** Further settings of the request: headers, body, time limit. */
  settings: Record<string, Json>
  fields: Field[]
  lifted: Lifted
  paging: ImportedPaging | undefined
  warnings: string[]
}

export function importRequest(request: CurlRequest, makeId: MakeId): ImportedRequest {
  const holes = createHoles(request, makeId)
  const warnings = [...request.warnings]
  const address = readAddress(holes.marked(request.url, 'url'), holes)
  liftAuth(request, holes, warnings)
  const headers = request.headers.map(
    ([name, value], at): Pair => ({
      name,
      value: hideInAddress(holes.marked(value, 'header', at), holes),
    }),
  )
  const pairs = address.query === undefined ? [] : readPairs(address.query)
  const query = keep('query', pairs ?? [], holes)
  const hasBody = request.body !== undefined || request.parts !== undefined
  const type = hasBody ? headers.find(isType)?.value : undefined
  const rest = keep('header', hasBody ? headers.filter((header) => !isType(header)) : headers, holes)
  const accounts =
    holes.lifted.placements.length > 0 ? rest.filter((header) => liftsAccount(header, holes)) : []
  const rows = (kept: readonly Pair[]) =>
    kept.map(({ name, value }) => rowOf(holes.template(name), holes.template(value)))
  // In the order in which people read a request: templates name the inputs as they are made.
  const drawn = {
    segments: address.path.map(holes.template),
    rawQuery: pairs === undefined && address.query !== undefined ? holes.template(address.query) : undefined,
    query: rows(query),
    headers: rows(rest.filter((header) => !accounts.includes(header))),
  }
  const { body, warnings: said } = importBody(request, type, holes)
  return {
    method: request.method,
    origin: address.origin,
    host: address.host,
    segments: drawn.segments,
    marked: address.path,
    rawQuery: drawn.rawQuery,
    query: drawn.query,
    settings: { headers: drawn.headers, body, ...sending(request, warnings) },
    fields: holes.fields(),
    lifted: holes.lifted,
    paging: recognisePaging(request.method, query),
    warnings: [...warnings, ...said],
  }
}

const isType = ({ name }: Pair) => /^content-type$/i.test(name)

/** An address in a header, such as that of the page before, has its secrets in it as marks. */
function hideInAddress(value: string, holes: Holes): string {
  if (!/^\s*https?:\/\//i.test(value)) return value
  let out = ''
  let at = 0
  for (const { from, to, field } of findSecretsInAddress(value).toSorted((a, b) => a.from - b.from)) {
    const secret = value.slice(from, to)
    const said = { name: inputName(field), title: inputTitle(field), secret: true }
    out += value.slice(at, from) + holes.secret({ ...said, value: secret, written: secret })
    at = to
  }
  return out + value.slice(at)
}

/** What of the rows does not sign in; what does is lifted. */
const keep = (place: 'header' | 'query', pairs: readonly Pair[], holes: Holes): Pair[] =>
  pairs.filter(({ name, value }) => {
    const lifted = isMarked(name) ? undefined : liftRow(place, name, value, holes.context)
    if (lifted !== undefined) holes.add(lifted)
    return lifted === undefined
  })

function liftsAccount({ name, value }: Pair, holes: Holes): boolean {
  const lifted = liftAccount(name, value, holes.context)
  if (lifted !== undefined) holes.add(lifted)
  return lifted !== undefined
}

/** Ways to sign in of which Basic does the same, or is what the service may choose. */
const asBasic = new Set(['basic', 'any'])

function liftAuth({ auth }: CurlRequest, holes: Holes, warnings: string[]): void {
  if (auth === undefined) return
  if (auth.scheme === 'bearer') holes.add(liftBearer(holes.marked(auth.token, 'token'), holes.context))
  else if (asBasic.has(auth.scheme))
    holes.add(
      liftBasic(holes.marked(auth.user, 'user'), holes.marked(auth.password, 'password'), holes.context),
    )
  // Sent as Basic, a password would go out in the clear that was never meant to.
  else
    warnings.push(
      `It signs in by ${auth.scheme}, which Patchbay cannot do. User name and password are left out; choose another way to sign in.`,
    )
}

interface ReadAddress {
  origin: string
  host: string
  path: string[]
  query: string | undefined
}

/** Variables of the host are filled in once, with the credential: the address of a service cannot be asked for in a form. */
function readAddress(url: string, holes: Holes): ReadAddress {
  const [, scheme, host = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/([^/?#]*))?(.*)$/is.exec(url) ?? []
  const question = rest.indexOf('?')
  const whole = question < 0 ? rest : rest.slice(0, question)
  const query = question < 0 ? undefined : rest.slice(question + 1)
  const isBase = scheme === undefined && isMarked(whole.slice(0, 1))
  for (const index of markedIn(isBase ? whole.slice(0, 1) : host)) holes.once(index)
  const path = liftFromText(isBase ? whole.slice(1) : whole, false, (field) => holes.secret(field)).split('/')
  return {
    origin: isBase
      ? holes.template(whole.slice(0, 1))
      : `${(scheme ?? 'https').toLowerCase()}://${holes.template(host)}`,
    host: isBase ? '' : holes.written(host),
    path: path.length === 1 && path[0] !== '' ? ['', ...path] : path,
    query: query === '' ? undefined : query,
  }
}

/** How it is sent, as far as a request has a setting for it. */
function sending({ transfer }: CurlRequest, warnings: string[]): Record<string, Json> {
  if (transfer.insecure === true)
    warnings.push('-k is left out: certificates are always checked. Add the service’s own to the runner’s.')
  return {
    ...(transfer.maxRedirects !== undefined && { redirects: Math.min(transfer.maxRedirects, 50) }),
    ...(transfer.timeoutMs !== undefined && {
      timeoutMs: Math.min(Math.max(1, Math.round(transfer.timeoutMs)), 3_600_000),
    }),
    ...(transfer.retries !== undefined && {
      retry: { attempts: Math.min(transfer.retries + 1, 20) },
    }),
  }
}
