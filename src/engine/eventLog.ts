import type { RunEvent, RunEventBody } from './events.ts'
import type { Clock } from './io.ts'
import { Bell, type OnAbort } from './pull.ts'

/** Events nobody has read before the ends of the run are held back (E30). */
export const maxUnread = 1_000

type Result = IteratorResult<RunEvent, undefined>
const over: Result = { done: true, value: undefined }

/** Events on their way from the run to whoever reads them, numbered and in order of time. Taking one in never waits. */
export class EventLog {
  readonly #clock: Clock
  readonly #room: Bell
  #events: RunEvent[] = []
  #next = 0
  #seq = 0
  #lastMs = 0
  #closed = false
  #readers: ((result: Result) => void)[] = []

  constructor(clock: Clock, onAbort: OnAbort) {
    this.#clock = clock
    this.#room = new Bell(onAbort)
  }

  push(body: RunEventBody): void {
    if (this.#closed) return
    // A clock that is set back must not turn the order of events round.
    this.#lastMs = Math.max(this.#lastMs, this.#clock.now())
    const event: RunEvent = { seq: ++this.#seq, atMs: this.#lastMs, ...body }
    const reader = this.#readers.shift()
    if (reader === undefined) this.#events.push(event)
    else reader({ done: false, value: event })
  }

  get full(): boolean {
    return this.#events.length - this.#next > maxUnread
  }

  /** Resolves when there is room again; rejects when the run is stopped. */
  async room(): Promise<void> {
    while (this.full) await this.#room.wait()
  }

  /** The next event; waits for one. */
  take(): Promise<Result> {
    const event = this.#events[this.#next]
    if (event !== undefined) {
      this.#next++
      if (this.#next === this.#events.length) {
        this.#events = []
        this.#next = 0
      } else if (this.#next > maxUnread) {
        this.#events = this.#events.slice(this.#next)
        this.#next = 0
      }
      if (!this.full) this.#room.ring()
      return Promise.resolve({ done: false, value: event })
    }
    if (this.#closed) return Promise.resolve(over)
    return new Promise((resolve) => {
      this.#readers.push(resolve)
    })
  }

  /** No more events come; those that are there can still be read, unless nobody wants them. */
  close(options: { drop: boolean } = { drop: false }): void {
    this.#closed = true
    if (options.drop) {
      this.#events = []
      this.#next = 0
      this.#room.ring()
    }
    for (const reader of this.#readers.splice(0)) reader(over)
  }
}
