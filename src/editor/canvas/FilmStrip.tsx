import { memo } from 'react'
import { briefStop } from '../../nodes/pagination/words.ts'
import type { PageCard } from '../../store/state.ts'
import { cx } from '../../ui/classNames.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { counted, duration } from '../panels/run/runWords.ts'
import { changeWords } from '../panels/run/pageWords.ts'
import styles from './FilmStrip.module.css'

export interface FilmStripProps {
  pages: readonly PageCard[]
  /** The walk goes on: a frame is under way behind the last. */
  running: boolean
  /** Address of the page that is open in the run panel. */
  shown?: string | undefined
  onOpen: (page: PageCard) => void
}

/** Frames that are drawn at each end where there are more than fit. */
const ends = 2
const most = 5

/**
 * The pages of a walk under its container, a frame for each: number and time, how many records, and the value that leads to the
 * next; the last says in words why the walk stopped. Pressing a frame opens it in the run panel.
 */
export const FilmStrip = memo(function FilmStrip({ pages, running, shown, onOpen }: FilmStripProps) {
  const fits = pages.length <= most
  const head = fits ? pages : pages.slice(0, ends)
  const tail = fits ? [] : pages.slice(-ends)
  const frame = (page: PageCard) => (
    <Frame key={page.at} page={page} shown={page.at === shown} onOpen={onOpen} />
  )
  return (
    // The canvas would take a press for the start of a drag, and keys for its own.
    <ol
      className={cx(styles.strip, 'nodrag', 'nopan', running && styles.running)}
      aria-label={`${counted(pages.length, 'page')}`}
    >
      {head.map(frame)}
      {!fits && (
        <li className={styles.more}>
          <span>{`${(pages.length - 2 * ends).toLocaleString('en-US')} more`}</span>
        </li>
      )}
      {tail.map(frame)}
    </ol>
  )
})

function Frame({ page, shown, onOpen }: { page: PageCard; shown: boolean } & Pick<FilmStripProps, 'onOpen'>) {
  const { index, count, ms, stop } = page
  const change = changeWords(page)
  return (
    <li className={cx(styles.frame, stop !== undefined && styles.last)}>
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
          <span className={styles.time}>{duration(ms)}</span>
        </span>
        <span className={styles.count}>{counted(count, 'record')}</span>
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
