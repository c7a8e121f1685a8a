import { authView } from './auth/view.tsx'
import type { NodeView } from './card/view.tsx'
import type { NodeKind } from './catalog.ts'
import { forEachView } from './forEach/view.tsx'
import { inputsView } from './inputs/view.tsx'
import { outputView } from './output/view.tsx'
import { paginationView } from './pagination/view.tsx'
import { requestView } from './request/view.tsx'
import { transformView } from './transform/view.tsx'

/** How each kind is drawn, in the order the palette bar offers them. */
export const views = {
  request: requestView,
  'pagination-loop': paginationView,
  'for-each': forEachView,
  transform: transformView,
  auth: authView,
  output: outputView,
  inputs: inputsView,
} satisfies Record<NodeKind, NodeView>

/** The view of a kind; undefined for one that this version does not know. */
export function viewOf(kind: string): NodeView | undefined {
  return Object.hasOwn(views, kind) ? views[kind as NodeKind] : undefined
}
