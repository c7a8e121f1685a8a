import type { CredentialSummary } from '../api/contract.ts'
import { EngineError } from '../engine/errors.ts'
import type { Fields, Secrets } from '../engine/io.ts'
import { createRenew } from '../engine/renew.ts'
import { evaluateBaseUrl, originOf } from '../engine/send/baseUrl.ts'
import { loginAddress } from '../engine/send/login.ts'
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

/** How each credential is renewed, by its id: one renewal in flight for all runs of this runner. */
export type Renewals = Map<string, Secrets['renew']>

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
  refuseOtherLogin(connector, credential, shown)
  return {
    shown,
    read: (signal) => {
      signal.throwIfAborted()
      return readValues(vault, id)
    },
    renew: (stale, work) => {
      let renew = renewals.get(id)
      if (renew === undefined) {
        renew = createRenew({
          read: () => readValues(vault, id),
          write: (fresh) => writeValues(vault, id, connector, fresh),
        })
        renewals.set(id, renew)
      }
      return renew(stale, work)
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

/** What a login brought is as secret as its fields are, also where the credential was filled in before they were described. */
async function writeValues(vault: Vault, id: string, connector: Connector, fresh: Fields): Promise<void> {
  const kept = await vault.find(id)
  const described = connector.service.authentications.find(({ id: each }) => each === kept?.authentication)
  const secret = new Set([
    ...(kept?.fields.filter((field) => field.secret).map(({ name }) => name) ?? []),
    ...(described?.fields.filter((field) => field.secret).map(({ name }) => name) ?? []),
  ])
  await vault.change(id, { fields: { ...fresh }, secret: [...secret].filter((name) => name in fresh) })
}

/** The login request gets the credential too: it goes where the person who filled it in was told, and nowhere else. */
function refuseOtherLogin(connector: Connector, credential: CredentialSummary, shown: Fields): void {
  const { service } = connector
  const login = service.authentications.find(({ id }) => id === credential.authentication)?.login
  if (login === undefined) return
  const origin = originOf(loginAddress(login, evaluateBaseUrl(service, shown), shown))
  if (origin === credential.origin || origin === credential.loginOrigin) return
  throw new ApiProblem(
    'origin-changed',
    `The credential “${credential.title}” was filled in to sign in at ${credential.loginOrigin ?? credential.origin}, but the login request now goes to ${origin ?? 'no address'}. If that is right, fill it in again.`,
  )
}
