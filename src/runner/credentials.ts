import { EngineError } from '../engine/errors.ts'
import type { Fields, Secrets } from '../engine/io.ts'
import { evaluateBaseUrl, originOf } from '../engine/send/baseUrl.ts'
import type { Connector } from '../model/document.ts'
import { ApiProblem } from './problems.ts'
import { VaultError } from './seal.ts'
import type { Vault } from './vault.ts'

/** `io.secrets` of a run without a credential. */
const none: Secrets = {
  shown: {},
  read: () =>
    Promise.reject(
      new EngineError('credential', 'This run has no credential. Choose one, or fill one in.', {
        retryable: false,
      }),
    ),
  renew: () =>
    Promise.reject(
      new EngineError('credential', 'This run has no credential to renew.', { retryable: false }),
    ),
}

/** Renewals under way, by credential: whoever comes second waits for the first. */
export type Renewals = Map<string, Promise<Fields>>

/**
 * Binds one credential to one run. The values may go to the origin they were filled in for and to no other: a connector
 * whose base URL leads elsewhere is refused before anything is opened.
 *
 * Throws `ApiProblem`: `credential-not-found`, `origin-changed`, `vault-locked`.
 */
export async function bindCredential(
  vault: Vault,
  renewals: Renewals,
  connector: Connector,
  id: string | undefined,
): Promise<Secrets> {
  if (id === undefined || id === '') return none
  const credential = await vault.find(id)
  if (credential === undefined)
    throw new ApiProblem('credential-not-found', 'The credential is no longer there. Choose another one.')
  const shown: Record<string, string> = {}
  for (const field of credential.fields) if (field.shown !== undefined) shown[field.name] = field.shown
  const origin = originOf(evaluateBaseUrl(connector.service, shown))
  if (origin !== credential.origin)
    throw new ApiProblem(
      'origin-changed',
      `The credential “${credential.title}” was filled in for ${credential.origin}, but the connector now leads to ${origin ?? 'no address'}. If that is right, fill in a credential for it.`,
    )
  return {
    shown,
    read: (signal) => {
      signal.throwIfAborted()
      return readValues(vault, id)
    },
    renew: (stale, work) => {
      const under = renewals.get(id)
      if (under !== undefined) return under
      const renewal = renew(vault, id, stale, work).finally(() => renewals.delete(id))
      renewals.set(id, renewal)
      return renewal
    },
  }
}

async function readValues(vault: Vault, id: string): Promise<Fields> {
  try {
    return await vault.values(id)
  } catch (error) {
    if (error instanceof VaultError) throw new EngineError('credential', error.message, { retryable: false })
    throw error
  }
}

async function renew(vault: Vault, id: string, stale: Fields, work: () => Promise<Fields>): Promise<Fields> {
  const kept = await readValues(vault, id)
  // Another run was faster: what it brought is newer than what this run found stale.
  if (Object.keys(kept).some((name) => kept[name] !== stale[name])) return kept
  const fresh = await work()
  await vault.change(id, { fields: { ...fresh } })
  return readValues(vault, id)
}
