import type { Checkpoint, CheckpointStore } from '../engine/io.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { parseJson } from '../model/readJson.ts'
import { hostClock } from './hostIo.ts'
import type { KeptCheckpoint } from './runBook.ts'
import type { KeptRun, RunStore } from './runStore.ts'
import { type Seal, VaultError } from './seal.ts'
import type { Vault } from './vault.ts'

/** Where a run can go on from, as it is kept and as the engine takes it. */
export interface Place {
  readonly kept: KeptCheckpoint
  readonly checkpoint: Checkpoint
  /** Records of newer places that are not there any more. */
  readonly lost: number
}

/** Records are forced to the disk no more often than this while a run goes on, in milliseconds: each time costs a few itself. */
const syncEveryMs = 500

/**
 * The place to go on from may hold secrets (E24): it is sealed with the vault's key, after the records it counts. These are
 * written first, which outlives a killed runner, and forced to the disk first where that was not done for a while. What a power
 * cut takes in between is noticed when the run goes on (`findPlace`).
 */
export function checkpointsOf(kept: KeptRun, vault: Vault): CheckpointStore {
  let valuesText = '{}'
  let sealedValues: string | undefined
  let syncedMs = hostClock.now()
  return {
    async save({ values, ...checkpoint }) {
      if (hostClock.now() - syncedMs < syncEveryMs) await kept.records.flush()
      else {
        await kept.records.sync()
        syncedMs = hostClock.now()
      }
      const seal = await sealOf(vault)
      if (seal === undefined) return
      const text = JSON.stringify(values)
      if (text !== valuesText) {
        valuesText = text
        sealedValues = seal.close(text, `values ${kept.id}`)
      }
      const page = pageOf(checkpoint.positions)
      await kept.saveCheckpoint({
        sealed: seal.close(printJson(checkpoint as unknown as Json), `checkpoint ${kept.id}`),
        ...(page !== undefined && { page }),
        ...(sealedValues !== undefined && { values: sealedValues }),
      })
    },
  }
}

/** How many pages the walk of a run has passed, where it has one: a person goes on from a page. */
function pageOf(positions: Checkpoint['positions']): number | undefined {
  const pages = Object.values(positions).flatMap((position) => {
    const page = (position as { readonly page?: unknown } | null)?.page
    return typeof page === 'number' ? [page - 1] : []
  })
  return pages.length === 1 ? pages[0] : undefined
}

/** Undefined: the vault cannot be opened, which costs the going on, not the run. */
export async function sealOf(vault: Vault): Promise<Seal | undefined> {
  try {
    return await vault.seal()
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}

/**
 * The newest place whose records are all there: a machine that lost its power may have kept the place and lost some of the
 * records before it, and they are fetched again.
 */
export async function findPlace(
  store: RunStore,
  id: string,
  { seal, page }: { readonly seal: Seal; readonly page: number | undefined },
): Promise<Place | undefined> {
  const held = (await store.open(id))?.records.count ?? 0
  let newest: number | undefined
  for (let below: number | undefined; ; ) {
    const kept = await store.checkpoint(id, { page, below })
    if (kept === undefined) return undefined
    const from = parseJson(seal.open(kept.sealed, `checkpoint ${id}`)) as unknown as Checkpoint
    newest ??= from.records
    if (from.records <= held) {
      const values = kept.values === undefined ? {} : JSON.parse(seal.open(kept.values, `values ${id}`))
      return { kept, checkpoint: { ...from, values }, lost: Math.max(0, newest - held) }
    }
    below = kept.number
  }
}
