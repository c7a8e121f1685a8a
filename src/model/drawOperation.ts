import type { Field, GraphNode, Operation } from './document.ts'
import type { AuthenticationId, EdgeId, MakeId, NodeId, OperationId } from './ids.ts'
import type { Json } from './json.ts'

export interface OperationParts {
  readonly name: string
  readonly title: string
  readonly description: string
  /** `list` where it feeds dropdowns. */
  readonly role?: Operation['role']
  /** What the request is signed with; without one there is no auth node. */
  readonly authentication?: AuthenticationId | undefined
  readonly fields: readonly Field[]
  readonly request: { readonly title: string; readonly settings: Readonly<Record<string, Json>> }
  /** Settings of the container that the request stands in; without it the request stands alone. */
  readonly pages?: Readonly<Record<string, Json>> | undefined
  /** Schema of each record that it gives, where it is known. */
  readonly output?: Json
}

/**
 * Inputs → request → output with auth attached, the request in a container where it is paged. Main ports share one line, so that
 * the edges run straight.
 */
export function drawOperation(makeId: MakeId, parts: OperationParts): Operation {
  const node = (kind: string, title: string, settings: Record<string, Json>): GraphNode => ({
    id: makeId() as NodeId,
    kind,
    title,
    settings,
  })
  const inputs = node('inputs', 'Inputs', { fields: parts.fields as unknown as Json })
  const auth =
    parts.authentication === undefined
      ? undefined
      : node('auth', 'Auth', { authentication: parts.authentication })
  const pages = parts.pages && node('pagination-loop', 'For each page', { ...parts.pages })
  const request: GraphNode = {
    ...node('request', parts.request.title, { ...parts.request.settings }),
    ...(pages !== undefined && { parent: pages.id }),
  }
  const output = node('output', 'Output', {})
  const edge = (from: GraphNode, to: GraphNode, port: string, fromPort = 'out') => ({
    id: makeId() as EdgeId,
    from: { node: from.id, port: fromPort },
    to: { node: to.id, port },
  })
  const edges = auth === undefined ? [] : [edge(auth, request, 'auth')]
  if (pages === undefined) edges.push(edge(inputs, request, 'in'), edge(request, output, 'in'))
  else
    edges.push(
      edge(inputs, pages, 'in'),
      edge(pages, request, 'in', 'page'),
      edge(request, pages, 'emit'),
      edge(pages, output, 'in'),
    )
  const nodes = [inputs, auth, request, output, pages].filter((each) => each !== undefined)
  return {
    id: makeId() as OperationId,
    name: parts.name,
    title: parts.title,
    description: parts.description,
    role: parts.role ?? 'call',
    graph: {
      nodes: Object.fromEntries(nodes.map((each) => [each.id, each])),
      edges: Object.fromEntries(edges.map((each) => [each.id, each])),
      notes: {},
    },
    layout: {
      [inputs.id]: { x: 0, y: 0 },
      [output.id]: { x: pages === undefined ? 680 : 752, y: 0 },
      ...(auth !== undefined && { [auth.id]: { x: 0, y: pages === undefined ? 176 : 200 } }),
      ...(pages === undefined
        ? { [request.id]: { x: 296, y: 0 } }
        : {
            [pages.id]: { x: 296, y: -44, width: 368, height: 352 },
            [request.id]: { x: 328, y: 60 },
          }),
    },
    output: { ...(parts.output !== undefined && { schema: parts.output }), samples: [] },
  }
}
