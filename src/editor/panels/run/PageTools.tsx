import { Play, SkipForward, Square, StepForward } from 'lucide-react'
import { useState } from 'react'
import { fetchPages } from '../../../store/runThunks.ts'
import type { LiveRun } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { useAppDispatch, useCommand } from '../../hooks.ts'
import styles from './RunPanel.module.css'

/** One page, some pages, or all that are left; and an end to it. */
export function PageTools({ run }: { run: LiveRun | undefined }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const [count, setCount] = useState(10)
  const going = run !== undefined && run.state !== 'finished'
  const resumes = run?.state === 'finished' && run.resumable
  const fetch = (pages: number | undefined) => void dispatch(fetchPages(pages))
  if (going)
    return (
      <div className={styles.tools}>
        <Button
          size={28}
          icon={Square}
          pending={run.state === 'stopping'}
          shortcut="Mod+."
          onClick={() => command('stop')}
        >
          Stop
        </Button>
      </div>
    )
  return (
    <div className={styles.tools} role="toolbar" aria-label="Fetch pages">
      <Button size={28} icon={StepForward} onClick={() => fetch(1)}>
        {resumes ? 'Next page' : 'Fetch one page'}
      </Button>
      <Button size={28} icon={SkipForward} onClick={() => fetch(count)}>
        {resumes ? `${count} more` : `Fetch ${count} pages`}
      </Button>
      <NumberField
        label="How many pages"
        hideLabel
        size={28}
        integer
        min={1}
        max={10_000}
        value={count}
        onChange={(pages) => setCount(pages ?? 1)}
        className={styles.few}
      />
      <Button size={28} icon={Play} onClick={() => fetch(undefined)}>
        {resumes ? 'Run to the end' : 'Run all pages'}
      </Button>
    </div>
  )
}
