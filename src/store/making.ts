import type { Connector, GraphNode, Operation } from '../model/document.ts'
import { copyOperation, mapTexts } from '../model/fragment.ts'
import type { AuthenticationId, ConnectorId, MakeId, NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { KindFacts } from '../model/kinds.ts'
import { takenTitles, uniqueTitle } from '../model/titles.ts'

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
