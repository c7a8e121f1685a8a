import type { Scope } from '../../expressions/evaluate.ts'
import type { CompiledRow } from './draftRows.ts'
import { drawRow } from './draftRows.ts'
import { transportHeaders } from './transportHeaders.ts'

/** A header line as it is drawn, with what it came from. */
export interface DrawnHeader {
  readonly name: string
  readonly value: string
  readonly origin: string | undefined
}

/** Header lines of the rows; blanks around a value are no part of it (RFC 9110, 5.5). */
export function drawHeaders(rows: readonly CompiledRow[], scope: Scope): DrawnHeader[] {
  const lines: DrawnHeader[] = []
  for (const row of rows) {
    for (const { name, values, origin } of drawRow(row, scope)) {
      if (transportHeaders.has(name.toLowerCase())) continue
      lines.push({ name, value: values.join(', ').replace(/^[ \t]+|[ \t]+$/g, ''), origin })
    }
  }
  return lines
}
