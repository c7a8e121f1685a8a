import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import type { Json } from '../../model/json.ts'
import { createTitles } from '../../model/titles.ts'
import { EngineError } from '../errors.ts'
import { type Resting, usualLength } from './pieces.ts'

const delimiters = [',', ';', '\t'] as const
type Delimiter = (typeof delimiters)[number]

/**
 * Rows of CSV (RFC 4180; lines may end in any way) as objects by the names in the first line. Every value is the text that
 * stands there: what looks like a number may be a key with zeros in front. Without a delimiter it is the one that the first
 * line holds most of. Columns without a name are called `column_3`, of two equal names the second `name 2`; blank lines are
 * no rows. Throws `EngineError` of kind `decode`.
 *
 * Its parser is large and few answers are CSV: loaded by decode.ts when one comes.
 */
export function readCsv(text: string, delimiter: Delimiter = guessDelimiter(text)): Json[] {
  const { add, rows } = createRows()
  const fault = parseLines(text, delimiter, add)
  if (fault !== undefined) throw fault.error
  return rows
}

/**
 * The same with a rest behind each piece. A piece ends where a line does; where that lies within quotes, it is read again as a
 * longer one: each time twice as long, so that nothing is read more than twice.
 */
export async function readCsvInSteps(
  text: string,
  { rest, signal, pieceLength = usualLength }: Resting,
  delimiter: Delimiter = guessDelimiter(text),
): Promise<Json[]> {
  const { add, rows } = createRows()
  let length = pieceLength
  for (let from = 0; from < text.length; ) {
    const to = lineEnd(text, from + length)
    const lines: string[][] = []
    const fault = parseLines(text.slice(from, to), delimiter, (fields) => lines.push(fields))
    if (fault !== undefined && (!fault.open || to === text.length)) throw fault.error
    if (fault === undefined) {
      for (const fields of lines) add(fields)
      from = to
      length = pieceLength
    } else length *= 2
    await rest()
    signal.throwIfAborted()
  }
  return rows
}

/** Behind the first end of a line from here on. */
function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\n') return at + 1
    if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1
  }
  return text.length
}

/** Takes the fields of line after line, the names first. */
function createRows() {
  const freeName = createTitles(new Set())
  const names: string[] = []
  const rows: Json[] = []
  const nameColumns = (count: number, written: readonly string[]) => {
    for (let column = names.length; column < count; column++)
      names.push(freeName(written[column]?.trim() || `column_${column + 1}`))
  }
  let isFirst = true
  return {
    rows,
    add(fields: readonly string[]) {
      nameColumns(fields.length, isFirst ? fields : [])
      // Through entries, so that a column called `__proto__` is a column.
      if (!isFirst) rows.push(Object.fromEntries(fields.map((field, column) => [names[column], field])))
      isFirst = false
    },
  }
}

interface Fault {
  readonly error: EngineError
  /** The text ends within quotes. */
  readonly open: boolean
}

function parseLines(text: string, delimiter: Delimiter, add: (fields: string[]) => void): Fault | undefined {
  try {
    // As bytes: what the parser's browser build makes of a text itself takes twice the time and three times the memory.
    const lines = parse(new TextEncoder().encode(text), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      // What other programs write is read as it stands: a quote inside a field, rows that are short or long.
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    for (const fields of lines) add(fields)
    return undefined
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const open = error.code === 'CSV_QUOTE_NOT_CLOSED'
    const words = open
      ? 'The answer is cut off: a field in quotes of its CSV is never closed.'
      : `The answer is not valid CSV: ${error.message.slice(0, 200)}.`
    return { open, error: new EngineError('decode', words, { cause: error }) }
  }
}

/** So much of the first line says which delimiter it is. */
const maxGuessed = 10_000

function guessDelimiter(text: string): Delimiter {
  const line = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(0, maxGuessed))?.[0].replace(/"[^"]*"/g, '') ?? ''
  let best: Delimiter = ','
  for (const candidate of delimiters)
    if (line.split(candidate).length > line.split(best).length) best = candidate
  return best
}
