import type { Scope } from '../expressions/evaluate.ts'
import type { Json } from '../model/json.ts'
import type { Mark, Stream } from './chunk.ts'
import type { Binding, NodeContext } from './definition.ts'
import { EngineError } from './errors.ts'
import type { Address, NodeEvent, WaitReason } from './events.ts'
import type { Execution } from './execution.ts'
import { Frame } from './frame.ts'
import type { Planned } from './plan.ts'
import { toStream } from './pull.ts'
import { createScope } from './runScope.ts'
import type { Send } from './send.ts'

/** What one node is handed in one run of its body. Made when the node starts; what a kind may not need is made when asked. */
export function createContext(
  execution: Execution,
  frame: Frame,
  planned: Planned,
  at: Address,
  input: Stream | undefined,
): NodeContext {
  return new Context(execution, frame, planned, at, input)
}

class Context implements NodeContext {
  readonly at: Address
  readonly input: Stream | undefined
  readonly #execution: Execution
  readonly #frame: Frame
  readonly #planned: Planned
  #send: Send | undefined

  constructor(execution: Execution, frame: Frame, planned: Planned, at: Address, input: Stream | undefined) {
    this.#execution = execution
    this.#frame = frame
    this.#planned = planned
    this.at = at
    this.input = input
  }

  get node() {
    return this.#planned.node
  }

  get children() {
    return this.#planned.children
  }

  get io() {
    return this.#execution.io
  }

  get signal() {
    return this.#execution.signal
  }

  get authentication() {
    return this.#planned.authentication
  }

  get service() {
    return this.#execution.plan.service
  }

  get marks(): boolean {
    return this.#frame.container === undefined && this.#planned.definition.sources !== undefined
  }

  get position(): Json | undefined {
    return this.#frame.container === undefined ? this.#execution.position(this.node.id) : undefined
  }

  get send(): Send {
    if (this.#send === undefined) {
      let send = this.#execution.sendFor(this.#planned.authentication)
      for (const policy of this.#frame.policies(this.node.id)) send = policy(send)
      this.#send = send
    }
    return this.#send
  }

  scope(item?: () => Json | undefined, more?: Scope): Scope {
    return createScope(this.#planned, this.#frame, this.#execution.always, item, more)
  }

  evaluate(setting: unknown, scope: Scope): unknown {
    return this.#planned.templates.evaluate(setting, scope)
  }

  body(binding: Binding): Stream {
    const { body } = this.#planned
    if (body === undefined)
      throw new EngineError('internal', `The kind ${this.node.kind} has no body to run.`)
    return toStream(new Frame(this.#execution, body, { parent: this.#frame, at: this.at, binding }).output())
  }

  commit(mark: Mark): Promise<void> {
    return this.#execution.commits.reach(mark, undefined)
  }

  onCommit(listener: (mark: Mark) => Promise<void>): void {
    this.#execution.commits.onCommit(this.node.id, listener)
  }

  wait(ms: number, reason: WaitReason): Promise<void> {
    const { io, signal } = this.#execution
    this.emit({ type: 'waiting', node: this.node.id, at: this.at, reason, untilMs: io.clock.now() + ms })
    return io.clock.sleep(ms, signal)
  }

  emit(event: NodeEvent): void {
    this.#execution.telling.emit(event)
  }
}
