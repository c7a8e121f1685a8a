import type { Connector, GraphNode, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { downstreamOf } from './downstream.ts'
import { factsOf } from './picker.ts'
import type { Resumes } from './state.ts'

interface ResumesOptions {
  readonly catalog: KindCatalog
  /** The node that the run ends with; absent: the operation's output. */
  readonly until?: NodeId | undefined
}

/**
 * Which nodes go on where they were when a run of the operation goes on: its walks over pages, what stands in them and what their
 * records come to. What comes before them runs anew.
 */
export function resumesOf(
  connector: Connector,
  operation: Operation,
  { catalog, until }: ResumesOptions,
): Resumes {
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
  const facts = factsOf(connector, operation, catalog)
  const walks = nodes.filter(
    ({ id, kind }) =>
      facts.containers(id).length === 0 && Object.hasOwn(catalog, kind) && catalog[kind]?.binds === 'page',
  )
  const tops = new Set(
    walks.flatMap(({ id }) => [...downstreamOf(connector, operation, { node: id, catalog })]),
  )
  return {
    on: nodes.flatMap(({ id }) => (tops.has(facts.containers(id).at(-1) ?? id) ? [id] : [])),
    end: until ?? nodes.find(({ kind }) => kind === 'output')?.id,
  }
}
