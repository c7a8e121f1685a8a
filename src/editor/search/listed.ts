import { rankItems, type Searchable } from '../../ui/rankItems.ts'

/** Of each group at most so many are listed: a graph may have thousands of nodes, and typing on narrows them. */
export const mostOfGroup = 50

/** What fits the typed words, best first, cut to what a person reads. */
export function listed<Item extends Searchable & { readonly group?: string | undefined }>(
  items: readonly Item[],
  typed: string,
): Item[] {
  const counts = new Map<string | undefined, number>()
  return rankItems(items, typed).filter(({ group }) => {
    const count = (counts.get(group) ?? 0) + 1
    counts.set(group, count)
    return count <= mostOfGroup
  })
}
