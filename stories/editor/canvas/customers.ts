import type { Connector, GraphNode } from '../../../src/model/document.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { idMaker } from '../../../test/store/editor.ts'

/** The sample connector, with ids that are the same each time. */
export function customers(): Connector {
  return sampleConnector({ baseUrl: 'http://127.0.0.1:4400/demo/parse', makeId: idMaker('doc') })
}

/** The first node of a kind in the first operation. */
export function nodeOf(connector: Connector, kind: string): GraphNode {
  const found = Object.values<GraphNode>(connector.operations[0]?.graph.nodes ?? {}).find(
    (node) => node.kind === kind,
  )
  if (found === undefined) throw new Error(`There is no ${kind} node.`)
  return found
}
