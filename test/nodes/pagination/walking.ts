import type { RunEvent, RunId } from '../../../src/engine/events.ts'
import { type FakeIo, type FakeOptions, fakeIo } from '../../../src/engine/fake.ts'
import { plan } from '../../../src/engine/plan.ts'
import { run } from '../../../src/engine/run.ts'
import type { RunOptions } from '../../../src/engine/runOptions.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import { readConnector } from '../../../src/model/read.ts'
import { catalog } from '../../../src/nodes/catalog.ts'

const node = (id: string, kind: string, settings: object, parent?: string) => ({
  id,
  kind,
  title: id,
  settings,
  ...(parent !== undefined && { parent }),
})

const edge = (from: string, to: string) => {
  const [fromNode, fromPort = 'out'] = from.split('.')
  const [toNode, toPort = 'in'] = to.split('.')
  return {
    id: `${from}-${to}`.replaceAll('.', '_'),
    from: { node: fromNode, port: fromPort },
    to: { node: toNode, port: toPort },
  }
}

export interface Drawn {
  /** Of the container. */
  readonly pages: object
  /** Of its request. */
  readonly request: object
  readonly fields?: readonly object[]
  readonly service?: object
  readonly nodes?: readonly object[]
  readonly edges?: readonly (readonly [string, string])[]
}

/** A list read by `limit` and `skip`, `size` records a page, whose end is a short page. */
export const bySkipping = (size: number, baseUrl?: string): Drawn => ({
  ...(baseUrl !== undefined && { service: { baseUrl } }),
  request: {
    method: 'GET',
    url: '{{ service.baseUrl }}/rows',
    records: 'rows',
    query: [{ name: 'limit', value: String(size) }],
  },
  pages: {
    size: String(size),
    carry: { from: 'offset', by: 'size' },
    put: [{ to: 'query', name: 'skip' }],
    stop: [{ rule: 'short-page' }],
  },
})

/** inputs → pages [ ask ] → output, as a file holds it. */
export function drawWalk({ pages, request, fields = [], service = {}, nodes = [], edges }: Drawn): string {
  return JSON.stringify({
    format: 'patchbay.connector/1',
    id: 'walk',
    name: 'walk',
    title: 'Walk',
    service: {
      title: 'Service',
      baseUrl: 'https://api.example.com/v1',
      authentications: [],
      defaults: {},
      ...service,
    },
    operations: [
      {
        id: 'list',
        name: 'list',
        title: 'List',
        graph: {
          nodes: [
            node('inputs', 'inputs', { fields }),
            node('pages', 'pagination-loop', pages),
            node('ask', 'request', request, 'pages'),
            node('output', 'output', {}),
            ...nodes,
          ],
          edges: (
            edges ?? [
              ['inputs', 'pages'],
              ['ask', 'pages.emit'],
              ['pages', 'output'],
            ]
          ).map(([from, to]) => edge(from, to)),
        },
      },
    ],
  })
}

/** A transform behind the walk that reads a field: whoever does has every record parsed. */
export const readsEach: Pick<Drawn, 'nodes' | 'edges'> = {
  nodes: [
    node('shape', 'transform', {
      steps: [{ step: 'filter', when: [{ left: '{{ item.id }}', op: 'exists' }] }],
    }),
  ],
  edges: [
    ['inputs', 'pages'],
    ['ask', 'pages.emit'],
    ['pages', 'shape'],
    ['shape', 'output'],
  ],
}

export interface Walked {
  readonly io: FakeIo
  readonly events: readonly RunEvent[]
  readonly records: readonly Json[]
  readonly finished: Extract<RunEvent, { type: 'finished' }>
  readonly pages: readonly Extract<RunEvent, { type: 'page' }>[]
  readonly notes: readonly string[]
  readonly urls: readonly string[]
}

export type WalkOptions = Partial<RunOptions> & {
  readonly script?: FakeOptions['script']
  readonly io?: FakeIo
}

/** Runs what is drawn to its end, on a clock that jumps. Problems of severity error are mistakes in the test. */
export async function walk(drawn: Drawn | string, options: WalkOptions = {}): Promise<Walked> {
  const { connector, problems } = readConnector(typeof drawn === 'string' ? drawn : drawWalk(drawn))
  if (connector === undefined) throw new Error(JSON.stringify(problems))
  const [operation] = connector.operations
  const planned = plan(connector, operation?.id as OperationId, catalog)
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems, undefined, 2))
  const io =
    options.io ?? fakeIo({ jumps: true, ...(options.script !== undefined && { script: options.script }) })
  const events: RunEvent[] = []
  for await (const event of run(planned.plan, { run: 'run' as RunId, input: {}, ...options, io }))
    events.push(event)
  const finished = events.at(-1)
  if (finished?.type !== 'finished') throw new Error('The last event is not “finished”.')
  return {
    io,
    events,
    finished,
    records: io.records.read().values(),
    pages: events.filter((event) => event.type === 'page'),
    notes: events.flatMap((event) => (event.type === 'note' ? [event.message] : [])),
    urls: io.requests.map(({ url }) => url),
  }
}

/** Records 0 to `count` − 1, each with an id. */
export const range = (from: number, to: number): { id: number }[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ id: from + index }))
