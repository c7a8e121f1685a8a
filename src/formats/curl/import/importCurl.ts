import type { Connector, Field, GraphNode } from '../../../model/document.ts'
import type { AuthenticationId, MakeId } from '../../../model/ids.ts'
import type { Json } from '../../../model/json.ts'
import { createTitles } from '../../../model/titles.ts'
import { readCurl } from '../readCurl.ts'
import type { ShellName } from '../request.ts'
import { createAuthentications, type ImportedAuthentication } from './authentications.ts'
import { type ImportedRequest, importRequest } from './importRequest.ts'
import { type MaskedSource, maskSource } from './maskSource.ts'
import { operationTitle, serviceTitle, sharedSegments } from './names.ts'
import type { ImportedPaging } from './paging.ts'

/** An operation that a command would become. */
export interface ImportedOperation {
  title: string
  method: string
  /** As the request has it: behind the base URL, or a whole address of another service. */
  url: string
  /** Settings of the request, without those that paging would take over. */
  settings: Record<string, Json>
  fields: Field[]
  authentication: AuthenticationId | undefined
  /** A way to page that its parameters speak of. */
  paging: ImportedPaging | undefined
  /** Whether it is asked of the connector's own service; otherwise its credential does not go there. */
  isOfService: boolean
  /** Title of an operation of the connector that asks for the same. */
  like: string | undefined
  warnings: string[]
}

/** What would be made of a text of curl commands. Holds secrets in `authentications` alone, and `secrets` says how many. */
export interface CurlImport {
  shell: ShellName
  service: { title: string; baseUrl: string; isNew: boolean }
  authentications: ImportedAuthentication[]
  operations: ImportedOperation[]
  secrets: number
  /** The text with its secrets hidden, to be shown. */
  source: MaskedSource
  warnings: string[]
}

export interface ImportOptions {
  /** Without one, a connector is made of the first command's host. */
  connector?: Connector | undefined
  shell?: ShellName | undefined
  makeId: MakeId
}

/** What of a text of curl commands would be made. Never throws; a text without commands gives no operation and a warning. */
export function importCurl(source: string, { connector, shell, makeId }: ImportOptions): CurlImport {
  const reading = readCurl(source, shell)
  const requests = reading.value.map((request) => importRequest(request, makeId))
  const base = baseOf(connector, requests)
  const authentications = createAuthentications(connector, makeId)
  const free = createTitles(new Set(connector?.operations.map(({ title }) => title)))
  const asked = addressesOf(connector)
  const operations = requests.map((request): ImportedOperation => {
    const warnings = [...request.warnings]
    const { url, isOfService, named } = place(request, base)
    const like = asked.get(`${request.method} ${url}`)
    if (!isOfService)
      warnings.push(`It asks ${request.host || 'another service'}, where the credential does not go.`)
    return {
      title: free(operationTitle(request.method, named)),
      method: request.method,
      url,
      settings: {
        method: request.method,
        url,
        query: request.query,
        ...request.settings,
      },
      fields: request.fields,
      authentication: authentications.of(request.lifted, isOfService, warnings),
      paging: request.paging,
      isOfService,
      like,
      warnings,
    }
  })
  const secrets = requests.flatMap(({ lifted }) => lifted.fields).filter(({ secret }) => secret)
  return {
    shell: reading.shell,
    service: {
      title: connector?.service.title ?? serviceTitle(requests[0]?.host ?? ''),
      baseUrl: base,
      isNew: connector === undefined || connector.service.baseUrl.trim() === '',
    },
    authentications: authentications.found,
    operations,
    secrets: new Set(secrets.flatMap(({ value }) => (value === undefined || value === '' ? [] : [value])))
      .size,
    source: maskSource(source, secrets),
    warnings: reading.warnings,
  }
}

/** The base URL: the connector's, or what the commands to the first one's host have in common that belongs to a service. */
function baseOf(connector: Connector | undefined, requests: readonly ImportedRequest[]): string {
  const given = connector?.service.baseUrl.trim().replace(/\/+$/, '')
  if (given !== undefined && given !== '') return given
  const [first] = requests
  if (first === undefined) return ''
  const same = requests.filter(({ origin }) => origin === first.origin)
  const count = Math.min(...same.map(({ marked }) => sharedSegments(marked.slice(1))))
  const path = first.segments.slice(1, 1 + count)
  const shared = path.findIndex((segment, at) => same.some(({ segments }) => segments[at + 1] !== segment))
  return [first.origin, ...(shared < 0 ? path : path.slice(0, shared))].join('/')
}

/** The request's address behind the base URL, or whole where it is another service's. */
function place({ origin, segments, marked, rawQuery }: ImportedRequest, base: string) {
  const whole = [origin, ...segments.slice(1)].join('/')
  const query = rawQuery === undefined ? '' : `?${rawQuery}`
  const isOfService = base !== '' && (whole === base || whole.startsWith(`${base}/`))
  const rest = isOfService ? whole.slice(base.length) : whole
  const cut = isOfService
    ? base.split('/').length - origin.split('/').length
    : sharedSegments(marked.slice(1))
  return { url: rest + query, isOfService, named: marked.slice(1 + Math.max(0, cut)) }
}

/** What the connector's requests ask for, with the titles of their operations. */
function addressesOf(connector: Connector | undefined): Map<string, string> {
  const found = new Map<string, string>()
  for (const { title, graph } of connector?.operations ?? [])
    for (const { kind, settings } of Object.values<GraphNode>(graph.nodes))
      if (kind === 'request') found.set(`${String(settings['method'])} ${String(settings['url'])}`, title)
  return found
}
