import { useEffect, useRef } from 'react'

export interface NoteTextProps {
  readonly text: string
  readonly className?: string | undefined
  /** Escape and leaving keep what was written. */
  readonly onKeep: (text: string) => void
}

/** A note being written, on the canvas and in the outline. Its keys are its own. */
export function NoteText({ text, className, onKeep }: NoteTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(text.length, text.length)
  }, [text])
  return (
    <textarea
      ref={field}
      className={className}
      defaultValue={text}
      aria-label="Text of the note"
      onBlur={(event) => onKeep(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        event.nativeEvent.stopImmediatePropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onKeep(event.currentTarget.value)
      }}
    />
  )
}
