import type { Writable } from 'node:stream'

/** What a command sees of the process, so that tests can hand over their own. Results go to stdout, all else to stderr. */
export interface Terminal {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly stopped: AbortSignal
}

/** Writes and waits while the reader is behind, so that memory stays bounded. A reader that has gone away ends quietly. */
export function write(stream: Writable, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(data, (error) => (error ? reject(error) : resolve()))
  })
}

/** A line for the person, on stderr. */
export function say(terminal: Terminal, line: string): Promise<void> {
  return write(terminal.stderr, `${line}\n`)
}
