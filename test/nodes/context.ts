import type { Chunk, Stream } from '../../src/engine/chunk.ts'
import { valuesChunk } from '../../src/engine/chunk.ts'
import type { NodeContext } from '../../src/engine/definition.ts'
import type { NodeEvent } from '../../src/engine/events.ts'
import { type FakeIo, type FakeOptions, fakeIo } from '../../src/engine/fake.ts'
import { createRedactor } from '../../src/engine/redact.ts'
import { createSend } from '../../src/engine/send/createSend.ts'
import { compileTemplate, type Scope } from '../../src/expressions/evaluate.ts'
import type { Authentication, Service } from '../../src/model/document.ts'
import type { NodeId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { createService } from './drawing.ts'

export interface ContextOptions extends FakeOptions {
  /** Records that come in, or chunks; without it no edge comes in. */
  readonly records?: readonly Json[] | readonly Chunk[]
  readonly input?: Json
  readonly service?: Service
  readonly authentication?: Authentication
  readonly signal?: AbortSignal
}

/** One node's surroundings without a run: real policies over a scripted transport. */
export function createContext(options: ContextOptions = {}): {
  ctx: NodeContext
  io: FakeIo
  events: NodeEvent[]
  /** Chunks that were pulled from the edge that comes in. */
  pulled(): number
} {
  const io = fakeIo(options)
  const events: NodeEvent[] = []
  const service = options.service ?? createService()
  const { records, authentication } = options
  let pulled = 0
  async function* feed(chunks: readonly Chunk[]): Stream {
    for (const chunk of chunks) {
      pulled++
      yield chunk
    }
  }
  const chunks = records?.map((record) => (isChunk(record) ? record : valuesChunk([record])))
  const ctx: NodeContext = {
    node: { id: 'node' as NodeId, kind: 'any', title: 'Any', settings: {} },
    children: [],
    at: 'node',
    io,
    signal: options.signal ?? new AbortController().signal,
    input: chunks && feed(chunks),
    authentication,
    service,
    scope: (item, more = {}) =>
      Object.defineProperties(
        { input: options.input ?? {}, service: { title: service.title, baseUrl: service.baseUrl } } as Scope,
        {
          ...(item === undefined ? {} : { item: { get: item, enumerable: true } }),
          ...Object.getOwnPropertyDescriptors(more),
        },
      ),
    evaluate: (setting, scope) => compileTemplate(String(setting))(scope),
    send: createSend({
      io,
      service,
      authentication,
      redactor: createRedactor(),
      emit: (event) => events.push(event),
    }),
    body: unused,
    marks: false,
    position: undefined,
    pagePassed: () => false,
    pagesLeft: () => Number.POSITIVE_INFINITY,
    commit: unused,
    onCommit: unused,
    wait: unused,
    emit: (event) => events.push(event),
  }
  return { ctx, io, events, pulled: () => pulled }
}

const unused = (): never => {
  throw new Error('This kind has no business with that.')
}

const isChunk = (record: Json | Chunk): record is Chunk =>
  typeof record === 'object' && record !== null && 'lines' in record && typeof record.lines === 'function'

/** Everything a stream gives: its records, and the marks where they stood. */
export async function gather(stream: Stream): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const chunk of stream) {
    if (chunk.mark === undefined) all.push(...chunk.values())
    else all.push({ mark: chunk.mark.seq })
  }
  return all
}
