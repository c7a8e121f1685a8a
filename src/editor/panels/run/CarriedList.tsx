import { Mark } from '../../../ui/Mark.tsx'
import type { Carried } from './carried.ts'
import styles from './RunPanel.module.css'

/** What the marks in the request and the answer below mean: each value with its colour and number, where it stood and where it went. */
export function CarriedList({ carried }: { carried: readonly Carried[] }) {
  return (
    <ul className={styles.carried} aria-label="Carried values">
      {carried.map(({ tone, name, from, to }) => (
        <li key={name}>
          <Mark tone={tone} number={String(tone + 1)}>
            {name}
          </Mark>{' '}
          {[
            to.length === 0 ? '' : `put into ${to.map(({ words }) => words).join(', ')}`,
            from === undefined ? '' : `next from ${from.words}`,
          ]
            .filter((part) => part !== '')
            .join('; ')}
        </li>
      ))}
    </ul>
  )
}
