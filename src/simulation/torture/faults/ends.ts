import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'
import { type Answer, type Page, playStyle, type Style, type Window } from '../play.ts'
import {
  always,
  between,
  type Fault,
  fullPages,
  type Paging,
  type Played,
  played,
  textOf,
  usualTotal,
  whole,
  withMore,
  withText,
} from './fault.ts'
import { type Path, placed, readAt } from '../bodies.ts'
import { holdsRecords, leadsAt } from './leading.ts'

/** The style with its pages told otherwise. */
const telling = (style: Style, change: (page: Page) => Page): Style => ({
  ...style,
  answer: (page, memory) => style.answer(change(page), memory),
})

/** The style with other records asked for than were. */
const windowing = (style: Style, change: (window: Window, call: number) => Window | Answer): Style => {
  let call = 0
  return {
    ...style,
    window: (asked, memory) => {
      const window = style.window(asked, memory)
      call += 1
      return 'from' in window ? change(window, call) : window
    },
  }
}

/** The last page promises one more where it is full. */
const promising = ({ style, total }: Played) =>
  playStyle(
    telling(style, (page) => {
      const { items, size, from, next } = page
      return next === undefined && items.length > 0 && items.length === size
        ? { ...page, next: from + items.length }
        : page
    }),
    total,
  )

/** The second page is there, and all its records were filtered away. */
const withGap = ({ style, total }: Played) => {
  const { size } = style
  const filtered = (position: number) => position >= size && position < 2 * size
  const item = style.item ?? ((index: number): Json => ({ id: `r${index}` }))
  return playStyle(
    telling({ ...style, item: (position) => item(position < size ? position : position - size) }, (page) => ({
      ...page,
      items: page.items.filter((_, at) => !filtered(page.from + at)),
    })),
    total + size,
  )
}

/** The last answer, with something else where the others have what leads on. */
const ending = (change: (body: Json, leads: Path, given: Played) => Json) => (given: Played) => {
  const leads = leadsAt(given.style)?.slice(0, given.paging?.carryPath?.length)
  return between(played(given), (answer) => {
    const response = answer()
    if (leads === undefined) return response
    const body = parseJson(textOf(response))
    const said = readAt(body, leads)
    return said === undefined || said === null || said === ''
      ? withText(response, printJson(change(body, leads, given)))
      : response
  })
}

/** What holds the place where the answer leads on: an object, or the list that it is an element of. */
function holder(leads: Path): Path {
  const inList = leads.findIndex((key) => typeof key === 'number')
  return inList < 0 ? leads.slice(0, -1) : leads.slice(0, inList)
}

/** The largest part of the answer that holds what leads on, and no records; undefined: it stands beside them. */
function aside(style: Style, paging?: Paging): Path | undefined {
  const held = holder((leadsAt(style) ?? []).slice(0, paging?.carryPath?.length))
  const parts = held.map((_, at) => held.slice(0, at + 1))
  return parts.find((part) => !holdsRecords(style, part))
}

/** What is read out of a part of the answer that can be missing. */
const held: ReadonlySet<Paging['carry']> = new Set(['body', 'keys', 'element'])

/** A request for a page behind the last is refused. */
const refusing =
  (code: (paging: Paging | undefined) => number) =>
  ({ style, total, paging }: Played) =>
    playStyle(
      windowing(style, (window) =>
        window.from > 0 && window.from >= total
          ? { status: code(paging), body: { error: 'There is no such page.' } }
          : window,
      ),
      total,
    )

const capOf = ({ size }: Style, paging?: Paging): number => paging?.cap ?? 2 * size
/** More than this many records are not made up to reach a cap. */
export const mostCapped = 20_000

/** Records of a page that is huge, where nobody asks for fewer. */
const usualHuge = 100_000
const hugeOf = (paging?: Paging): number => paging?.hugePage ?? usualHuge

