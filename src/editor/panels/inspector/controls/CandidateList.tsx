import { X } from 'lucide-react'
import type { Candidate, Evidence } from '../../../../nodes/pagination/detect/candidate.ts'
import type { Detected } from '../../../../store/pagingThunks.ts'
import { selectRun } from '../../../../store/selectors.ts'
import { exchangeShown } from '../../../../store/sessionSlice.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Chip } from '../../../../ui/Chip.tsx'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { useAppDispatch, useAppSelector } from '../../../hooks.ts'
import styles from './PagingControl.module.css'

interface CandidateListProps {
  found: Detected
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

/**
 * What was found, the surest first, each with the signs that speak for it and where they stand; a press on the place shows it in
 * the request or the answer, for as long as these are of the run that is shown.
 */
export function CandidateList({ found, readOnly, onUse, onClose }: CandidateListProps) {
  const isThere = useAppSelector((state) => selectRun(state)?.id === found.run)
  return (
    <section className={styles.found} aria-label="What was detected">
      <div className={styles.foundHead}>
        <p>{found.verdict === 'known' ? 'Detected' : found.words}</p>
        <IconButton icon={X} size={24} label="Close what was detected" onClick={onClose} />
      </div>
      <ol className={styles.candidates}>
        {found.candidates.map((candidate) => {
          const { title, sureness, evidence, asks, records } = candidate
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
                    {each.words}{' '}
                    <PlaceOf
                      evidence={each}
                      records={records}
                      exchange={isThere ? exchangeOf(each, found.exchanges) : undefined}
                    />
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

/** What an answer says stands in the first; what a request was asked with, in the one that came of it. */
const exchangeOf = ({ of }: Evidence, exchanges: readonly string[]): string | undefined =>
  of === 'answer' ? exchanges[0] : exchanges.at(-1)

interface PlaceOfProps {
  evidence: Evidence
  records: string
  exchange: string | undefined
}

function PlaceOf({ evidence: { words, spot, of }, records, exchange }: PlaceOfProps) {
  const dispatch = useAppDispatch()
  if (spot === undefined) return null
  const where = `${of} ${spot.in === 'last-record' ? 'last record' : spot.in === 'url' ? 'address' : spot.in}`
  const place = spot.at === '' ? where : `${where}: ${spot.at}`
  if (exchange === undefined) return <mark className={styles.spot}>{place}</mark>
  return (
    <button
      type="button"
      className={styles.spot}
      title={`Show it in the ${of}`}
      onClick={() => dispatch(exchangeShown({ exchange, evidence: { of, spot, words, records } }))}
    >
      {place}
    </button>
  )
}
