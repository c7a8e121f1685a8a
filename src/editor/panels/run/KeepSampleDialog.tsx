import { type FormEvent, useId, useRef, useState } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { selectHeld } from '../../../store/held.ts'
import { sampleKept } from '../../../store/sessionSlice.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'

export interface KeepSampleDialogProps {
  readonly node: GraphNode
  readonly records: readonly Json[]
  readonly onClose: () => void
}

/** Gives what is shown of a node a name, so that runs can take it again later. */
export function KeepSampleDialog({ node, records, onClose }: KeepSampleDialogProps) {
  const dispatch = useAppDispatch()
  const held = useAppSelector((state) => selectHeld(state, node.id))
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const form = useId()
  const chosen = name.trim()
  const taken = held?.samples?.some((sample) => sample.name === chosen) === true
  const keep = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (chosen === '') {
      field.current?.focus()
      return
    }
    dispatch(sampleKept({ node: node.id, name: chosen, records }))
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      initialFocus={field}
      onClose={onClose}
      title="Keep as a sample"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form}>
            {taken ? 'Replace it' : 'Keep'}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={keep}>
        <TextField
          ref={field}
          label="Name"
          placeholder="empty list"
          value={name}
          hint={taken ? 'There is a sample of this name: it is replaced.' : 'What it shows: “empty list”.'}
          error={asked && chosen === '' ? 'A sample needs a name: it is chosen by it.' : undefined}
          onChange={setName}
        />
      </form>
    </Dialog>
  )
}
