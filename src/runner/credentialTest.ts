import type { CredentialTest } from '../api/contract.ts'
import type { Catalog } from '../engine/definition.ts'
import type { RunEvent, RunFailure, RunId } from '../engine/events.ts'
import type { Io } from '../engine/io.ts'
import {
  createMemoryCheckpoints,
  createMemoryLimits,
  createMemoryRecords,
  createMemoryTape,
  type MemoryTape,
} from '../engine/memory.ts'
import { createMemoryQueues } from '../engine/memoryQueue.ts'
import { plan } from '../engine/plan.ts'
import { run } from '../engine/run.ts'
import { type Connector, findOperation, type Operation } from '../model/document.ts'
import type { AuthenticationId, EdgeId, NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { bindCredential } from './credentials.ts'
import { hostClock, randomId } from './hostIo.ts'
import { ApiProblem } from './problems.ts'
import type { Transport } from './transport.ts'
import type { Vault } from './vault.ts'

/** Makes the service's test call with a credential and says in words what happened. */
export type CredentialTester = (
  id: string,
  connector: Connector,
  signal: AbortSignal,
) => Promise<CredentialTest>

const testTimeoutMs = 20_000

export function createCredentialTester(options: {
  readonly vault: Vault
  readonly transport: Transport
  readonly catalog: Catalog
  /** The test ends after this, whatever its requests allow themselves. */
  readonly timeoutMs?: number
}): CredentialTester {
  const timeoutMs = options.timeoutMs ?? testTimeoutMs
  return async (id, connector, signal) => {
    const credential = await options.vault.find(id)
    const secrets = await bindCredential(options.vault, new Map(), connector, id)
    const { document, operation } = withTestCall(connector, credential?.authentication ?? '', options.catalog)
    const planned = plan(document, operation, options.catalog)
    if (!planned.ok)
      throw new ApiProblem(
        'document-has-problems',
        'The test call cannot be made before its problems are solved.',
        planned.problems,
      )
    const tape = createMemoryTape()
    const queues = createMemoryQueues()
    const io: Io = {
      http: options.transport.http,
      clock: hostClock,
      random: Math.random,
      id: randomId,
      secrets,
      limits: createMemoryLimits(hostClock),
      queue: (name, settings) => queues.open(name, settings),
      records: createMemoryRecords(),
      checkpoints: createMemoryCheckpoints(),
      tape,
    }
    const late = AbortSignal.timeout(timeoutMs)
    const limit = AbortSignal.any([signal, late])
    let attempt: Extract<RunEvent, { type: 'attempt' }> | undefined
    let failure: RunFailure | undefined
    for await (const event of run(planned.plan, { run: randomId() as RunId, input: {}, io, signal: limit })) {
      if (event.type === 'attempt') attempt = event
      else if (event.type === 'finished') failure = event.failure
    }
    const service = connector.service.title || 'The service'
    if (late.aborted && failure === undefined)
      return { ok: false, message: `${service} did not answer within ${timeoutMs / 1000} s.` }
    return describe(service, attempt, failure, tape)
  }
}

/** The connector with the call to make: the one its service names, or a GET of the base URL. */
function withTestCall(
  connector: Connector,
  authentication: string,
  catalog: Catalog,
): { document: Connector; operation: OperationId } {
  const named = connector.service.testOperation
  if (named !== undefined && findOperation(connector, named) !== undefined)
    return { document: connector, operation: named }
  if (!connector.service.authentications.some(({ id }) => id === authentication))
    throw new ApiProblem(
      'bad-request',
      'The credential is for a way to sign in that this connector does not have.',
    )
  const operation = baseUrlCall(authentication as AuthenticationId, catalog)
  return { document: { ...connector, operations: [operation] }, operation: operation.id }
}

const edge = (id: string, from: readonly [string, string], to: readonly [string, string]) => ({
  id: id as EdgeId,
  from: { node: from[0] as NodeId, port: from[1] },
  to: { node: to[0] as NodeId, port: to[1] },
})

function baseUrlCall(authentication: AuthenticationId, catalog: Catalog): Operation {
  const node = (kind: string, title: string, settings: Record<string, Json>) => ({
    id: kind as NodeId,
    kind,
    title,
    settings: { ...(catalog[kind]?.defaults() as Record<string, Json> | undefined), ...settings },
  })
  const nodes = [
    node('auth', 'Auth', { authentication }),
    node('request', 'Test call', {
      method: 'GET',
      url: '{{ service.baseUrl }}',
      answer: 'body',
      records: '',
      decode: 'text',
      timeoutMs: testTimeoutMs,
    }),
    node('output', 'Output', {}),
  ]
  const edges = [
    edge('signs', ['auth', 'out'], ['request', 'auth']),
    edge('answers', ['request', 'out'], ['output', 'in']),
  ]
  return {
    id: 'test-connection' as OperationId,
    name: 'test-connection',
    title: 'Test connection',
    description: '',
    role: 'call',
    graph: {
      nodes: Object.fromEntries(nodes.map((each) => [each.id, each])),
      edges: Object.fromEntries(edges.map((each) => [each.id, each])),
      notes: {},
    },
    layout: {},
    output: { samples: [] },
  }
}

interface Told {
  readonly service: string
  readonly status: number
  readonly ms: number
  /** What the service itself said, masked and short; or what the run says went wrong. */
  readonly said: string
  readonly failed: boolean
}

/** What an answer means for the key; first match wins. */
const verdicts: readonly { when(told: Told): boolean; ok: boolean; words(told: Told): string }[] = [
  {
    when: ({ status }) => status === 401 || status === 403,
    ok: false,
    words: ({ service, status, said }) =>
      `${service} refused the key (${status})${said === '' ? '' : `: ${said}`}`,
  },
  {
    when: ({ status, failed }) => status < 400 && !failed,
    ok: true,
    words: ({ service, status, ms }) => `${service} accepted the key (${status}, ${ms} ms)`,
  },
  {
    when: ({ status }) => status < 400,
    ok: false,
    words: ({ service, status, said }) => `${service} answered (${status}), but the test failed: ${said}`,
  },
  {
    when: ({ status }) => status >= 500,
    ok: false,
    words: ({ service, status, said }) =>
      `${service} has a fault of its own (${status}), so the key could not be tested${said === '' ? '' : `: ${said}`}`,
  },
  {
    when: () => true,
    ok: false,
    words: ({ service, status, said }) =>
      `${service} answered ${status}, which does not tell whether the key is right${said === '' ? '' : `: ${said}`}. Choose an operation as the test call of the service.`,
  },
]

function describe(
  service: string,
  attempt: Extract<RunEvent, { type: 'attempt' }> | undefined,
  failure: RunFailure | undefined,
  tape: MemoryTape,
): CredentialTest {
  if (attempt?.status === undefined)
    return {
      ok: false,
      message: failure?.message ?? `${service} was not asked: the test call makes no request.`,
    }
  const { connectMs = 0, firstByteMs = 0, downloadMs = 0 } = attempt.phases
  const body = tape.exchanges.get(attempt.exchange)?.response?.body
  const told: Told = {
    service,
    status: attempt.status,
    ms: Math.round(connectMs + firstByteMs + downloadMs),
    said: attempt.status < 400 ? (failure?.message ?? '') : whatItSaid(body),
    failed: failure !== undefined,
  }
  const verdict = verdicts.find(({ when }) => when(told))
  return { ok: verdict?.ok ?? false, status: told.status, message: verdict?.words(told) ?? '' }
}

/** Members in which services put what went wrong. */
const messageKeys = ['error', 'message', 'error_description', 'detail', 'title', 'reason', 'errors']
const mostCharacters = 200

/** The service's own words out of an answer: the first message in its JSON, or its plain text; short. */
function whatItSaid(body: Uint8Array | undefined): string {
  if (body === undefined || body.length === 0 || body.length > 65_536) return ''
  const text = new TextDecoder().decode(body).trim()
  let words = text.startsWith('<') ? '' : text
  try {
    words = messageIn(parseJson(text)) ?? ''
  } catch {
    // No JSON: the text itself.
  }
  const line = words.replaceAll(/\s+/g, ' ')
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line
}

function messageIn(value: Json, depth = 0): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth > 3) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : messageIn(value[0] as Json, depth + 1)
  const object = value as { readonly [key: string]: Json }
  for (const key of messageKeys)
    if (Object.hasOwn(object, key)) {
      const found = messageIn(object[key] as Json, depth + 1)
      if (found !== undefined) return found
    }
  return undefined
}
