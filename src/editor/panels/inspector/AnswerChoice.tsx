import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import { findReadyAnswer, readyAnswers } from '../../../nodes/request/answers.ts'
import { selectAnswering } from '../../../store/answers.ts'
import { selectGiven, selectHeld } from '../../../store/held.ts'
import { answerChosen, answerForgotten } from '../../../store/sessionSlice.ts'
import type { ChosenAnswer } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import { NativeSelect } from '../NativeSelect.tsx'
import { AnswerDialog } from '../run/AnswerDialog.tsx'
import styles from './Inspector.module.css'

const service = 'service'
const whens = [
  { value: 'first', label: 'First request' },
  { value: 'every', label: 'Every request' },
] as const

/** Names may hold anything, so what stands before the colon says whose name it is. */
const valueOf = ({ from, name }: Pick<ChosenAnswer, 'from' | 'name'>) => `${from}:${name}`

/** What answers the requests of a node: the service, an answer that was kept, or one of those that are always there. */
export function AnswerChoice({ node }: { node: GraphNode }) {
  const dispatch = useAppDispatch()
  const { announce } = useEditorStore().extra
  const held = useAppSelector((state) => selectHeld(state, node.id))
  const given = useAppSelector((state) => selectGiven(state, node.id))
  const answering = useAppSelector((state) => selectAnswering(state, node.id))
  const [editing, setEditing] = useState(false)
  const { answers = [] } = held ?? {}
  // What is pinned or edited goes before it, so nothing is answered now.
  const chosen = answering === undefined ? undefined : held?.answer
  const ready = chosen?.from === 'ready' ? findReadyAnswer(chosen.name) : undefined
  const choices: readonly { readonly answer?: ChosenAnswer; readonly label: string }[] = [
    { label: 'The service' },
    ...answers.map(({ name }) => ({ answer: choice('kept', name), label: `${name} (kept)` })),
    ...readyAnswers.map(({ id, title }) => ({ answer: choice('ready', id), label: title })),
  ]
  const choose = (value: string) => {
    const found = choices.find(({ answer }) => answer !== undefined && valueOf(answer) === value)
    const when = chosen?.when ?? 'first'
    dispatch(answerChosen({ node: node.id, answer: found?.answer && { ...found.answer, when } }))
  }
  return (
    <>
      {given !== undefined && (
        <p className={styles.hint}>
          What it gives is held, so it sends no request. An answer that is chosen here lets it run again.
        </p>
      )}
      <NativeSelect
        label="Answered by"
        value={chosen === undefined ? service : valueOf(chosen)}
        options={choices.map(({ answer, label }) => ({
          value: answer === undefined ? service : valueOf(answer),
          label,
        }))}
        hint={ready?.says}
        onChange={choose}
      />
      {chosen !== undefined && answering !== undefined && (
        <>
          <div className={styles.acts}>
            <Segmented
              label="Which requests it answers"
              value={chosen.when}
              choices={whens}
              onChange={(when) => dispatch(answerChosen({ node: node.id, answer: { ...chosen, when } }))}
            />
          </div>
          <p className={styles.hint}>
            {chosen.when === 'first'
              ? 'The first request of this node in a run; all others go to the service.'
              : 'Every request of this node, of every page and item; none goes to the service.'}{' '}
            A run with a sample proves nothing of the operation.
          </p>
          <div className={styles.acts}>
            <Button size={28} icon={Pencil} onClick={() => setEditing(true)}>
              Change the answer
            </Button>
            {chosen.from === 'kept' && (
              <Button
                size={28}
                icon={Trash2}
                onClick={() => {
                  dispatch(answerForgotten({ node: node.id, name: chosen.name }))
                  announce(`${chosen.name} is forgotten`)
                }}
              >
                Forget it
              </Button>
            )}
          </div>
        </>
      )}
      {editing && chosen !== undefined && answering !== undefined && (
        <AnswerDialog
          node={node}
          answer={{ ...answering.answer, name: answering.name }}
          was={chosen.from === 'kept' ? chosen.name : undefined}
          used={chosen.when}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  )
}

const choice = (from: ChosenAnswer['from'], name: string): ChosenAnswer => ({ from, name, when: 'first' })
