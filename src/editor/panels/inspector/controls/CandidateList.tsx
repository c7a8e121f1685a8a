import { X } from 'lucide-react'
import type { Candidate, Evidence } from '../../../../nodes/pagination/detect/candidate.ts'
import type { Detection } from '../../../../nodes/pagination/detect/detect.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Chip } from '../../../../ui/Chip.tsx'
import { IconButton } from '../../../../ui/IconButton.tsx'
import styles from './PagingControl.module.css'

interface CandidateListProps {
  found: Detection
  readOnly: boolean
  onUse: (candidate: Candidate) => void
  onClose: () => void
}

/** How sure, in words: a number would claim to be measured. */
const degrees = [
  { from: 0.9, words: 'sure', tone: 'done' },
  { from: 0.7, words: 'likely', tone: 'running' },
  { from: 0, words: 'perhaps', tone: 'waiting' },
] as const

/** What was found, the surest first, each with the signs that speak for it and where they stand. */
export function CandidateList({ found, readOnly, onUse, onClose }: CandidateListProps) {
  return (
    <section className={styles.found} aria-label="What was detected">
      <div className={styles.foundHead}>
        <p>{found.verdict === 'known' ? 'Detected' : found.words}</p>
        <IconButton icon={X} size={24} label="Close what was detected" onClick={onClose} />
      </div>
      <ol className={styles.candidates}>
        {found.candidates.map((candidate) => {
          const { title, sureness, evidence, asks } = candidate
          const degree = degrees.find(({ from }) => sureness >= from) ?? degrees[2]
          return (
            <li key={JSON.stringify(candidate.settings)} className={styles.candidate}>
              <div className={styles.foundHead}>
                <b>{title}</b>
                <Chip tone={degree.tone}>{degree.words}</Chip>
              </div>
              <ul className={styles.evidence}>
                {evidence.map((each) => (
                  <li key={`${each.of} ${each.sign} ${each.spot?.at ?? ''}`}>
                    <Sign evidence={each} />
                  </li>
                ))}
              </ul>
              {asks.includes('put') && (
                <p className={styles.asks}>
                  Under which name the request takes it cannot be seen in an answer: look at Put afterwards.
                </p>
              )}
              {!readOnly && (
                <Button size={28} onClick={() => onUse(candidate)} aria-label={`Use ${title}`}>
                  Use
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Sign({ evidence: { words, spot, of } }: { evidence: Evidence }) {
  return (
    <>
      {words}
      {spot !== undefined && spot.at !== '' && (
        <>
          {' '}
          <mark className={styles.spot}>
            {of === 'request' ? 'request' : 'answer'} {spot.in === 'last-record' ? 'last record' : spot.in}:{' '}
            {spot.at}
          </mark>
        </>
      )}
    </>
  )
}
