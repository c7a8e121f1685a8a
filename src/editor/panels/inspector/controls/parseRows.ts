import { printJson } from '../../../../model/printJson.ts'
import { parseJson } from '../../../../model/readJson.ts'

/** A name and a value that were pasted. */
export interface PastedRow {
  readonly name: string
  readonly value: string
}

/**
 * Several rows out of pasted text: lines of `name: value`, `name=value` or `name⇥value`, a query string, or a JSON object.
 * Undefined where the text is only one thing, to be pasted as it is.
 */
export function parseRows(text: string): readonly PastedRow[] | undefined {
  const trimmed = text.trim()
  const rows = jsonRows(trimmed) ?? queryRows(trimmed) ?? lineRows(trimmed)
  return rows !== undefined && rows.length > 0 ? rows : undefined
}

function jsonRows(text: string): PastedRow[] | undefined {
  if (!text.startsWith('{') || text.startsWith('{{')) return undefined
  try {
    const value = parseJson(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.entries(value).map(([name, inner]) => ({
      name,
      value: typeof inner === 'string' ? inner : printJson(inner),
    }))
  } catch {
    // Not JSON after all.
    return undefined
  }
}

function queryRows(text: string): PastedRow[] | undefined {
  if (text.includes('\n') || !/^\??[^\s=&?]+=[^\s&]*(?:&[^\s=&]+(?:=[^\s&]*)?)+$/.test(text)) return undefined
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))
}

const line = /^\s*(?:-H\s+)?["']?([^:=\t"']+?)\s*(?::|=|\t)\s*(.*?)["']?\s*$/

function lineRows(text: string): PastedRow[] | undefined {
  const lines = text.split(/\r?\n/).filter((each) => each.trim() !== '')
  if (lines.length < 2) return undefined
  const rows = lines.map((each) => line.exec(each))
  // One line that is no row: the text is something else, a body for instance.
  if (rows.some((row) => row === null)) return undefined
  return rows.map((row) => ({ name: row?.[1] ?? '', value: row?.[2] ?? '' }))
}
