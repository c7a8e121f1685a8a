import type { ImportedAuthentication } from '../../formats/curl/import/authentications.ts'
import type { Connector } from '../../model/document.ts'
import type { RunnerClient } from '../../store/runnerClient.ts'
import { originOf } from '../credentials/originOf.ts'

/**
 * Puts what an import lifted into the vault, a credential for each way to sign in of which something is known. Gives their ids by
 * authentication; rejects with the runner's error, or where the service has no address to bind them to.
 */
export async function keepLifted(
  runner: RunnerClient,
  connector: Connector,
  lifted: readonly ImportedAuthentication[],
): Promise<string | undefined> {
  let first: string | undefined
  for (const { authentication, values } of lifted) {
    if (Object.keys(values).length === 0) continue
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
    first ??= id
  }
  return first
}
