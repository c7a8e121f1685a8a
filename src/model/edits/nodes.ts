import { renameInTemplate } from '../../expressions/rename.ts'
import type { Box, Connector, Edge, GraphNode, Operation } from '../document.ts'
import type { EdgeId, NodeId, OperationId } from '../ids.ts'
import type { Json } from '../json.ts'
import {
  addTo,
  EditError,
  findEdge,
  findNode,
  findOperation,
  peek,
  peekOperation,
  peekValues,
  rewriteTexts,
} from './draft.ts'

/** Edits of nodes and edges. Every edit changes the draft it is given and returns nothing. */
export const nodeEdits = {
  /** Adds a node. Its title should be free (`uniqueTitle`); a title that is taken becomes a problem, not an error. */
  addNode(draft: Connector, args: { operation: OperationId; node: GraphNode; box?: Box }): void {
    const operation = findOperation(draft, args.operation)
    addTo(operation.graph.nodes, args.node, 'node')
    if (args.box !== undefined) operation.layout[args.node.id] = args.box
  },

  /** Adds nodes, the edges between them and their places in one go. */
  addNodes(
    draft: Connector,
    args: {
      operation: OperationId
      nodes: readonly GraphNode[]
      edges?: readonly Edge[]
      layout?: Readonly<Record<string, Box>>
    },
  ): void {
    const operation = findOperation(draft, args.operation)
    for (const node of args.nodes) addTo(operation.graph.nodes, node, 'node')
    for (const edge of args.edges ?? []) addTo(operation.graph.edges, edge, 'edge')
    for (const [id, box] of Object.entries(args.layout ?? {})) operation.layout[id] = box
  },

  /** Removes nodes with their edges and places. A container takes its contents with it. Ids that are gone are passed over. */
  removeNodes(draft: Connector, args: { operation: OperationId; nodes: readonly NodeId[] }): void {
    const plain = peekOperation(draft, args.operation)
    const gone = withContents(plain, args.nodes)
    const edges = [...peekValues(peek(peek(plain, 'graph'), 'edges'))]
      .filter((edge) => gone.has(edge.from.node) || gone.has(edge.to.node))
      .map((edge) => edge.id)
    const operation = findOperation(draft, args.operation)
    for (const id of edges) delete operation.graph.edges[id]
    for (const id of gone) {
      if (Object.hasOwn(operation.graph.nodes, id)) delete operation.graph.nodes[id]
      if (Object.hasOwn(operation.layout, id)) delete operation.layout[id]
    }
  },

  /**
   * Removes a container and keeps what is in it, one level up. What came in now goes to what stood first inside, what stood
   * last inside goes to what came after; edges keep their ids as far as there are enough.
   */
  dissolveContainer(draft: Connector, args: { operation: OperationId; node: NodeId }): void {
    const plain = peekOperation(draft, args.operation)
    const graph = peek(plain, 'graph')
    const nodes = peek(graph, 'nodes')
    const container = peek(nodes, args.node)
    if (container === undefined) throw new EditError('The container is not there any more.')
    const children = [...peekValues(nodes)].filter((node) => node.parent === args.node).map((node) => node.id)
    const inside = new Set(children)
    const edges = [...peekValues(peek(graph, 'edges'))]
    const touching = edges.filter((edge) => edge.from.node === args.node || edge.to.node === args.node)
    const starts = touching.filter((edge) => edge.from.node === args.node && inside.has(edge.to.node))
    const ends = touching.filter((edge) => edge.to.node === args.node && inside.has(edge.from.node))
    const entering = touching.filter((edge) => edge.to.node === args.node && !inside.has(edge.from.node))
    const leaving = touching.filter((edge) => edge.from.node === args.node && !inside.has(edge.to.node))
    const joined = [...join(entering, starts), ...join(ends, leaving)]

    const operation = findOperation(draft, args.operation)
    for (const edge of touching) delete operation.graph.edges[edge.id]
    for (const edge of joined) operation.graph.edges[edge.id] = edge
    for (const id of children) setParent(findNode(operation, id), container.parent)
    delete operation.graph.nodes[args.node]
    if (Object.hasOwn(operation.layout, args.node)) delete operation.layout[args.node]
  },

  /**
   * Sets one value inside a node's settings. Missing objects and lists on the way are made (a list where the next key is a
   * number). Without `value` the key is taken away; an element of a list is cut out.
   */
  setSetting(
    draft: Connector,
    args: { operation: OperationId; node: NodeId; path: readonly (string | number)[]; value?: Json },
  ): void {
    const { settings } = findNode(findOperation(draft, args.operation), args.node)
    setAt(settings, args.path, args.value)
  },

  replaceSettings(
    draft: Connector,
    args: { operation: OperationId; node: NodeId; settings: Readonly<Record<string, Json>> },
  ): void {
    findNode(findOperation(draft, args.operation), args.node).settings = { ...args.settings }
  },

  /** Renames a node and rewrites every reference to it in the operation. Refused where the title is taken or empty. */
  renameNode(draft: Connector, args: { operation: OperationId; node: NodeId; title: string }): void {
    if (args.title.trim() === '') throw new EditError('A node needs a title: expressions call it by it.')
    const nodes = peek(peek(peekOperation(draft, args.operation), 'graph'), 'nodes')
    const old = Object.hasOwn(nodes, args.node) ? peek(nodes, args.node).title : undefined
    for (const node of peekValues(nodes))
      if (node.id !== args.node && node.title === args.title)
        throw new EditError(`Another node is called “${args.title}”. Titles are unique in an operation.`)
    const operation = findOperation(draft, args.operation)
    findNode(operation, args.node).title = args.title
    if (old === undefined || old === args.title) return
    const rename = (text: string) => renameInTemplate(text, { path: ['nodes', old], to: args.title })
    rewriteInNodes(operation, Object.keys(nodes) as NodeId[], rename)
  },

  /** Gives a node another title and leaves references alone: of two nodes with one title, they mean the other. */
  retitleNode(draft: Connector, args: { operation: OperationId; node: NodeId; title: string }): void {
    findNode(findOperation(draft, args.operation), args.node).title = args.title
  },

  setDisabled(
    draft: Connector,
    args: { operation: OperationId; nodes: readonly NodeId[]; disabled: boolean },
  ): void {
    const operation = findOperation(draft, args.operation)
    for (const id of args.nodes) {
      const node = findNode(operation, id)
      if (args.disabled) node.disabled = true
      else if (node.disabled !== undefined) delete node.disabled
    }
  },

  /** Puts nodes into a container, or with `parent: null` on the canvas itself. */
  setParent(
    draft: Connector,
    args: { operation: OperationId; nodes: readonly NodeId[]; parent: NodeId | null },
  ): void {
    const operation = findOperation(draft, args.operation)
    if (args.parent !== null) {
      findNode(operation, args.parent)
      if (withContents(peekOperation(draft, args.operation), args.nodes).has(args.parent))
        throw new EditError('A container cannot be put into itself.')
    }
    for (const id of args.nodes) setParent(findNode(operation, id), args.parent ?? undefined)
  },

  addEdge(draft: Connector, args: { operation: OperationId; edge: Edge }): void {
    const operation = findOperation(draft, args.operation)
    findNode(operation, args.edge.from.node)
    findNode(operation, args.edge.to.node)
    addTo(operation.graph.edges, args.edge, 'edge')
  },

  /** Ids that are gone are passed over. */
  removeEdges(draft: Connector, args: { operation: OperationId; edges: readonly EdgeId[] }): void {
    const { edges } = findOperation(draft, args.operation).graph
    for (const id of args.edges) if (Object.hasOwn(edges, id)) delete edges[id]
  },

  /**
   * Puts a node that is there into an edge: the edge now ends at the node's `inPort`, and a new edge with the id `newEdge` goes
   * on from its `outPort` to where the old one ended. The node comes to stand in the body that the edge runs in.
   */
  spliceNode(
    draft: Connector,
    args: {
      operation: OperationId
      node: NodeId
      edge: EdgeId
      newEdge: EdgeId
      inPort: string
      outPort: string
    },
  ): void {
    const operation = findOperation(draft, args.operation)
    const edge = findEdge(operation, args.edge)
    const node = findNode(operation, args.node)
    if (edge.from.node === args.node || edge.to.node === args.node)
      throw new EditError('The node is an end of this edge already.')
    const from = findNode(operation, edge.from.node)
    const to = findNode(operation, edge.to.node)
    const after = { ...edge.to }
    setParent(node, to.parent === from.id ? from.id : from.parent)
    edge.to = { node: args.node, port: args.inPort }
    addTo(
      operation.graph.edges,
      { id: args.newEdge, from: { node: args.node, port: args.outPort }, to: after },
      'edge',
    )
  },
}

