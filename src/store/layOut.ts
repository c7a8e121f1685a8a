import type { Box, Edge, GraphNode, Operation } from '../model/document.ts'
import type { LayOut } from './extra.ts'
import { faceMeasures } from './faces.ts'
import { frameFor } from './frames.ts'

/** Distances between cards, in canvas pixels. */
const gap = { across: 96, down: 40 } as const
/** Dagre finds fewer crossings, and takes seconds for graphs beyond this; the columns below take milliseconds. */
const mostForDagre = 400

type Places = Record<string, { x: number; y: number }>
type SizeOf = (node: string) => { readonly width: number; readonly height: number }
type RoomOf = Parameters<LayOut>[1]

/** What stands in one container, or on the canvas itself, and the edges between these. */
interface Level {
  readonly ids: readonly string[]
  readonly edges: readonly { readonly id: string; readonly from: string; readonly to: string }[]
}
type LayLevel = (level: Level, size: SizeOf) => Places | Promise<Places>

/**
 * *Tidy up*: left to right along the edges, in each container as on the canvas; a container becomes as large as its contents
 * ask. Small graphs are laid out by dagre, loaded when first asked for; large ones, and all of them where it cannot be loaded,
 * in columns. The top left corner of the graph stays where it was.
 */
export const layOut: LayOut = (operation, size) =>
  nested(operation, size, cornerOf(placesAtTop(operation, size)), async (level, sizes) =>
    level.ids.length > mostForDagre
      ? byColumns(level, sizes)
      : await byDagre(level, sizes).catch(() => byColumns(level, sizes)),
  )

/** All in columns, from the middle of the canvas on. */
export const inColumns: LayOut = (operation, size) => nested(operation, size, { x: 0, y: 0 }, byColumns)

/** With the room above them, so that tidying what is tidy moves nothing. */
const placesAtTop = ({ graph, layout }: Operation, size: RoomOf) =>
  Object.values<GraphNode>(graph.nodes)
    .filter(({ parent }) => parent === undefined)
    .map(({ id }) => {
      const at = layout[id]
      return at && { ...at, y: at.y - (size(id).above ?? 0) }
    })

/** From the inside out: how large a container is, is known when its contents have their places. */
async function nested(
  operation: Operation,
  size: RoomOf,
  corner: { readonly x: number; readonly y: number },
  lay: LayLevel,
): Promise<Record<string, Box>> {
  const levels = levelsOf(operation)
  const sizes = new Map<string, ReturnType<SizeOf>>()
  const sizeOf: SizeOf = (id) => sizes.get(id) ?? size(id)
  // What is kept free around a card is laid out as if it were of the card.
  const roomy: SizeOf = (id) => {
    const { width, height } = sizeOf(id)
    const { above = 0, below = 0 } = size(id)
    return { width, height: height + above + below }
  }
  const inside = new Map<string | undefined, Places>()
  // From the canvas down to the innermost, and worked off backwards.
  const order: (string | undefined)[] = [undefined]
  for (const container of order)
    order.push(...(levels.get(container)?.ids ?? []).filter((id) => levels.has(id)))
  for (const container of order.toReversed()) {
    const level = levels.get(container)
    if (level === undefined) continue
    const places = movedTo({ x: 0, y: 0 }, await lay(level, roomy))
    inside.set(container, places)
    if (container !== undefined) sizes.set(container, frameFor(extentOf(places, roomy)))
  }
  const placed: Record<string, Box> = {}
  const { side, above } = faceMeasures.container
  for (const container of order) {
    const at = container === undefined ? undefined : placed[container]
    const origin = at === undefined ? corner : { x: at.x + side, y: at.y + above }
    for (const [id, { x, y }] of Object.entries(inside.get(container) ?? {}))
      placed[id] = { x: origin.x + x, y: origin.y + y + (size(id).above ?? 0), ...sizes.get(id) }
  }
  return placed
}

function extentOf(places: Places, size: SizeOf): { width: number; height: number } {
  const all = Object.entries(places).map(([id, at]) => ({ ...size(id), ...at }))
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)),
    height: Math.max(0, ...all.map(({ y, height }) => y + height)),
  }
}

/**
 * Nodes by the container they stand in. An edge that ends deeper than it begins belongs where both ways outwards meet; what a
 * container gives to its own contents orders nothing.
 */
function levelsOf({ graph }: Operation): Map<string | undefined, Level> {
  const levels = new Map<string | undefined, { ids: string[]; edges: Level['edges'][number][] }>()
  const parents = new Map<string, string | undefined>()
  for (const { id, parent } of Object.values<GraphNode>(graph.nodes)) parents.set(id, parent)
  for (const id of [...parents.keys()].toSorted()) {
    const parent = parents.get(id)
    const level = levels.get(parent)
    if (level === undefined) levels.set(parent, { ids: [id], edges: [] })
    else level.ids.push(id)
  }
  const outwards = (id: string): string[] => {
    const way: string[] = []
    for (
      let at: string | undefined = id;
      at !== undefined && parents.has(at) && !way.includes(at);
      at = parents.get(at)
    )
      way.push(at)
    return way
  }
  for (const edge of Object.values<Edge>(graph.edges).toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const homes = new Map(outwards(edge.to.node).map((id) => [parents.get(id), id]))
    const from = outwards(edge.from.node).find((id) => homes.has(parents.get(id)))
    const to = from === undefined ? undefined : homes.get(parents.get(from))
    if (from === undefined || to === undefined || from === to) continue
    levels.get(parents.get(from))?.edges.push({ id: edge.id, from, to })
  }
  return levels
}

async function byDagre({ ids, edges }: Level, size: SizeOf): Promise<Places> {
  const { graphlib, layout } = await import('@dagrejs/dagre')
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: gap.down, ranksep: gap.across })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of ids) graph.setNode(id, { ...size(id) })
  for (const { id, from, to } of edges) graph.setEdge(from, to, {}, id)
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
function byColumns({ ids, edges }: Level, size: SizeOf): Places {
  const after = new Map<string, string[]>()
  const before = new Map<string, string[]>()
  const waiting = new Map<string, number>()
  for (const { from, to } of edges) {
    after.set(from, [...(after.get(from) ?? []), to])
    before.set(to, [...(before.get(to) ?? []), from])
    waiting.set(to, (waiting.get(to) ?? 0) + 1)
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
