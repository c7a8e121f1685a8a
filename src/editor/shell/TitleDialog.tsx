import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

export interface TitleDialogProps {
  /** What is renamed: "connector". */
  what: string
  title: string
  hint?: string
  onClose: () => void
  /** Rejects, or throws, with an error whose message can be shown. */
  onRename: (title: string) => Promise<void> | void
}

/** Asks for another title of something. Stays open with the reason where it is refused. */
export function TitleDialog({ what, title: before, hint, onClose, onRename }: TitleDialogProps) {
  const form = useId()
  const field = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState(before)
  const [refused, setRefused] = useState<string>()
  const [pending, setPending] = useState(false)
  const rename = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = title.trim()
    if (wanted === '') return setRefused(`A ${what} needs a title.`)
    setPending(true)
    try {
      await onRename(wanted)
      onClose()
    } catch (error) {
      setPending(false)
      setRefused(error instanceof Error ? error.message : 'That did not work. Try again.')
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      initialFocus={field}
      title={`Rename ${what}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} pending={pending}>
            Rename
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void rename(event)}>
        <TextField
          ref={field}
          label="Title"
          hint={hint}
          size={32}
          value={title}
          error={refused}
          onChange={(text) => {
            setTitle(text)
            setRefused(undefined)
          }}
          onFocus={(event) => event.target.select()}
        />
      </form>
    </Dialog>
  )
}
