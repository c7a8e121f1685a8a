import { nearest } from '../../expressions/nearest.ts'
import { findPort } from '../ports.ts'
import type { Edge, GraphNode } from '../document.ts'
import type { EdgeId, NodeId } from '../ids.ts'
import type { Json } from '../json.ts'
import type { Fix, Problem } from '../problem.ts'
import { createTitles, takenTitles, uniqueTitle } from '../titles.ts'
import { settingTexts } from './expressions.ts'
import { called, nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

/** The kind whose node is the operation's end. */
export const outputKind = 'output'

/** What can be wrong with nodes and where they stand. */
export const nodeChecks: readonly OperationCheck[] = [
  unknownKinds,
  titles,
  parents,
  countOfKinds,
  outputs,
  requiredPorts,
  unfedOutputs,
  unreadNodes,
  disabledNodes,
]

function* unknownKinds(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    if (context.facts.kind(node.id) !== undefined) continue
    const meant = nearest(node.kind, Object.keys(context.catalog))
    yield nodeProblem(context, node.id, {
      code: 'unknown-kind',
      message: `${called(context, node.id)} is of a kind this Patchbay does not know${meant === undefined ? '' : ` (did you mean “${meant}”?)`}. It is kept, but cannot run. Update Patchbay or remove the node.`,
      fix: removal(context, node.id),
    })
  }
}

function* titles(context: OperationContext): Iterable<Problem> {
  const first = new Map<string, NodeId>()
  const freeTitle = createTitles(takenTitles(context.operation))
  for (const node of context.nodes) {
    const empty = node.title.trim() === ''
    if (!empty && !first.has(node.title)) {
      first.set(node.title, node.id)
      continue
    }
    const free = freeTitle(empty ? (context.facts.kind(node.id)?.title ?? 'Node') : node.title)
    yield {
      ...nodeProblem(context, node.id, {
        code: empty ? 'title-empty' : 'title-duplicate',
        message: empty
          ? 'A node has no title. Expressions call nodes by their titles, so give it one.'
          : `Two nodes are called “${node.title}”. Expressions call nodes by their titles, so give each its own.`,
        fix: {
          label: `Call it “${free}”`,
          edits: [
            // Not `renameNode`: references to the title mean the other node, and must stay.
            { edit: 'retitleNode', operation: context.operation.id, node: node.id, title: free },
          ],
        },
      }),
      path: [...context.nodePath(node.id), 'title'],
    }
  }
}

function* parents(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    if (node.parent === undefined) continue
    const parent = context.facts.node(node.parent)
    const kind = context.facts.kind(node.parent)
    const found =
      parent === undefined
        ? {
            code: 'parent-missing',
            message: `${called(context, node.id)} stands in a container that is not there.`,
          }
        : context.facts.parent(node.id) === undefined
          ? {
              code: 'parent-cycle',
              message: `${called(context, node.id)} stands in a container that stands in itself.`,
            }
          : kind !== undefined && kind.binds === undefined
            ? {
                code: 'parent-no-container',
                message: `${called(context, node.id)} stands in ${called(context, node.parent)}, which holds no other nodes.`,
              }
            : undefined
    if (found === undefined) continue
    yield {
      ...nodeProblem(context, node.id, {
        ...found,
        fix: {
          label: 'Put it on the canvas itself',
          edits: [{ edit: 'setParent', operation: context.operation.id, nodes: [node.id], parent: null }],
        },
      }),
      path: [...context.nodePath(node.id), 'parent'],
    }
  }
}

function* countOfKinds(context: OperationContext): Iterable<Problem> {
  const first = new Map<string, NodeId>()
  for (const node of context.nodes) {
    if (context.facts.kind(node.id)?.most !== 1) continue
    const other = first.get(node.kind)
    if (other === undefined) {
      first.set(node.kind, node.id)
      continue
    }
    yield nodeProblem(context, node.id, {
      code: 'kind-repeated',
      message: `An operation has one ${context.facts.kind(node.id)?.title} node, and ${called(context, other)} is one already. Remove one of them.`,
      fix: removal(context, node.id),
    })
  }
}

function* outputs(context: OperationContext): Iterable<Problem> {
  // A catalogue without the kind has no notion of an output, and nothing to ask for.
  if (!Object.hasOwn(context.catalog, outputKind)) return
  const found = context.nodes.filter((node) => node.kind === outputKind)
  const output = found[0]
  if (output !== undefined && (found.length > 1 || output.disabled !== true)) return
  if (output !== undefined) {
    yield nodeProblem(context, output.id, {
      code: 'output-missing',
      message: `${called(context, output.id)} is off, so the operation gives nothing back. Turn it on.`,
      fix: {
        label: 'Turn it on',
        edits: [
          { edit: 'setDisabled', operation: context.operation.id, nodes: [output.id], disabled: false },
        ],
      },
    })
    return
  }
  yield {
    code: 'output-missing',
    severity: 'error',
    path: [...context.path, 'graph', 'nodes'],
    place: { operation: context.operation.id },
    message:
      'The operation has no Output, so it gives nothing back. Add an Output and connect what it should give.',
    ...withFix(newOutput(context)),
  }
}

