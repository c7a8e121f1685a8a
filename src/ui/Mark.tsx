import type { ReactNode, Ref } from 'react'
import { cx } from './classNames.ts'
import styles from './Mark.module.css'

/** How many values can be told apart by their colour; further ones begin again, and keep their number. */
const tones = ['first', 'second', 'third', 'fourth'] as const

export interface MarkProps {
  /** Which value it is, counted from 0: its colour, the same wherever the value stands. */
  tone?: number
  /** Written before it, so that values are not told by colour alone: `1`, `1 2`. */
  number?: string | undefined
  title?: string | undefined
  ref?: Ref<HTMLElement>
  children: ReactNode
}

/** A stretch of a message that is pointed at. The number is drawn, and no part of the text: who copies that copies what was sent. */
export function Mark({ tone = 0, number, title, ref, children }: MarkProps) {
  return (
    <mark
      ref={ref}
      className={cx(styles.mark, styles[tones[tone % tones.length] ?? 'first'])}
      data-number={number}
      title={title}
    >
      {children}
    </mark>
  )
}
