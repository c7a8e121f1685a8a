import type { ConnectorId } from '../model/ids.ts'

/**
 * Which tab may write to a connector. A Web Lock says who: the browser lets go of it when a tab closes or crashes, so nobody
 * is locked out by a tab that is gone. A second tab asks the first to hand over, and takes the lock by force only from one
 * that does not answer; what a tab wrote before is never lost, because the new owner reads only after the old one is done
 * (or after its writes are refused: see the epoch in rows.ts).
 */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>
}

/** A BroadcastChannel, or what stands for it. */
export interface Channel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  close(): void
}

export interface OwnershipOptions {
  readonly locks: Locks
  /** Makes a channel of this name; each tab has one of its own. */
  readonly channel: (name: string) => Channel
  /** Finishes what this tab is writing. Called before it hands over; no change is accepted from here on. */
  readonly onHandOver: () => Promise<void>
  /** This tab is no longer the owner. */
  readonly onLost: () => void
  /** How long an owner may take to hand over before it is taken from it, in milliseconds. */
  readonly patienceMs?: number
  readonly after: (ms: number, work: () => void) => () => void
}

export interface Ownership {
  readonly owned: boolean
  /** Becomes the owner: asks the present one, then takes it. */
  takeOver(): Promise<void>
  /** Lets go; resolves when another tab can have it. */
  release(): Promise<void>
}

const lockName = (connector: ConnectorId) => `patchbay:connector:${connector}`

/** Becomes the owner of a connector if nobody is. */
export async function claimConnector(connector: ConnectorId, options: OwnershipOptions): Promise<Ownership> {
  const { locks, after, patienceMs = 1_500 } = options
  const name = lockName(connector)
  const channel = options.channel(name)
  let letGo: (() => void) | undefined
  let over: Promise<unknown> = Promise.resolve()
  let closing = false

  /** Resolves with whether the lock is ours. While it is, `over` is pending. */
  const ask = (how: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal }): Promise<boolean> =>
    new Promise((resolve, reject) => {
      over = locks
        .request(name, how, (lock) => {
          if (lock === null) {
            resolve(false)
            return Promise.resolve()
          }
          resolve(true)
          return new Promise<void>((done) => {
            letGo = done
          })
        })
        .catch((error: unknown) => {
          // Rejected while held: another tab has stolen it. Before that: the request itself was called off.
          if (letGo !== undefined) lost()
          else reject(error instanceof Error ? error : new Error(String(error)))
        })
    })

  const lost = () => {
    if (letGo === undefined) return
    letGo = undefined
    if (!closing) options.onLost()
  }

  const listen = ({ data }: { data: unknown }) => {
    if (letGo === undefined || (data as { type?: unknown } | null)?.type !== 'hand-over') return
    const done = letGo
    options.onHandOver().then(
      () => {
        lost()
        done()
      },
      () => {
        lost()
        done()
      },
    )
  }
  channel.addEventListener('message', listen)

  let owned = await ask({ ifAvailable: true })
  return {
    get owned() {
      return owned && letGo !== undefined
    },
    async takeOver() {
      const patience = new AbortController()
      const callOff = after(patienceMs, () => patience.abort())
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin.
      channel.postMessage({ type: 'hand-over' })
      try {
        owned = await ask({ signal: patience.signal })
      } catch {
        owned = await ask({ steal: true })
      } finally {
        callOff()
      }
    },
    async release() {
      closing = true
      channel.removeEventListener('message', listen)
      channel.close()
      letGo?.()
      letGo = undefined
      await over
    },
  }
}
