import type { Box, Connector, Edge, GraphNode, Operation } from './document.ts'
import { currentFormat } from './document.ts'
import { inputsKind } from './fields.ts'
import type { AuthenticationId, ConnectorId, EdgeId, MakeId, NodeId, OperationId } from './ids.ts'
import type { Json } from './json.ts'
import type { KindCatalog } from './kinds.ts'
import { nameFromTitle, uniqueOperationName } from './titles.ts'

/** Canvas pixels: how wide a card is at most, and how far apart cards stand. */
const cardWidth = 304
const gap = 80
/** How far below the main row the auth node stands, so that its edge comes in beside the request's auth row. */
const authDrop = 160

const column = (index: number): Box => ({ x: index * (cardWidth + gap), y: 0 })

/** A connector with a service and nothing else. */
export function createConnector(
  makeId: MakeId,
  values: {
    readonly title: string
    readonly name?: string
    readonly baseUrl?: string
    readonly serviceTitle?: string
  },
): Connector {
  return {
    format: currentFormat,
    id: makeId() as ConnectorId,
    name: values.name ?? nameFromTitle(values.title, 'connector'),
    title: values.title,
    description: '',
    icon: '',
    service: {
      title: values.serviceTitle ?? values.title,
      baseUrl: values.baseUrl ?? '',
      authentications: [],
      defaults: { headers: [], query: [], errorRules: [] },
    },
    operations: [],
  }
}

/**
 * A new operation is not a blank canvas: inputs → request → output, joined, with an auth node at the request where the service
 * has a way to sign in. Main ports share one y, so that the edges run straight. The result goes into `addOperation`.
 */
export function createOperation(
  makeId: MakeId,
  connector: Connector,
  catalog: KindCatalog,
  values: { readonly title: string; readonly name?: string },
): Operation {
  const nodes: Record<NodeId, GraphNode> = {}
  const edges: Record<EdgeId, Edge> = {}
  const layout: Record<string, Box> = {}
  const add = (kind: string, box: Box, settings: Readonly<Record<string, Json>> = {}): NodeId | undefined => {
    const facts = Object.hasOwn(catalog, kind) ? catalog[kind] : undefined
    if (facts === undefined) return undefined
    const id = makeId() as NodeId
    nodes[id] = {
      id,
      kind,
      title: facts.title,
      settings: { ...(facts.defaults() as Record<string, Json>), ...settings },
    }
    layout[id] = box
    return id
  }
  const join = (from: NodeId | undefined, to: NodeId | undefined, toPort: string) => {
    if (from === undefined || to === undefined) return
    const id = makeId() as EdgeId
    edges[id] = { id, from: { node: from, port: 'out' }, to: { node: to, port: toPort } }
  }

  const inputs = add(inputsKind, column(0))
  const authentication: AuthenticationId | undefined = connector.service.authentications.find(
    ({ fields, placements }) => fields.length > 0 || placements.length > 0,
  )?.id
  const auth =
    authentication === undefined ? undefined : add('auth', { ...column(0), y: authDrop }, { authentication })
  const request = add('request', column(1))
  const output = add('output', column(2))
  join(inputs, request, 'in')
  join(auth, request, 'auth')
  join(request, output, 'in')

  return {
    id: makeId() as OperationId,
    name: uniqueOperationName(connector, values.name ?? nameFromTitle(values.title, 'operation')),
    title: values.title,
    description: '',
    role: 'call',
    graph: { nodes, edges, notes: {} },
    layout,
    output: { samples: [] },
  }
}
