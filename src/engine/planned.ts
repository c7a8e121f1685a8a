import type { Authentication, GraphNode } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Cardinality } from '../model/kinds.ts'
import type { ScopeNames } from '../model/scope.ts'
import type { NodeDefinition } from './definition.ts'
import type { Templates } from './templates.ts'

/** A graph of its own: the operation's, or that inside a container (E7). */
export interface Body {
  /** The container; undefined at the top. As an upstream it stands for what enters the body. */
  readonly container: NodeId | undefined
  /** In order: what stands before comes before. */
  readonly nodes: readonly Planned[]
  /** What leaves the body: nodes joined to the container's inner in port. Several are read at once, as at a fan-in. */
  readonly exits: readonly NodeId[]
}

/** A node that runs, with everything that is the same for each of its runs. */
export interface Planned {
  readonly node: GraphNode
  readonly definition: NodeDefinition
  /** As the kind's schema reads them. */
  readonly settings: unknown
  readonly children: readonly GraphNode[]
  /** Nodes of the same body that it reads; the container itself where it reads what enters the body. */
  readonly upstream: readonly NodeId[]
  readonly yields: Cardinality
  readonly authentication: Authentication | undefined
  readonly templates: Templates
  /** What its expressions may name (E15); worked out when first asked. */
  names(): ScopeNames
  /** Nodes of the same body whose one value must be there before this node acts: it, or what is inside it, names them. */
  readonly awaits: readonly NodeId[]
  /** Whether one of these values is made of a stream that also comes in here another way (see `Gate`). */
  readonly readsAhead: boolean
  /** Whether a scope somewhere names it, so that its value is kept. */
  readonly named: boolean
  /** How many nodes stand before it in a row. */
  readonly depth: number
  /** Present for containers. */
  readonly body: Body | undefined
}