function setParent(node: GraphNode, parent: NodeId | undefined): void {
  if (node.parent === parent) return
  if (parent === undefined) delete node.parent
  else node.parent = parent
}

/** The nodes and all that stands inside them, at any depth. */
function withContents(operation: Operation, ids: readonly NodeId[]): Set<NodeId> {
  const children = new Map<NodeId, NodeId[]>()
  for (const node of peekValues(peek(peek(operation, 'graph'), 'nodes'))) {
    if (node.parent === undefined) continue
    const list = children.get(node.parent)
    if (list === undefined) children.set(node.parent, [node.id])
    else list.push(node.id)
  }
  const found = new Set(ids)
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child)
  return found
}

/** Every way from an edge of `first` through the container to an edge of `second`, as one edge each. */
function join(first: readonly Edge[], second: readonly Edge[]): Edge[] {
  const joined: Edge[] = []
  const free = [...first, ...second].map((edge) => edge.id)
  for (const before of first)
    for (const after of second)
      joined.push({
        id: free.shift() ?? (`${before.id}-${after.id}`.slice(0, 64) as EdgeId),
        from: { ...before.from },
        to: { ...after.to },
      })
  return joined
}

/** Rewrites texts in the settings of nodes; a node without a change is not touched. */
export function rewriteInNodes(
  operation: Operation,
  ids: readonly NodeId[],
  rewrite: (text: string) => string,
): void {
  const { graph } = operation
  const plain = peek(graph, 'nodes')
  for (const id of ids) {
    const node = peek(plain, id)
    if (node === undefined) continue
    let changes = false
    // The first pass looks on the plain value; only a node that has something to change is then drafted.
    visitTexts(node.settings, (text) => {
      changes ||= rewrite(text) !== text
    })
    if (changes) rewriteTexts(findNode(operation, id), 'settings', rewrite)
  }
}

