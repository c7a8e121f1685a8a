import type { RunnerPresence } from '../editor/shell/host.ts'
import { Observable } from './observable.ts'

/** While the runner is gone it is asked for this often, in milliseconds. */
const askEveryMs = 4_000

export interface PresenceOptions {
  /** Whether the runner answers; never rejects. */
  ask(): Promise<boolean>
  after(ms: number, work: () => void): () => void
}

/**
 * Whether the runner is there: known from every call, and asked for while it is gone, so that the page says by itself when it
 * is back. While it is there nothing is asked: the next call will tell.
 */
export class PresenceWatch {
  readonly state = new Observable<RunnerPresence>('asking')
  readonly #options: PresenceOptions
  #callOff: (() => void) | undefined

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  /** Told with every call. */
  tell(there: boolean): void {
    this.state.set(there ? 'there' : 'gone')
    this.#callOff?.()
    this.#callOff = there ? undefined : this.#options.after(askEveryMs, () => void this.ask())
  }

  async ask(): Promise<void> {
    this.tell(await this.#options.ask())
  }
}
