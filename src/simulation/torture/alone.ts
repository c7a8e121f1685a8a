import type { Catalog } from '../../engine/definition.ts'
import { EngineError } from '../../engine/errors.ts'
import type { RunEvent, RunId, StopReason } from '../../engine/events.ts'
import { fakeIo } from '../../engine/fake.ts'
import type { KeptExchange } from '../../engine/memory.ts'
import { type Plan, plan } from '../../engine/plan.ts'
import { run } from '../../engine/run.ts'
import type { Connector, Edge, Field, GraphNode, Operation } from '../../model/document.ts'
import type { EdgeId, NodeId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import type { Handler } from '../handler.ts'
import { readAt } from './bodies.ts'
import type { Mirrored } from './mirror.ts'
import { playedOrigin } from './play.ts'
import { servedBy } from './served.ts'
import { type Renewal, renewalOf } from './renewal.ts'

/** A container, its paged request, and how they page (nodes/pagination/mirrored.ts). */
export interface Container {
  readonly connector: Connector
  readonly operation: Operation
  readonly container: NodeId
  readonly mirrored: Mirrored & { readonly request: NodeId }
  readonly catalog: Catalog
}

/** The container by itself, ready to be run. */
export interface Alone {
  readonly plan: Plan
  readonly input: Json
  readonly container: NodeId
  readonly key: Mirrored['key']
  /** Fields of its credentials, all of them made up. */
  readonly fields: Readonly<Record<string, string>>
  readonly renewal: Renewal | undefined
}

/** What was seen while it was tried: the events of the run, and the exchanges in their order. */
export interface Walked {
  readonly events: readonly RunEvent[]
  readonly exchanges: readonly KeptExchange[]
}

export interface Tried extends Walked {
  readonly finished: Extract<RunEvent, { type: 'finished' }>
  /** The number of each record, in the order in which they came. */
  readonly ids: readonly number[]
  readonly pages: number
  readonly calls: number
  /** Whether anybody was told of records that came before. */
  readonly told: boolean
  /** Why the walk ended; undefined: not by a rule. */
  readonly stop: StopReason | undefined
}

/** Inputs, the container with its paged request and nothing else in it, and the output; the service is the played one. */
export function standingAlone(options: Container): Alone | string {
  const { connector, operation, container, mirrored, catalog } = options
  const drawn = drawnAlone(operation, container, mirrored.request)
  const service = { ...connector.service, baseUrl: `${playedOrigin}/api` }
  const planned = plan({ ...connector, service, operations: [drawn] }, drawn.id, catalog)
  if (!planned.ok)
    return `It cannot be tried before its problems are solved: ${planned.problems[0]?.message ?? ''}`
  const fields = Object.fromEntries(
    service.authentications.flatMap((each) => each.fields.map(({ name }) => [name, 'played'])),
  )
  const inputs = Object.values<GraphNode>(drawn.graph.nodes).find(({ kind }) => kind === 'inputs')
  return {
    plan: planned.plan,
    input: inputOf((inputs?.settings['fields'] ?? []) as unknown as readonly Field[]),
    container,
    key: mirrored.key,
    fields,
    renewal: renewalOf(drawn, service, fields),
  }
}

/** A walk over a list that is made up for it is lost when it has asked this often. */
const mostCalls = 1000

/** Runs it against a service, on a clock that jumps. A walk that asks on and on is stopped. */
export async function walkAlone(
  { plan: planned, input, container, key, fields, renewal }: Alone,
  service: (now: () => number) => Handler,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  const lost = new AbortController()
  const io = fakeIo({
    jumps: true,
    secrets: fields,
    shown: fields,
    script: (request) => {
      if (io.requests.length > mostCalls) lost.abort(new Error('The walk asks on and on.'))
      return renewal?.(request) ?? answered(request)
    },
  })
  const answered = servedBy(service(io.clock.now))
  const events: RunEvent[] = []
  const running = run(planned, {
    run: 'ordeal' as RunId,
    input,
    io,
    until: container,
    signal: signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]),
  })
  for await (const event of running) events.push(event)
  const finished = events.at(-1)
  if (finished?.type !== 'finished') throw new EngineError('internal', 'The run ended without saying how.')
  const pages = events.filter((event) => event.type === 'page')
  return {
    events,
    exchanges: [...io.tape.exchanges.values()],
    finished,
    ids: io.records
      .read()
      .values()
      .map((record) => numberIn(record, key)),
    pages: pages.length,
    calls: io.requests.length,
    told: events.some((event) => event.type === 'note' && /had come before/.test(event.message)),
    stop: pages.at(-1)?.stop,
  }
}

function numberIn(record: Json, key: Mirrored['key']): number {
  return Number(/r(\d+)$/.exec(String(readAt(record, key)))?.[1] ?? Number.NaN)
}

const edge = (from: NodeId, fromPort: string, to: NodeId, toPort: string): Edge => ({
  id: `${from}-${to}-${toPort}` as EdgeId,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
})

/** Kinds that are drawn beside the container, whichever container they stood in. */
const beside: ReadonlySet<string> = new Set(['inputs', 'auth', 'output'])

function drawnAlone(operation: Operation, container: NodeId, request: NodeId): Operation {
  const kept = Object.values<GraphNode>(operation.graph.nodes)
    .filter(({ kind, id }) => beside.has(kind) || id === container || id === request)
    .map((node) => (node.id === request ? node : withoutParent(node)))
  const ids = new Set(kept.map(({ id }) => id))
  const inputs = kept.find(({ kind }) => kind === 'inputs')
  const output = kept.find(({ kind }) => kind === 'output')
  const own = Object.values<Edge>(operation.graph.edges).filter(
    ({ from, to }) =>
      ids.has(from.node) &&
      ids.has(to.node) &&
      to.node !== output?.id &&
      from.node !== container &&
      to.node !== container,
  )
  const drawn = [
    ...own,
    edge(request, 'out', container, 'emit'),
    ...(inputs === undefined ? [] : [edge(inputs.id, 'out', container, 'in')]),
    ...(output === undefined ? [] : [edge(container, 'out', output.id, 'in')]),
  ]
  return {
    ...operation,
    graph: {
      nodes: Object.fromEntries(kept.map((node) => [node.id, node])),
      edges: Object.fromEntries(drawn.map((each) => [each.id, each])),
      notes: {},
    },
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
