import { createContext, useContext } from 'react'
import type { CredentialSummary, RunSummary } from '../../api/contract.ts'
import type { Connector } from '../../model/document.ts'
import type { ConnectorId, OperationId } from '../../model/ids.ts'
import type { RunnerClient } from '../../store/runnerClient.ts'
import type { OperationStatus } from '../../store/selectors.ts'
import type { Route } from './routes.ts'

/** What a card of the home page shows of a connector, without opening it. */
export interface ConnectorListing {
  readonly id: ConnectorId
  readonly title: string
  readonly description: string
  readonly icon: string
  /** Title of its service, and where it is. */
  readonly service: string
  readonly baseUrl: string
  readonly operations: readonly {
    readonly id: OperationId
    readonly title: string
    readonly status: OperationStatus
  }[]
  readonly editedMs: number
  /** A few boxes and lines of its first operation, in canvas pixels. */
  readonly preview: {
    readonly boxes: readonly { readonly kind: string; readonly x: number; readonly y: number }[]
    readonly lines: readonly (readonly [from: number, to: number])[]
  }
}

/** The connectors that this browser keeps. Promises reject with an error whose message can be shown. */
export interface ConnectorShelf {
  /** Newest edit first. */
  list(): Promise<readonly ConnectorListing[]>
  read(id: ConnectorId): Promise<Connector | undefined>
  create(connector: Connector): Promise<void>
  replace(connector: Connector): Promise<void>
  remove(id: ConnectorId): Promise<void>
  /** Calls back when another tab or this one has changed the list; answers how to stop. */
  watch(listener: () => void): () => void
}

/** Whether the runner answers: calls and runs need it, editing does not. */
export type RunnerPresence = 'asking' | 'there' | 'gone'

/**
 * What the screens need of the page around them beside the store: addresses, the shelf of connectors, the runner. The app
 * provides it; stories and tests provide a scripted one.
 */
export interface EditorHost {
  readonly route: Route
  go(route: Route, options?: { readonly replace?: boolean }): void
  readonly shelf: ConnectorShelf
  readonly runner: RunnerClient
  /** Runs that the runner keeps, newest first. */
  runs(): Promise<readonly RunSummary[]>
  readonly presence: RunnerPresence
  /** Asks again whether the runner is there. */
  askRunner(): void
  /** Where the bundled demo API is: the base URL of the sample. */
  readonly demoUrl: string
  /** Becomes the owner of the open connector (it was open in another tab). */
  takeOver(): Promise<void>
  /** Tries again now to save what could not be saved. */
  retrySaving(): void
  /** Why nothing at all can be kept here (no database, a newer one), in words. */
  readonly storageProblem: string | undefined
  /** The open connector's opening: undefined while it goes well. */
  readonly opening: Opening
  nowMs(): number
}

export type Opening =
  | { readonly state: 'open' | 'opening' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly message: string }

export const HostContext = createContext<EditorHost | undefined>(undefined)

export function useHost(): EditorHost {
  const host = useContext(HostContext)
  if (host === undefined) throw new Error('The editor is drawn outside of its host.')
  return host
}

/** Whether a service is the bundled demo, which is labelled wherever it shows. */
export function isDemo(baseUrl: string, host: Pick<EditorHost, 'demoUrl'>): boolean {
  return baseUrl === host.demoUrl || baseUrl.startsWith(`${host.demoUrl}/`)
}

/** Credentials that fit a connector. */
export function credentialsOf(
  credentials: readonly CredentialSummary[],
  connector: Connector,
): readonly CredentialSummary[] {
  const authentications = new Set<string>(connector.service.authentications.map(({ id }) => id))
  return credentials.filter(
    (credential) => credential.connector === connector.id && authentications.has(credential.authentication),
  )
}
