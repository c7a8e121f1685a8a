import type { GraphNode, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { selectNode } from './selectors.ts'
import type { EditorState, Given, HeldNode, LiveRun } from './state.ts'

/**
 * Where what a node gives comes from, the strongest first. One rule for runs, for badges and for words: what a person pinned
 * stands before what they edited, that before a sample they chose, that before what the last run recorded; else it is live.
 */
export const precedence = ['pinned', 'edited', 'sample', 'recorded', 'live'] as const
export type Precedence = (typeof precedence)[number]

/** What a person holds a node's output at; undefined: nothing, it runs. */
export function givenBy(held: HeldNode | undefined): Given | undefined {
  if (held?.pinned !== undefined) return { origin: 'pinned', records: held.pinned }
  if (held?.edited !== undefined) return { origin: 'edited', records: held.edited }
  const sample = held?.samples?.find(({ name }) => name === held.used)
  return sample === undefined ? undefined : { origin: 'sample', records: sample.records, name: sample.name }
}

/** What is held of one node, its named samples too. */
export const selectHeld = (state: EditorState, node: string): HeldNode | undefined => {
  const { held } = state.session
  return Object.hasOwn(held, node) ? held[node as NodeId] : undefined
}

const givens = new WeakMap<HeldNode, Given | undefined>()

/**
 * What the next run takes for a node instead of running it; the same object until what is held changes. Nothing while it stands
 * in a container: there it runs, and is held again when it is taken out.
 */
export function selectGiven(state: EditorState, node: string): Given | undefined {
  const held = selectHeld(state, node)
  if (held === undefined || selectNode(state, node)?.parent !== undefined) return undefined
  if (!givens.has(held)) givens.set(held, givenBy(held))
  return givens.get(held)
}

/** Whether a node's output can stand in for it: records come in and records leave, and it is in no container. */
export function canBeHeld(node: GraphNode | undefined, catalog: KindCatalog): boolean {
  if (node === undefined || node.parent !== undefined || !Object.hasOwn(catalog, node.kind)) return false
  const ports = (catalog[node.kind as keyof KindCatalog]?.ports ?? []).filter(({ side }) => side !== 'inner')
  const carriesRecords = (way: 'in' | 'out') =>
    ports.some((port) => port.way === way && port.carries === 'records')
  return carriesRecords('in') && carriesRecords('out')
}

/** What the last run knows of a node's output: what it gave, or what was taken for it. Undefined where it was cut. */
export function recordedOf(run: LiveRun | undefined, node: NodeId): readonly Json[] | undefined {
  const samples = run !== undefined && Object.hasOwn(run.nodes, node) ? (run.nodes[node]?.samples ?? []) : []
  if (samples.length > 0)
    return samples.some(({ cut }) => cut) ? undefined : samples.map(({ value }) => value)
  const given = run !== undefined && Object.hasOwn(run.given, node) ? run.given[node] : undefined
  return given === undefined || given.records.length === 0 ? undefined : given.records
}

/** What a person holds of an operation's nodes. */
export function heldIn(
  state: EditorState,
  operation: Operation,
  catalog: KindCatalog,
): Record<NodeId, Given> {
  const found: Record<NodeId, Given> = {}
  for (const id of Object.keys(state.session.held) as NodeId[]) {
    const given = selectGiven(state, id)
    if (given !== undefined && canBeHeld(operation.graph.nodes[id], catalog)) found[id] = given
  }
  return found
}

/**
 * What stands in for the nodes beside `runs` in a run of a part: what is held, else what the last run recorded. A node that the
 * last run did not reach, or whose sample was cut, runs.
 */
export function givenBeside(
  state: EditorState,
  operation: Operation,
  { run, runs, catalog }: { run: LiveRun | undefined; runs: ReadonlySet<NodeId>; catalog: KindCatalog },
): Record<NodeId, Given> {
  const found = heldIn(state, operation, catalog)
  for (const node of Object.values<GraphNode>(operation.graph.nodes)) {
    if (runs.has(node.id) || Object.hasOwn(found, node.id) || !canBeHeld(node, catalog)) continue
    // A sample goes before a recording, and one that is an answer wants the node to run.
    if (selectHeld(state, node.id)?.answer !== undefined) continue
    const records = recordedOf(run, node.id)
    if (records === undefined) continue
    // What it made of a given answer was never the service's own word.
    const sampled = run !== undefined && (run.simulated === true || Object.hasOwn(run.answered, node.id))
    found[node.id] = { origin: sampled ? 'sample' : 'recorded', records }
  }
  return found
}

/** Where all that a run gave comes from: given answers are samples. Undefined: from the service alone. */
export function originOfRun({
  given,
  answered,
  simulated,
}: Pick<LiveRun, 'given' | 'answered' | 'simulated'>): Precedence | 'simulated' | undefined {
  if (simulated === true) return 'simulated'
  const origins = new Set([originOf(given), Object.keys(answered).length > 0 ? 'sample' : undefined])
  return precedence.find((origin) => origins.has(origin))
}

/** Of a mix of origins the first in precedence: what is least the service's own word. */
export function originOf(given: Readonly<Record<NodeId, Given>>): Precedence | undefined {
  const origins = new Set<Precedence>(Object.values<Given>(given).map(({ origin }) => origin))
  return precedence.find((origin) => origins.has(origin))
}
