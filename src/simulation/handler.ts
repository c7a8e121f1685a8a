/**
 * A played service: a function from request to answer, with no network, clock or randomness of its own. The browser
 * wraps one as a transport (transport.ts), the runner mounts one over HTTP.
 */
export type Handler = (request: ServedRequest) => ServedResponse

export interface ServedRequest {
  readonly method: string
  /** Path below the mount, still encoded, beginning with `/`. */
  readonly path: string
  /** What stands behind `?`, still encoded; empty where there is none. */
  readonly query: string
  /** First value of a header, by name in any case. */
  header(name: string): string | undefined
  readonly body: Uint8Array
}

export interface ServedResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  /** How long the answer takes to come, in milliseconds; whoever serves it waits. @default 0 */
  readonly afterMs?: number
}
