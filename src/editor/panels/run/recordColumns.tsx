import type { Json } from '../../../model/json.ts'
import { valueText } from '../../../ui/treeRows.ts'
import type { TableColumn } from '../../../ui/VirtualTable.tsx'
import styles from './RunPanel.module.css'

export interface NumberedRecord {
  readonly number: number
  readonly value: Json
}

/** More columns than these nobody reads; the tree shows all. */
const mostColumns = 30
const looked = 50

/** The columns of a table of records: the keys of the first ones, in the order they come. */
export function recordColumns(records: readonly Json[]): TableColumn<NumberedRecord>[] {
  const keys = new Set<string>()
  let plain = false
  for (const record of records.slice(0, looked)) {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) plain = true
    else for (const key of Object.keys(record)) if (keys.size < mostColumns) keys.add(key)
  }
  const columns: TableColumn<NumberedRecord>[] = [
    {
      id: '#',
      title: '#',
      width: 56,
      align: 'end',
      render: ({ number }) => <span className={styles.quiet}>{number}</span>,
    },
  ]
  if (plain || keys.size === 0)
    columns.push({
      id: 'value',
      title: 'value',
      width: 320,
      mono: true,
      render: ({ value }) => cellText(value),
    })
  for (const key of keys) {
    const sample = records
      .map((record) => fieldOf(record, key))
      .find((value) => value !== undefined && value !== null)
    columns.push({
      id: `.${key}`,
      title: key,
      align: typeof sample === 'number' || typeof sample === 'bigint' ? 'end' : 'start',
      mono: looksLikeCode(sample),
      render: ({ value }) => cellText(fieldOf(value, key)),
    })
  }
  return columns
}

const fieldOf = (record: Json, key: string): Json | undefined =>
  typeof record === 'object' && record !== null && !Array.isArray(record) && Object.hasOwn(record, key)
    ? (record as Readonly<Record<string, Json>>)[key]
    : undefined

/** Identifiers are set in mono: a text without spaces that has digits and letters mixed. */
const looksLikeCode = (value: unknown) =>
  typeof value === 'string' && /^(?=.*\d)(?=.*[A-Za-z])[\w-]{8,40}$/.test(value)

function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value.slice(0, 300) : valueText(value)
}
