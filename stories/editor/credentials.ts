import type { CredentialSummary } from '../../src/api/contract.ts'
import type { Connector } from '../../src/model/document.ts'
import { customers } from './canvas/customers.ts'
import { storyNowMs } from './stage.tsx'

/** One credential of a connector, as the runner tells of it. */
export function credentialsFor(connector: Connector): readonly CredentialSummary[] {
  const [authentication] = connector.service.authentications
  return [
    {
      id: 'credential1',
      title: 'Demo keys',
      authentication: authentication?.id ?? '',
      connector: connector.id,
      origin: 'http://127.0.0.1:4400',
      fields: [
        { name: 'applicationId', secret: false, shown: 'patchbay-demo' },
        { name: 'restApiKey', secret: true },
      ],
      createdMs: storyNowMs,
      changedMs: storyNowMs - 3_600_000,
    },
  ]
}

/** The one that the sample has. */
export function oneCredential(): CredentialSummary {
  const [first] = credentialsFor(customers())
  if (first === undefined) throw new Error('The sample has no credential.')
  return first
}
