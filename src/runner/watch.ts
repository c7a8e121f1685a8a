/** An exchange that ends when its run is stopped or its time is up. */
export interface Watched {
  /** The run was stopped, for this reason. */
  stopped(reason: unknown): void
  /** Asked every so often: ends itself where it is late. `nowMs` is of `performance.now()`. */
  look(nowMs: number): void
}

/** How often the time of those under way is looked at. Limits that are to be kept more exactly need a timer of their own. */
export const watchEveryMs = 100

const watches = new WeakMap<AbortSignal, Watch>()

/**
 * Everything under way for one signal: one listener and one timer for all of it, where two timers and a listener for each
 * exchange would cost a tenth of the exchange. The timer does not keep the process alive; the connections do.
 */
export class Watch {
  readonly #signal: AbortSignal
  readonly #members = new Set<Watched>()
  #timer: NodeJS.Timeout | undefined

  private constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this)
  }

  static of(signal: AbortSignal): Watch {
    let watch = watches.get(signal)
    if (watch === undefined) {
      watch = new Watch(signal)
      watches.set(signal, watch)
    }
    return watch
  }

  add(member: Watched): void {
    this.#members.add(member)
    if (this.#timer === undefined) this.#timer = setTimeout(look, watchEveryMs, this).unref()
  }

  delete(member: Watched): void {
    this.#members.delete(member)
  }

  handleEvent(): void {
    // They take themselves off while they are told, which a set allows.
    for (const member of this.#members) member.stopped(this.#signal.reason)
  }

  look(): void {
    const nowMs = performance.now()
    for (const member of this.#members) member.look(nowMs)
    // One that comes while nobody is under way sets it again; in between it rests.
    this.#timer = this.#members.size === 0 ? undefined : setTimeout(look, watchEveryMs, this).unref()
  }
}

function look(watch: Watch): void {
  watch.look()
}