/** What goes wrong with pages and with their end. */
export const ends: readonly Fault[] = [
  {
    id: 'F1',
    words: 'the last page is full and promises another, which is empty',
    applies: always,
    total: fullPages,
    play: promising,
    must: whole,
    calls: (style, { byTotal, announced }) =>
      style.calls(byTotal || !announced ? fullPages(style) : usualTotal(style)),
  },
  {
    id: 'F2',
    words: 'an empty page in the middle',
    applies: ({ counted, emptyEnds, announced, carry }) =>
      !counted && (announced || !emptyEnds) && carry !== 'last-record',
    total: usualTotal,
    play: withGap,
    must: whole,
    calls: withMore(1),
  },
  {
    id: 'F3',
    words: 'a short page in the middle',
    applies: ({ shortEnds, announced, counted }, { numbered }) =>
      !counted && (announced || !shortEnds) && numbered !== true,
    total: usualTotal,
    play: ({ style, total }) =>
      playStyle(
        windowing(style, ({ from, size }, call) => ({ from, size: call === 2 ? Math.min(size, 4) : size })),
        total,
      ),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F6',
    words: 'an empty text where nothing leads on',
    applies: ({ emptyTextEnds, carryPath }, style) => {
      const leads = leadsAt(style)
      return emptyTextEnds && leads !== undefined && leads.length === carryPath?.length
    },
    total: usualTotal,
    play: ending((body, leads) => placed(body, leads, '')),
    must: () => ({ comes: 'whole', stop: 'no-value' }),
    calls: withMore(0),
  },
  {
    id: 'F7',
    words: 'null in place of what holds the next value, at the end',
    applies: (paging, style) =>
      paging.absenceEnds && held.has(paging.carry) && aside(style, paging) !== undefined,
    total: usualTotal,
    play: ending((body, leads) => placed(body, holder(leads), null)),
    must: () => ({ comes: 'whole', stop: 'no-value' }),
    calls: withMore(0),
  },
  {
    id: 'F7b',
    words: 'nothing of what holds the next value, at the end',
    applies: (paging, style) =>
      paging.absenceEnds && held.has(paging.carry) && aside(style, paging) !== undefined,
    total: usualTotal,
    play: ending((body, leads, { style, paging }) => placed(body, aside(style, paging) ?? leads, undefined)),
    must: () => ({ comes: 'whole', stop: 'no-value' }),
    calls: withMore(0),
  },
  {
    id: 'F17',
    words: 'a page behind the last is refused with 400',
    applies: ({ counted, endCodes }) => counted && endCodes.length === 0,
    total: fullPages,
    play: refusing(() => 400),
    must: (style, { announced }) =>
      announced
        ? { comes: 'whole' }
        : { comes: 'failure', kind: 'status', calls: style.calls(fullPages(style)), pages: 3 },
    calls: withMore(0, fullPages),
  },
  {
    id: 'F17b',
    words: 'a page behind the last is refused with the status that means so',
    applies: ({ counted, endCodes }) => counted && endCodes.length > 0,
    total: fullPages,
    play: refusing((paging) => paging?.endCodes[0] ?? 404),
    must: (_, { announced }) => ({ comes: 'whole', ...(!announced && { stop: 'status' }) }),
    calls: withMore(0, fullPages),
  },
  {
    id: 'F20',
    words: 'the API hands out no more than so many records',
    applies: ({ cap }) => cap !== undefined && cap <= mostCapped,
    total: (style, paging) => capOf(style, paging) + style.size + 1,
    play: ({ style, total, paging }) =>
      playStyle(
        windowing(style, (window) =>
          window.from >= capOf(style, paging)
            ? { status: 400, body: { error: 'The result window is too large.' } }
            : window,
        ),
        total,
      ),
    must: (style, paging) => ({
      comes: 'partial',
      records: Math.ceil(capOf(style, paging) / style.size) * style.size,
    }),
    // The page behind the cap is not asked for.
    calls: (style, paging) => style.calls(capOf(style, paging) + (paging.announced ? 1 : 0)) - 1,
  },
  {
    id: 'F22',
    words: 'a page of tens of thousands of records where few were asked for',
    applies: ({ bySize, cap = Number.POSITIVE_INFINITY }, { numbered }) =>
      !bySize && numbered !== true && cap > 2 * usualHuge,
    total: ({ size }, paging) => size + hugeOf(paging) + 1,
    play: ({ style, total, paging }) => {
      let huge = false
      return playStyle(
        windowing(style, ({ from, size }, call) => {
          if (huge || call < 2 || size === 0) return { from, size }
          huge = true
          return { from, size: size - style.size + hugeOf(paging) }
        }),
        total,
      )
    },
    must: whole,
    // The first page, the huge one, and one for the record that is left.
    calls: ({ calls, size }) => calls(2 * size + 1),
  },
]
