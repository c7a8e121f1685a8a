import type { CSSProperties } from 'react'
import { type Origin, Provenance } from '../../../ui/Provenance.tsx'
import { valueText } from '../../../ui/treeRows.ts'
import { hueStyle } from './hues.ts'
import styles from './Picker.module.css'
import type { PickerRow } from './pickerRows.ts'
import { typeWords } from './valueIcons.ts'

/** Roots whose values a run has brought; the others are the person's own. */
const fromRuns: ReadonlySet<string> = new Set(['nodes', 'item', 'page', 'batch'])

/** What the chosen line is: its whole path, type, value and where that came from; of a filter, what it does. */
export function PickerDetail({ row, origin }: { row: PickerRow; origin: Origin }) {
  if (row.row === 'filter') {
    const { filter } = row.option
    return (
      <div className={styles.detail}>
        <div className={styles.path}>
          <span className={styles.ref} style={hueStyle('output') as CSSProperties}>
            | {filter.name}
          </span>
          <span className={styles.type}>{filter.title}</span>
        </div>
        <p className={styles.value}>{filter.description}</p>
        <p className={styles.example}>{filter.example}</p>
      </div>
    )
  }
  const { entry, insert, path } = row.option
  const hidden = entry.secret === true || entry.type === 'secret' || entry.kind === 'credential'
  return (
    <div className={styles.detail} style={hueStyle(row.hue) as CSSProperties}>
      <div className={styles.path}>
        <span className={styles.ref} title={insert}>
          {insert}
        </span>
        <span className={styles.type}>{typeWords(entry)}</span>
        {entry.hasSample === true && !hidden && fromRuns.has(path[0]) && <Provenance origin={origin} />}
      </div>
      {row.hint !== undefined ? (
        <p className={styles.value}>{row.hint}</p>
      ) : (
        <p className={styles.value}>
          {!hidden && entry.hasSample === true && (
            <span className={styles.shown}>{valueText(entry.sample)}</span>
          )}{' '}
          {hidden
            ? 'Its value is hidden.'
            : (entry.description ?? (entry.title === entry.name ? '' : entry.title))}
        </p>
      )}
    </div>
  )
}
