import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkpoint, CheckpointStore } from '../engine/io.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { parseJson } from '../model/readJson.ts'
import { replaceFile } from '../runner/dataFolder.ts'
import { createSeal, findKey } from '../runner/seal.ts'
import { CommandFailure } from './command.ts'
import type { Terminal } from './terminal.ts'

/** Where a run of the command line can go on from, kept in the data folder, sealed: positions may hold secrets (E24). */
export interface KeptRun {
  readonly checkpoints: CheckpointStore
  /** Undefined: nothing was kept yet. */
  read(): Promise<Checkpoint | undefined>
}

export async function openKeptRun(data: string, id: string, terminal: Terminal): Promise<KeptRun> {
  if (!/^[A-Za-z0-9]{8,64}$/.test(id)) throw new CommandFailure(`"${id}" is not the name of a run.`)
  const folder = join(data, 'command-line')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const seal = createSeal(await findKey(data, terminal.env, true))
  const path = join(folder, `${id}.checkpoint`)
  const belongsTo = `checkpoint ${id}`
  return {
    checkpoints: {
      save: (checkpoint) =>
        replaceFile(path, seal.close(printJson(checkpoint as unknown as Json), belongsTo)),
    },
    async read() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch {
        return undefined
      }
      return parseJson(seal.open(text, belongsTo)) as unknown as Checkpoint
    },
  }
}
