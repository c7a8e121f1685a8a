import type { Chunk } from './chunk.ts'
import { markChunk } from './chunk.ts'
import { createContext } from './context.ts'
import { type EngineError, locate } from './errors.ts'
import type { Address } from './events.ts'
import { ended, endedPromise, type Pull, toStream } from './pull.ts'
import type { RunningBody, RunningPlan } from './running.ts'
import type { SelectedNode } from './select.ts'

type Result = IteratorResult<Chunk, undefined>

/** Pulling goes up the graph by calls; after so many nodes in a row it takes a turn of its own, so that no stack is too short. */
const nodesPerTurn = 32

/**
 * One node in one run of its body, as a stream: starts when it is first pulled, tells what leaves it, keeps its one value,
 * and gives a failure the place where it happened. Ends its own input when it is over.
 */
export class NodeRun implements Pull {
  readonly at: Address
  readonly #body: RunningBody
  readonly #run: RunningPlan
  readonly #selected: SelectedNode
  readonly #input: Pull | undefined
  readonly #ownTurn: boolean
  #iterator: AsyncIterator<Chunk> | undefined
  #state: 'waiting' | 'running' | 'over' = 'waiting'
  #marked = false
  #ending: Promise<Result> | undefined

  constructor(body: RunningBody, selected: SelectedNode, input: Pull | undefined) {
    const { node, awaits, depth, readsAhead } = selected.planned
    this.at = `${body.prefix}${node.id}`
    this.#body = body
    this.#run = body.run
    this.#selected = selected
    this.#input =
      input === undefined || awaits.length === 0 ? input : new Gate(input, body, awaits, readsAhead)
    this.#ownTurn = depth % nodesPerTurn === nodesPerTurn - 1
  }

  get isRunning(): boolean {
    return this.#state === 'running'
  }

  next(): Promise<Result> {
    if (this.#state === 'over') return endedPromise
    if (this.#run.signal.aborted) return Promise.reject(this.#run.signal.reason as Error)
    return this.#ownTurn ? Promise.resolve().then(this.#pull) : this.#pull()
  }

  return(): Promise<Result> {
    this.#ending ??= this.#ownTurn ? Promise.resolve().then(this.#end) : this.#end()
    return this.#ending
  }

  readonly #pull = (): Promise<Result> => {
    this.#run.enter()
    try {
      this.#iterator ??= this.#start()
      return this.#iterator.next().then(this.#take, this.#fail)
    } catch (error) {
      return this.#fail(error)
    }
  }

  #start(): AsyncIterator<Chunk> {
    const { planned, fixed } = this.#selected
    this.#state = 'running'
    this.#tell('running')
    if (fixed) return this.#run.fixedStream(planned.node.id)[Symbol.asyncIterator]()
    const input = this.#input === undefined ? undefined : toStream(this.#input)
    const ctx = createContext(this.#body, planned, this.at, input)
    return planned.definition.execute(planned.settings, ctx)[Symbol.asyncIterator]()
  }

  readonly #take = (result: IteratorResult<Chunk, unknown>): Result | Promise<Result> => {
    this.#run.leave()
    const { id } = this.#selected.planned.node
    if (result.done !== true) {
      const chunk = result.value
      if (chunk.mark === undefined) {
        this.#body.keep(id, chunk)
        this.#run.telling.chunk(id, this.at, chunk)
      }
      return { done: false, value: chunk }
    }
    const mark = this.#marked ? undefined : this.#run.endMark(this.#selected)
    this.#marked = true
    if (mark !== undefined) {
      this.#iterator = endedIterator
      return { done: false, value: markChunk(mark) }
    }
    if (this.#state === 'running') this.#tell('done')
    return this.#close()
  }

  readonly #fail = (error: unknown): Promise<Result> => {
    this.#run.leave()
    const failure = this.#run.signal.aborted ? error : this.#locate(error)
    return this.#close().then(() => {
      throw failure
    })
  }

  /** The reader wants no more: the node is ended where it stands, also when it never began. */
  readonly #end = async (): Promise<Result> => {
    if (this.#state === 'over') return ended
    const iterator = this.#state === 'running' ? this.#iterator : undefined
    if (iterator !== undefined && !this.#run.signal.aborted) this.#tell('done')
    this.#state = 'over'
    this.#run.enter()
    try {
      await iterator?.return?.()
    } finally {
      this.#run.leave()
      await this.#close()
    }
    return ended
  }

  async #close(): Promise<Result> {
    this.#state = 'over'
    this.#body.keep(this.#selected.planned.node.id, undefined)
    if (this.#input !== undefined) {
      this.#run.enter()
      try {
        await this.#input.return()
      } finally {
        this.#run.leave()
      }
    }
    return ended
  }

  #locate(error: unknown): EngineError {
    const failure = locate(error, this.#selected.planned.node.id, this.at)
    if (this.#run.firstHeard(failure)) this.#tell('failed')
    return failure
  }

  #tell(state: 'running' | 'done' | 'failed'): void {
    this.#run.telling.emit({ type: 'node', node: this.#selected.planned.node.id, at: this.at, state })
  }
}

const endedIterator: AsyncIterator<Chunk> = { next: () => endedPromise }

/**
 * Lets records in only when the values of the nodes that are named here are there. Where such a value is made of a stream that
 * comes in here too, it is never there before that stream has ended: then what comes in is read ahead and held meanwhile, or
 * the two would wait for each other for ever.
 */
class Gate implements Pull {
  readonly #input: Pull
  readonly #body: RunningBody
  readonly #awaits: SelectedNode['planned']['awaits']
  readonly #readsAhead: boolean
  /** Read ahead, in order; the last may still be on its way. */
  readonly #held: Promise<Result>[] = []
  #open = false

  constructor(
    input: Pull,
    body: RunningBody,
    awaits: SelectedNode['planned']['awaits'],
    readsAhead: boolean,
  ) {
    this.#input = input
    this.#body = body
    this.#awaits = awaits
    this.#readsAhead = readsAhead
  }

  async next(): Promise<Result> {
    if (this.#open) return this.#held.shift() ?? this.#input.next()
    const result = await this.#input.next()
    if (result.done === true) return result
    const demanded = this.#demand()
    if (this.#readsAhead) void this.#readAhead()
    await demanded
    return result
  }

  return(): Promise<Result> {
    return this.#input.return()
  }

  async #demand(): Promise<void> {
    try {
      for (const id of this.#awaits) await this.#body.demand(id)
    } finally {
      this.#open = true
    }
  }

  async #readAhead(): Promise<void> {
    try {
      while (!this.#open) {
        const next = this.#input.next()
        this.#held.push(next)
        if ((await next).done === true) return
      }
    } catch {
      // It is held too, and told in its place: behind what came before it.
    }
  }
}
