import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import type { Json } from '../../model/json.ts'
import { createTitles } from '../../model/titles.ts'
import { EngineError } from '../errors.ts'

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
  const freeName = createTitles(new Set())
  const names: string[] = []
  const [first = [], ...lines] = parseLines(text, delimiter)
  const nameColumns = (count: number, written: readonly string[]) => {
    for (let column = names.length; column < count; column++)
      names.push(freeName(written[column]?.trim() || `column_${column + 1}`))
  }
  nameColumns(first.length, first)
  return lines.map((fields) => {
    nameColumns(fields.length, [])
    // Through entries, so that a column called `__proto__` is a column.
    return Object.fromEntries(fields.map((field, column) => [names[column], field]))
  })
}

function parseLines(text: string, delimiter: Delimiter): string[][] {
  try {
    // As bytes: what the parser's browser build makes of a text itself takes twice the time and three times the memory.
    return parse(new TextEncoder().encode(text), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      // What other programs write is read as it stands: a quote inside a field, rows that are short or long.
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new EngineError(
      'decode',
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'The answer is cut off: a field in quotes of its CSV is never closed.'
        : `The answer is not valid CSV: ${error.message.slice(0, 200)}.`,
      { cause: error },
    )
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
