import { createConnector } from '../../../model/create.ts'
import type { Connector, Operation } from '../../../model/document.ts'
import { drawOperation } from '../../../model/drawOperation.ts'
import { applyEdits, type Edit } from '../../../model/edits.ts'
import type { MakeId } from '../../../model/ids.ts'
import type { Json } from '../../../model/json.ts'
import { createOperationNames, nameFromTitle } from '../../../model/titles.ts'
import type { ImportedAuthentication } from './authentications.ts'
import type { CurlImport, ImportedOperation } from './importCurl.ts'

/** What a person decided about one proposed operation; what is not said is as proposed. */
export interface ImportChoice {
  take?: boolean
  title?: string
  /** Whether the request stands in *For each page*. As proposed: where it would page as it is. */
  paged?: boolean
}

/** What an import does to a document, and what goes into credentials beside it. */
export interface AppliedImport {
  /** One step of a connector's history. */
  edits: Edit[]
  operations: Operation[]
  /** Authentications of the operations taken, with the values that the commands held. Never part of the document. */
  credentials: ImportedAuthentication[]
}

interface ApplyOptions {
  /** By the places of the operations. */
  choices?: readonly ImportChoice[]
  makeId: MakeId
}

/** The edits that make the proposed operations in a connector. */
export function applyImport(
  connector: Connector,
  proposal: CurlImport,
  { choices = [], makeId }: ApplyOptions,
): AppliedImport {
  const freeName = createOperationNames(connector)
  const taken = proposal.operations.flatMap((operation, at) => {
    const { take = true, title = operation.title, paged } = choices[at] ?? {}
    return take ? [{ ...operation, title: title.trim() === '' ? operation.title : title.trim(), paged }] : []
  })
  const operations = taken.map((each) =>
    drawImported(each, freeName(nameFromTitle(each.title, 'operation')), makeId),
  )
  const used = new Set(taken.map(({ authentication }) => authentication))
  const credentials = proposal.authentications.filter(({ authentication }) => used.has(authentication.id))
  const { service } = proposal
  return {
    edits: [
      ...(service.isNew && connector.service.baseUrl !== service.baseUrl && operations.length > 0
        ? [{ edit: 'changeService', values: { baseUrl: service.baseUrl } } as const]
        : []),
      ...credentials
        .filter(({ isNew }) => isNew)
        .map(({ authentication }) => ({ edit: 'addAuthentication', value: authentication }) as const),
      ...operations.map((value) => ({ edit: 'addOperation', value }) as const),
    ],
    operations,
    credentials,
  }
}

/** A connector made of nothing but the proposed operations. */
export function connectorOfImport(
  proposal: CurlImport,
  { title, ...options }: ApplyOptions & { title?: string | undefined },
): { connector: Connector } & Omit<AppliedImport, 'edits'> {
  const connector = createConnector(options.makeId, {
    title: title ?? proposal.service.title,
    serviceTitle: proposal.service.title,
    baseUrl: proposal.service.baseUrl,
  })
  const { edits, ...made } = applyImport(connector, proposal, options)
  applyEdits(connector, edits)
  return { connector, ...made }
}

function drawImported(
  {
    title,
    settings,
    fields,
    authentication,
    paging,
    paged = paging?.isWhole === true,
  }: ImportedOperation & {
    paged: boolean | undefined
  },
  name: string,
  makeId: MakeId,
): Operation {
  const pages = paged ? paging : undefined
  return drawOperation(makeId, {
    name,
    title,
    description: '',
    authentication,
    fields,
    request: {
      title,
      settings:
        pages === undefined ? settings : { ...settings, query: unwritten(settings['query'], pages.writes) },
    },
    pages: pages?.settings,
  })
}

/** The rows without those that the container writes. */
const unwritten = (query: Json | undefined, writes: readonly string[]): Json =>
  Array.isArray(query) ? query.filter((row: { name?: unknown }) => !writes.includes(String(row.name))) : []
