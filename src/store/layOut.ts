import type { Edge, GraphNode, Operation } from '../model/document.ts'
import type { LayOut } from './extra.ts'

/** Distances between cards, in canvas pixels. */
const gap = { across: 96, down: 40 } as const
/** Dagre finds fewer crossings, and takes seconds for graphs beyond this; the columns below take milliseconds. */
const mostForDagre = 400

type Places = Record<string, { x: number; y: number }>
type SizeOf = (node: string) => { readonly width: number; readonly height: number }

/**
 * *Tidy up*: left to right along the edges. Small graphs are laid out by dagre, loaded when first asked for; large ones, and
 * all of them where it cannot be loaded, in columns. The top left corner of the graph stays where it was.
 */
export const layOut: LayOut = async (operation, size) => {
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
  const places =
    nodes.length > mostForDagre
      ? inColumns(operation, size)
      : await byDagre(operation, size).catch(() => inColumns(operation, size))
  return movedTo(cornerOf(sortedIds(operation).map((id) => operation.layout[id])), places)
}

async function byDagre(operation: Operation, size: SizeOf): Promise<Places> {
  const { graphlib, layout } = await import('@dagrejs/dagre')
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: gap.down, ranksep: gap.across })
  graph.setDefaultEdgeLabel(() => ({}))
  const ids = sortedIds(operation)
  for (const id of ids) graph.setNode(id, { ...size(id) })
  for (const { id, from, to } of sortedEdges(operation))
    if (graph.hasNode(from.node) && graph.hasNode(to.node)) graph.setEdge(from.node, to.node, {}, id)
  layout(graph)
  return Object.fromEntries(
    ids.map((id) => {
      // Dagre speaks of centres.
      const { x, y } = graph.node(id) as { x: number; y: number }
      const { width, height } = size(id)
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }]
    }),
  )
}

/** One column for each step from a start; in a column, nodes stand about where what feeds them stands. Linear but for sorting. */
export function inColumns(operation: Operation, size: SizeOf): Places {
  const ids: readonly string[] = sortedIds(operation)
  const among = new Set(ids)
  const after = new Map<string, string[]>()
  const before = new Map<string, string[]>()
  const waiting = new Map<string, number>()
  for (const { from, to } of sortedEdges(operation)) {
    if (!among.has(from.node) || !among.has(to.node)) continue
    after.set(from.node, [...(after.get(from.node) ?? []), to.node])
    before.set(to.node, [...(before.get(to.node) ?? []), from.node])
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1)
  }
  const column = new Map<string, number>()
  let wave = ids.filter((id) => !waiting.has(id))
  for (let number = 0; wave.length > 0; number += 1) {
    const next: string[] = []
    for (const id of wave) {
      column.set(id, number)
      for (const to of after.get(id) ?? []) {
        const left = (waiting.get(to) ?? 0) - 1
        waiting.set(to, left)
        if (left === 0) next.push(to)
      }
    }
    wave = next
  }
  const columns: string[][] = []
  // Nodes on a circle were never free: they come last.
  const last = Math.max(0, ...column.values()) + 1
  for (const id of ids) {
    const number = column.get(id) ?? last
    columns[number] = [...(columns[number] ?? []), id]
  }
  const places: Places = {}
  let x = 0
  for (const members of columns.filter((members) => members !== undefined)) {
    const wish = (id: string): number => {
      const sources = (before.get(id) ?? []).flatMap((source) => places[source] ?? [])
      return sources.length === 0 ? 0 : sources.reduce((sum, place) => sum + place.y, 0) / sources.length
    }
    let y = -Infinity
    let widest = 0
    for (const id of members.toSorted((a, b) => wish(a) - wish(b))) {
      y = Math.round(Math.max(y, wish(id)))
      places[id] = { x, y }
      y += size(id).height + gap.down
      widest = Math.max(widest, size(id).width)
    }
    x += widest + gap.across
  }
  return places
}

/** Nodes on the canvas itself; what is in a container keeps its place in it. */
function sortedIds(operation: Operation): string[] {
  return Object.values<GraphNode>(operation.graph.nodes)
    .filter(({ parent }) => parent === undefined)
    .map(({ id }) => id)
    .toSorted()
}

function sortedEdges(operation: Operation): Edge[] {
  return Object.values<Edge>(operation.graph.edges).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function cornerOf(boxes: readonly ({ readonly x: number; readonly y: number } | undefined)[]): {
  x: number
  y: number
} {
  const placed = boxes.filter((box) => box !== undefined)
  if (placed.length === 0) return { x: 0, y: 0 }
  return { x: Math.min(...placed.map(({ x }) => x)), y: Math.min(...placed.map(({ y }) => y)) }
}

function movedTo(corner: { x: number; y: number }, places: Places): Places {
  const own = cornerOf(Object.values(places))
  return Object.fromEntries(
    Object.entries(places).map(([id, { x, y }]) => [
      id,
      { x: x - own.x + corner.x, y: y - own.y + corner.y },
    ]),
  )
}
