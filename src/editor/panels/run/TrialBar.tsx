import { Undo2 } from 'lucide-react'
import { useRef } from 'react'
import type { Trial } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import styles from './RunPanel.module.css'
import { useArrival } from './useArrival.ts'

interface TrialBarProps {
  trial: Trial
  /** The page where it went wrong is shown, and says why itself. */
  told: boolean
  onBack: () => void
}

/**
 * Says that the pages are those of a try on a service that is made up, what it was and why it failed, and leads back to the last
 * run. Who comes from a dot or from the inspector is brought here; whoever is in the panel already stays where they are.
 */
export function TrialBar({ trial, told, onBack }: TrialBarProps) {
  const bar = useRef<HTMLElement>(null)
  const { id, words, why } = trial.dot
  useArrival(bar)
  return (
    <section
      ref={bar}
      className={styles.trial}
      aria-label={`A try, not the last run: ${words}`}
      tabIndex={-1}
    >
      <Provenance origin="simulated" />
      <p className={styles.tried}>
        <b>{id === words ? words : `${id}, ${words}`}</b> {!told && why}
      </p>
      <Button size={28} icon={Undo2} onClick={onBack}>
        Back to the last run
      </Button>
    </section>
  )
}
