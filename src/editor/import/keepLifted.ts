import type { ImportedAuthentication } from '../../formats/curl/import/authentications.ts'
import type { Connector } from '../../model/document.ts'
import type { RunnerClient } from '../../store/runnerClient.ts'
import { originOf } from '../credentials/originOf.ts'

interface Kept {
  /** The first credential that was made: the one to sign in with. */
  first: string | undefined
  /** Ways to sign in that got none, each with the runner's reason, or that the service has no address to bind it to. */
  missed: { title: string; why: string }[]
}

/**
 * Puts what an import lifted into the vault, a credential for each of the service's ways to sign in of which something is known.
 * One that fails does not stop the others. What another service is signed with is left out: a credential is bound to the service.
 */
export async function keepLifted(
  runner: RunnerClient,
  connector: Connector,
  lifted: readonly ImportedAuthentication[],
): Promise<Kept> {
  const kept: Kept = { first: undefined, missed: [] }
  for (const each of lifted) {
    if (!each.isOfService || Object.keys(each.values).length === 0) continue
    try {
      const id = await keep(runner, connector, each)
      kept.first ??= id
    } catch (error) {
      const why = error instanceof Error ? error.message : 'The runner did not answer.'
      kept.missed.push({ title: each.authentication.title, why })
    }
  }
  return kept
}

async function keep(
  runner: RunnerClient,
  connector: Connector,
  { authentication, values }: ImportedAuthentication,
): Promise<string> {
  const secret = authentication.fields.filter((field) => field.secret).map(({ name }) => name)
  const shown = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name)))
  const origin = originOf(connector.service.baseUrl, shown)
  if (origin === undefined)
    throw new Error('A credential belongs to an address. Give the service a base URL first.')
  const { id } = await runner.createCredential({
    title: `${authentication.title}, imported`,
    authentication: authentication.id,
    connector: connector.id,
    origin,
    secret,
    fields: { ...values },
  })
  return id
}
