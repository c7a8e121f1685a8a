import type { SecretAt } from '../../../model/checks/secrets.ts'
import type { Connector } from '../../../model/document.ts'
import type { Fix } from '../../../model/problem.ts'
import type { RunnerClient } from '../../../store/runnerClient.ts'
import { originOf } from '../../credentials/originOf.ts'

export interface SecretToKeep {
  readonly runner: RunnerClient
  readonly connector: Connector
  readonly secret: SecretAt
  /** The fix that takes the secret out: it says which of the fields are secret. */
  readonly fix: Fix
  /** The credential that is chosen for the connector. */
  readonly chosen: string | undefined
  /** Title of a new credential. */
  readonly title: string
}

/**
 * Puts the values into the vault: into the chosen credential where that is one of the same authentication, else into a new
 * one. Gives the credential's id; rejects with the runner's error, or where the service has no address to bind it to.
 */
export async function keepSecret(task: SecretToKeep): Promise<string> {
  const { runner, connector, secret, fix, chosen, title } = task
  const fields = fix.edits.flatMap((edit) => (edit.edit === 'addCredentialField' ? [edit.field] : []))
  const secretNames = fields.filter((field) => field.secret).map(({ name }) => name)
  const credentials = await runner.credentials()
  const here = credentials.find(
    ({ id, authentication, connector: of }) =>
      id === chosen && authentication === secret.authentication && of === connector.id,
  )
  if (here !== undefined) {
    const kept = here.fields.filter((field) => field.secret).map(({ name }) => name)
    await runner.changeCredential(here.id, {
      fields: { ...secret.values },
      secret: [...kept, ...secretNames],
    })
    return here.id
  }
  const origin = originOf(connector.service.baseUrl, {})
  if (origin === undefined)
    throw new Error('A credential belongs to an address. Give the service a base URL first.')
  const made = await runner.createCredential({
    title: title.trim() === '' ? connector.service.title : title.trim(),
    authentication: secret.authentication,
    connector: connector.id,
    origin,
    secret: secretNames,
    fields: { ...secret.values },
  })
  return made.id
}
