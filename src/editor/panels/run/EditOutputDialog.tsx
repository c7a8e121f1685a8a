import { useState } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'
import { factsOf } from '../../../store/picker.ts'
import { runOnFrom } from '../../../store/runThunks.ts'
import { selectIsRunning } from '../../../store/selectors.ts'
import { outputHeld } from '../../../store/sessionSlice.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'

export interface EditOutputDialogProps {
  readonly node: GraphNode
  /** What is changed: one value, or records. */
  readonly records: readonly Json[]
  readonly onClose: () => void
}

/** What a node gave, as JSON to be changed. What is made of it is held, and what comes behind can be run with it at once. */
export function EditOutputDialog({ node, records, onClose }: EditOutputDialogProps) {
  const dispatch = useAppDispatch()
  const store = useEditorStore()
  const running = useAppSelector(selectIsRunning)
  const [many] = useState(() => isMany(store, node))
  const [text, setText] = useState(() => printJson(many ? [...records] : (records[0] ?? null), { indent: 2 }))
  const [wrong, setWrong] = useState<string>()
  const hold = (): boolean => {
    const read = readRecords(text, many)
    if (typeof read === 'string') {
      setWrong(read)
      return false
    }
    dispatch(outputHeld({ node: node.id, as: 'edited', records: read }))
    onClose()
    return true
  }
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={`Edit what ${node.title} gives`}
      description={
        many
          ? 'A list of records. Runs take them in the place of the node until you let it run again.'
          : 'One value. Runs take it in the place of the node until you let it run again.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={hold}>Use it</Button>
          <Button
            variant="primary"
            disabled={running}
            onClick={() => {
              if (hold()) void dispatch(runOnFrom(node.id))
            }}
          >
            Use it and run on
          </Button>
        </>
      }
    >
      <TextArea
        label="Value as JSON"
        mono
        rows={16}
        value={text}
        error={wrong}
        onChange={(next) => {
          setText(next)
          setWrong(undefined)
        }}
      />
    </Dialog>
  )
}

function isMany({ getState, extra }: ReturnType<typeof useEditorStore>, node: GraphNode): boolean {
  const { connector } = getState().document
  const operation = connector?.operations.find(({ graph }) => Object.hasOwn(graph.nodes, node.id))
  if (connector === undefined || operation === undefined) return false
  return factsOf(connector, operation, extra.catalog).cardinality(node.id) === 'many'
}

/** The records that a text tells, or what is wrong with it. */
function readRecords(text: string, many: boolean): readonly Json[] | string {
  try {
    const value = parseJson(text)
    if (!many) return [value]
    return Array.isArray(value) ? (value as readonly Json[]) : 'Records are a list: put them in [ ].'
  } catch (error) {
    return error instanceof Error ? error.message : 'That is no JSON.'
  }
}
