import { Fragment, type ReactNode } from 'react'
import { Mark } from './Mark.tsx'

/** A stretch of a text that is marked, in UTF-16 units: from the first to behind the last. */
export interface TextMark {
  readonly from: number
  readonly to: number
  readonly tone?: number
  readonly number?: string | undefined
  readonly title?: string | undefined
}

/** In their order. Where two lie over each other the outer one is drawn, with the numbers of both. */
export function layMarks(marks: readonly TextMark[]): TextMark[] {
  const laid: TextMark[] = []
  for (const mark of marks.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = laid.at(-1)
    if (last === undefined || mark.from >= last.to) laid.push(mark)
    else {
      const numbers = [last.number, mark.number].flatMap((number) => number?.split(' ') ?? [])
      laid[laid.length - 1] = {
        ...last,
        to: Math.max(last.to, mark.to),
        ...(numbers.length > 0 && { number: [...new Set(numbers)].join(' ') }),
      }
    }
  }
  return laid
}

/** A text with its marks; `onFirst` is given the first of them, to bring it into view. */
export function markedText(
  text: string,
  marks: readonly TextMark[],
  onFirst?: (element: HTMLElement | null) => void,
): ReactNode {
  const laid = layMarks(marks)
  const parts = laid.map((mark, at) => (
    <Fragment key={`${mark.from}-${mark.to}`}>
      {text.slice(laid[at - 1]?.to ?? 0, mark.from)}
      <Mark
        tone={mark.tone ?? 0}
        number={mark.number}
        title={mark.title}
        {...(at === 0 && onFirst !== undefined && { ref: onFirst })}
      >
        {text.slice(mark.from, mark.to)}
      </Mark>
    </Fragment>
  ))
  return [...parts, <Fragment key="rest">{text.slice(laid.at(-1)?.to ?? 0)}</Fragment>]
}

/** Brings a mark into view when it is drawn. One function for all, so that it is not called again with every drawing. */
export const intoView = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
