import { stringify } from 'csv-stringify/sync'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { readRecord } from './recordLog.ts'

/** Wider tables than this open nowhere; what is left over stands as JSON in a last column. */
const mostColumns = 2000
const restColumn = '…'
const valueColumn = 'value'

const encoder = new TextEncoder()
const lineFeed = 0x0a

/**
 * Records (blocks of NDJSON) as CSV (RFC 4180): UTF-8, a header, CRLF. The columns are the keys of all records in the order
 * of their first appearance, which takes reading them twice: a table that loses the keys of its last records without a word
 * would be worse. Lists and objects are JSON, big integers keep their digits; a record that is no object, or was damaged on
 * the disk, stands under `value`.
 */
export async function* csvOf(blocks: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const columns = new Set<string>()
  let rest = false
  for await (const block of blocks())
    for (const record of recordsOf(block))
      for (const key of keysOf(record))
        if (columns.size < mostColumns || columns.has(key)) columns.add(key)
        else rest = true
  const names = [...columns]
  yield rowsOf([(rest ? [...names, restColumn] : names).map(cellOf)])
  for await (const block of blocks()) {
    const rows = recordsOf(block).map((record) => {
      const cells = names.map((name) => cellOf(columnOf(record, name)))
      return rest ? [...cells, restOf(record, columns)] : cells
    })
    yield rowsOf(rows)
  }
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (record: Json) => (isObject(record) ? Object.keys(record) : [valueColumn])

function columnOf(record: Json, name: string): Json | undefined {
  if (isObject(record)) return Object.hasOwn(record, name) ? record[name] : undefined
  return name === valueColumn ? record : undefined
}

function recordsOf(block: Uint8Array): Json[] {
  const records: Json[] = []
  for (let from = 0; from < block.length; ) {
    const found = block.indexOf(lineFeed, from)
    const to = found < 0 ? block.length : found
    if (to > from) records.push(readRecord(block.subarray(from, to)))
    from = to + 1
  }
  return records
}

function rowsOf(rows: readonly (readonly string[])[]): Uint8Array {
  return encoder.encode(stringify(rows as string[][], { record_delimiter: 'windows' }))
}

/** A spreadsheet takes a text that begins like this for a formula and would carry it out (OWASP, CSV injection). */
const formulaStart = /^[=@\t\r]|^[+-](?![\d.\s()]*$)/

function cellOf(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return formulaStart.test(value) ? `'${value}` : value
  if (typeof value === 'object') return printJson(value)
  return String(value)
}

function restOf(record: Json, columns: ReadonlySet<string>): string {
  if (!isObject(record)) return ''
  const left = Object.entries(record).filter(([key]) => !columns.has(key))
  return left.length === 0 ? '' : printJson(Object.fromEntries(left))
}
