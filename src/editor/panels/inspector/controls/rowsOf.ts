import type { Row } from '../../../../model/document.ts'

/** Rows as they stand in settings, with what is missing filled in; things that are no rows are left out. */
export function rowsOf(value: unknown): readonly Row[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const row = item as Partial<Row>
    return [
      {
        ...row,
        name: typeof row.name === 'string' ? row.name : '',
        value: typeof row.value === 'string' ? row.value : '',
        enabled: row.enabled !== false,
        whenEmpty: row.whenEmpty ?? 'omit',
      },
    ]
  })
}
