import type { Json } from '../../../model/json.ts'
import { toCount } from '../answerPath.ts'
import type { StopRule } from '../settings.ts'
import { means } from './names.ts'
import type { SeenPage } from './page.ts'
import type { Leaf } from './seen.ts'
import type { Spot } from '../../../engine/events.ts'

export interface SeenFlag {
  readonly rule: StopRule
  readonly leaf: Leaf
}

const asFlag = (value: Json): boolean | undefined =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined

/** Flags that say whether there is more: the end is what they do not say on a page that leads on. */
export function flagsOf({ beside }: SeenPage): SeenFlag[] {
  return beside.flatMap((leaf) => {
    const now = asFlag(leaf.value)
    if (now === undefined || means(leaf.name, 'success')) return []
    const more = means(leaf.name, 'more')
    const over = means(leaf.name, 'over')
    // By its name, or else by what it is on a page that is not the last.
    const ends = more ? false : over ? true : !now
    return [{ leaf, rule: { rule: 'flag', in: 'body', at: leaf.path, is: ends } satisfies StopRule }]
  })
}

/** Counts that say how many there are in all, or how many pages. */
export interface SeenTotal {
  readonly rule: StopRule
  readonly spot: Spot
}

export function totalsOf(page: SeenPage): { readonly pages: SeenTotal[]; readonly records: SeenTotal[] } {
  const found = [
    ...page.beside.map((leaf) => ({ leaf, in: 'body' as const })),
    ...page.headers.map((leaf) => ({ leaf, in: 'header' as const })),
  ].flatMap(({ leaf, in: part }) => {
    const count = toCount(leaf.value)
    return count === undefined ? [] : [{ at: leaf.path, name: leaf.name, count, in: part }]
  })
  const size = page.size?.count ?? page.items.length
  const records = found.filter(({ count }) => count > page.items.length && count >= size)
  const isPages = ({ name, count }: { name: string; count: number }) =>
    means(name, 'pages') ||
    records.some((total) => count === Math.ceil(total.count / size) && count !== total.count)
  const make =
    (rule: 'total' | 'last-page') =>
    (each: (typeof found)[number]): SeenTotal => ({
      rule: { rule, in: each.in, at: each.at },
      spot: { in: each.in, at: each.at },
    })
  return {
    pages: found.filter((each) => isPages(each) && !means(each.name, 'size')).map(make('last-page')),
    records: records
      .filter((each) => means(each.name, 'total') && !means(each.name, 'pages') && !means(each.name, 'size'))
      .map(make('total')),
  }
}
