import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunId } from '../engine/events.ts'
import { type ByteLog, createMemoryLog, openFileLog } from './byteLog.ts'
import { makePrivateFolder } from './dataFolder.ts'

/** The parts of a run that grow. */
export type RunPart = 'events' | 'records' | 'tape'

/** Where what grows of runs is kept: one folder a run on the disk, or memory where nothing is to stay. */
export interface RunFolder {
  /** Makes room for a run. */
  create(id: RunId): Promise<void>
  open(id: RunId, part: RunPart): Promise<ByteLog>
  remove(id: RunId): Promise<void>
}

interface PartFile {
  readonly name: string
  readonly writeAtBytes: number
  readonly writeAfterMs?: number
  readonly what: string
}

const parts: Readonly<Record<RunPart, PartFile>> = {
  // What happened must outlive a runner that is killed, but a write for each event would cost more than a request.
  events: { name: 'events.ndjson', writeAtBytes: 65_536, writeAfterMs: 20, what: 'What the run reports' },
  records: { name: 'records.ndjson', writeAtBytes: 65_536, what: 'The records of the run' },
  // Nobody waits for the tape: fewer, larger writes.
  tape: { name: 'tape', writeAtBytes: 262_144, what: 'The exchanges of the run' },
}
export function createDiskFolder(folder: string): RunFolder {
  const place = (id: string) => join(folder, id)
  return {
    create: (id) => makePrivateFolder(place(id)),
    open: (id, part) => {
      const { name, writeAtBytes, what, writeAfterMs } = parts[part]
      return openFileLog(join(place(id), name), writeAtBytes, what, writeAfterMs)
    },
    remove: (id) => rm(place(id), { recursive: true, force: true }),
  }
}

/** Runs that are gone with the process. */
export function createMemoryFolder(): RunFolder {
  const logs = new Map<string, ByteLog>()
  return {
    create: () => Promise.resolve(),
    open: (id, part) => {
      const key = `${id}/${part}`
      const log = logs.get(key) ?? createMemoryLog()
      logs.set(key, log)
      return Promise.resolve(log)
    },
    remove: (id) => {
      for (const part of Object.keys(parts)) logs.delete(`${id}/${part}`)
      return Promise.resolve()
    },
  }
}
