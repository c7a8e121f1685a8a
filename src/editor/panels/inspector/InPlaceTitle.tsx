import { useState } from 'react'
import styles from './Inspector.module.css'

export interface InPlaceTitleProps {
  /** Its name for screen readers. */
  label: string
  value: string
  readOnly: boolean
  /** Takes the finished title; answers in words why it cannot be. */
  onCommit: (value: string) => string | undefined
  /** Told what was refused, or that nothing is any more. */
  onRefused?: (words: string | undefined) => void
}

/** A title that is edited where it stands: Enter or leaving keeps it, Escape gives the change up. */
export function InPlaceTitle({ label, value, readOnly, onCommit, onRefused }: InPlaceTitleProps) {
  const [draft, setDraft] = useState<string>()
  const done = (refusal: string | undefined) => {
    onRefused?.(refusal)
    if (refusal === undefined) setDraft(undefined)
  }
  return (
    <input
      className={styles.title}
      aria-label={label}
      value={draft ?? value}
      readOnly={readOnly}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== undefined) done(draft === value ? undefined : onCommit(draft))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key !== 'Escape' || draft === undefined) return
        event.stopPropagation()
        done(undefined)
      }}
    />
  )
}
