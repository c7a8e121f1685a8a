import type { Edge } from '../document.ts'
import { findPort } from '../ports.ts'
import type { NodeId } from '../ids.ts'
import type { Port } from '../kinds.ts'
import type { Fix, Problem } from '../problem.ts'
import { called, edgeProblem, type OperationCheck, type OperationContext } from './context.ts'

/** What can be wrong with edges. Each edge is told of once: the first thing that is wrong with it. */
export const edgeChecks: readonly OperationCheck[] = [edges, takenPorts, cycles]

const carriesWords = { records: 'records', auth: 'a credential', options: 'options of a dropdown' } as const

interface Finding {
  readonly code: string
  readonly message: string
}

function* edges(context: OperationContext): Iterable<Problem> {
  const seen = new Set<string>()
  for (const edge of context.edges) {
    const found = wrongEdge(context, edge) ?? repeated(context, edge, seen)
    if (found !== undefined)
      yield edgeProblem(context, edge.id, { ...found, fix: removeEdge(context, edge, 'Remove the edge') })
  }
}

function wrongEdge(context: OperationContext, edge: Edge): Finding | undefined {
  const { facts } = context
  const { from, to } = edge
  for (const end of [from, to]) {
    if (facts.node(end.node) !== undefined) continue
    const other = end === from ? to : from
    return {
      code: 'edge-dangling',
      message: `An edge ${end === from ? 'to' : 'from'} ${called(context, other.node)} ${end === from ? 'comes from' : 'leads to'} a node that is not there. Remove it or connect it anew.`,
    }
  }
  if (from.node === to.node)
    return {
      code: 'edge-into-itself',
      message: `An edge leads from ${called(context, from.node)} into itself.`,
    }
  const out = portOf(context, edge, 'out')
  const into = portOf(context, edge, 'in')
  if ('message' in out) return out
  if ('message' in into) return into
  if (out.port !== undefined && into.port !== undefined && out.port.carries !== into.port.carries)
    return {
      code: 'edge-wrong-type',
      message: `The edge from ${called(context, from.node)} carries ${carriesWords[out.port.carries]}, but ${called(context, to.node)} takes ${carriesWords[into.port.carries]} there.`,
    }
  if ((out.port ?? into.port)?.carries === 'options')
    return {
      code: 'edge-stored-options',
      message: 'The list behind a dropdown is a setting of its field, not an edge of the graph.',
    }
  return crossing(context, edge, out.port ?? into.port)
}

/** The port an edge meets, undefined where the kind is not known; or what is wrong with it. */
function portOf(
  context: OperationContext,
  edge: Edge,
  way: 'in' | 'out',
): { readonly port: Port | undefined } | Finding {
  const end = way === 'out' ? edge.from : edge.to
  const kind = context.facts.kind(end.node)
  if (kind === undefined) return { port: undefined }
  const port = findPort(kind, end.port, way)
  if (port !== undefined) return { port }
  if (findPort(kind, end.port, way === 'out' ? 'in' : 'out') !== undefined)
    return {
      code: 'edge-wrong-way',
      message: `An edge ${way === 'out' ? 'begins' : 'ends'} at “${end.port}” of ${called(context, end.node)}, where edges ${way === 'out' ? 'only end' : 'only begin'}.`,
    }
  const usable = kind.ports
    .filter((candidate) => candidate.way === way)
    .map((candidate) => `“${candidate.name}”`)
  const words =
    usable.length === 0
      ? `it has none to ${way === 'out' ? 'begin' : 'end'} at`
      : `it has ${usable.join(', ')}`
  return {
    code: 'edge-unknown-port',
    message: `An edge ${way === 'out' ? 'begins' : 'ends'} at a port “${end.port}” that ${called(context, end.node)} does not have; ${words}.`,
  }
}

/** [E7] No record edge crosses the border of a container; [E6] an auth edge may come in, but not out. */
function crossing(context: OperationContext, edge: Edge, port: Port | undefined): Finding | undefined {
  const { facts } = context
  const from = facts.parent(edge.from.node)
  const to = facts.parent(edge.to.node)
  const inner = (end: 'from' | 'to') =>
    facts
      .kind(edge[end].node)
      ?.ports.find(
        (candidate) => candidate.name === edge[end].port && candidate.way === (end === 'from' ? 'out' : 'in'),
      )?.side === 'inner'
  const fromBody = inner('from') ? edge.from.node : from
  const toBody = inner('to') ? edge.to.node : to
  if (fromBody === toBody) return undefined
  if (port?.carries === 'auth' && isWithin(context, toBody, fromBody)) return undefined
  const container = (toBody !== undefined && toBody !== edge.from.node ? toBody : fromBody) as NodeId
  return {
    code: 'edge-crosses-border',
    message: `The edge from ${called(context, edge.from.node)} to ${called(context, edge.to.node)} crosses the border of ${called(context, container)}. Records enter and leave a container through its own ports.`,
  }
}

function isWithin(context: OperationContext, inner: NodeId | undefined, outer: NodeId | undefined): boolean {
  if (outer === undefined) return true
  if (inner === undefined) return false
  return inner === outer || context.facts.containers(inner).includes(outer)
}

function repeated(context: OperationContext, edge: Edge, seen: Set<string>): Finding | undefined {
  const key = JSON.stringify([edge.from.node, edge.from.port, edge.to.node, edge.to.port])
  if (!seen.has(key)) {
    seen.add(key)
    return undefined
  }
  return {
    code: 'edge-duplicate',
    message: `Two edges lead from ${called(context, edge.from.node)} to the same port of ${called(context, edge.to.node)}. One is enough.`,
  }
}

function* takenPorts(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes)
    for (const port of context.facts.kind(node.id)?.ports ?? []) {
      if (port.most === undefined) continue
      const links =
        port.way === 'in'
          ? context.facts.incoming(node.id, port.name)
          : context.facts.outgoing(node.id, port.name)
      for (const { edge } of links.slice(port.most))
        yield edgeProblem(context, edge.id, {
          code: 'port-taken',
          message: `${called(context, node.id)} takes one edge at ${port.title}, and another is there already. Remove one of them.`,
          fix: removeEdge(context, edge, 'Remove this edge'),
        })
    }
}

/** Loops are containers, so a graph has no circle. */
function* cycles(context: OperationContext): Iterable<Problem> {
  for (const group of context.facts.cycles) {
    const members = new Set(group)
    const inside = group.flatMap((id) =>
      context.facts
        .outgoing(id)
        .flatMap(({ edge, node }) => (node !== id && members.has(node) ? [edge] : [])),
    )
    const back = inside.findLast(({ from, to }) => from.node > to.node) ?? inside.at(-1)
    if (back === undefined) continue
    const names = group.slice(0, 4).map((id) => called(context, id))
    const words = group.length > 4 ? `${names.join(', ')} and ${group.length - 4} more` : names.join(', ')
    yield edgeProblem(context, back.id, {
      code: 'edge-cycle',
      message: `Edges lead in a circle through ${words}, so none of them could ever begin. Remove one of the edges; to repeat something, use a container.`,
      fix: removeEdge(context, back, `Remove the edge from “${context.facts.node(back.from.node)?.title}”`),
    })
  }
}

function removeEdge(context: OperationContext, edge: Edge, label: string): Fix {
  return {
    label,
    edits: [{ edit: 'removeEdges', operation: context.operation.id, edges: [edge.id] }],
  }
}
