import type { FileContents, Place, Variable, VariableForm } from './request.ts'

/**
 * While a command is read, a variable travels as one character of the private use area, and a table says what it stands for. So
 * words can be cut, joined and searched as plain text, nothing that stands in a variable's name is taken for syntax, and in the
 * end each variable's place is known exactly: `$id` inside single quotes is never mistaken for one.
 */
export interface Mark {
  /** `text` is a character of the source that is itself of that area. */
  form: VariableForm | 'text'
  name: string
  text: string
  /** Percent-encoded when it is written out. */
  encoded?: true
  /** Of files: how their contents are taken. */
  as?: FileContents['as']
}

const FIRST = 0xe000
const LAST = 0xf8ff
const anyMark = /[\uE000-\uF8FF]/g

export type Marks = ReturnType<typeof createMarks>

export function createMarks() {
  const marks: Mark[] = []
  const known = new Map<string, string>()

  /** The character for a mark. The 6,401st different one is a text like any other. */
  function add(mark: Mark): string {
    const key = JSON.stringify([mark.form, mark.name, mark.text, mark.encoded, mark.as])
    const had = known.get(key)
    if (had !== undefined) return had
    if (FIRST + marks.length > LAST) return mark.text
    const char = String.fromCharCode(FIRST + marks.length)
    marks.push(mark)
    known.set(key, char)
    return char
  }

  /** A source whose own characters of the area cannot be taken for marks. */
  const protect = (source: string): string =>
    source.replaceAll(anyMark, (char) => add({ form: 'text', name: char, text: char }))

  const of = (char: string): Mark | undefined => marks[char.charCodeAt(0) - FIRST]

  /** The text with another mark, or another text, in place of each. */
  const replace = (text: string, each: (mark: Mark) => string): string =>
    text.replaceAll(anyMark, (char) => {
      const mark = of(char)
      return mark === undefined ? char : each(mark)
    })

  /** The text with every mark written out, and what stands where in it. */
  function expand(text: string): { text: string; found: { mark: Mark; start: number; end: number }[] } {
    const found: { mark: Mark; start: number; end: number }[] = []
    let out = ''
    let from = 0
    for (const { index, 0: char } of text.matchAll(anyMark)) {
      const mark = of(char)
      if (mark === undefined) continue
      out += text.slice(from, index)
      const start = out.length
      out += mark.encoded ? encodeFormValue(mark.text) : mark.text
      if (mark.form !== 'text') found.push({ mark, start, end: out.length })
      from = index + 1
    }
    return { text: out + text.slice(from), found }
  }

  /** As a form field is sent, with variables that are encoded when they are written out. */
  const encode = (text: string): string =>
    encodeUnmarked(text, (char) => {
      const mark = of(char)
      return mark === undefined || mark.form === 'text' ? undefined : add({ ...mark, encoded: true })
    })

  return { add, protect, of, replace, expand, plain: (text: string) => expand(text).text, encode }
}

/** The contents of a file, in a text. */
export function fileMark(marks: Marks, name: string): string {
  const file = marks.plain(name)
  return marks.add({ form: 'file', name: file, text: `@${file}`, as: 'bytes' })
}

/** What is found when the texts of one request are written out: its variables, each with all its places. */
export function createVariables(marks: Marks) {
  const variables = new Map<string, Variable>()
  const note = (mark: Mark, place: Place): void => {
    if (mark.form === 'text') return
    const key = `${mark.form} ${mark.name} ${mark.text}`
    const variable = variables.get(key) ?? { name: mark.name, form: mark.form, text: mark.text, places: [] }
    variable.places.push(mark.encoded ? { ...place, encoded: true } : place)
    variables.set(key, variable)
  }
  return {
    /** Writes out a text that stands `where` in the request. */
    write(text: string, where: Pick<Place, 'in' | 'at'>): string {
      const expanded = marks.expand(text)
      for (const { mark, start, end } of expanded.found) note(mark, { ...where, start, end })
      return expanded.text
    },
    list: (): Variable[] => [...variables.values()],
  }
}

/** As curl's `--data-urlencode` does it: letters, digits and `-._~` stay, a space is `+`, the rest is bytes of UTF-8. */
export const encodeFormValue = (text: string): string => encodeUnmarked(text, () => undefined)

function encodeUnmarked(text: string, instead: (char: string) => string | undefined): string {
  return text.replaceAll(
    /[^A-Za-z0-9._~-]/gu,
    (char) => instead(char) ?? (char === ' ' ? '+' : percent(char)),
  )
}

const bytes = new TextEncoder()

/** A character as percent-encoded UTF-8; half a surrogate pair becomes U+FFFD, where `encodeURIComponent` would throw. */
export const percent = (char: string): string =>
  Array.from(bytes.encode(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
