import { Braces, Replace } from 'lucide-react'
import { useState } from 'react'
import { selectDrift, speaksForOutput } from '../../../store/output.ts'
import { takeOutput } from '../../../store/outputThunks.ts'
import { selectCanEdit, selectOperation, selectRun } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import styles from './SchemaTab.module.css'

/** Turns what the last run gave into the schema of the output; where there is one, it may be merged or replaced. */
export function UseOutput() {
  const dispatch = useAppDispatch()
  const operation = useAppSelector(selectOperation)
  const ready = useAppSelector((state) => speaksForOutput(selectRun(state)))
  const canEdit = useAppSelector(selectCanEdit)
  const drifted = useAppSelector(
    (state) => operation !== undefined && selectDrift(state, operation).length > 0,
  )
  const [failure, setFailure] = useState<string>()
  const [pending, setPending] = useState<'use' | 'replace'>()
  if (operation === undefined || !canEdit) return null
  const take = async (how: 'use' | 'replace') => {
    setPending(how)
    setFailure(await dispatch(takeOutput({ replace: how === 'replace' })))
    setPending(undefined)
  }
  const unavailable = ready ? {} : { unavailable: 'Run the whole operation first, with nothing held.' }
  return (
    <>
      {failure !== undefined && (
        <span className={styles.failed} role="alert">
          {failure}
        </span>
      )}
      <Button
        size={28}
        variant={drifted ? 'secondary' : 'ghost'}
        icon={Braces}
        pending={pending === 'use'}
        title="Make the output schema of what came back, merged with what it says already"
        onClick={() => void take('use')}
        {...unavailable}
      >
        Use output
      </Button>
      {operation.output.schema !== undefined && (
        <Button
          size={28}
          variant="ghost"
          icon={Replace}
          pending={pending === 'replace'}
          title="Forget what the schema says, and make it of the last run alone"
          onClick={() => void take('replace')}
          {...unavailable}
        >
          Replace
        </Button>
      )}
    </>
  )
}
