import type { PageCard } from '../../store/state.ts'

/** Frames that are drawn at each end where there are more than fit. */
const ends = 2
const most = 5

/**
 * What a film strip draws of the pages of a walk: each of a few; of many those at both ends, and the one that must be seen, with
 * the number of those that are left out between them.
 */
export function framesOf(pages: readonly PageCard[], seen?: string): readonly (PageCard | number)[] {
  if (pages.length <= most) return pages
  const drawn = pages.flatMap(({ at }, index) =>
    index < ends || index >= pages.length - ends || at === seen ? [index] : [],
  )
  let next = 0
  return drawn.flatMap((index) => {
    const left = index - next
    next = index + 1
    const page = pages[index] as PageCard
    return left > 0 ? [left, page] : [page]
  })
}
