import { type FormEvent, useId, useRef, useState } from 'react'
import type { GivenAnswer } from '../../../engine/givenAnswers.ts'
import type { GraphNode } from '../../../model/document.ts'
import { selectHeld } from '../../../store/held.ts'
import { mostAnswerLength, tooLarge } from '../../../store/keptAnswer.ts'
import { answerChosen, answerKept } from '../../../store/sessionSlice.ts'
import type { NamedAnswer } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import { type HeaderLines, readHeaders, writeHeaders } from './headerLines.ts'

export interface AnswerDialogProps {
  readonly node: GraphNode
  readonly answer: NamedAnswer
  /** The name it is kept under; absent: it is not kept yet. */
  readonly was?: string | undefined
  /** The requests that it answers already, and goes on answering; absent: it can be put to use here. */
  readonly used?: GivenAnswer['when']
  readonly onClose: () => void
}

/** An answer of the service with its name, its status, its headers and its body, to be kept for requests of a node. */
export function AnswerDialog({ node, answer, was, used, onClose }: AnswerDialogProps) {
  const dispatch = useAppDispatch()
  const { announce } = useEditorStore().extra
  const kept = useAppSelector((state) => selectHeld(state, node.id)?.answers)
  const [name, setName] = useState(answer.name)
  const [status, setStatus] = useState(String(answer.status))
  const [lines, setLines] = useState(() => writeHeaders(answer.headers))
  const [body, setBody] = useState(answer.body)
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const form = useId()
  const chosen = name.trim()
  const taken = chosen !== was && kept?.some((other) => other.name === chosen) === true
  const headers = readHeaders(lines)
  const wrong = {
    status: isStatus(status) ? undefined : 'A status is a whole number from 200 to 599.',
    name: chosen === '' ? 'A sample needs a name: it is chosen by it.' : undefined,
    headers: typeof headers === 'string' ? headers : undefined,
    body: body.length > mostAnswerLength ? tooLarge : undefined,
  }
  const keep = (when: GivenAnswer['when'] | undefined) => {
    setAsked(true)
    if (wrong.name !== undefined) field.current?.focus()
    if (Object.values(wrong).some((each) => each !== undefined)) return
    const next: NamedAnswer = { name: chosen, status: Number(status), headers: headers as HeaderLines, body }
    dispatch(answerKept({ node: node.id, answer: next, ...(was !== undefined && { was }) }))
    if (when !== undefined)
      dispatch(answerChosen({ node: node.id, answer: { from: 'kept', name: chosen, when } }))
    announce(`${chosen} is kept`)
    onClose()
  }
  return (
    <Dialog
      open
      size="large"
      initialFocus={field}
      onClose={onClose}
      title={was === undefined ? 'Keep an answer as a sample' : 'Change the answer'}
      description={`Requests of ${node.title} can be given it in the place of the service. It is kept in this browser, and in no file.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {used === undefined && <Button onClick={() => keep('first')}>Keep and use</Button>}
          <Button variant="primary" type="submit" form={form}>
            {taken ? 'Replace it' : 'Keep'}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          keep(used)
        }}
      >
        <TextField
          ref={field}
          label="Name"
          value={name}
          hint={taken ? 'There is a sample of this name: it is replaced.' : 'What it shows: “expired token”.'}
          error={asked ? wrong.name : undefined}
          onChange={setName}
        />
        <TextField
          label="Status"
          inputMode="numeric"
          value={status}
          error={asked ? wrong.status : undefined}
          onChange={setStatus}
        />
        <TextArea
          label="Headers"
          mono
          rows={4}
          value={lines}
          hint="One a line, such as Retry-After: 2"
          error={asked ? wrong.headers : undefined}
          onChange={setLines}
        />
        <TextArea
          label="Body"
          mono
          rows={12}
          value={body}
          hint="As it is sent: it need not be JSON."
          error={asked ? wrong.body : undefined}
          onChange={setBody}
        />
      </form>
    </Dialog>
  )
}

/** Of a final answer: 1xx only announces another. */
const isStatus = (text: string): boolean => /^\s*[2-5]\d\d\s*$/.test(text)
