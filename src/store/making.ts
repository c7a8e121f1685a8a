import type { Connector, GraphNode, Operation } from '../model/document.ts'
import type { MakeId, NodeId } from '../model/ids.ts'
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
