import { Globe, List, Repeat, Workflow } from 'lucide-react'
import type { GraphNode, Operation } from '../../model/document.ts'
import type { IconShape } from '../../ui/Icon.tsx'

const known = new WeakMap<Operation['graph'], IconShape>()

/**
 * A list operation wears the list; one that reads page after page the loop; another one that asks a service the globe; anything else
 * the graph. Looked up once per graph.
 */
export function operationIcon({ role, graph }: Operation): IconShape {
  if (role === 'list') return List
  const before = known.get(graph)
  if (before !== undefined) return before
  const kinds = new Set(Object.values<GraphNode>(graph.nodes).map(({ kind }) => kind))
  const icon = kinds.has('pagination-loop') ? Repeat : kinds.has('request') ? Globe : Workflow
  known.set(graph, icon)
  return icon
}
