import type { Connector, Service } from '../../model/document.ts'
import type { AuthenticationId, MakeId } from '../../model/ids.ts'
import type { ConnectorListing } from '../shell/host.ts'

/** A service that a connector here already has, to be chosen for another one. */
export interface KnownService {
  /** The connector that has it. */
  readonly connector: Connector['id']
  readonly title: string
  readonly baseUrl: string
}

/** The services of the connectors on the shelf, each once, in the order of the shelf: the last edited first. */
export function knownServices(listings: readonly ConnectorListing[]): readonly KnownService[] {
  const seen = new Map<string, KnownService>()
  for (const { id, service, baseUrl } of listings) {
    const key = JSON.stringify([service, baseUrl])
    if (!seen.has(key)) seen.set(key, { connector: id, title: service, baseUrl })
  }
  return [...seen.values()]
}

/**
 * A service as another connector takes it over: where it is, how one signs in, what it sends by default. Its test call stays
 * behind, for it is an operation; its authentications become the new connector's own, and so do their credentials.
 */
export function copyOfService(service: Service, makeId: MakeId): Service {
  const { testOperation: _testOperation, ...rest } = structuredClone(service)
  return {
    ...rest,
    authentications: rest.authentications.map((authentication) => ({
      ...authentication,
      id: makeId() as AuthenticationId,
    })),
  }
}
