import type { GraphNode } from '../../model/document.ts'
import type { PaginationSettings } from './settings.ts'

/** The request whose pages are walked, or in words why there is none. Only direct children count (E16). */
export function pagedRequest(
  { request }: Pick<PaginationSettings, 'request'>,
  children: readonly GraphNode[],
): GraphNode | string {
  const requests = children.filter(({ kind, disabled }) => kind === 'request' && disabled !== true)
  const named = requests.find(({ id }) => id === request)
  if (named !== undefined) return named
  const [only, another] = requests
  if (only === undefined) return 'There is no request in the container to ask for pages. Put one in.'
  if (another !== undefined)
    return 'Several requests stand in the container. Choose the one whose pages are walked.'
  return only
}
