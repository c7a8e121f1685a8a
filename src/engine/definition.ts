import type { Scope } from '../expressions/evaluate.ts'
import type { Authentication, GraphNode, Service } from '../model/document.ts'
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
  /**
   * For the kind that says what a run is given: called once before anything runs. Checks the caller's input, fills in what
   * was left out, and gives what every expression sees as `input`. Throws `EngineError` of kind `input`.
   */
  accepts?(settings: Settings, input: Json): Json
  /**
   * Whether a node with these settings keeps what comes in (a durable queue), so that it is an end for the marks that
   * arrive: it calls `ctx.commit` for each of them. Default: it is not.
   */
  commits?(settings: Settings): boolean
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
  /**
   * What an expression sees (E12); lazy, reads a chunk's values only when a path asks. `item` is a getter, so that one scope
   * serves all records of a loop: `let record; const scope = ctx.scope(() => record)`. `more` adds names of the kind's own
   * (`auth` in a draft); its getters stay lazy.
   */
  scope(item?: () => Json | undefined, more?: Scope): Scope
  /**
   * Evaluates a setting's templates (a text, or a list or object that holds some), compiled once per plan. Members that are
   * absent stay `undefined`. Throws `EngineError` of kind `expression` that names the setting.
   */
  evaluate(setting: unknown, scope: Scope): unknown
  /** Containers' policies around the run's authorised sending. */
  readonly send: Send
  /** The service of the connector: its defaults are drawn into every request. */
  readonly service: Service
  /** One fresh run of the body (containers). */
  body(binding: Binding): Stream
  /** Only at the top level: this node may mark, and where to go on from. */
  readonly marks: boolean
  readonly position: Json | undefined
  /** A page was passed on and another would follow. True: it must not, the run was asked for no more. */
  pagePassed(): boolean
  /** How many more pages the run may pass; Infinity where nobody limits them. */
  pagesLeft(): number
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
  /** What the body's inner out port gives. Without it, nodes at that port have no edge and act once (E5). */
  readonly feed?: Stream
  readonly policies?: Readonly<Record<NodeId, Policy>>
  readonly everywhere?: Policy
}
