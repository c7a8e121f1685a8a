import type { ReactNode } from 'react'
import type { ChoicesState } from '../../../store/dropdowns/choices.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './ChoicesValue.module.css'

interface Told {
  /** What the list operation is called; undefined where it is gone. */
  readonly source: string | undefined
  reload(): void
  /** A value is set that is not in the list, or not among what is loaded of it. */
  readonly missing: 'gone' | 'unseen' | undefined
}

export interface ChoicesWords {
  readonly placeholder: string | undefined
  readonly loading: string
  /** In place of the list. */
  readonly empty: ReactNode
  /** Below the list. */
  readonly note: ReactNode
  /** Below the control, where it needs looking at. */
  readonly mark: ReactNode
}

const among = ({ sent }: ChoicesState) => sent.map(({ title, value }) => `${title} ${value}`).join(', ')

/** What a dropdown says of itself in each of its states. */
export function choicesWords(state: ChoicesState, { source, reload, missing }: Told): ChoicesWords {
  const { status, message, waitsFor, loadingMore } = state
  const where = among(state)
  const again = (words: string) => (
    <Button variant="link" size={28} onClick={reload}>
      {words}
    </Button>
  )
  const waits = `Choose ${waitsFor.join(' and ')} first`
  const empty: Partial<Record<ChoicesState['status'], ReactNode>> = {
    waiting: `${waits}, or type a value.`,
    broken: message,
    empty: (
      <>
        {where === '' ? 'The service has none.' : `The service has none for ${where}.`} {again('Ask again')}
      </>
    ),
    error: (
      <span role="alert">
        {message} {again('Try again')} Or type a value.
      </span>
    ),
    ready: 'Nothing loaded fits. A value can be typed.',
  }
  const placeholder: Partial<Record<ChoicesState['status'], string>> = {
    waiting: waits,
    error: 'Could not be loaded',
    empty: where === '' ? 'There are none' : `None for ${where}`,
  }
  return {
    placeholder: placeholder[status],
    loading: source === undefined ? 'Loading' : `Loading from ${source}`,
    empty: empty[status] ?? 'Nothing is loaded yet.',
    note: noteOf(state, loadingMore),
    mark:
      status === 'broken' ? (
        <span className={styles.mark}>{message}</span>
      ) : status === 'error' ? (
        <span className={styles.mark}>
          {message} {again('Try again')}
        </span>
      ) : missing !== undefined ? (
        <span className={styles.mark}>{missingWords[missing](where)} It is kept as it is.</span>
      ) : undefined,
  }
}

const missingWords = {
  gone: (where: string) =>
    where === '' ? 'It is not in the list any more.' : `It is not in the list for ${where}.`,
  unseen: (where: string) =>
    where === ''
      ? 'It is not among those that are loaded.'
      : `It is not among those that are loaded for ${where}.`,
} as const

function noteOf(state: ChoicesState, loadingMore: boolean): ReactNode {
  if (state.outdated) return undefined
  const { withoutValue, withoutLabel, repeated } = state.leftOut
  const parts = [
    ...(loadingMore ? ['Loading more'] : []),
    ...(state.message !== undefined && state.status === 'ready' ? [state.message] : []),
    ...(state.cut
      ? [`There are more than the ${state.choices.length.toLocaleString('en-US')} that are loaded`]
      : []),
    ...(withoutValue > 0 ? [`${withoutValue} without a value left out`] : []),
    ...(repeated > 0 ? [`${repeated} with a value that is there already left out`] : []),
    ...(withoutLabel > 0 ? [`${withoutLabel} without a label shown by value`] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(' · ')
}
