import type { Connector } from '../../model/document.ts'
import type { MakeId } from '../../model/ids.ts'
import type { RunnerClient } from '../../store/runnerClient.ts'
import type { ConnectorShelf } from '../shell/host.ts'

export interface AddSampleOptions {
  readonly shelf: ConnectorShelf
  readonly runner: RunnerClient
  readonly makeId: MakeId
  readonly demoUrl: string
}

/**
 * Puts the sample connector on the shelf and its demo credential into the runner. Without a runner the connector comes alone;
 * its credential is made when it is first opened with one.
 */
export async function addSample({ shelf, runner, makeId, demoUrl }: AddSampleOptions): Promise<Connector> {
  const { sampleConnector } = await import('../../simulation/demo/sample.ts')
  const connector = sampleConnector({ baseUrl: demoUrl, makeId })
  await shelf.create(connector)
  addDemoCredential(connector, runner).catch(() => undefined)
  return connector
}

/** Makes the credential of a connector on the demo API: public keys, so that it runs with no account. */
export async function addDemoCredential(connector: Connector, runner: RunnerClient) {
  const { sampleCredential } = await import('../../simulation/demo/sample.ts')
  const authentication = connector.service.authentications[0]
  if (authentication === undefined) return undefined
  return runner.createCredential({
    title: 'Demo keys',
    authentication: authentication.id,
    connector: connector.id,
    origin: new URL(connector.service.baseUrl).origin,
    secret: authentication.fields.filter(({ secret }) => secret).map(({ name }) => name),
    fields: { ...sampleCredential },
  })
}