/** How many problems of one sort come with a fix that has to look at the whole graph. */
const maxOffers = 20

function* requiredPorts(context: OperationContext): Iterable<Problem> {
  let offers = 0
  for (const node of context.nodes) {
    if (node.disabled === true) continue
    for (const port of context.facts.kind(node.id)?.ports ?? []) {
      if (port.required !== true) continue
      const links =
        port.way === 'in'
          ? context.facts.incoming(node.id, port.name)
          : context.facts.outgoing(node.id, port.name)
      if (links.length > 0) continue
      yield nodeProblem(context, node.id, {
        code: 'port-required',
        message: `Nothing is connected to ${called(context, node.id)} (${port.title}). Connect the node whose records it should take.`,
        fix:
          port.way === 'in' && port.carries === 'records' && offers++ < maxOffers
            ? feedFrom(context, node, port.name)
            : undefined,
      })
    }
  }
}

/** An output that nothing comes in to can still give a value of its own; one that has neither gives nothing. */
function* unfedOutputs(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    const port = context.facts.kind(node.id)?.ports.find((candidate) => candidate.way === 'in')
    if (node.kind !== outputKind || node.disabled === true || port === undefined || port.required === true)
      continue
    if (context.facts.incoming(node.id).length > 0) continue
    if ([...settingTexts(node.settings)].some(([, text]) => text.trim() !== '')) continue
    yield nodeProblem(context, node.id, {
      code: 'port-required',
      message: `Nothing is connected to ${called(context, node.id)} (${port.title}), so the operation gives nothing back. Connect the node whose records it should give.`,
      fix: feedFrom(context, node, port.name),
    })
  }
}

/** What nobody reads still runs, for its effect; it is more often an edge that was forgotten. */
function* unreadNodes(context: OperationContext): Iterable<Problem> {
  const output = context.nodes.find((node) => node.kind === outputKind && node.disabled !== true)
  let offers = 0
  for (const node of context.nodes) {
    const out = context.facts.kind(node.id)?.ports.find((port) => port.way === 'out' && port.side !== 'inner')
    if (out === undefined || node.disabled === true || context.facts.outgoing(node.id).length > 0) continue
    // The input is read by name wherever it is needed, with no edge.
    if (out.carries === 'records' && node.kind === 'inputs') continue
    if (out.carries === 'auth')
      yield nodeProblem(context, node.id, {
        code: 'auth-unused',
        severity: 'warning',
        message: `${called(context, node.id)} signs no request. Connect it to the requests that need to sign in, or remove it.`,
        fix: offers++ < maxOffers ? signAll(context, node, out.name) : undefined,
      })
    else if (out.carries === 'records')
      yield nodeProblem(context, node.id, {
        code: 'node-unread',
        severity: 'warning',
        message: `Nothing reads what ${called(context, node.id)} gives. It runs all the same; connect it, or remove it if it is not needed.`,
        fix: output === undefined ? undefined : feedInto(context, node, out.name, output),
      })
  }
}

function* disabledNodes(context: OperationContext): Iterable<Problem> {
  for (const node of context.nodes) {
    if (node.disabled !== true) continue
    const readers = context.facts
      .outgoing(node.id)
      .filter((link) => context.facts.node(link.node)?.disabled !== true)
    if (readers.length === 0) continue
    const first = readers[0]?.node as NodeId
    const kind = context.facts.kind(node.id)
    const auth = kind?.ports.some((port) => port.way === 'out' && port.carries === 'auth') === true
    if (auth)
      yield nodeProblem(context, node.id, {
        code: 'disabled-auth',
        severity: 'warning',
        message: `${called(context, node.id)} is off, so ${called(context, first)} is sent without signing in.`,
        fix: turnOn(context, node.id),
      })
    else if (!context.facts.fed(node.id))
      yield nodeProblem(context, node.id, {
        code: 'disabled-source',
        severity: 'warning',
        message: `${called(context, node.id)} is off and nothing comes in to it, so ${called(context, first)} runs as if it had no input.`,
        fix: turnOn(context, node.id),
      })
    else
      yield nodeProblem(context, node.id, {
        code: 'disabled-between',
        severity: 'warning',
        message: `${called(context, node.id)} is off: what comes in to it goes on to ${called(context, first)} as it is.`,
        fix: turnOn(context, node.id),
      })
  }
}

const withFix = (fix: Fix | undefined) => (fix === undefined ? {} : { fix })

function turnOn(context: OperationContext, node: NodeId): Fix {
  return {
    label: 'Turn it on',
    edits: [{ edit: 'setDisabled', operation: context.operation.id, nodes: [node], disabled: false }],
  }
}

