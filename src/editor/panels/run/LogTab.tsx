import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { selectOperation } from '../../../store/selectors.ts'
import { selected } from '../../../store/sessionSlice.ts'
import type { LiveRun, LogLine } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import styles from './RunPanel.module.css'
import { clockTime, counted } from './runWords.ts'

const levels = {
  info: { icon: Info, words: 'Note' },
  warning: { icon: TriangleAlert, words: 'Warning' },
  error: { icon: CircleAlert, words: 'Error' },
} as const satisfies Record<LogLine['level'], unknown>

/** What happened, in words and in order. */
export function LogTab({ run }: { run: LiveRun | undefined }) {
  const dispatch = useAppDispatch()
  const nodes = useAppSelector((state) => selectOperation(state)?.graph.nodes)
  if (run === undefined || run.log.length === 0)
    return <p className={styles.empty}>Nothing has happened yet. The log begins with a run.</p>
  return (
    // A region that scrolls has to take focus, or the keyboard cannot scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.log} aria-label="Log" tabIndex={0}>
      {run.logDropped > 0 && (
        <p className={styles.empty}>{counted(run.logDropped, 'earlier line')} no longer listed.</p>
      )}
      <ol>
        {run.log.map((line) => {
          const { icon, words } = levels[line.level]
          const node = line.node === undefined ? undefined : nodes?.[line.node]
          return (
            <li key={`${line.seq}-${line.message}`} className={styles.logLine}>
              <span className={styles.time}>{clockTime(line.atMs)}</span>
              <Icon icon={icon} size={14} label={words} className={styles[line.level]} />
              <span className={styles.text}>
                {node !== undefined && (
                  <Button variant="link" size={28} onClick={() => dispatch(selected([node.id]))}>
                    {node.title}
                  </Button>
                )}
              </span>
              <span>{line.message}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
