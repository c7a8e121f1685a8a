import type { Writable } from 'node:stream'
import { codeOf, fileReason } from '../runner/systemErrors.ts'
import { CommandFailure, ReaderGone } from './errors.ts'

/** What a command sees of the process, so that tests can hand over their own. Results go to stdout, all else to stderr. */
export interface Terminal {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly stopped: AbortSignal
}

/** Writes and waits while the reader is behind, so that memory stays bounded. */
export function write(stream: Writable, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(data, (error) => (error ? reject(error) : resolve()))
  })
}

/** A result, on stdout. Throws `ReaderGone`, or `CommandFailure` where a file or disk behind it takes no more. */
export async function print(terminal: Terminal, data: string | Uint8Array): Promise<void> {
  try {
    await write(terminal.stdout, data)
  } catch (error) {
    if (codeOf(error) === 'EPIPE') throw new ReaderGone('nobody reads the output')
    throw new CommandFailure(`The output cannot be written: ${fileReason(error)}.`)
  }
}

/** A line for the person, on stderr. Where nobody can be told, the command goes on: its exit code still tells. */
export function say(terminal: Terminal, line: string): Promise<void> {
  return write(terminal.stderr, `${line}\n`).catch(() => {})
}
