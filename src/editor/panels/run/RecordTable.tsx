import { useCallback, useMemo, useState } from 'react'
import type { Json } from '../../../model/json.ts'
import { loadRecords, recordsPerPage } from '../../../store/runThunks.ts'
import type { LiveRun } from '../../../store/state.ts'
import { VirtualTable } from '../../../ui/VirtualTable.tsx'
import { useAppDispatch } from '../../hooks.ts'
import styles from './RunPanel.module.css'
import { recordColumns } from './recordColumns.tsx'

interface RecordTableProps {
  run: LiveRun
  /** Told when a record is opened: its number from 0. */
  onOpen: (index: number) => void
}

/** All records as a table: a page at a time is held, the one that is looked at, so that a million cost what a hundred do. */
export function RecordTable({ run, onOpen }: RecordTableProps) {
  const dispatch = useAppDispatch()
  const { page, operation } = run
  const onRange = useCallback(
    (first: number, end: number) => {
      // Half a page before and behind what is seen, so that small moves need no other page.
      const inside = page !== undefined && first >= page.from && end <= page.from + recordsPerPage
      if (inside) return
      const from = Math.max(0, Math.floor((first + end) / 2) - recordsPerPage / 2)
      void dispatch(loadRecords(from, operation))
    },
    [dispatch, operation, page],
  )
  // The columns are the first page's: they do not change under one who scrolls.
  const [first, setFirst] = useState<readonly Json[]>()
  if (first === undefined && page !== undefined && page.records.length > 0) setFirst(page.records)
  const columns = useMemo(() => recordColumns(first ?? []), [first])
  return (
    <VirtualTable
      className={styles.fill}
      label="Records"
      columns={columns}
      count={page?.total ?? run.records}
      rowAt={(index) => {
        const value = page?.records[index - page.from]
        return value === undefined ? undefined : { number: index + 1, value }
      }}
      onRange={onRange}
      onOpen={onOpen}
      loading={page === undefined || page.loading ? 'Loading records' : undefined}
      empty={<p className={styles.empty}>The operation gave no records.</p>}
    />
  )
}
