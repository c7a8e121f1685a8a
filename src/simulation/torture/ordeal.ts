import type { Catalog } from '../../engine/definition.ts'
import type { RunEvent, RunId } from '../../engine/events.ts'
import { fakeIo } from '../../engine/fake.ts'
import type { HttpRequest } from '../../engine/io.ts'
import type { KeptExchange } from '../../engine/memory.ts'
import { EngineError } from '../../engine/errors.ts'
import { type Plan, plan } from '../../engine/plan.ts'
import { run } from '../../engine/run.ts'
import type { Connector, Edge, Field, GraphNode, Operation } from '../../model/document.ts'
import type { EdgeId, NodeId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import type { Handler } from '../handler.ts'
import { type Fault, faults, type Paging } from './faults.ts'
import { type Mirrored, mirrorStyle } from './mirror.ts'
import { playStyle, type Style } from './play.ts'

/** One thing that was tried with an operation's way of paging. */
export interface Dot {
  /** `0 records`, `F9`. */
  readonly id: string
  readonly group: 'sizes' | 'faults'
  readonly words: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What was seen, or why it was not tried. */
  readonly why: string
  /** The page where it went wrong. */
  readonly page?: number
  readonly calls: number
}

/** What was seen while it was tried: the events of the run, and the exchanges in their order. */
export interface Walked {
  readonly events: readonly RunEvent[]
  readonly exchanges: readonly KeptExchange[]
}

export interface OrdealOptions {
  readonly connector: Connector
  readonly operation: Operation
  readonly container: NodeId
  /** Its paged request, and how it pages (nodes/pagination/mirrored.ts). */
  readonly mirrored: Mirrored & { readonly request: NodeId }
  readonly catalog: Catalog
  readonly signal?: AbortSignal
  /** Is handed the walk that the next dot judges, so that it can be looked into. */
  onWalk?(walked: Walked): void
}

/** Where the played service is; faults lead away from it. */
const origin = 'https://torture.example'

/**
 * Tries an operation's paging with no network: every size at which walks go wrong, and every fault that applies, each on a
 * service that pages as the operation expects. The container is run alone, on a clock that jumps. Dots come as they are known.
 */
export async function* ordeal(options: OrdealOptions): AsyncGenerator<Dot> {
  const { mirrored } = options
  const style = mirrorStyle(mirrored)
  const { size } = style
  const paging = pagingOf(mirrored)
  const alone = standingAlone(options)
  const planned = plan(alone.connector, alone.operation.id, options.catalog)
  if (!planned.ok) {
    const why = `It cannot be tried before its problems are solved: ${planned.problems[0]?.message ?? ''}`
    yield { id: '–', group: 'sizes', words: 'Not tried', outcome: 'skipped', why, calls: 0 }
    return
  }
  const ready = { ...alone, plan: planned.plan }
  // Where a page holds one or two records, some of these are the same.
  for (const total of new Set([0, 1, size - 1, size, size + 1, 3 * size, 3 * size + 1])) {
    options.signal?.throwIfAborted()
    yield await trySize(options, ready, style, total)
  }
  for (const fault of faults) {
    options.signal?.throwIfAborted()
    if (!fault.applies(paging, style)) continue
    yield await tryFault(options, ready, style, fault)
  }
}

function pagingOf({ carry, puts, stops }: Mirrored): Paging {
  return {
    counted: carry.from === 'page' || carry.from === 'offset',
    bySize:
      carry.from === 'offset' ||
      carry.from === 'page' ||
      stops.every(({ rule }) => rule === 'none' && carry.from === 'last-record'),
    stateful: false,
    byAddress: puts.some((put) => put.in === 'url'),
    byLinkHeader: carry.from === 'link',
  }
}

interface Tried {
  readonly finished: Extract<RunEvent, { type: 'finished' }>
  readonly ids: readonly number[]
  readonly pages: number
  readonly calls: number
  readonly told: boolean
}

async function trySize(options: OrdealOptions, alone: Planned, style: Style, total: number): Promise<Dot> {
  const id = total === 1 ? '1 record' : `${total} records`
  const base = { id, group: 'sizes' as const, words: id }
  const tried = await walk(options, alone, playStyle(style, total, origin))
  const { finished, ids, pages, calls } = tried
  const wrong = wrongIn(finished, ids, total)
  if (wrong === undefined)
    return {
      ...base,
      outcome: 'passed',
      why: `Every record once, in ${calls} ${calls === 1 ? 'call' : 'calls'}.`,
      calls,
    }
  return { ...base, outcome: 'failed', why: wrong, page: Math.max(1, pages), calls }
}

function wrongIn(finished: Tried['finished'], ids: readonly number[], total: number): string | undefined {
  if (finished.outcome !== 'completed') return finished.failure?.message ?? 'The run did not come to its end.'
  const seen = new Set(ids)
  if (seen.size < ids.length) return `Records came twice: ${ids.length - seen.size}.`
  if (ids.length < total)
    return `${total - ids.length} of ${total} records are missing: the walk stopped too early.`
  return ids.every((id, at) => id === at) ? undefined : 'The records came in another order.'
}

/** What a fault needs the operation to be set up for; without it the fault says nothing. */
const needs: Readonly<
  Record<string, { holds(pages: Readonly<Record<string, Json>>): boolean; words: string }>
> = {
  F13: {
    holds: (pages) => ((pages['restart'] as { codes?: Json[] } | undefined)?.codes ?? []).includes(410),
    words: 'The walk does not begin again at 410, so an expired cursor ends it, which is a choice.',
  },
  F14: {
    holds: () => false,
    words: 'What a service says when its list was changed cannot be made up.',
  },
  F15: {
    holds: (pages) => ((pages['dedupe'] as { path?: string } | undefined)?.path ?? '') !== '',
    words: 'No key of a record is named, so records that come twice cannot be told.',
  },
}

async function tryFault(options: OrdealOptions, alone: Planned, style: Style, fault: Fault): Promise<Dot> {
  const base = { id: fault.id, group: 'faults' as const, words: fault.words }
  const pages = options.operation.graph.nodes[options.container]?.settings ?? {}
  const need = needs[fault.id]
  if (need !== undefined && !need.holds(pages))
    return { ...base, outcome: 'skipped', why: need.words, calls: 0 }
  const total = 3 * style.size + 1
  const tried = await walk(options, alone, fault.play(style, total))
  const { finished, ids, calls, told } = tried
  const wrong = judgeFault(fault, tried, total)
  if (wrong === undefined) {
    const why =
      finished.outcome === 'failed'
        ? `It ended in words: ${finished.failure?.message ?? ''}`
        : told
          ? 'It was told.'
          : `Every record once, in ${calls} ${calls === 1 ? 'call' : 'calls'}.`
    return { ...base, outcome: 'passed', why, calls }
  }
  return {
    ...base,
    outcome: 'failed',
    why: wrong,
    page: Math.max(1, Math.ceil(ids.length / style.size) + 1),
    calls,
  }
}

function judgeFault({ must, id }: Fault, { finished, ids, told }: Tried, total: number): string | undefined {
  if (must.comes === 'failure') {
    // A body with an error is no page: any failure says so.
    if (finished.outcome === 'failed' && (id === 'F11' || finished.failure?.kind === must.kind))
      return undefined
    if (finished.outcome === 'failed') return finished.failure?.message
    return id === 'F11'
      ? 'An error in an answer of status 200 was taken for a page, and for the end. Add an error rule for it.'
      : 'The walk went on as if nothing had happened.'
  }
  if (must.comes === 'told') return told ? undefined : 'Records came twice, and nobody was told.'
  return wrongIn(finished, ids, total)
}

// ── the container, alone

interface Alone {
  readonly connector: Connector
  readonly operation: Operation
  readonly input: Json
}

/** The same, ready to be run. */
interface Planned extends Alone {
  readonly plan: Plan
}

const edge = (from: NodeId, fromPort: string, to: NodeId, toPort: string): Edge => ({
  id: `${from}-${to}-${toPort}` as EdgeId,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
})

/** Inputs, the container with its paged request and nothing else in it, and the output; the service is the played one. */
function standingAlone({ connector, operation, container, mirrored }: OrdealOptions): Alone {
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
  const keeps = (node: GraphNode) =>
    node.kind === 'inputs' ||
    node.kind === 'auth' ||
    node.kind === 'output' ||
    node.id === container ||
    node.id === mirrored.request
  const kept = nodes
    .filter(keeps)
    .map((node) =>
      node.kind === 'auth' || node.kind === 'inputs' || node.kind === 'output' || node.id === container
        ? withoutParent(node)
        : node,
    )
  const ids = new Set(kept.map(({ id }) => id))
  const output = kept.find(({ kind }) => kind === 'output')
  const own = Object.values<Edge>(operation.graph.edges).filter(
    ({ from, to }) =>
      ids.has(from.node) &&
      ids.has(to.node) &&
      to.node !== output?.id &&
      from.node !== container &&
      to.node !== container,
  )
  const inputs = kept.find(({ kind }) => kind === 'inputs')
  const drawn = [
    ...own,
    edge(mirrored.request, 'out', container, 'emit'),
    ...(inputs === undefined ? [] : [edge(inputs.id, 'out', container, 'in')]),
    ...(output === undefined ? [] : [edge(container, 'out', output.id, 'in')]),
  ]
  const single: Operation = {
    ...operation,
    graph: {
      nodes: Object.fromEntries(kept.map((node) => [node.id, node])),
      edges: Object.fromEntries(drawn.map((each) => [each.id, each])),
      notes: {},
    },
  }
  return {
    operation: single,
    connector: {
      ...connector,
      service: { ...connector.service, baseUrl: `${origin}/api` },
      operations: [single],
    },
    input: inputOf((inputs?.settings['fields'] ?? []) as unknown as readonly Field[]),
  }
}

const withoutParent = ({ id, kind, title, settings }: GraphNode): GraphNode => ({ id, kind, title, settings })

const samples: Readonly<Record<string, Json>> = {
  number: 1,
  integer: 1,
  boolean: true,
  date: '2026-01-09',
  'date-time': '2026-01-09T09:41:00Z',
  list: [],
  object: {},
  json: null,
}

/** Something for each input that has no default. */
function inputOf(fields: readonly Field[]): Json {
  return Object.fromEntries(
    fields.map(({ name, type, default: usual, enum: choices }) => [
      name,
      usual ?? choices?.[0]?.value ?? samples[type] ?? 'text',
    ]),
  )
}

async function walk(
  { mirrored, container, signal, onWalk }: OrdealOptions,
  { connector, input, plan: planned }: Planned,
  handler: Handler,
): Promise<Tried> {
  const fields = Object.fromEntries(
    connector.service.authentications.flatMap((each) => each.fields.map(({ name }) => [name, 'played'])),
  )
  const io = fakeIo({
    jumps: true,
    secrets: fields,
    shown: fields,
    script: (request) => played(handler, request),
  })
  const seen: RunEvent[] = []
  let finished: Tried['finished'] | undefined
  let pages = 0
  let told = false
  const events = run(planned, {
    run: 'ordeal' as RunId,
    input,
    io,
    until: container,
    ...(signal !== undefined && { signal }),
  })
  for await (const event of events) {
    seen.push(event)
    if (event.type === 'page') pages++
    else if (event.type === 'note') told ||= /had come before/.test(event.message)
    else if (event.type === 'finished') finished = event
  }
  if (finished === undefined) throw new EngineError('internal', 'The run ended without saying how.')
  onWalk?.({ events: seen, exchanges: [...io.tape.exchanges.values()] })
  const ids = io.records
    .read()
    .values()
    .map((record) => numberIn(record, mirrored.key))
  return { finished, ids, pages, calls: io.requests.length, told }
}

function played(handler: Handler, { method, url, headers, body }: HttpRequest) {
  const { pathname, search } = new URL(url)
  try {
    return handler({
      method,
      path: pathname,
      query: search.slice(1),
      header: (name) => headers.find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1],
      body: body ?? new Uint8Array(0),
    })
  } catch (error) {
    return new EngineError('network', error instanceof Error ? error.message : 'The connection was lost.')
  }
}

function numberIn(record: Json, key: Mirrored['key']): number {
  let found: unknown = record
  for (const step of key) found = (found as Record<string | number, unknown> | null | undefined)?.[step]
  return Number(/r(\d+)$/.exec(String(found))?.[1] ?? Number.NaN)
}
