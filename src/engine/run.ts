import type { RunEvent } from './events.ts'
import { Execution } from './execution.ts'
import type { Plan } from './plan.ts'
import { createRedactor } from './redact.ts'
import type { RunOptions } from './runOptions.ts'

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
