import { ScanSearch, Undo2 } from 'lucide-react'
import { useRef } from 'react'
import type { ShownExchange } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import styles from './RunPanel.module.css'
import { useArrival } from './useArrival.ts'

interface EvidenceNoteProps {
  evidence: NonNullable<ShownExchange['evidence']>
  onClose: () => void
}

/** What is pointed at in the exchange below, and why: it stays in sight while that scrolls. */
export function EvidenceNote({ evidence: { words, spot, of }, onClose }: EvidenceNoteProps) {
  const note = useRef<HTMLElement>(null)
  const goBack = useArrival(note)
  const place = spot.at === '' ? `the ${spot.in === 'url' ? 'address' : spot.in} of the ${of}` : spot.at
  return (
    <section ref={note} className={styles.evidence} aria-label={`Evidence: ${words} ${place}`} tabIndex={-1}>
      <Icon icon={ScanSearch} size={14} />
      <p className={styles.tried} title={`${words} ${place}`}>
        {words} <code className={styles.change}>{place}</code>
      </p>
      <Button
        variant="ghost"
        size={28}
        icon={Undo2}
        onClick={() => {
          goBack()
          onClose()
        }}
      >
        Back
      </Button>
    </section>
  )
}
