import type { ScopeEntry } from '../expressions/scope.ts'
import type { Connector, Operation } from '../model/document.ts'
import { type GraphFacts, graphFacts } from '../model/graph.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { scopeEntries } from '../model/scope.ts'
import { selectOperation, selectRun } from './selectors.ts'
import type { EditorState, Given, LiveRun, NodeRun } from './state.ts'

const facts = new WeakMap<
  Operation['graph'],
  { service: Connector['service']; catalog: KindCatalog; facts: GraphFacts }
>()

/** The facts of a graph, computed once for as long as graph and service stay as they are. */
export function factsOf(connector: Connector, operation: Operation, catalog: KindCatalog): GraphFacts {
  const known = facts.get(operation.graph)
  if (known !== undefined && known.service === connector.service && known.catalog === catalog)
    return known.facts
  const made = graphFacts(connector, operation, catalog)
  facts.set(operation.graph, { service: connector.service, catalog, facts: made })
  return made
}

const noSamples: Readonly<Record<NodeId, Json>> = {}
const samples = new WeakMap<
  LiveRun['nodes'],
  { given: LiveRun['given']; values: Readonly<Record<NodeId, Json>> }
>()

/** The first value that each node gave in a run, or that stood in for it. */
export function samplesOf(run: LiveRun | undefined): Readonly<Record<NodeId, Json>> {
  if (run === undefined) return noSamples
  const known = samples.get(run.nodes)
  if (known !== undefined && known.given === run.given) return known.values
  const found: Record<NodeId, Json> = {}
  for (const [id, { records }] of Object.entries(run.given) as [NodeId, Given][]) {
    const [first] = records
    if (first !== undefined) found[id] = first
  }
  for (const [id, { samples: values }] of Object.entries(run.nodes) as [NodeId, NodeRun][]) {
    const [first] = values
    if (first !== undefined) found[id] = first.value
  }
  samples.set(run.nodes, { given: run.given, values: found })
  return found
}

const none: readonly ScopeEntry[] = []
const entries = new WeakMap<
  GraphFacts,
  Map<string, { samples: object; input: unknown; entries: readonly ScopeEntry[] }>
>()

/**
 * What the `{{` list offers in the settings of a node of the open operation: the names its scope has, with types, titles and
 * values of the last run. The same list until the graph or the run changes.
 */
export function selectScopeEntries(
  state: EditorState,
  node: string,
  catalog: KindCatalog,
): readonly ScopeEntry[] {
  const { connector } = state.document
  const operation = selectOperation(state)
  if (connector === undefined || operation === undefined || !Object.hasOwn(operation.graph.nodes, node))
    return none
  const run = selectRun(state)
  const graph = factsOf(connector, operation, catalog)
  const values = samplesOf(run)
  const input = state.session.inputs[operation.id]
  const known =
    entries.get(graph) ??
    new Map<string, { samples: object; input: unknown; entries: readonly ScopeEntry[] }>()
  entries.set(graph, known)
  const last = known.get(node)
  if (last !== undefined && last.samples === values && last.input === input) return last.entries
  const made = scopeEntries(graph, node as NodeId, {
    samples: values,
    ...(input === undefined ? {} : { input }),
  })
  known.set(node, { samples: values, input, entries: made })
  return made
}
