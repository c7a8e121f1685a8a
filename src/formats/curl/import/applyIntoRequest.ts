import type { Connector, Edge, GraphNode } from '../../../model/document.ts'
import { findOperation } from '../../../model/document.ts'
import type { Edit } from '../../../model/edits.ts'
import { fieldsOf, findInputs } from '../../../model/fields.ts'
import type { AuthenticationId, EdgeId, MakeId, NodeId, OperationId } from '../../../model/ids.ts'
import { takenTitles, uniqueTitle } from '../../../model/titles.ts'
import type { AppliedImport } from './applyImport.ts'
import type { CurlImport } from './importCurl.ts'

interface Target {
  operation: OperationId
  /** A request of it. */
  node: NodeId
  makeId: MakeId
}

/**
 * The edits that make a request that is there ask for what the first command asks for: its method, address, query, headers and body
 * are replaced, inputs that are not there are added, and it is signed as the command was. Where it stands stays: in *For each page*,
 * or alone. No edits where the request is gone.
 */
export function applyIntoRequest(
  connector: Connector,
  proposal: CurlImport,
  { operation: id, node: nodeId, makeId }: Target,
): Omit<AppliedImport, 'operations'> {
  const [imported] = proposal.operations
  const operation = findOperation(connector, id)
  const node = operation?.graph.nodes[nodeId]
  if (imported === undefined || operation === undefined || node === undefined)
    return { edits: [], credentials: [] }
  const known = new Set(fieldsOf(operation).map(({ name }) => name))
  const inputs = findInputs(operation)?.id
  const credentials = proposal.authentications.filter(
    ({ authentication }) => authentication.id === imported.authentication,
  )
  return {
    edits: [
      ...(proposal.service.isNew
        ? [{ edit: 'changeService', values: { baseUrl: proposal.service.baseUrl } } as const]
        : []),
      ...credentials
        .filter(({ isNew }) => isNew)
        .map(({ authentication }) => ({ edit: 'addAuthentication', value: authentication }) as const),
      {
        edit: 'replaceSettings',
        operation: id,
        node: nodeId,
        settings: { ...node.settings, ...imported.settings },
      },
      ...(inputs === undefined ? [] : imported.fields)
        .filter(({ name }) => !known.has(name))
        .map((field) => ({ edit: 'addField', operation: id, node: inputs as NodeId, field }) as const),
      ...(imported.authentication === undefined
        ? []
        : signing(connector, { operation: id, node: nodeId, makeId }, imported.authentication)),
    ],
    credentials,
  }
}

/** The auth node at the request stands for another authentication; without one, one is put below the request. */
function signing(
  connector: Connector,
  { operation: id, node, makeId }: Target,
  authentication: AuthenticationId,
): Edit[] {
  const operation = findOperation(connector, id)
  if (operation === undefined) return []
  const edge = Object.values<Edge>(operation.graph.edges).find(
    ({ to }) => to.node === node && to.port === 'auth',
  )
  const known = edge === undefined ? undefined : operation.graph.nodes[edge.from.node]
  if (known !== undefined)
    return known.settings['authentication'] === authentication
      ? []
      : [
          {
            edit: 'setSetting',
            operation: id,
            node: known.id,
            path: ['authentication'],
            value: authentication,
          },
        ]
  const request = operation.graph.nodes[node]
  const beside = request?.parent ?? node
  const box = operation.layout[beside] ?? { x: 0, y: 0 }
  const auth: GraphNode = {
    id: makeId() as NodeId,
    kind: 'auth',
    title: uniqueTitle(takenTitles(operation), 'Auth'),
    settings: { authentication },
  }
  return [
    { edit: 'addNode', operation: id, node: auth, box: { x: box.x - 296, y: box.y + 176 } },
    {
      edit: 'addEdge',
      operation: id,
      edge: {
        id: makeId() as EdgeId,
        from: { node: auth.id, port: 'out' },
        to: { node, port: 'auth' },
      },
    },
  ]
}
