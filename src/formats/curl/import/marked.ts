import type { Place, Variable } from '../request.ts'

/**
 * A text of a request in which each variable is one character of the private use area, so that it can be cut, decoded and joined
 * as plain text and no variable is torn or mistaken for what only looks like one.
 */
const FIRST = 0xe000
/** The last index that has a mark. */
export const mostMarks = 0xf8ff - FIRST
const marks = /[\uE000-\uF8FF]/g

/** Puts a mark in place of every stretch where a variable stands. A text with characters of that area of its own keeps its variables as text. */
export function markVariables(
  text: string,
  variables: readonly Variable[],
  where: Pick<Place, 'in' | 'at'>,
): string {
  if (variables.length === 0 || isMarked(text)) return text
  const places = variables
    .slice(0, mostMarks)
    .flatMap((variable, index) =>
      variable.places
        .filter((place) => place.in === where.in && place.at === where.at)
        .map(({ start, end }) => ({ start, end, mark: markOf(index) })),
    )
    .toSorted((a, b) => a.start - b.start)
  let out = ''
  let from = 0
  for (const { start, end, mark } of places) {
    if (start < from) continue
    out += text.slice(from, start) + mark
    from = end
  }
  return out + text.slice(from)
}

export const markOf = (index: number): string => String.fromCharCode(FIRST + index)

/** Whether a variable stands in a marked text. */
export const isMarked = (text: string): boolean => text.search(marks) >= 0

/** The marked text with another in place of every mark. */
export const withoutMarks = (text: string, instead: string): string => text.replaceAll(marks, instead)

/** Which of the variables stand in a marked text, by their places in the list, each once and in order. */
export const markedIn = (text: string): number[] => [
  ...new Set(Array.from(text.matchAll(marks), ([mark]) => mark.charCodeAt(0) - FIRST)),
]

/** The marked text as a template: `expression` gives what stands for a variable, without braces. Braces that were typed stay text. */
export const toTemplate = (text: string, expression: (index: number) => string): string =>
  text
    .replaceAll('{{', '{{ "{{" }}')
    .replaceAll(marks, (mark) => `{{ ${expression(mark.charCodeAt(0) - FIRST)} }}`)

/** The marked text with what was written for each variable. */
export const unmarked = (text: string, variables: readonly Variable[]): string =>
  text.replaceAll(marks, (mark) => variables[mark.charCodeAt(0) - FIRST]?.text ?? mark)
