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
 */
export function readCsv(text: string, delimiter: Delimiter = guessDelimiter(text)): Json[] {
  const freeName = createTitles(new Set())
  const names: string[] = []
  const rows: Json[] = []
  let isFirst = true
  for (const fields of lines(text, delimiter)) {
    const isBlank = fields.length === 1 && fields[0] === ''
    if (isBlank) continue
    for (let column = names.length; column < fields.length; column++) {
      const name = isFirst ? (fields[column] as string).trim() : ''
      names.push(freeName(name === '' ? `column_${column + 1}` : name))
    }
    // Through entries, so that a column called `__proto__` is a column.
    if (!isFirst) rows.push(Object.fromEntries(fields.map((field, column) => [names[column], field])))
    isFirst = false
  }
  return rows
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

function* lines(text: string, delimiter: Delimiter): Generator<string[]> {
  const plain = new RegExp(`[^${delimiter}\r\n]*`, 'y')
  let at = 0
  const takePlain = (): string => {
    plain.lastIndex = at
    const found = plain.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const takeQuoted = (): string => {
    let taken = ''
    for (let from = at + 1; ; ) {
      const quote = text.indexOf('"', from)
      if (quote < 0)
        throw new EngineError(
          'decode',
          'The answer is cut off: a field in quotes of its CSV is never closed.',
        )
      taken += text.slice(from, quote)
      at = quote + 1
      if (text[at] !== '"') return taken
      taken += '"'
      from = at + 1
    }
  }
  while (at < text.length) {
    const fields: string[] = []
    do {
      if (fields.length > 0) at++
      // What stands behind the closing quote belongs to the field: some writers quote a part of it.
      fields.push((text[at] === '"' ? takeQuoted() : '') + takePlain())
    } while (text[at] === delimiter)
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    yield fields
  }
}
