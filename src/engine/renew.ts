import { EngineError } from './errors.ts'
import type { Fields, Secrets } from './io.ts'

/** Where a host keeps the values of one credential. */
export interface KeptFields {
  read(): Promise<Fields>
  write(fresh: Fields): Promise<void>
}

/**
 * `Secrets.renew` for a host: one renewal in flight, the others wait for its result. Who comes with values that are no longer
 * the kept ones is given those: another run was faster. A renewal that ended because its run was stopped says nothing of the
 * credential, so the next in line makes its own.
 */
export function createRenew(kept: KeptFields): Secrets['renew'] {
  let under: Promise<Fields> | undefined
  return async (stale, work) => {
    for (;;) {
      if (under === undefined) break
      try {
        return await under
      } catch (error) {
        if (error instanceof EngineError) throw error
      }
    }
    under = renewed(kept, stale, work).finally(() => {
      under = undefined
    })
    return under
  }
}

async function renewed(kept: KeptFields, stale: Fields, work: () => Promise<Fields>): Promise<Fields> {
  const now = await kept.read()
  if (Object.keys(now).some((name) => now[name] !== stale[name])) return now
  const fresh = await work()
  await kept.write(fresh)
  return kept.read()
}
