import { CircleAlert, Undo2 } from 'lucide-react'
import { memo } from 'react'
import { briefStop } from '../../nodes/pagination/words.ts'
import type { PageCard, Trial } from '../../store/state.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Provenance } from '../../ui/Provenance.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { counted, duration } from '../panels/run/runWords.ts'
import { changeWords } from '../panels/run/pageWords.ts'
import styles from './FilmStrip.module.css'
import { framesOf } from './framesOf.ts'

export interface FilmStripProps {
  pages: readonly PageCard[]
  /** The walk goes on: a frame is under way behind the last. */
  running: boolean
  /** Address of the page that is open in the run panel. */
  shown?: string | undefined
  onOpen: (page: PageCard) => void
  /** The try that these are the pages of: a walk that is made up. */
  trial?: Trial | undefined
  /** To the pages of the last run. */
  onBack?: (() => void) | undefined
}

/**
 * The pages of a walk under its container, a frame for each: number and time, how many records, and the value that leads to the
 * next; the last says in words why the walk stopped. Pressing a frame opens it in the run panel.
 */
export const FilmStrip = memo(function FilmStrip(props: FilmStripProps) {
  const { pages, running, shown, onOpen, trial, onBack } = props
  return (
    <>
      <ol
        // The canvas would take a press for the start of a drag, and keys for its own.
        className={cx(styles.strip, 'nodrag', 'nopan', running && styles.running, trial && styles.simulated)}
        aria-label={`${counted(pages.length, 'page')}${trial === undefined ? '' : ', simulated'}`}
      >
        {framesOf(pages, trial?.page).map((frame) =>
          typeof frame === 'number' ? (
            <li key={`before ${frame}`} className={styles.more}>
              <span>{`${frame.toLocaleString('en-US')} more`}</span>
            </li>
          ) : (
            <Frame
              key={frame.at}
              page={frame}
              shown={frame.at === shown}
              wrong={frame.at === trial?.page}
              timed={trial === undefined}
              onOpen={onOpen}
            />
          ),
        )}
      </ol>
      {trial !== undefined && (
        <div className={cx(styles.trial, 'nodrag', 'nopan')}>
          <Provenance origin="simulated" />
          <span className={styles.tried} title={trial.dot.words}>
            {trial.dot.id === trial.dot.words ? trial.dot.words : `${trial.dot.id}, ${trial.dot.words}`}
          </span>
          <button type="button" className={styles.back} tabIndex={-1} onClick={onBack}>
            <Icon icon={Undo2} size={12} />
            Last run
          </button>
        </div>
      )}
    </>
  )
})

interface FrameProps extends Pick<FilmStripProps, 'onOpen'> {
  page: PageCard
  shown: boolean
  wrong: boolean
  /** What is made up takes no time. */
  timed: boolean
}

function Frame({ page, shown, wrong, timed, onOpen }: FrameProps) {
  const { index, count, ms, stop, unfinished, given } = page
  const change = changeWords(page)
  return (
    <li className={cx(styles.frame, stop !== undefined && styles.last, wrong && styles.wrong)}>
      <button
        type="button"
        className={styles.press}
        aria-pressed={shown}
        // Tab goes from card to card; the pages are reached in the run panel.
        tabIndex={-1}
        title={stop?.words ?? change}
        onClick={() => onOpen(page)}
      >
        <span className={styles.head}>
          <span>
            <VisuallyHidden>Page </VisuallyHidden>
            <b>#{index}</b>
          </span>
          {wrong ? (
            <span className={styles.fault}>
              <Icon icon={CircleAlert} size={12} />
              wrong<VisuallyHidden> here</VisuallyHidden>
            </span>
          ) : (
            timed && <span className={styles.time}>{given === true ? 'sample' : duration(ms)}</span>
          )}
        </span>
        <span className={styles.count}>{unfinished === true ? 'no page' : counted(count, 'record')}</span>
        {stop === undefined ? (
          <span className={styles.change}>{change}</span>
        ) : (
          <span className={cx(styles.stop, stop.partial && styles.partial)}>
            Stopped: {briefStop(stop.rule)}
          </span>
        )}
      </button>
    </li>
  )
}
