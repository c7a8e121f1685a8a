import type { NodeEvent } from '../../../src/engine/events.ts'
import { type FakeIo, type FakeOptions, fakeIo } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import { createRedactor, type Redactor } from '../../../src/engine/redact.ts'
import { createSend } from '../../../src/engine/send/createSend.ts'
import type { AnswerPolicy, Call, Draft, Exchange } from '../../../src/engine/send.ts'
import type { Authentication, ErrorRule } from '../../../src/model/document.ts'
import type { NodeId } from '../../../src/model/ids.ts'

export const home = 'https://api.example.com'

export interface Sent {
  readonly io: FakeIo
  readonly events: NodeEvent[]
  readonly redactor: Redactor
  ask(request?: Partial<HttpRequest> | Draft, call?: Partial<Call>): Promise<Exchange>
}

export const plain: HttpRequest = {
  method: 'GET',
  url: `${home}/a`,
  headers: [['Accept', '*/*']],
  body: undefined,
  timeoutMs: 1000,
  maxBytes: 1_000_000,
}

export const policy = (more: Partial<AnswerPolicy> = {}): AnswerPolicy => ({
  decode: 'auto',
  redirects: 10,
  rules: [],
  ...more,
})

/** A chain as the run builds it, over a scripted transport. */
export function createSent(
  options: FakeOptions & {
    authentication?: Authentication
    errorRules?: ErrorRule[]
    baseUrl?: string
  } = {},
): Sent {
  const io = fakeIo(options)
  const events: NodeEvent[] = []
  const redactor = createRedactor()
  const send = createSend({
    io,
    redactor,
    authentication: options.authentication,
    service: {
      title: 'Example',
      baseUrl: options.baseUrl ?? `${home}/v1`,
      authentications: [],
      defaults: { headers: [], query: [], errorRules: options.errorRules ?? [] },
    },
    emit: (event) => events.push(event),
  })
  return {
    io,
    events,
    redactor,
    ask: (request = {}, call = {}) =>
      send(typeof request === 'function' ? request : () => ({ ...plain, ...request }), {
        node: 'ask' as NodeId,
        at: 'ask',
        attempt: 1,
        records: undefined,
        signal: new AbortController().signal,
        ...call,
      }),
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (body: Uint8Array | undefined): string | undefined =>
  body && new TextDecoder().decode(body)
