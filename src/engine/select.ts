import type { NodeId } from '../model/ids.ts'
import type { Body, Planned } from './planned.ts'

/** Which nodes of a body a run runs, and where it pulls. */
export interface Selection {
  /** In order: what stands before comes before. */
  readonly nodes: readonly SelectedNode[]
  /** Nodes nobody reads: the run pulls from them (E22). A body's exits are not among them. */
  readonly sinks: readonly NodeId[]
  /** How many ends the marks of each source reach (E23). Sources that reach none are absent. */
  readonly sinksOf: ReadonlyMap<NodeId, number>
  /** How many read what enters the body. */
  readonly feedReaders: number
}

export interface SelectedNode {
  readonly planned: Planned
  /** Its stream is given (pinned, or known from a checkpoint): it is not run and reads nothing. */
  readonly fixed: boolean
  readonly upstream: readonly NodeId[]
  /** How many read its stream. */
  readonly readers: number
  /** For each source of marks, how many of the edges that come in carry it; only at a fan-in. */
  readonly carriers: ReadonlyMap<NodeId, number> | undefined
  /** For each edge that comes in, whose marks it carries; beside `upstream`. */
  readonly carried: readonly ReadonlySet<NodeId>[]
  /** It has no input, or makes its own marks. */
  readonly marksItself: boolean
}

export interface SelectOptions {
  /** Nodes whose streams are given. */
  readonly fixed?: { has(id: NodeId): boolean }
  /** The node to end with, instead of those that nobody reads. */
  readonly until?: NodeId
}

const none: ReadonlySet<NodeId> = new Set()

/**
 * Follows the edges back from the ends, so that what only a fixed node needed is not run (E31), and forward again for who
 * reads whom and how far marks get. Time in proportion to edges, but for graphs where many sources meet many times.
 */
export function select(body: Body, { fixed, until }: SelectOptions): Selection {
  const isFixed = (id: NodeId) => fixed?.has(id) ?? false
  const byId = new Map(body.nodes.map((planned) => [planned.node.id, planned]))
  const upstreamOf = (id: NodeId) => (isFixed(id) ? [] : (byId.get(id)?.upstream ?? []))

  // By the graph as it is drawn: what is read only by a fixed node is no end, it is not run.
  const read = new Set(body.nodes.flatMap(({ upstream }) => [...upstream]))
  const exits = new Set(body.exits)
  const ends =
    until === undefined
      ? body.nodes.map(({ node }) => node.id).filter((id) => !read.has(id) && !exits.has(id))
      : [until]
  const needed = reachBack([...ends, ...body.exits], (id) => [
    ...upstreamOf(id),
    ...awaitsOf(byId.get(id), isFixed(id)),
  ])

  const readers = new Map<NodeId, number>()
  const count = (id: NodeId) => readers.set(id, (readers.get(id) ?? 0) + 1)
  for (const id of needed) for (const feeder of upstreamOf(id)) count(feeder)
  for (const id of [...ends, ...body.exits]) count(id)

  const leaving = new Map<NodeId, ReadonlySet<NodeId>>()
  const sinksOf = new Map<NodeId, number>()
  const reach = (sources: ReadonlySet<NodeId>) => {
    for (const source of sources) sinksOf.set(source, (sinksOf.get(source) ?? 0) + 1)
  }
  const nodes: SelectedNode[] = []
  for (const planned of body.nodes) {
    const { node, definition, settings } = planned
    if (!needed.has(node.id)) continue
    const upstream = upstreamOf(node.id)
    const carried = upstream.map((id) => leaving.get(id) ?? none)
    const carriers = upstream.length > 1 ? countCarriers(carried) : undefined
    const incoming = carriers === undefined ? (carried[0] ?? none) : new Set(carriers.keys())
    const own = isFixed(node.id) || (upstream.length === 0 && definition.sources === undefined)
    const out = own ? new Set([node.id]) : (definition.sources?.(settings, incoming, node.id) ?? incoming)
    leaving.set(node.id, out)
    if (!isFixed(node.id) && definition.commits?.(settings) === true) reach(incoming)
    nodes.push({
      planned,
      fixed: isFixed(node.id),
      upstream,
      readers: readers.get(node.id) ?? 0,
      carriers,
      carried,
      marksItself: own && body.container === undefined,
    })
  }
  for (const end of ends) reach(leaving.get(end) ?? none)
  return {
    nodes,
    sinks: ends,
    sinksOf,
    feedReaders: body.container === undefined ? 0 : (readers.get(body.container) ?? 0),
  }
}

const awaitsOf = (planned: Planned | undefined, fixed: boolean): readonly NodeId[] =>
  fixed ? [] : (planned?.awaits ?? [])

function reachBack(from: readonly NodeId[], before: (id: NodeId) => readonly NodeId[]): ReadonlySet<NodeId> {
  const seen = new Set(from)
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const earlier of before(id)) {
      if (seen.has(earlier)) continue
      seen.add(earlier)
      open.push(earlier)
    }
  }
  return seen
}

function countCarriers(carried: readonly ReadonlySet<NodeId>[]): ReadonlyMap<NodeId, number> {
  const counts = new Map<NodeId, number>()
  for (const sources of carried)
    for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1)
  return counts
}
