import type { Operation } from '../../model/document.ts'
import type { NodeId } from '../../model/ids.ts'
import type { KindCatalog } from '../../model/kinds.ts'

/** How much of a container's colour is seen where cards are drawn as boxes: what is inside must stand out. */
export const containerAlpha = 0.35

/** Whether other nodes stand inside of this one. */
export function isContainer(id: string, { graph }: Operation, catalog: KindCatalog): boolean {
  const kind = Object.hasOwn(graph.nodes, id) ? graph.nodes[id as NodeId]?.kind : undefined
  return kind !== undefined && Object.hasOwn(catalog, kind) && catalog[kind]?.binds !== undefined
}

/** The same ids with the containers in front: what is drawn first lies below. */
export function containersFirst(
  ids: readonly string[],
  operation: Operation,
  catalog: KindCatalog,
): readonly string[] {
  const frames = ids.filter((id) => isContainer(id, operation, catalog))
  if (frames.length === 0) return ids
  const below = new Set(frames)
  return [...frames, ...ids.filter((id) => !below.has(id))]
}
