import type { Connector, GraphNode, Operation } from '../model/document.ts'
import { currentFormat } from '../model/document.ts'
import { copyOperation, mapTexts } from '../model/fragment.ts'
import type { AuthenticationId, ConnectorId, EdgeId, MakeId, NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { KindCatalog, KindFacts } from '../model/kinds.ts'
import { nameFromTitle, takenTitles, uniqueOperationName, uniqueTitle } from '../model/titles.ts'
import { nodeSize } from './faces.ts'

/** New things, whole and ready for an edit. */

/** Cards stand this far apart, in canvas pixels. */
const gap = { across: 96, down: 48 } as const

/** A node as its kind makes it. Where the service has one way to sign in, a kind that asks for one gets it. */
export function newNode(
  facts: KindFacts,
  connector: Connector,
  operation: Operation,
  makeId: MakeId,
): GraphNode {
  const settings = structuredClone(facts.defaults()) as Record<string, Json>
  const [only, ...others] = connector.service.authentications
  if (only !== undefined && others.length === 0)
    for (const { fields } of facts.form)
      for (const { control, path } of fields) {
        const [key] = path
        if (control === 'authentication' && typeof key === 'string' && path.length === 1)
          settings[key] = only.id
      }
  return {
    id: makeId() as NodeId,
    kind: facts.kind,
    title: uniqueTitle(takenTitles(operation), facts.title),
    settings,
  }
}

/**
 * An operation that is no blank canvas: inputs → request → output, joined, with a sign-in where the service has one. Kinds
 * that the catalogue does not have are left out.
 */
export function newOperation(
  connector: Connector,
  catalog: KindCatalog,
  makeId: MakeId,
  title: string,
): Operation {
  const operation: Operation = {
    id: makeId() as OperationId,
    name: uniqueOperationName(connector, nameFromTitle(title, 'operation')),
    title,
    description: '',
    role: 'call',
    graph: { nodes: {}, edges: {}, notes: {} },
    layout: {},
    output: { samples: [] },
  }
  let x = 0
  let before: { node: GraphNode; facts: KindFacts } | undefined
  const add = (kind: string) => {
    const facts = Object.hasOwn(catalog, kind) ? catalog[kind] : undefined
    if (facts === undefined) return undefined
    const node = newNode(facts, connector, operation, makeId)
    operation.graph.nodes[node.id] = node
    return { node, facts }
  }
  const join = (from: typeof before, to: typeof before, carries: 'records' | 'auth') => {
    const out = from?.facts.ports.find((port) => port.way === 'out' && port.carries === carries)
    const into = to?.facts.ports.find((port) => port.way === 'in' && port.carries === carries)
    if (from === undefined || to === undefined || out === undefined || into === undefined) return
    const id = makeId() as EdgeId
    operation.graph.edges[id] = {
      id,
      from: { node: from.node.id, port: out.name },
      to: { node: to.node.id, port: into.name },
    }
  }
  let request: typeof before
  let below = 0
  for (const kind of ['inputs', 'request', 'output']) {
    const made = add(kind)
    if (made === undefined) continue
    const size = nodeSize(made.node, connector, catalog)
    operation.layout[made.node.id] = { x, y: 0 }
    if (kind === 'inputs') below = size.height
    x += size.width + gap.across
    join(before, made, 'records')
    if (kind === 'request') request = made
    before = made
  }
  if (connector.service.authentications.length > 0 && request !== undefined) {
    const auth = add('auth')
    if (auth !== undefined) {
      operation.layout[auth.node.id] = { x: 0, y: below + gap.down }
      join(auth, request, 'auth')
    }
  }
  return operation
}

/** A connector with its service and nothing in it yet. */
export function newConnector(
  makeId: MakeId,
  values: { readonly title: string; readonly icon?: string; readonly service: Connector['service'] },
): Connector {
  return {
    format: currentFormat,
    id: makeId() as ConnectorId,
    name: nameFromTitle(values.title, 'connector'),
    title: values.title,
    description: '',
    icon: values.icon ?? '',
    service: values.service,
    operations: [],
  }
}

/** A connector like another with ids of its own throughout, so that the two have nothing to do with each other. */
export function copyConnector(connector: Connector, makeId: MakeId): Connector {
  const authentications = new Map(connector.service.authentications.map(({ id }) => [id as string, makeId()]))
  const operations = connector.operations.map((operation) => {
    const { name, title } = operation
    const copy = copyOperation(operation, makeId, { name, title })
    const nodes = Object.values<GraphNode>(copy.graph.nodes).map((node) => ({
      ...node,
      settings: mapTexts(node.settings, (text) => authentications.get(text) ?? text) as Record<string, Json>,
    }))
    return {
      ...copy,
      graph: { ...copy.graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) },
    }
  })
  const tested = connector.operations.findIndex(({ id }) => id === connector.service.testOperation)
  const { testOperation: _, ...service } = connector.service
  const copied = operations[tested]
  return {
    ...connector,
    id: makeId() as ConnectorId,
    title: `${connector.title} (copy)`,
    service: {
      ...service,
      authentications: service.authentications.map((authentication) => ({
        ...authentication,
        id: (authentications.get(authentication.id) ?? authentication.id) as AuthenticationId,
      })),
      ...(copied === undefined ? {} : { testOperation: copied.id }),
    } as Connector['service'],
    operations,
  }
}
