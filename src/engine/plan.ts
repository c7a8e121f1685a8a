import { checkOperation } from '../model/checks.ts'
import type { Connector, GraphNode, Operation, Service } from '../model/document.ts'
import { type GraphFacts, graphFacts } from '../model/graph.ts'
import { contentHash } from '../model/hash.ts'
import type { NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Cardinality } from '../model/kinds.ts'
import type { Problem } from '../model/problem.ts'
import { type ScopeNames, scopeNames } from '../model/scope.ts'
import type { Catalog, NodeDefinition } from './definition.ts'
import type { Body, Planned } from './planned.ts'
import { type Selection, select } from './select.ts'
import { createTemplates, type Templates } from './templates.ts'

/** An operation made ready to run, any number of times and at once. Holds no state of a run. */
export interface Plan {
  /** The content hash of the operation; a run goes on only from a checkpoint of the same (E24). */
  readonly hash: string
  readonly operation: OperationId
  readonly service: Service
  readonly root: Body
  /** All nodes that run, by id, those inside containers too. */
  readonly nodes: ReadonlyMap<NodeId, Planned>
  readonly output: NodeId | undefined
  /** Whether the output is one value or records (E32). */
  readonly yields: Cardinality
  /** What a run without pins and `until` runs and ends with. */
  readonly selection: Selection
  /** How many ends the marks of each source at the top reach (E23). */
  readonly sinksOf: ReadonlyMap<NodeId, number>
  /** Checks the caller's input and fills in defaults; gives what expressions see as `input`. */
  accept(input: Json): Json
}

export type PlanResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: Problem[] }

/** Checks an operation and makes it ready to run. Never throws: what is wrong with the document is told as problems. */
export function plan(connector: Connector, operationId: OperationId, catalog: Catalog): PlanResult {
  const problems = checkOperation(connector, operationId, catalog)
  const operation = connector.operations.find(({ id }) => id === operationId)
  if (operation === undefined || problems.some(({ severity }) => severity === 'error'))
    return { ok: false, problems }
  return { ok: true, plan: new Planner(connector, operation, catalog).plan() }
}

/** Nodes that are looked at for one name. */
const maxSearched = 1_000

class Planner {
  readonly #connector: Connector
  readonly #operation: Operation
  readonly #catalog: Catalog
  readonly #facts: GraphFacts
  /** Where each node stands in the order. */
  readonly #places: ReadonlyMap<NodeId, number>
  readonly #templates = new Map<NodeId, Templates>()
  readonly #awaits = new Map<NodeId, Set<NodeId>>()
  readonly #named = new Set<NodeId>()
  /** Nodes that many records come in to, or to one before them. */
  readonly #streamed = new Set<NodeId>()
  readonly #depths = new Map<NodeId, number>()
  readonly #planned = new Map<NodeId, Planned>()

  constructor(connector: Connector, operation: Operation, catalog: Catalog) {
    this.#connector = connector
    this.#operation = operation
    this.#catalog = catalog
    this.#facts = graphFacts(connector, operation, catalog)
    this.#places = new Map(this.#facts.order.map((id, index) => [id, index]))
  }

