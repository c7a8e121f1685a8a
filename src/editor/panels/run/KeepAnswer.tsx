import { Layers } from 'lucide-react'
import { useState } from 'react'
import type { ExchangeView } from '../../../api/contract.ts'
import type { NodeId } from '../../../model/ids.ts'
import { toAnswerSample } from '../../../store/keptAnswer.ts'
import { selectHeld } from '../../../store/held.ts'
import { selectNode } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAppSelector } from '../../hooks.ts'
import { AnswerDialog } from './AnswerDialog.tsx'

interface KeepAnswerProps {
  readonly node: NodeId
  readonly response: ExchangeView['response']
}

/** Keeps the answer that is shown, so that requests of its node can be given it again. */
export function KeepAnswer({ node: id, response }: KeepAnswerProps) {
  const node = useAppSelector((state) => selectNode(state, id))
  const answers = useAppSelector((state) => selectHeld(state, id)?.answers)
  const [asking, setAsking] = useState(false)
  if (node?.kind !== 'request') return null
  const sample = toAnswerSample(response)
  const why = typeof sample === 'string' ? sample : undefined
  return (
    <>
      <div>
        <Button
          size={28}
          icon={Layers}
          disabled={why !== undefined}
          title={why}
          onClick={() => setAsking(true)}
        >
          Keep as a sample …
        </Button>
      </div>
      {asking && typeof sample !== 'string' && (
        <AnswerDialog
          node={node}
          answer={{
            ...sample,
            name: freeName(
              String(sample.status),
              (answers ?? []).map(({ name }) => name),
            ),
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** `200`, or `200 (2)` where there is one. */
function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let number = 2
  while (taken.includes(`${name} (${number})`)) number++
  return `${name} (${number})`
}
