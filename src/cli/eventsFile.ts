import { createWriteStream } from 'node:fs'
import type { RunEvent } from '../engine/events.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { fileReason } from '../runner/systemErrors.ts'
import { CommandFailure } from './errors.ts'
import { write } from './terminal.ts'

/** What `--events FILE` writes: every run event as NDJSON, for its owner only. */
export interface EventsFile {
  /** Throws `CommandFailure` where the file takes no more. */
  write(event: RunEvent): Promise<void>
  /** Settles with the first write: only that tells whether the disk takes anything. */
  readonly proved: Promise<void>
  close(): Promise<void>
}

export async function openEventsFile(path: string): Promise<EventsFile> {
  const refused = (error: unknown) =>
    new CommandFailure(`The events cannot be written to ${path}: ${fileReason(error)}.`)
  const file = createWriteStream(path, { mode: 0o600 })
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve())
    file.once('error', (error) => reject(refused(error)))
  })
  // A write that fails tells its caller; the stream's own word of it would be thrown where nobody listens.
  file.on('error', () => {})
  let prove: (written: Promise<void>) => void = () => {}
  const proved = new Promise<void>((resolve) => {
    prove = resolve
  })
  // Its failure is also told by the write itself, and a run without records waits for nothing here.
  proved.catch(() => {})
  return {
    proved,
    write(event) {
      const written = write(file, `${printJson(event as unknown as Json)}\n`).catch((error: unknown) => {
        throw refused(error)
      })
      prove(written)
      return written
    },
    close: () => new Promise((resolve) => file.end(resolve)),
  }
}
