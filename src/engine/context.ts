import type { Scope } from '../expressions/evaluate.ts'
import type { Json } from '../model/json.ts'
import type { Mark, Stream } from './chunk.ts'
import type { Binding, NodeContext } from './definition.ts'
import { EngineError } from './errors.ts'
import type { Address, NodeEvent, WaitReason } from './events.ts'
import type { Planned } from './planned.ts'
import type { RunningBody } from './running.ts'
import { createScope } from './runScope.ts'
import type { Send } from './send.ts'

/** What one node is handed in one run of its body. Made when the node starts; what a kind may not need is made when asked. */
export function createContext(
  body: RunningBody,
  planned: Planned,
  at: Address,
  input: Stream | undefined,
): NodeContext {
  return new Context(body, planned, at, input)
}

class Context implements NodeContext {
  readonly at: Address
  readonly input: Stream | undefined
  readonly #body: RunningBody
  readonly #planned: Planned
  #send: Send | undefined

  constructor(body: RunningBody, planned: Planned, at: Address, input: Stream | undefined) {
    this.#body = body
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
    return this.#body.run.io
  }

  get signal() {
    return this.#body.run.signal
  }

  get authentication() {
    return this.#planned.authentication
  }

  get service() {
    return this.#body.run.plan.service
  }

  get marks(): boolean {
    return this.#body.container === undefined && this.#planned.definition.sources !== undefined
  }

  get position(): Json | undefined {
    return this.#body.container === undefined ? this.#body.run.position(this.node.id) : undefined
  }

  get send(): Send {
    if (this.#send === undefined) {
      let send = this.#body.run.sendFor(this.#planned.authentication)
      for (const policy of this.#body.policies(this.node.id)) send = policy(send)
      this.#send = send
    }
    return this.#send
  }

  scope(item?: () => Json | undefined, more?: Scope): Scope {
    return createScope(this.#planned, this.#body, this.#body.run.always, item, more)
  }

  evaluate(setting: unknown, scope: Scope): unknown {
    return this.#planned.templates.evaluate(setting, scope)
  }

  body(binding: Binding): Stream {
    const { body } = this.#planned
    if (body === undefined)
      throw new EngineError('internal', `The kind ${this.node.kind} has no body to run.`)
    return this.#body.run.runBody(body, { parent: this.#body, at: this.at, binding })
  }

  pagePassed(): boolean {
    return this.#body.run.pagePassed()
  }

  pagesLeft(): number {
    return this.#body.run.pagesLeft()
  }

  commit(mark: Mark): Promise<void> {
    return this.#body.run.commits.reach(mark, undefined)
  }

  onCommit(listener: (mark: Mark) => Promise<void>): void {
    this.#body.run.commits.onCommit(this.node.id, listener)
  }

  wait(ms: number, reason: WaitReason): Promise<void> {
    const { io, signal } = this.#body.run
    this.emit({ type: 'waiting', node: this.node.id, at: this.at, reason, untilMs: io.clock.now() + ms })
    return io.clock.sleep(ms, signal)
  }

  emit(event: NodeEvent): void {
    this.#body.run.telling.emit(event)
  }
}
