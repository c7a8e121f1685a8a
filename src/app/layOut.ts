import type { Edge, GraphNode } from '../model/document.ts'
import type { LayOut } from '../store/extra.ts'

/** Between nodes of one rank and between ranks, in canvas pixels. */
const gap = { beside: 40, along: 88 }

/**
 * Places for all nodes, left to right along the edges. Dagre is loaded when somebody first asks for it. Nodes inside a
 * container keep their places: they are laid out with it.
 */
export const layOut: LayOut = async (operation, size) => {
  const { graphlib, layout } = await import('@dagrejs/dagre')
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: gap.beside, ranksep: gap.along, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
    .filter(({ parent }) => parent === undefined)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const node of nodes) graph.setNode(node.id, { ...size(node.id) })
  for (const { from, to } of Object.values<Edge>(operation.graph.edges))
    if (graph.hasNode(from.node) && graph.hasNode(to.node)) graph.setEdge(from.node, to.node)
  layout(graph)
  return Object.fromEntries(
    nodes.map(({ id }) => {
      // Dagre tells centres; the document keeps top left corners.
      const { x, y, width, height } = graph.node(id) as {
        x: number
        y: number
        width: number
        height: number
      }
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }]
    }),
  )
}
