import type { Scope } from '../expressions/evaluate.ts'
import type { Authentication } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Chunk, Mark, Stream } from './chunk.ts'
import type { Commits } from './commits.ts'
import type { Binding } from './definition.ts'
import type { EngineError } from './errors.ts'
import type { Address } from './events.ts'
import type { Io } from './io.ts'
import type { Plan } from './plan.ts'
import type { Body } from './planned.ts'
import type { OnAbort } from './pull.ts'
import type { SelectedNode, Selection } from './select.ts'
import type { Policy, Send } from './send.ts'
import type { Telling } from './telling.ts'

/** A run under way, as its bodies and nodes see it. */
export interface RunningPlan {
  readonly plan: Plan
  readonly io: Io
  readonly signal: AbortSignal
  readonly onAbort: OnAbort
  readonly telling: Telling
  readonly commits: Commits
  /** What every expression sees. */
  readonly always: { readonly input: Json; readonly service: Json }
  /** Whether a checkpoint may ever need the output of one-value nodes: not where the only source is done when the run is. */
  readonly keepsValues: boolean
  selection(body: Body): Selection
  /** What leaves a fresh run of a container's body. */
  runBody(body: Body, facts: BodyRunFacts): Stream
  sendFor(authentication: Authentication | undefined): Send
  /** Where a source at the top goes on from. */
  position(source: NodeId): Json | undefined
  /** The stream of a node that is pinned, or known from the checkpoint. */
  fixedStream(id: NodeId): Stream
  /** The one mark of a source that makes none itself, for when it is done (E22). */
  endMark(selected: SelectedNode): Mark | undefined
  /** Whether this is the first that is heard of a failure: then it happened where it is heard of. */
  firstHeard(failure: EngineError): boolean
  /** A page was passed on; true: it was the last that the run was asked for. */
  pagePassed(): boolean
  /** How many more pages the run may pass; Infinity where nobody limits them. */
  pagesLeft(): number
  /** Something begins that must be over before the run is; and is over. */
  enter(): void
  leave(): void
}

/** How a run of a container's body is called and what it is given. */
export interface BodyRunFacts {
  readonly parent: RunningBody
  /** Address of the container. */
  readonly at: Address
  readonly binding: Binding
}

/** One run of one body, as its nodes and the bodies inside it see it. */
export interface RunningBody {
  readonly run: RunningPlan
  /** Undefined at the top. */
  readonly container: NodeId | undefined
  /** What the container binds for this run. */
  readonly bound: Scope | undefined
  /** Addresses of its nodes begin with it: `every:12/`, empty at the top. */
  readonly prefix: string
  /** The body of the container with this id, this one or one around it. */
  around(container: NodeId): RunningBody | undefined
  /** The policies of the containers around a node, innermost first. */
  policies(node: NodeId): readonly Policy[]
  /** The one value that a node of this body, or of one around it, has yielded. */
  kept(id: NodeId): Chunk | undefined
  /** A node tells what it yields, or that it has ended (`undefined`). */
  keep(id: NodeId, chunk: Chunk | undefined): void
  /**
   * Waits until the one value of a node is there or will never be, pulling the node if nobody else does: whoever names a node
   * asks for it.
   */
  demand(id: NodeId): Promise<void>
}
