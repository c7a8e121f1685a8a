import { type Field, field, type GraphNode, type Operation } from './document.ts'

/** The kind of the node that holds an operation's input fields. */
export const inputsKind = 'inputs'

/** The inputs node: the first by id, should there be several. */
export function findInputs(operation: Operation): GraphNode | undefined {
  let found: GraphNode | undefined
  for (const node of Object.values<GraphNode>(operation.graph.nodes))
    if (node.kind === inputsKind && (found === undefined || node.id < found.id)) found = node
  return found
}

/**
 * The fields of an operation's input in the author's order, with defaults filled in. Fields that do not fit the schema are left
 * out; the checks say what is wrong with them. Looks at every node: ask `GraphFacts` where there is one.
 */
export function fieldsOf(operation: Operation): readonly Field[] {
  const list = findInputs(operation)?.settings['fields']
  if (!Array.isArray(list)) return []
  return list.flatMap((item: unknown) => {
    const parsed = field.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
}
