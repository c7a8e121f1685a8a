/** What an announcer needs of the world; handed in so that its rule can be tested without waiting. */
export interface AnnouncerIo {
  /** Milliseconds, from any zero. */
  now: () => number
  /** Calls back after some milliseconds. */
  later: (act: () => void, delayMs: number) => void
}

/** Nothing is said more often than this (visual-language.md, 11). */
export const announceEveryMs = 2_000

export interface Announcer {
  /** Says it now, or when two seconds have passed since the last; only the newest of what waits is said. */
  announce: (text: string) => void
  /** Is told each text when it is said; answers how to stop. */
  listen: (listener: (text: string) => void) => () => void
}

/**
 * Lets at most one text through every two seconds. A run reports its counts far faster than anyone can listen, and a
 * screen reader that is handed all of them says none to the end.
 */
export function createAnnouncer(io: AnnouncerIo): Announcer {
  const listeners = new Set<(text: string) => void>()
  let saidAt = -Infinity
  let waiting: string | undefined
  const say = (text: string) => {
    saidAt = io.now()
    for (const listener of listeners) listener(text)
  }
  return {
    announce(text) {
      const restMs = saidAt + announceEveryMs - io.now()
      if (waiting === undefined && restMs <= 0) return say(text)
      const timed = waiting !== undefined
      waiting = text
      if (timed) return
      io.later(() => {
        const next = waiting
        waiting = undefined
        if (next !== undefined) say(next)
      }, restMs)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
