import type { Connector, GraphNode } from '../model/document.ts'
import { copyOperation, mapTexts } from '../model/fragment.ts'
import type { AuthenticationId, ConnectorId, MakeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'

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
