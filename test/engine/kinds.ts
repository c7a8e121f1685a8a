import * as z from 'zod/mini'
import {
  type Chunk,
  joinChunks,
  listChunk,
  markChunk,
  type Stream,
  valuesChunk,
} from '../../src/engine/chunk.ts'
import type { Catalog, NodeContext, NodeDefinition } from '../../src/engine/definition.ts'
import { EngineError } from '../../src/engine/errors.ts'
import type { Policy } from '../../src/engine/send.ts'
import type { NodeId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import type { Port } from '../../src/model/kinds.ts'

/** Kinds that exist to try the engine: each does one thing that a real kind will do. */

const recordsIn: Port = { name: 'in', way: 'in', carries: 'records', title: 'records in' }
const recordsOut: Port = { name: 'out', way: 'out', carries: 'records', title: 'records out' }
const authIn: Port = { name: 'auth', way: 'in', carries: 'auth', title: 'auth in', most: 1 }

type Define<Settings> = Pick<NodeDefinition<Settings>, 'kind' | 'execute'> & Partial<NodeDefinition<Settings>>

/** A kind of which only what matters is said. */
export function defineKind<Settings extends Record<string, unknown>>(
  facts: Define<Settings>,
): NodeDefinition<Settings> {
  return {
    title: facts.kind,
    description: '',
    settings: z.record(z.string(), z.any()) as unknown as NodeDefinition<Settings>['settings'],
    defaults: () => ({}) as Settings,
    ports: [recordsIn, recordsOut],
    yields: (_settings, incoming) => incoming,
    summary: () => '',
    outline: () => '',
    face: () => [],
    form: [],
    ...facts,
  }
}

/** Says what the input is. */
const inputs = defineKind<{ fields?: Json }>({
  kind: 'inputs',
  ports: [recordsOut],
  yields: () => 'one',
  accepts: (_settings, input) => {
    if (input === 'refused') throw new EngineError('input', 'Give something else.')
    return input
  },
  async *execute(_settings, ctx) {
    yield valuesChunk([ctx.scope()['input'] as Json])
  },
})

/** A source of `count` chunks of `size` numbers; `fail` makes it fail after so many chunks. Counts what was asked of it. */
const numbers = defineKind<{ count: number; size?: number; fail?: number; pulled?: string }>({
  kind: 'numbers',
  ports: [recordsOut],
  yields: () => 'many',
  async *execute({ count, size = 1, fail, pulled }, ctx) {
    for (let at = 0; at < count; at++) {
      if (at === fail) throw new EngineError('rule', `Failed at ${at}.`)
      if (pulled !== undefined) pulls.set(pulled, (pulls.get(pulled) ?? 0) + 1)
      yield valuesChunk(Array.from({ length: size }, (_, index) => at * size + index))
      ctx.signal.throwIfAborted()
    }
  },
})

/** How often the sources that gave a name were pulled. */
export const pulls = new Map<string, number>()

/** Passes what comes; `drop` drops all records, `value` evaluates a template for each, `waitMs` sleeps before each chunk. */
const pass = defineKind<{ value?: string; drop?: boolean; waitMs?: number; limit?: number; alone?: Json }>({
  kind: 'pass',
  async *execute({ value, drop, waitMs, limit = Number.POSITIVE_INFINITY, alone }, ctx) {
    if (ctx.input === undefined) {
      yield valuesChunk([value === undefined ? (alone ?? 'alone') : read(ctx, value, ctx.scope())])
      return
    }
    let item: Json = null
    let left = limit
    const scope = ctx.scope(() => item)
    if (left <= 0) return
    for await (const chunk of ctx.input) {
      if (waitMs !== undefined) await ctx.wait(waitMs, 'rate')
      if (chunk.mark !== undefined || (value === undefined && drop !== true)) {
        yield chunk
        if (--left <= 0) return
        continue
      }
      if (drop === true) continue
      const made: Json[] = []
      for (const record of chunk.values()) {
        item = record
        made.push(read(ctx, value, scope))
      }
      yield valuesChunk(made)
      if (--left <= 0) return
    }
  },
})

function read(ctx: NodeContext, value: unknown, scope: Record<string, unknown>): Json {
  return (ctx.evaluate(value, scope) ?? null) as Json
}

/** Acts once for each record, once with no edge (E5): asks an address and gives the answer. */
const ask = defineKind<{ url: string }>({
  kind: 'ask',
  ports: [recordsIn, authIn, recordsOut],
  async *execute({ url }, ctx) {
    let item: Json = null
    const scope = ctx.scope(() => item)
    const send = async () => {
      const target = String(ctx.evaluate(url, scope))
      const exchange = await ctx.send(
        (auth) => ({
          method: 'GET',
          url: target,
          headers: Object.entries(auth),
          body: undefined,
          timeoutMs: 1_000,
          maxBytes: 1_000_000,
        }),
        { node: ctx.node.id, at: ctx.at, attempt: 1, records: undefined, signal: ctx.signal },
      )
      return exchange.records
    }
    if (ctx.input === undefined) {
      yield await send()
      return
    }
    for await (const chunk of ctx.input) {
      if (chunk.mark !== undefined) yield chunk
      for (let index = 0; index < chunk.count; index++) {
        item = chunk.values()[index] ?? null
        yield await send()
      }
    }
  },
})

/** Stands for an authentication; never run. */
const auth = defineKind<{ authentication: string }>({
  kind: 'auth',
  ports: [{ name: 'out', way: 'out', carries: 'auth', title: 'auth out' }],
  async *execute() {},
})

const output = defineKind<Record<string, never>>({
  kind: 'output',
  ports: [recordsIn],
  async *execute(_settings, ctx) {
    if (ctx.input !== undefined) yield* ctx.input
  },
})

/** A container that runs its body for each record, in order. `policy` is put around every request in it. */
const each = defineKind<{ skip?: boolean; feed?: boolean }>({
  kind: 'each',
  ports: [
    recordsIn,
    recordsOut,
    { ...recordsOut, name: 'item', side: 'inner', title: 'item' },
    { ...recordsIn, name: 'emit', side: 'inner', title: 'emit' },
  ],
  binds: 'item',
  yields: () => 'many',
  async *execute({ feed = true }, ctx) {
    let index = 0
    for await (const chunk of ctx.input ?? noRecords()) {
      if (chunk.mark !== undefined) {
        yield chunk
        continue
      }
      for (let at = 0; at < chunk.count; at++) {
        const item = chunk.slice(at, at + 1)
        const name = String(index++)
        yield* ctx.body({
          at: name,
          bind: {
            get item() {
              return item.values()[0]
            },
          },
          everywhere: tagged('key', `${ctx.at}:${name}`),
          ...(feed && { feed: one(item) }),
        })
      }
    }
  },
})

/** A source of pages that makes marks: asks its one paged child again and again with `?page=N` put into the draft. */
const pages = defineKind<{ count: number; paged?: string }>({
  kind: 'pages',
  ports: [
    recordsIn,
    recordsOut,
    { ...recordsOut, name: 'page', side: 'inner', title: 'page' },
    { ...recordsIn, name: 'emit', side: 'inner', title: 'emit' },
  ],
  binds: 'page',
  yields: () => 'many',
  sources: (_settings, _incoming, self) => new Set([self]),
  async *execute({ count, paged: id }, ctx) {
    for await (const chunk of ctx.input ?? one(valuesChunk([null]))) if (chunk.mark !== undefined) break
    const paged = ctx.children.find((child) => child.id === id)
    const start = typeof ctx.position === 'number' ? ctx.position : 0
    ctx.onCommit((mark) => {
      committed.push(mark.position)
      return Promise.resolve()
    })
    for (let page = start; page < count; page++) {
      const policies: Record<NodeId, Policy> = {}
      if (paged !== undefined) policies[paged.id] = tagged('page', String(page))
      yield* ctx.body({ at: String(page), bind: { page: { index: page } }, policies })
      if (ctx.marks) yield markChunk({ source: ctx.node.id, seq: page, position: page + 1 })
    }
  },
})

/** Positions that `pages` was told of, in order. */
export const committed: Json[] = []

/** Gathers records into lists of `size`, and hands marks on after the last item they cover (E27). */
const batches = defineKind<{ size: number }>({
  kind: 'batches',
  yields: () => 'many',
  async *execute({ size }, ctx) {
    let held: Chunk = joinChunks([])
    const marks: Chunk[] = []
    for await (const chunk of ctx.input ?? noRecords()) {
      if (chunk.mark !== undefined) {
        if (held.count === 0) yield chunk
        else marks.push(chunk)
        continue
      }
      held = joinChunks([held, chunk])
      while (held.count >= size) {
        yield listChunk(held.slice(0, size))
        held = held.slice(size, held.count)
        if (held.count === 0) yield* marks.splice(0)
      }
    }
    if (held.count > 0) yield listChunk(held)
    yield* marks
  },
})

/** Passes what comes after so many turns of the microtask queue, so that two ways through a graph take different times. */
const slow = defineKind<{ turns: number }>({
  kind: 'slow',
  async *execute({ turns }, ctx) {
    for await (const chunk of ctx.input ?? noRecords()) {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      yield chunk
    }
  },
})

/** Counts what comes; marks wait until it has. */
const total = defineKind<Record<string, never>>({
  kind: 'total',
  yields: () => 'one',
  async *execute(_settings, ctx) {
    let count = 0
    const marks: Chunk[] = []
    for await (const chunk of ctx.input ?? noRecords()) {
      count += chunk.count
      if (chunk.mark !== undefined) marks.push(chunk)
    }
    yield valuesChunk([count])
    yield* marks
  },
})

/** Fails at the first record. */
const fails = defineKind<{ message?: string }>({
  kind: 'fails',
  async *execute({ message = 'It went wrong.' }, ctx) {
    for await (const chunk of ctx.input ?? noRecords()) {
      if (chunk.mark === undefined) throw new EngineError('rule', message)
      yield chunk
    }
  },
})

/** Waits until the run is stopped. */
const stuck = defineKind<Record<string, never>>({
  kind: 'stuck',
  async *execute(_settings, ctx) {
    for await (const chunk of ctx.input ?? one(valuesChunk([1]))) {
      try {
        await ctx.wait(1_000_000, 'backoff')
      } finally {
        endedWaits.push(ctx.at)
      }
      yield chunk
    }
  },
})

/** Addresses of `stuck` nodes whose wait is over. */
export const endedWaits: string[] = []

/** An end for what comes in: commits every mark itself and lets nothing out. */
const keeper = defineKind<Record<string, never>>({
  kind: 'keeper',
  sources: (_settings, _incoming, self) => new Set([self]),
  commits: () => true,
  // oxlint-disable-next-line require-yield -- it lets nothing out.
  async *execute(_settings, ctx) {
    for await (const chunk of ctx.input ?? noRecords())
      if (chunk.mark !== undefined) await ctx.commit(chunk.mark)
  },
})

async function* noRecords(): Stream {}

async function* one(chunk: Chunk): Stream {
  yield chunk
}

/** Puts `name=value` into the address of each request. */
function tagged(name: string, value: string): Policy {
  return (next) => (draft, call) =>
    next((auth) => {
      const request = draft(auth)
      const joined = request.url.includes('?') ? '&' : '?'
      return { ...request, url: `${request.url}${joined}${name}=${encodeURIComponent(value)}` }
    }, call)
}

export const catalog: Catalog = {
  inputs,
  auth,
  numbers,
  pass,
  ask,
  output,
  each,
  pages,
  batches,
  slow,
  total,
  fails,
  stuck,
  keeper,
}
