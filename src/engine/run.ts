import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { RunEvent, RunId } from './events.ts'
import { Execution } from './execution.ts'
import type { Checkpoint, Io } from './io.ts'
import type { Plan } from './plan.ts'
import { createRedactor, type Redactor } from './redact.ts'

export interface RunOptions {
  readonly run: RunId
  readonly input: Json
  /** Bound by the host to this run and its credential. Records of the output go to `io.records`, masked where it keeps them. */
  readonly io: Io
  /** Stops the run: every wait and exchange is given it, through the run's own (E28). */
  readonly signal?: AbortSignal
  /** Where to go on from; only of a plan with the same hash (E24). */
  readonly from?: Checkpoint
  /** Streams given in place of running nodes (E31). */
  readonly pins?: Readonly<Record<NodeId, readonly Json[]>>
  /** The node to end with; its stream is what the run puts out. In a container: the container at the top. */
  readonly until?: NodeId
  /** What finds secrets in what is shown and kept. A host that knows the credential's values may teach it beforehand. */
  readonly redactor?: Redactor
}

/** The events of a run, from `started` to `finished`. */
export interface RunEvents extends AsyncGenerator<RunEvent, undefined, undefined> {
  return(): Promise<IteratorResult<RunEvent, undefined>>
}

/**
 * Runs a plan. Nothing happens before the first event is asked for; from then on the run goes on by itself and is held back
 * at its ends while more than 1,000 events are unread (E30). The last event is `finished`, when all that was begun is over.
 * Never throws. `return` stops the run as the signal does, also while an event is being waited for.
 */
export function run(plan: Plan, options: RunOptions): RunEvents {
  return new Running(plan, options)
}

type Result = IteratorResult<RunEvent, undefined>
const over: Result = { done: true, value: undefined }

/** Not an `async function*`: the `return` of one would wait behind a `next` that is stuck. */
class Running implements RunEvents {
  readonly #execution: Execution
  #running: Promise<void> | undefined
  #left = false

  constructor(plan: Plan, options: RunOptions) {
    this.#execution = new Execution(plan, options, options.redactor ?? createRedactor())
  }

  next(): Promise<Result> {
    if (this.#left) return Promise.resolve(over)
    this.#running ??= this.#execution.start()
    return this.#execution.log.take()
  }

  async return(): Promise<Result> {
    this.#left = true
    this.#execution.stop()
    this.#execution.log.close({ drop: true })
    await this.#running
    return over
  }

  async throw(error: unknown): Promise<Result> {
    await this.return()
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