function visitTexts(value: Json, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value)
  else if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) visitTexts(peek(value as Record<string, Json>, key), visit)
}

function setAt(
  settings: Record<string, Json>,
  path: readonly (string | number)[],
  value: Json | undefined,
): void {
  const last = path.at(-1)
  if (last === undefined) throw new EditError('A setting is named by at least one key.')
  if (path.includes('__proto__')) throw new EditError('A setting cannot be called “__proto__”.')
  let owner = settings as Record<string | number, unknown>
  for (const [index, key] of path.slice(0, -1).entries()) {
    const inner: unknown = Object.hasOwn(owner, key) ? owner[key] : undefined
    if (typeof inner !== 'object' || inner === null) {
      if (value === undefined) return
      owner[key] = typeof path[index + 1] === 'number' ? [] : {}
    }
    owner = owner[key] as Record<string | number, unknown>
  }
  if (Array.isArray(owner)) {
    if (typeof last !== 'number' || !Number.isInteger(last) || last < 0 || last > owner.length)
      throw new EditError('The list has no such place.')
    if (value === undefined) owner.splice(last, 1)
    else owner[last] = value
  } else if (value === undefined) {
    if (Object.hasOwn(owner, last)) delete owner[last]
  } else if (owner[last] !== value) owner[last] = value
}
