import type { Connector, Edge, GraphNode, Operation } from '../model/document.ts'
import type { EdgeId, NodeId, NoteId, OperationId } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import type { EditorState, LiveRun, NodeRun, Step, Trial, TriedPaging, Viewport } from './state.ts'

/**
 * What components read. Each costs the same in a graph of ten nodes and of 5,000: a look-up, never a walk; and gives the
 * same object until what it shows has changed.
 */

export const selectConnector = (state: EditorState): Connector | undefined => state.document.connector

export const selectOperations = (state: EditorState): readonly Operation[] =>
  state.document.connector?.operations ?? noOperations
const noOperations: readonly Operation[] = []

export const selectOperationById = (
  state: EditorState,
  id: OperationId | undefined,
): Operation | undefined =>
  id === undefined ? undefined : state.document.connector?.operations.find((operation) => operation.id === id)

/** The operation that is open. */
export const selectOperation = (state: EditorState): Operation | undefined =>
  selectOperationById(state, state.session.operation)

const own = <Value>(record: Readonly<Record<string, Value>> | undefined, id: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, id) ? record[id] : undefined

/** A node or an edge of the open operation. */
export const selectNode = (state: EditorState, id: string): GraphNode | undefined =>
  own(selectOperation(state)?.graph.nodes, id)
export const selectEdge = (state: EditorState, id: string): Edge | undefined =>
  own(selectOperation(state)?.graph.edges, id)

// ── selection ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SelectionByKind {
  readonly nodes: readonly NodeId[]
  readonly edges: readonly EdgeId[]
  readonly notes: readonly NoteId[]
  readonly size: number
}

const nothing: SelectionByKind = { nodes: [], edges: [], notes: [], size: 0 }
let lastSelection: { selected: object; graph: object | undefined; sorted: SelectionByKind } | undefined

/** The selection told apart. Costs as much as what is selected, and only when selection or graph have changed. */
export function selectSelection(state: EditorState): SelectionByKind {
  const graph = selectOperation(state)?.graph
  const { selected } = state.session
  if (lastSelection?.selected === selected && lastSelection.graph === graph) return lastSelection.sorted
  const ids = Object.keys(selected)
  const sorted =
    graph === undefined || ids.length === 0
      ? nothing
      : tellApart(ids, [graph.nodes, graph.edges, graph.notes] as const, lastSelection?.sorted)
  lastSelection = { selected, graph, sorted }
  return sorted
}

const same = (a: readonly string[] | undefined, b: readonly string[]) =>
  a !== undefined && a.length === b.length && a.every((id, at) => id === b[at])

function tellApart(
  ids: readonly string[],
  [nodes, edges, notes]: readonly [object, object, object],
  before: SelectionByKind | undefined,
): SelectionByKind {
  const next = {
    nodes: ids.filter((id): id is NodeId => Object.hasOwn(nodes, id)),
    edges: ids.filter((id): id is EdgeId => Object.hasOwn(edges, id)),
    notes: ids.filter((id): id is NoteId => Object.hasOwn(notes, id)),
  }
  if (
    before !== undefined &&
    same(before.nodes, next.nodes) &&
    same(before.edges, next.edges) &&
    same(before.notes, next.notes)
  )
    return before
  return { ...next, size: next.nodes.length + next.edges.length + next.notes.length }
}

/** The one node that is selected, for the inspector; undefined where none or several are. */
export const selectOnlyNode = (state: EditorState): GraphNode | undefined => {
  const { nodes, size } = selectSelection(state)
  const [only] = nodes
  return size === 1 && only !== undefined ? selectNode(state, only) : undefined
}

// ── view ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const start: Viewport = { x: -40, y: -40, zoom: 1 }

/** What the canvas of the open operation shows. */
export const selectViewport = (state: EditorState): Viewport =>
  (state.session.operation === undefined
    ? undefined
    : own(state.session.viewports, state.session.operation)) ?? start

export const selectCanEdit = (state: EditorState): boolean =>
  state.document.connector !== undefined && state.session.readOnly === undefined

// ── history ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const selectUndo = (state: EditorState): Step | undefined => state.document.history.undo.at(-1)
export const selectRedo = (state: EditorState): Step | undefined => state.document.history.redo.at(-1)

// ── problems ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const noProblems: readonly Problem[] = []
const bySubject = new WeakMap<readonly Problem[], ReadonlyMap<string, readonly Problem[]>>()

/** Problems of an operation as of its last check. */
export const selectProblems = (state: EditorState, operation: OperationId | undefined): readonly Problem[] =>
  (operation === undefined ? undefined : own(state.document.checks, operation)?.problems) ?? noProblems

/** Problems of one node (or edge, or note) of the open operation. */
export const selectProblemsOf = (state: EditorState, id: string): readonly Problem[] =>
  grouped(selectProblems(state, state.session.operation)).get(id) ?? noProblems

/** Problems of one setting of a node: those at this path or inside of it. */
export function problemsAt(
  problems: readonly Problem[],
  setting: readonly (string | number)[],
): readonly Problem[] {
  const found = problems.filter(({ place }) => setting.every((key, at) => place?.setting?.[at] === key))
  return found.length === 0 ? noProblems : found
}

function grouped(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const known = bySubject.get(problems)
  if (known !== undefined) return known
  const groups = new Map<string, Problem[]>()
  for (const problem of problems) {
    const id = problem.place?.node ?? problem.place?.edge ?? problem.place?.note
    if (id === undefined) continue
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [problem])
    else group.push(problem)
  }
  bySubject.set(problems, groups)
  return groups
}

// ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The newest run of an operation in this tab; of the open one, where none is named. */
export const selectRun = (
  state: EditorState,
  operation: OperationId | undefined = state.session.operation,
): LiveRun | undefined => (operation === undefined ? undefined : own(state.run.live, operation))

export const selectNodeRun = (state: EditorState, node: string): NodeRun | undefined =>
  own(selectRun(state)?.nodes, node)

export const selectIsRunning = (state: EditorState): boolean => {
  const run = selectRun(state)
  return run !== undefined && run.state !== 'finished'
}

export const selectCredential = (state: EditorState): string | undefined =>
  state.session.connector === undefined ? undefined : own(state.session.credentials, state.session.connector)

/**
 * How far an operation can be trusted. `tested`: its last good run was at exactly what it is now. `stale`: it ran well, and
 * was changed since. `failing`: what it is now was run, and failed.
 */
export type OperationStatus = 'never' | 'tested' | 'stale' | 'failing'

export function selectOperationStatus(state: EditorState, id: OperationId): OperationStatus {
  const proven = selectOperationById(state, id)?.output.provenHash
  const hash = own(state.document.checks, id)?.hash
  const failed = own(state.session.failing, id)
  if (failed !== undefined && failed === hash) return 'failing'
  if (proven === undefined) return 'never'
  // Not hashed yet (the check runs when a person pauses): what was true when the file was kept is the best guess.
  return hash === undefined && own(state.document.checks, id) === undefined
    ? 'tested'
    : hash === proven
      ? 'tested'
      : 'stale'
}

/** What a container was tried with, where it is what it was then. */
export function selectTried(state: EditorState, container: NodeId): TriedPaging | undefined {
  const { tried } = state.run
  const found = Object.hasOwn(tried, container) ? tried[container] : undefined
  return found?.node === selectOperation(state)?.graph.nodes[container] ? found : undefined
}

/** The try whose pages are shown in place of those of the last run. */
export function selectTrial(state: EditorState): Trial | undefined {
  const { frame } = state.session.panels
  return frame?.trial === undefined ? undefined : own(selectTried(state, frame.node)?.trials, frame.trial)
}
