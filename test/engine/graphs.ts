import type { RunEvent, RunId } from '../../src/engine/events.ts'
import { type FakeIo, fakeIo } from '../../src/engine/fake.ts'
import { type Plan, plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import type { RunOptions } from '../../src/engine/runOptions.ts'
import type { Authentication, Connector, Edge, GraphNode } from '../../src/model/document.ts'
import type { EdgeId, NodeId, OperationId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { catalog } from './kinds.ts'

export const nodeId = (text: string) => text as NodeId
export const operationId = 'op' as OperationId

/** A node: its kind, its settings, and what stands around it. */
export type Drawn = readonly [
  kind: string,
  settings?: Record<string, Json>,
  more?: { parent?: string; disabled?: true },
]

/**
 * A connector with one operation. Edges are `a > b`, from port `out` to port `in`; ports are named as in `each.item > b` and
 * `b > each.emit`. A node is called by its id.
 */
export function draw(
  nodes: Readonly<Record<string, Drawn>>,
  edges: readonly string[] = [],
  authentications: Authentication[] = [],
): Connector {
  const graphNodes: Record<string, GraphNode> = {}
  for (const [id, [kind, settings = {}, more = {}]] of Object.entries(nodes))
    graphNodes[id] = { id: nodeId(id), kind, title: id, settings, ...more } as GraphNode
  const graphEdges: Record<string, Edge> = {}
  for (const [index, text] of edges.entries()) {
    const [from = '', to = ''] = text.split(' > ')
    const id = `e${index}` as EdgeId
    graphEdges[id] = { id, from: end(from, 'out'), to: end(to, 'in') } as Edge
  }
  return {
    format: 'patchbay.connector/1',
    id: 'connector',
    name: 'tried',
    title: 'Tried',
    description: '',
    icon: '',
    service: {
      title: 'Service',
      baseUrl: 'https://api.example.com',
      authentications,
      defaults: { headers: [], query: [], errorRules: [] },
    },
    operations: [
      {
        id: operationId,
        name: 'try',
        title: 'Try',
        description: '',
        role: 'call',
        graph: { nodes: graphNodes, edges: graphEdges, notes: {} },
        layout: {},
        output: { samples: [] },
      },
    ],
  } as unknown as Connector
}

function end(text: string, usual: string): { node: NodeId; port: string } {
  const [node = '', port = usual] = text.split('.')
  return { node: nodeId(node), port }
}

/** Settings of an inputs node with one field, `x`. */
export const takesX = { fields: [{ id: 'fx', name: 'x', title: 'X', type: 'json' }] }

/** The plan of what is drawn; a problem is a mistake in the test. */
export function planned(...drawn: Parameters<typeof draw>): Plan {
  const result = plan(draw(...drawn), operationId, catalog)
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 2))
  return result.plan
}

export interface Ran {
  readonly events: readonly RunEvent[]
  readonly io: FakeIo
  readonly records: readonly Json[]
  readonly finished: Extract<RunEvent, { type: 'finished' }>
}

export type Options = Partial<RunOptions> & { readonly io?: FakeIo }

/** Runs to the end on a clock that jumps. */
export async function runPlan(made: Plan, options: Options = {}): Promise<Ran> {
  const io = options.io ?? fakeIo({ jumps: true })
  const events: RunEvent[] = []
  for await (const event of run(made, { run: 'run' as RunId, input: {}, ...options, io })) events.push(event)
  return {
    events,
    io,
    finished: finishedOf(events),
    // Only when asked: reading parses.
    get records() {
      return io.records.read().values()
    },
  }
}

export function finishedOf(events: readonly RunEvent[]): Ran['finished'] {
  const last = events.at(-1)
  if (last?.type !== 'finished') throw new Error('The last event is not “finished”.')
  return last
}

export function ofType<Type extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: Type,
): Extract<RunEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type)
}
