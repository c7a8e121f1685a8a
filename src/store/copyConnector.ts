import type { Connector, GraphNode } from '../model/document.ts'
import { fieldsOf } from '../model/fields.ts'
import { copyOperation } from '../model/fragment.ts'
import type { AuthenticationId, ConnectorId, MakeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'

/** A connector like another with ids of its own throughout, so that the two have nothing to do with each other. */
export function copyConnector(connector: Connector, makeId: MakeId): Connector {
  const ids = new Map<string, string>(
    connector.service.authentications.map(({ id }) => [id as string, makeId()]),
  )
  const copies = connector.operations.map((operation) => {
    const { name, title } = operation
    const copy = copyOperation(operation, makeId, { name, title })
    for (const [at, field] of fieldsOf(operation).entries())
      ids.set(field.id, fieldsOf(copy)[at]?.id ?? field.id)
    ids.set(operation.id, copy.id)
    return copy
  })
  // Only when all are copied is it known what a dropdown's source is called now.
  const operations = copies.map((copy) => {
    const nodes = Object.values<GraphNode>(copy.graph.nodes).map((node) => ({
      ...node,
      settings: renamed(node.settings, ids) as Record<string, Json>,
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
        id: (ids.get(authentication.id) ?? authentication.id) as AuthenticationId,
      })),
      ...(copied === undefined ? {} : { testOperation: copied.id }),
    } as Connector['service'],
    operations,
  }
}

/** Ids stand in settings as texts, and as the keys of what the source of a dropdown is given. */
function renamed(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => renamed(each, ids))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [ids.get(key) ?? key, renamed(each as Json, ids)]),
  )
}
