import type { Edge, GraphNode } from '../model/document.ts'
import type { GraphFacts } from '../model/graph.ts'
import { findPort } from '../model/ports.ts'
import type { EdgeId, NodeId } from '../model/ids.ts'
import type { Port } from '../model/kinds.ts'
import { firstOutput, fittingKinds } from './connect.ts'

/**
 * An operation as a numbered list in plain words: what the outline view shows and a screen reader reads. It offers the same
 * edits as the canvas, each as a command with its arguments.
 */
export interface OutlineItem {
  readonly id: NodeId
  /** "2", inside a container "2.1". */
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly kindTitle: string
  /** "Ask for /classes/Customer (GET)". */
  readonly words: string
  readonly disabled: boolean
  /** Levels of containers around it. */
  readonly depth: number
  /** Where its values come from: "records from 1 Inputs". */
  readonly from: readonly OutlineLink[]
  readonly to: readonly OutlineLink[]
  /** Kinds of which a node can be added behind it; empty where nothing leaves it. */
  readonly addAfter: readonly string[]
  readonly canConnect: boolean
  readonly canDissolve: boolean
}

export interface OutlineLink {
  readonly edge: EdgeId
  readonly node: NodeId
  readonly number: string
  readonly title: string
  readonly carries: Port['carries']
}

/** The outline of the graph whose facts these are. Linear in nodes and edges. */
export function outlineOf(facts: GraphFacts): OutlineItem[] {
  const numbers = numbered(facts)
  const kinds = new Map<string, readonly string[]>()
  const link = (edge: Edge, node: NodeId): OutlineLink => ({
    edge: edge.id,
    node,
    number: numbers.get(node) ?? '?',
    title: facts.node(node)?.title ?? node,
    carries: findPort(facts.kind(edge.from.node), edge.from.port, 'out')?.carries ?? 'records',
  })
  return facts.order.flatMap((id): OutlineItem[] => {
    const node = facts.node(id)
    if (node === undefined) return []
    const kind = facts.kind(id)
    const output = firstOutput(facts.catalog, node)
    const addAfter =
      output === undefined
        ? []
        : (kinds.get(node.kind) ??
          fittingKinds({ operation: facts.operation, catalog: facts.catalog }, output).map(
            ({ kind }) => kind,
          ))
    kinds.set(node.kind, addAfter)
    return [
      {
        id,
        number: numbers.get(id) ?? '?',
        title: node.title,
        kind: node.kind,
        kindTitle: kind?.title ?? node.kind,
        words: wordsOf(facts, node),
        disabled: node.disabled === true,
        depth: facts.containers(id).length,
        from: facts.incoming(id).map(({ edge, node: other }) => link(edge, other)),
        to: facts.outgoing(id).map(({ edge, node: other }) => link(edge, other)),
        addAfter,
        canConnect: output !== undefined,
        canDissolve: kind?.binds !== undefined,
      },
    ]
  })
}

/** The whole outline as text, one line a node: what the clipboard gets and a test can read. */
export function printOutline(items: readonly OutlineItem[]): string {
  return items
    .map(({ number, words, depth, from, disabled }) => {
      const sources = from.map((link) => link.number).join(' and ')
      const origin = sources === '' ? '' : ` (from ${sources})`
      return `${'  '.repeat(depth)}${number}. ${words}${origin}${disabled ? ' — off, passed over' : ''}`
    })
    .join('\n')
}

function numbered(facts: GraphFacts): Map<NodeId, string> {
  const numbers = new Map<NodeId, string>()
  const counts = new Map<NodeId | undefined, number>()
  for (const id of facts.order) {
    const parent = facts.parent(id)
    const count = (counts.get(parent) ?? 0) + 1
    counts.set(parent, count)
    const before = parent === undefined ? undefined : numbers.get(parent)
    numbers.set(id, before === undefined ? String(count) : `${before}.${count}`)
  }
  return numbers
}

/** A definition may trip over settings that came from a file; the outline then says so and goes on. */
function wordsOf(facts: GraphFacts, node: GraphNode): string {
  const kind = facts.kind(node.id)
  if (kind === undefined) return `${node.title}: a node of the unknown kind “${node.kind}”`
  const settings = facts.settings(node.id)
  if (settings === undefined) return `${node.title}: its settings cannot be read`
  try {
    return kind.outline(settings, facts.connector)
  } catch {
    return `${node.title}: its settings cannot be read`
  }
}
