import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkpoint, CheckpointStore } from '../engine/io.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { parseJson } from '../model/readJson.ts'
import { DataFolderError, makePrivateFolder, replaceFile, storageFailure } from '../runner/dataFolder.ts'
import { fileReason, isMissing } from '../runner/systemErrors.ts'
import { createSeal, findKey, VaultError } from '../runner/seal.ts'
import { CommandFailure } from './errors.ts'
import type { Terminal } from './terminal.ts'

/** Where a run of the command line can go on from, kept in the data folder, sealed: positions may hold secrets (E24). */
export interface KeptRun {
  readonly checkpoints: CheckpointStore
  /** Undefined: nothing was kept yet. Throws `CommandFailure` where it cannot be read. */
  read(): Promise<Checkpoint | undefined>
}

/** Throws `CommandFailure` with words: a folder that cannot be written, a key that is damaged. */
export async function openKeptRun(data: string, id: string, terminal: Terminal): Promise<KeptRun> {
  if (!/^[A-Za-z0-9]{8,64}$/.test(id)) throw new CommandFailure(`"${id}" is not the name of a run.`)
  const folder = join(data, 'command-line')
  const seal = await inWords(async () => {
    await makePrivateFolder(data)
    await makePrivateFolder(folder)
    return createSeal(await findKey(data, terminal.env, true))
  })
  const path = join(folder, `${id}.checkpoint`)
  const belongsTo = `checkpoint ${id}`
  return {
    checkpoints: {
      save: (checkpoint) =>
        replaceFile(path, seal.close(printJson(checkpoint as unknown as Json), belongsTo)).catch(
          (error: unknown) => {
            throw storageFailure('The place to go on from', error)
          },
        ),
    },
    async read() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (error) {
        if (isMissing(error)) return undefined
        throw new CommandFailure(`What is kept of run ${id} cannot be read: ${fileReason(error)}.`)
      }
      return parseJson(await inWords(() => seal.open(text, belongsTo))) as unknown as Checkpoint
    },
  }
}

/** The runner's errors about folder and key are words for people already. */
async function inWords<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DataFolderError || error instanceof VaultError)
      throw new CommandFailure(error.message)
    throw error
  }
}
