import { useState } from 'react'
import { TextField, type TextFieldProps } from '../../ui/TextField.tsx'

export interface DraftFieldProps extends Omit<TextFieldProps, 'onChange' | 'error'> {
  /** Takes the finished text; answers in words why it cannot be. What was typed then stays in the field. */
  onCommit: (value: string) => string | undefined
  /** What is wrong with the value that is there. */
  error?: TextFieldProps['error']
}

/**
 * A text that counts when it is finished: Enter or leaving the field hands it on, Escape gives it up. For names, which
 * references follow: they should follow to the new name, not through every letter of it.
 */
export function DraftField({ value, onCommit, error, onBlur, onKeyDown, ...rest }: DraftFieldProps) {
  const [draft, setDraft] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const commit = () => {
    if (draft === undefined) return
    const refusal = draft === value ? undefined : onCommit(draft)
    setRefused(refusal)
    if (refusal === undefined) setDraft(undefined)
  }
  return (
    <TextField
      {...rest}
      value={draft ?? value}
      error={refused ?? error}
      onChange={(next) => {
        setDraft(next)
        setRefused(undefined)
      }}
      onBlur={(event) => {
        commit()
        onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape' && draft !== undefined) {
          event.stopPropagation()
          setDraft(undefined)
          setRefused(undefined)
        }
        onKeyDown?.(event)
      }}
    />
  )
}
