import type { OperationStatus } from '../../store/selectors.ts'

/** The worst comes first: it is what the card's dot shows. */
const order = ['failing', 'stale', 'never', 'tested'] as const satisfies readonly OperationStatus[]
const words: Readonly<Record<OperationStatus, string>> = {
  failing: 'failing',
  stale: 'stale',
  never: 'never run',
  tested: 'tested',
}

export interface StatusLine {
  readonly status: OperationStatus
  readonly words: string
}

/** How a connector's operations stand, in one line: "9 tested, 1 stale, 1 never run". */
export function statusLine(statuses: readonly OperationStatus[]): StatusLine {
  if (statuses.length === 0) return { status: 'never', words: 'No operations yet' }
  const worst = order.find((status) => statuses.includes(status)) ?? 'never'
  if (statuses.every((status) => status === worst))
    return { status: worst, words: allWords[worst](statuses.length) }
  const counted = (['tested', 'stale', 'failing', 'never'] as const).flatMap((status) => {
    const count = statuses.filter((each) => each === status).length
    return count === 0 ? [] : [`${digits(count)} ${words[status]}`]
  })
  return { status: worst, words: counted.join(', ') }
}

const allWords: Readonly<Record<OperationStatus, (count: number) => string>> = {
  tested: () => 'All tested',
  never: () => 'Never run',
  stale: (count) => `${digits(count)} stale`,
  failing: (count) => `${digits(count)} failing`,
}

/** When something was, in the words of somebody who looks at `nowMs`: "2 min ago", "Yesterday", "18 Nov". */
export function timeWords(atMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000)
  if (minutes < 1) return 'Just now'
  if (minutes < 60) return `${minutes} min ago`
  const at = new Date(atMs)
  const now = new Date(nowMs)
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (days === 0) return `${Math.floor(minutes / 60)} h ago`
  if (days === 1) return 'Yesterday'
  const sameYear = at.getFullYear() === now.getFullYear()
  return at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${digits(count)} ${count === 1 ? one : many}`

const digits = (count: number): string => count.toLocaleString('en-US')
