import { contents } from './data.ts'
import type { Draft, DraftPart } from './draft.ts'

/** The value of `-F`, from https://curl.se/docs/manpage.html#-F: a text or files, then `;type=…`, `;filename=…` and the like. */

interface Cursor {
  text: string
  at: number
}

/** One word up to `;` or one of `ends`: quoted, with `\"` and `\\` in it, or bare and without blanks around it. */
function readWord(cursor: Cursor, ends: string): string {
  const { text } = cursor
  while (/\s/.test(text[cursor.at] ?? '')) cursor.at++
  quotedWord.lastIndex = cursor.at
  const quoted = text[cursor.at] === '"' ? quotedWord.exec(text) : null
  const from = cursor.at
  if (quoted !== null) cursor.at = quotedWord.lastIndex
  while (cursor.at < text.length && text[cursor.at] !== ';' && !ends.includes(text[cursor.at] ?? ''))
    cursor.at++
  return quoted === null
    ? text.slice(from, cursor.at).trimEnd()
    : (quoted[1] ?? '').replaceAll(/\\([\\"])/g, '$1')
}

const quotedWord = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y

/** What may follow a value, and where it goes. */
const attributes: Record<string, (part: DraftPart, value: string) => void> = {
  type: (part, value) => {
    part.type = value
  },
  filename: (part, value) => {
    part.filename = value
  },
  headers: (part, value) => {
    part.headers = [...(part.headers ?? []), value]
  },
  encoder: () => {},
}

function readAttributes(draft: Draft, part: DraftPart, cursor: Cursor, ends: string): void {
  const { text } = cursor
  while (text[cursor.at] === ';') {
    cursor.at++
    attributeName.lastIndex = cursor.at
    const name = attributeName.exec(text)?.[1]?.toLowerCase()
    const take = name === undefined ? undefined : attributes[name]
    if (take === undefined || name === undefined) {
      const rest = readWord(cursor, ends)
      // A media type may have parameters of its own.
      if (part.type !== undefined && rest.includes('=')) part.type += `;${rest}`
      else if (rest !== '')
        draft.warnings.add(
          `In -F, “;${draft.context.marks.plain(rest)}” means nothing to curl and is left out.`,
        )
    } else {
      cursor.at = attributeName.lastIndex
      take(part, readWord(cursor, ends))
    }
  }
}

const attributeName = /\s*(type|filename|headers|encoder)=/iy

/** `-F name=content`. */
export function addFormField(draft: Draft, value: string): void {
  const equals = value.indexOf('=')
  if (equals < 0) {
    draft.warnings.add(`-F “${draft.context.marks.plain(value)}” has no = and is left out.`)
    return
  }
  const name = value.slice(0, equals)
  const sign = value[equals + 1]
  const cursor = { text: value, at: equals + (sign === '@' || sign === '<' ? 2 : 1) }
  if (sign === '(' || value === '=)') {
    draft.warnings.add('Parts within parts (-F with parentheses) are left out.')
    return
  }
  if (sign !== '@') {
    const text = readWord(cursor, '')
    const part: DraftPart = { name, value: sign === '<' ? contents(draft, text, 'bytes') : text }
    readAttributes(draft, part, cursor, '')
    draft.parts.push(part)
    return
  }
  do {
    const file = readWord(cursor, ',')
    const plain = draft.context.marks.plain(file)
    const part: DraftPart = { name, value: contents(draft, file, 'bytes') }
    readAttributes(draft, part, cursor, ',')
    part.filename ??= plain === '-' ? '-' : (/[^/\\]*$/.exec(file)?.[0] ?? file)
    part.type ??=
      typeOf(draft.context.marks.plain(part.filename)) ?? typeOf(plain) ?? 'application/octet-stream'
    draft.parts.push(part)
  } while (cursor.text[cursor.at++] === ',')
}

/** `--form-string name=text`: nothing in the text is special. */
export function addFormText(draft: Draft, value: string): void {
  const equals = value.indexOf('=')
  if (equals < 0)
    draft.warnings.add(`--form-string “${draft.context.marks.plain(value)}” has no = and is left out.`)
  else draft.parts.push({ name: value.slice(0, equals), value: value.slice(equals + 1) })
}

/** The media types that curl knows by the end of a name. */
const types = new Map([
  ['gif', 'image/gif'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain'],
  ['htm', 'text/html'],
  ['html', 'text/html'],
  ['pdf', 'application/pdf'],
  ['xml', 'application/xml'],
])

const typeOf = (name: string): string | undefined =>
  types.get(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '')
