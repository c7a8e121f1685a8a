/** What a signal ends: it is closed once, and the program with it. */
export interface Closable {
  close(): Promise<void>
}

/** 128 + the number of the signal, as shells tell it. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const
type Signal = keyof typeof exitCodes

/** The process, as far as signals go; tests hand in their own. */
export interface SignalSource {
  on(signal: Signal, listener: (signal: Signal) => void): unknown
  exit(code: number): void
}

/**
 * Ends gracefully at the first SIGINT or SIGTERM: `closing` tells the person, what is open is closed, the program exits with
 * 0. A second signal exits at once.
 */
export function stopOnSignals(what: Closable, closing: () => void, source: SignalSource = process): void {
  let asked = false
  const stop = (signal: Signal) => {
    if (asked) return source.exit(exitCodes[signal])
    asked = true
    closing()
    void what.close().then(
      () => source.exit(0),
      () => source.exit(1),
    )
  }
  for (const signal of Object.keys(exitCodes) as Signal[]) source.on(signal, stop)
}
