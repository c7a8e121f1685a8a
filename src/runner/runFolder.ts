import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunSummary } from '../api/contract.ts'
import type { RunId } from '../engine/events.ts'
import { type ByteLog, createMemoryLog, openFileLog } from './byteLog.ts'
import { makePrivateFolder, replaceFile, storageFailure } from './dataFolder.ts'
import { isMissing } from './systemErrors.ts'

/** The parts of a run that grow. */
export type RunPart = 'events' | 'records' | 'tape'

/** Where runs are kept: one folder a run on the disk, or memory where nothing is to stay. */
export interface RunFolder {
  /** Summaries of all runs that are kept, in no order. What cannot be read is passed over, never removed. */
  list(): Promise<RunSummary[]>
  /** Makes room for a run. */
  create(id: RunId): Promise<void>
  /** Replaces the summary whole. */
  write(summary: RunSummary): Promise<void>
  /** Text that must survive, such as a sealed checkpoint. */
  writeText(id: RunId, name: string, text: string): Promise<void>
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
const summaryName = 'run.json'

/** Ids are made by the runner; one that comes from an address must not lead out of the folder. */
const plainId = /^[A-Za-z0-9_-]{1,64}$/

export function createDiskFolder(folder: string): RunFolder {
  const place = (id: string) => join(folder, id)
  return {
    async list() {
      let names: string[]
      try {
        names = await readdir(folder)
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
      const found = await Promise.all(
        names.filter((name) => plainId.test(name)).map((id) => readSummary(place(id))),
      )
      return found.filter((summary) => summary !== undefined)
    },
    create: (id) => makePrivateFolder(place(id)),
    write: (summary) =>
      replaceFile(join(place(summary.id), summaryName), `${JSON.stringify(summary)}\n`, {
        lasting: false,
      }).catch((error: unknown) => {
        throw storageFailure('The summary of the run', error)
      }),
    writeText: (id, name, text) =>
      replaceFile(join(place(id), name), text, { lasting: false }).catch((error: unknown) => {
        throw storageFailure('The place to go on from', error)
      }),
    open: (id, part) => {
      const { name, writeAtBytes, what, writeAfterMs } = parts[part]
      return openFileLog(join(place(id), name), writeAtBytes, what, writeAfterMs)
    },
    remove: (id) => rm(place(id), { recursive: true, force: true }),
  }
}

async function readSummary(folder: string): Promise<RunSummary | undefined> {
  try {
    const summary = JSON.parse(await readFile(join(folder, summaryName), 'utf8')) as RunSummary
    return typeof summary.id === 'string' && typeof summary.startedMs === 'number' ? summary : undefined
  } catch {
    return undefined
  }
}

/** Runs that are gone with the process. */
export function createMemoryFolder(): RunFolder {
  const summaries = new Map<RunId, RunSummary>()
  const logs = new Map<string, ByteLog>()
  return {
    list: () => Promise.resolve([...summaries.values()]),
    create: () => Promise.resolve(),
    write: (summary) => {
      summaries.set(summary.id, summary)
      return Promise.resolve()
    },
    writeText: () => Promise.resolve(),
    open: (id, part) => {
      const key = `${id}/${part}`
      const log = logs.get(key) ?? createMemoryLog()
      logs.set(key, log)
      return Promise.resolve(log)
    },
    remove: (id) => {
      summaries.delete(id)
      for (const part of Object.keys(parts)) logs.delete(`${id}/${part}`)
      return Promise.resolve()
    },
  }
}
