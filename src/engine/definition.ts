import type { Scope } from '../expressions/evaluate.ts'
import type { Authentication, GraphNode } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { KindCatalog, KindFacts } from '../model/kinds.ts'
import type { Mark, Stream } from './chunk.ts'
import type { Address, NodeEvent, WaitReason } from './events.ts'
import type { Io } from './io.ts'
import type { Policy, Send } from './send.ts'

/** A node kind whole: what the model knows of it, and how it runs. */
export interface NodeDefinition<Settings = unknown> extends KindFacts<Settings> {
  execute(settings: Settings, ctx: NodeContext): Stream
}

// oxlint-disable-next-line no-explicit-any -- settings differ per kind; each definition checks its own with its schema.
export type Catalog = KindCatalog<NodeDefinition<any>>

/** What a node is handed for one run of its body. */
export interface NodeContext {
  readonly node: GraphNode
  readonly children: readonly GraphNode[]
  readonly at: Address
  readonly io: Io
  readonly signal: AbortSignal
  /** Undefined: no edge comes in (E5). */
  readonly input: Stream | undefined
  readonly authentication: Authentication | undefined
  /** What an expression sees; lazy, reads a chunk's values only when a path asks. `item`: a getter, so that asking costs nothing. */
  scope(item?: () => Json | undefined): Scope
  /** Evaluates a setting's templates, compiled once per plan. Failures name the setting. */
  evaluate(setting: unknown, scope: Scope): unknown
  readonly send: Send
  /** One fresh run of the body (containers). */
  body(binding: Binding): Stream
  /** Only at the top level: this node may mark, and where to go on from. */
  readonly marks: boolean
  readonly position: Json | undefined
  /** For a kind that is an end for what comes in (a durable queue). */
  commit(mark: Mark): Promise<void>
  onCommit(listener: (mark: Mark) => Promise<void>): void
  /** Tells why, then sleeps on io.clock; rejects at once when the run is stopped. */
  wait(ms: number, reason: WaitReason): Promise<void>
  emit(event: NodeEvent): void
}

export interface Binding {
  /** What the body run is called in addresses: a page number, an item's index, a batch id. */
  readonly at: string
  readonly bind: Scope
  readonly feed?: Stream
  readonly policies?: Readonly<Record<NodeId, Policy>>
  readonly everywhere?: Policy
}
