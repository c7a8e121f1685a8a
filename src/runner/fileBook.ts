import { appendFile, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunSummary } from '../api/contract.ts'
import type { RunId } from '../engine/events.ts'
import { makePrivateFolder, replaceFile, storageFailure } from './dataFolder.ts'
import {
  chooseCheckpoint,
  type KeptCheckpoint,
  keptCheckpoints,
  type RunBook,
  withoutOldest,
} from './runBook.ts'
import { isMissing } from './systemErrors.ts'

const summaryName = 'run.json'
const requestName = 'request'
const checkpointsName = 'checkpoints.ndjson'

/** Ids are made by the runner; one that comes from an address must not lead out of the folder. */
const plainId = /^[A-Za-z0-9_-]{1,64}$/

const place = 'The place to go on from'

/** A book that can be read from its first line to its last, to be taken over into another one. */
export interface FileBook extends RunBook {
  /** All that are kept, in order. */
  checkpoints(id: RunId): Promise<readonly KeptCheckpoint[]>
}

/** One folder a run: `run.json`, the sealed request, and a line for each checkpoint. */
export function createFileBook(folder: string): FileBook {
  const pathOf = (id: string, name: string) => join(folder, id, name)
  /** How many lines each file has by now, so that it is shortened in time. */
  const lines = new Map<RunId, number>()

  const readAll = async (id: RunId): Promise<KeptCheckpoint[]> => {
    const text = await readText(pathOf(id, checkpointsName))
    // A line that a crash tore is the last one, and was no checkpoint yet.
    return (text ?? '').split('\n').flatMap((line) => parsed<KeptCheckpoint>(line) ?? [])
  }
  const replaceAll = async (id: RunId, all: readonly KeptCheckpoint[]) => {
    await write(pathOf(id, checkpointsName), all.map(toLine).join(''), place)
    lines.set(id, all.length)
  }

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
        names
          .filter((name) => plainId.test(name))
          .map(async (id) => parsed<RunSummary>((await readText(pathOf(id, summaryName))) ?? '')),
      )
      return found.filter((summary) => summary !== undefined).filter(isSummary)
    },
    async write(summary) {
      await makePrivateFolder(join(folder, summary.id))
      await write(pathOf(summary.id, summaryName), toLine(summary), 'The summary of the run')
    },
    keepRequest: (id, sealed) => write(pathOf(id, requestName), sealed, 'What the run was asked for'),
    request: (id) => readText(pathOf(id, requestName)),
    async saveCheckpoint(id, checkpoint) {
      try {
        await appendFile(pathOf(id, checkpointsName), toLine(checkpoint), { mode: 0o600 })
      } catch (error) {
        throw storageFailure(place, error)
      }
      const count = (lines.get(id) ?? 0) + 1
      lines.set(id, count)
      if (count > keptCheckpoints) await replaceAll(id, withoutOldest(await readAll(id)))
    },
    checkpoint: async (id, where) => chooseCheckpoint(await readAll(id), where),
    checkpoints: readAll,
    async forgetAfter(id, number) {
      await replaceAll(
        id,
        (await readAll(id)).filter((each) => each.number <= number),
      )
    },
    async remove(id) {
      lines.delete(id)
      await rm(join(folder, id), { recursive: true, force: true })
    },
    close: () => Promise.resolve(),
  }
}

const toLine = (value: object): string => `${JSON.stringify(value)}\n`

const isSummary = ({ id, startedMs }: RunSummary): boolean =>
  typeof id === 'string' && typeof startedMs === 'number'

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

/** Undefined: it is not there, or cannot be read. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

async function write(path: string, text: string, what: string): Promise<void> {
  try {
    await replaceFile(path, text, { lasting: false })
  } catch (error) {
    throw storageFailure(what, error)
  }
}
