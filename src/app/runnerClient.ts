import type {
  CredentialSummary,
  CredentialTest,
  ExchangeView,
  ProblemCode,
  ProblemDetails,
  RecordsPage,
  RunSummary,
} from '../api/contract.ts'
import { paths, tokenHeader } from '../api/contract.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { parseJson } from '../model/readJson.ts'
import type { RunnerClient, RunnerError } from '../store/runnerClient.ts'
import { type EventStreamTimers, readEvents } from './runnerEvents.ts'

/** What the client needs of the page. */
export interface RunnerClientOptions {
  readonly token: string
  /** The token as the page would have it if it were loaded now: a runner that was started again has another one. */
  readonly newToken?: () => Promise<string | undefined>
  readonly fetch: typeof globalThis.fetch
  /** Saves what was downloaded under a name. */
  save(name: string, content: Blob): void
  readonly timers: EventStreamTimers
  /** Told with every call whether anybody answered. */
  readonly onPresence?: (there: boolean) => void
}

/** The runner over HTTP, and the list of runs it keeps. */
export interface HttpRunner extends RunnerClient {
  runs(): Promise<readonly RunSummary[]>
  /** Whether the runner answers. Never rejects. */
  ask(): Promise<boolean>
}

class HttpRunnerError extends Error implements RunnerError {
  override readonly name = 'RunnerError'
  readonly code: ProblemCode | 'unreachable'
  readonly problems?: readonly unknown[]

  constructor(code: ProblemCode | 'unreachable', message: string, problems?: readonly unknown[]) {
    super(message)
    this.code = code
    if (problems !== undefined) this.problems = problems
  }
}

const unreachableWords =
  'The runner does not answer. Your work is kept in this browser. Start the runner again (npm start), then try again.'

/**
 * The runner's HTTP API as calls (api/contract.ts). JSON goes through the model's reader and printer, so that integers beyond
 * 2^53−1 survive both ways. Every rejection is a `RunnerError` whose message can be shown, but for a call that was aborted.
 */
export function createRunnerClient(options: RunnerClientOptions): HttpRunner {
  const { onPresence } = options
  let { token } = options

  async function reach(path: string, init: RequestInit = {}): Promise<Response> {
    const sentWith = token
    const response = await send(path, init)
    if (response.status !== 401) return answered(response)
    // The runner was started again while the page was open: it goes on with the new one's token, which another call may
    // have found meanwhile.
    if (token === sentWith) token = (await options.newToken?.().catch(() => undefined)) ?? token
    return answered(token === sentWith ? response : await send(path, init))
  }

  async function send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await options.fetch(path, {
        ...init,
        headers: { ...(init.headers as Record<string, string> | undefined), [tokenHeader]: token },
      })
    } catch (error) {
      if (init.signal?.aborted === true) throw error
      onPresence?.(false)
      throw new HttpRunnerError('unreachable', unreachableWords)
    }
  }

  async function answered(response: Response): Promise<Response> {
    // What serves the page in place of the runner (a proxy, another server) answers with none of our problems.
    const gone = response.status === 502 || response.status === 503 || response.status === 504
    onPresence?.(!gone)
    if (gone) throw new HttpRunnerError('unreachable', unreachableWords)
    if (!response.ok) throw await refusal(response)
    return response
  }

  async function call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await reach(path, {
      method,
      ...(signal === undefined ? {} : { signal }),
      ...(body === undefined
        ? {}
        : { body: printJson(body as Json), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    return (text === '' ? undefined : parseJson(text)) as Answer
  }

  return {
    start: (run, signal) => call('POST', paths.runs, withoutAbsent(run), signal),
    async resume(run, how) {
      await call('POST', paths.resume(encodeURIComponent(run)), withoutAbsent(how))
    },
    events: (run, after, signal) =>
      readEvents({
        after,
        signal,
        timers: options.timers,
        open: (from) => reach(`${paths.events(encodeURIComponent(run))}?after=${from}`, { signal }),
        isFinal: (error) => !(error instanceof HttpRunnerError) || error.code !== 'unreachable',
      }),
    async stop(run) {
      await call('DELETE', paths.run(encodeURIComponent(run)))
    },
    summary: (run) => call<RunSummary>('GET', paths.run(encodeURIComponent(run))),
    records: (run, from, count, signal) =>
      call<RecordsPage>(
        'GET',
        `${paths.records(encodeURIComponent(run))}?from=${from}&count=${count}`,
        undefined,
        signal,
      ),
    exchange: (run, exchange, signal) =>
      call<ExchangeView>(
        'GET',
        paths.exchange(encodeURIComponent(run), encodeURIComponent(exchange)),
        undefined,
        signal,
      ),
    async download(run, format) {
      const response = await reach(paths.download(encodeURIComponent(run), format))
      options.save(nameOf(response) ?? `records-${run}.${format}`, await response.blob())
    },
    credentials: () => call<readonly CredentialSummary[]>('GET', paths.credentials),
    createCredential: (credential) => call<CredentialSummary>('POST', paths.credentials, credential),
    changeCredential: (id, change) =>
      call<CredentialSummary>('PATCH', paths.credential(encodeURIComponent(id)), withoutAbsent(change)),
    async deleteCredential(id) {
      await call('DELETE', paths.credential(encodeURIComponent(id)))
    },
    testCredential: (id, connector) =>
      call<CredentialTest>('POST', paths.testCredential(encodeURIComponent(id)), { connector }),
    runs: () => call<readonly RunSummary[]>('GET', paths.runs),
    async ask() {
      try {
        const response = await options.fetch(paths.health)
        onPresence?.(response.ok)
        return response.ok
      } catch {
        onPresence?.(false)
        return false
      }
    },
  }
}

/** Members that are undefined are no JSON. */
function withoutAbsent(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))
}

/** The runner's own words (problem+json), or what can be said of an answer that has none. */
async function refusal(response: Response): Promise<HttpRunnerError> {
  try {
    const problem = parseJson(await response.text()) as unknown as ProblemDetails
    if (typeof problem.code === 'string' && typeof problem.detail === 'string')
      return new HttpRunnerError(problem.code, problem.detail || problem.title, problem.problems)
  } catch {
    // Not JSON: said below.
  }
  if (response.status === 404)
    return new HttpRunnerError('not-found', 'The runner does not know this call. Is it an older one?')
  return new HttpRunnerError('internal', `The runner answered with status ${response.status}. Try again.`)
}

/** The name that the runner gives the file (RFC 6266, the plain form). */
function nameOf(response: Response): string | undefined {
  return /filename="([^"/\\]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
}