  plan(): Plan {
    const running = this.#runningNodes()
    for (const id of running) this.#readNames(id)
    // Backwards, so that a container's body is planned before the container.
    for (const id of running) this.#depths.set(id, this.#depthOf(id))
    for (const id of running) this.#readStreams(id)
    for (const id of running.toReversed()) this.#planned.set(id, this.#planNode(id))
    const root = this.#planBody(undefined)
    const output = root.nodes.find(({ definition }) => isOutput(definition))
    const selection = select(root, {})
    const { settings, definition } =
      [...this.#planned.values()].find((planned) => planned.definition.accepts !== undefined) ?? {}
    return {
      hash: contentHash(this.#connector, this.#operation, this.#catalog),
      operation: this.#operation.id,
      service: this.#connector.service,
      root,
      nodes: this.#planned,
      output: output?.node.id,
      yields: output?.yields ?? 'many',
      selection,
      sinksOf: selection.sinksOf,
      accept: (input) => definition?.accepts?.(settings, input) ?? input,
    }
  }

  /** Nodes with records to give or take, in order, without those that are off and what is inside them. */
  #runningNodes(): NodeId[] {
    const off = new Set<NodeId>()
    return this.#facts.order.filter((id) => {
      const node = this.#facts.node(id)
      const parent = this.#facts.parent(id)
      if (node?.disabled === true || (parent !== undefined && off.has(parent))) {
        off.add(id)
        return false
      }
      return this.#facts.kind(id)?.ports.some(({ carries }) => carries === 'records') ?? false
    })
  }

  #readNames(id: NodeId): void {
    const templates = createTemplates(this.#facts.settings(id))
    this.#templates.set(id, templates)
    if (templates.titles.size === 0) return
    const names = scopeNames(this.#facts, id)
    const around = [id, ...this.#facts.containers(id)]
    for (const title of templates.titles) {
      const named = names.named(title)
      if (named?.holds !== 'value') continue
      this.#named.add(named.node)
      // Whoever stands beside the named node has to wait for it: the node itself, or the container it is in.
      const body = this.#facts.parent(named.node)
      const beside = around.find((place) => this.#facts.parent(place) === body)
      if (beside === undefined) continue
      const awaited = this.#awaits.get(beside) ?? new Set()
      this.#awaits.set(beside, awaited.add(named.node))
    }
  }

  #depthOf(id: NodeId): number {
    let depth = 0
    for (const feeder of this.#facts.feeders(id))
      depth = Math.max(depth, (this.#depths.get(feeder) ?? -1) + 1)
    return depth
  }

  #planNode(id: NodeId): Planned {
    const facts = this.#facts
    const node = facts.node(id) as GraphNode
    const definition = this.#catalog[node.kind] as NodeDefinition
    let names: ScopeNames | undefined
    const awaits = [...(this.#awaits.get(id) ?? [])]
    return {
      node,
      definition,
      settings: facts.settings(id),
      children: facts.body(id).map((child) => facts.node(child) as GraphNode),
      upstream: facts.feeders(id),
      yields: facts.cardinality(id),
      authentication: facts.authentication(id),
      templates: this.#templates.get(id) as Templates,
      names: () => (names ??= scopeNames(facts, id)),
      awaits,
      readsAhead: awaits.some((awaited) => this.#sharesStream(id, awaited)),
      named: this.#named.has(id),
      depth: this.#depths.get(id) ?? 0,
      body: definition.binds === undefined ? undefined : this.#planBody(id),
    }
  }

  /** Whether a stream that the awaited node is made of comes in to this node by a way that does not lead through it. */
  #sharesStream(id: NodeId, awaited: NodeId): boolean {
    if (!this.#streamed.has(awaited)) return false
    const seen = new Set<NodeId>([id, awaited])
    const open = [id]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      // Reading ahead where it is not needed costs memory; not reading ahead where it is would never end.
      if (seen.size > maxSearched) return true
      for (const feeder of this.#facts.feeders(at)) {
        const isMany = this.#facts.cardinality(feeder) === 'many'
        if (seen.has(feeder) || !(isMany || this.#streamed.has(feeder))) continue
        if (isMany && this.#facts.standsBefore(feeder, awaited)) return true
        seen.add(feeder)
        open.push(feeder)
      }
    }
    return false
  }

  /** Notes whether many records come in to the node, or to one before it. */
  #readStreams(id: NodeId): void {
    const facts = this.#facts
    const streams = (feeder: NodeId) => facts.cardinality(feeder) === 'many' || this.#streamed.has(feeder)
    if (facts.feeders(id).some(streams)) this.#streamed.add(id)
  }

  #planBody(container: NodeId | undefined): Body {
    const nodes = this.#facts
      .body(container)
      .map((id) => this.#planned.get(id))
      .filter((planned) => planned !== undefined)
    const place = ({ node }: Planned) => this.#places.get(node.id) ?? 0
    return {
      container,
      nodes: nodes.toSorted((a, b) => place(a) - place(b)),
      exits: container === undefined ? [] : this.#exits(container),
    }
  }

  /** What is joined to the container's inner in port, nodes that are off looked through. */
  #exits(container: NodeId): readonly NodeId[] {
    const exits = new Set<NodeId>()
    for (const { node } of this.#facts.incoming(container)) {
      if (this.#facts.parent(node) !== container) continue
      if (this.#planned.has(node)) exits.add(node)
      else for (const feeder of this.#facts.feeders(node)) exits.add(feeder)
    }
    return [...exits].toSorted()
  }
}

/** The kind that ends an operation: records go in and do not come out again. */
function isOutput({ ports }: NodeDefinition): boolean {
  const carriesRecords = (way: 'in' | 'out') =>
    ports.some((port) => port.way === way && port.carries === 'records')
  return carriesRecords('in') && !carriesRecords('out')
}
