import type { Channel, Locks } from '../../src/storage/ownership.ts'

/** Timers that go off when told. */
export class ScriptedTimers {
  nowMs = 1_000_000
  #due: { at: number; work: () => void }[] = []

  now = (): number => this.nowMs

  after = (ms: number, work: () => void): (() => void) => {
    const entry = { at: this.nowMs + ms, work }
    this.#due.push(entry)
    return () => {
      this.#due = this.#due.filter((other) => other !== entry)
    }
  }

  advance(ms: number): void {
    this.nowMs += ms
    const due = this.#due.filter(({ at }) => at <= this.nowMs)
    this.#due = this.#due.filter(({ at }) => at > this.nowMs)
    for (const { work } of due) work()
  }
}

/** Web Locks for several tabs in one test, with queueing, `ifAvailable`, `steal` and `signal` as the specification says. */
export class FakeLocks implements Locks {
  #held = new Map<string, { reject: (error: Error) => void }>()
  #queues = new Map<string, (() => void)[]>()

  request: Locks['request'] = (name, options, held) =>
    new Promise((resolve, reject) => {
      const grant = () => {
        const lock = { reject }
        this.#held.set(name, lock)
        held({ name })
          .then(resolve, reject)
          .finally(() => {
            if (this.#held.get(name) !== lock) return
            this.#held.delete(name)
            this.#queues.get(name)?.shift()?.()
          })
      }
      const holder = this.#held.get(name)
      if (holder === undefined) grant()
      else if (options.ifAvailable === true) held(null).then(resolve, reject)
      else if (options.steal === true) {
        this.#held.delete(name)
        holder.reject(new DOMException('Stolen.', 'AbortError'))
        grant()
      } else {
        const queue = this.#queues.get(name) ?? []
        this.#queues.set(name, queue)
        queue.push(grant)
        options.signal?.addEventListener('abort', () => {
          queue.splice(queue.indexOf(grant), 1)
          reject(new DOMException('Called off.', 'AbortError'))
        })
      }
    })
}

/** BroadcastChannels of one name hear each other, and not themselves. */
export function fakeChannels(): (name: string) => Channel & { deaf: boolean } {
  const open: { name: string; channel: object; hear: (data: unknown) => void }[] = []
  return (name) => {
    const listeners = new Set<(event: { data: unknown }) => void>()
    const channel = {
      deaf: false,
      postMessage(message: unknown) {
        for (const other of open)
          if (other.name === name && other.channel !== channel) queueMicrotask(() => other.hear(message))
      },
      addEventListener: (_: 'message', listener: (event: { data: unknown }) => void) =>
        void listeners.add(listener),
      removeEventListener: (_: 'message', listener: (event: { data: unknown }) => void) =>
        void listeners.delete(listener),
      close() {
        open.splice(
          open.findIndex((entry) => entry.channel === channel),
          1,
        )
      },
    }
    open.push({
      name,
      channel,
      hear: (data) => {
        if (!channel.deaf) for (const listener of listeners) listener({ data })
      },
    })
    return channel
  }
}
