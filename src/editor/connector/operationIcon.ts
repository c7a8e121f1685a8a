import { Globe, List, Workflow } from 'lucide-react'
import type { GraphNode, Operation } from '../../model/document.ts'
import type { IconShape } from '../../ui/Icon.tsx'

const known = new WeakMap<Operation['graph'], IconShape>()

/** A list operation wears the list; one that asks a service the globe; anything else the graph. Looked up once per graph. */
export function operationIcon({ role, graph }: Operation): IconShape {
  if (role === 'list') return List
  const before = known.get(graph)
  if (before !== undefined) return before
  const icon = Object.values<GraphNode>(graph.nodes).some(({ kind }) => kind === 'request') ? Globe : Workflow
  known.set(graph, icon)
  return icon
}