function removal(context: OperationContext, node: NodeId): Fix {
  return {
    label: 'Remove the node',
    edits: [{ edit: 'removeNodes', operation: context.operation.id, nodes: [node] }],
  }
}

/**
 * An id for something that a fix adds. A check has nobody to ask for a random one; made from a random id and what it is for,
 * it is as unique, and the same each time the check runs.
 */
export function fixId(taken: Readonly<Record<string, unknown>>, ...parts: readonly string[]): string {
  const stem = parts.join('-').slice(0, 56)
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`
    if (!Object.hasOwn(taken, id)) return id
  }
}

function edge(context: OperationContext, from: NodeId, fromPort: string, to: NodeId, toPort: string): Edge {
  return {
    id: fixId(context.operation.graph.edges, from, to) as EdgeId,
    from: { node: from, port: fromPort },
    to: { node: to, port: toPort },
  }
}

/** Record nodes of a body that nobody reads. */
function unread(context: OperationContext, container: NodeId | undefined): GraphNode[] {
  return context.nodes.filter((node) => {
    if (context.facts.parent(node.id) !== container || node.kind === outputKind) return false
    const out = context.facts.kind(node.id)?.ports.find((port) => port.way === 'out' && port.side !== 'inner')
    return out?.carries === 'records' && context.facts.outgoing(node.id, out.name).length === 0
  })
}

const outPort = (context: OperationContext, id: NodeId) =>
  context.facts.kind(id)?.ports.find((port) => port.way === 'out' && port.side !== 'inner')?.name ?? 'out'

/** The one node that could be meant, where there is one. */
function onlyUnread(
  context: OperationContext,
  container: NodeId | undefined,
  except?: NodeId,
): GraphNode | undefined {
  const found = unread(context, container).filter((node) => node.id !== except && node.disabled !== true)
  const others = found.filter((node) => node.kind !== 'inputs')
  return (others.length > 0 ? others : found).length === 1 ? (others[0] ?? found[0]) : undefined
}

function feedFrom(context: OperationContext, node: GraphNode, port: string): Fix | undefined {
  const source = onlyUnread(context, context.facts.parent(node.id), node.id)
  if (source === undefined || context.facts.standsBefore(node.id, source.id)) return undefined
  return {
    label: `Connect “${source.title}” to it`,
    edits: [
      {
        edit: 'addEdge',
        operation: context.operation.id,
        edge: edge(context, source.id, outPort(context, source.id), node.id, port),
      },
    ],
  }
}

function feedInto(
  context: OperationContext,
  node: GraphNode,
  out: string,
  output: GraphNode,
): Fix | undefined {
  const port = context.facts.kind(output.id)?.ports.find((candidate) => candidate.way === 'in')
  if (port === undefined || context.facts.parent(node.id) !== context.facts.parent(output.id))
    return undefined
  if (port.most === 1 && context.facts.incoming(output.id, port.name).length > 0) return undefined
  return {
    label: `Connect it to “${output.title}”`,
    edits: [
      {
        edit: 'addEdge',
        operation: context.operation.id,
        edge: edge(context, node.id, out, output.id, port.name),
      },
    ],
  }
}

function signAll(context: OperationContext, node: GraphNode, out: string): Fix | undefined {
  const unsigned = context.nodes.filter((other) => {
    const port = findPort(context.facts.kind(other.id), 'auth', 'in')
    return port?.carries === 'auth' && context.facts.incoming(other.id, 'auth').length === 0
  })
  const [only] = unsigned
  if (only === undefined || unsigned.length > 1) return undefined
  return {
    label: `Connect it to “${only.title}”`,
    edits: [
      {
        edit: 'addEdge',
        operation: context.operation.id,
        edge: edge(context, node.id, out, only.id, 'auth'),
      },
    ],
  }
}

function newOutput(context: OperationContext): Fix | undefined {
  const kind = context.catalog[outputKind]
  if (kind === undefined) return undefined
  const { operation } = context
  const id = fixId(operation.graph.nodes, operation.id, outputKind) as NodeId
  const source = onlyUnread(context, undefined)
  const title = uniqueTitle(takenTitles(operation), kind.title)
  const settings = kind.defaults() as Record<string, Json>
  const port = kind.ports.find((candidate) => candidate.way === 'in')?.name ?? 'in'
  const beside = source === undefined ? undefined : operation.layout[source.id]
  return {
    label: source === undefined ? 'Add an Output' : `Add an Output after “${source.title}”`,
    edits: [
      {
        edit: 'addNode',
        operation: operation.id,
        node: { id, kind: outputKind, title, settings },
        box:
          beside === undefined ? { x: 0, y: 0 } : { x: beside.x + (beside.width ?? 304) + 80, y: beside.y },
      },
      ...(source === undefined
        ? []
        : [
            {
              edit: 'addEdge' as const,
              operation: operation.id,
              edge: edge(context, source.id, outPort(context, source.id), id, port),
            },
          ]),
    ],
  }
}
