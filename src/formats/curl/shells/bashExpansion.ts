import { fileMark, type Marks } from '../marks.ts'
import { printedBy, type ShellCommand } from './command.ts'

/**
 * What a `$` or a backtick begins in bash: a variable, a command whose output stands there, a string in the manner of C
 * (https://www.gnu.org/software/bash/manual/bash.html#Shell-Expansions). Nothing is run; what is known from the text itself is
 * put in, the rest becomes a mark.
 */
export interface Expansion {
  text: string
  /** Where the source goes on. */
  end: number
}

export interface ExpansionContext {
  source: string
  marks: Marks
  /** What the text itself assigned before. */
  known: ReadonlyMap<string, string>
  /** Reads the commands within `$(…)`. */
  readInner(source: string): ShellCommand[]
}

/** `undefined` where the character is nothing but itself. */
export function expansionAt(context: ExpansionContext, at: number): Expansion | undefined {
  const { source } = context
  if (source[at] === '`') return backticks(context, at)
  const next = source[at + 1]
  if (next === '{') return braces(context, at)
  if (next === '(') {
    const end = closing(source, at + 2, '(', ')')
    return { text: output(context, source.slice(at + 2, end), source.slice(at, end + 1)), end: end + 1 }
  }
  variableName.lastIndex = at + 1
  const name = variableName.exec(source)?.[0]
  return name === undefined ? undefined : { text: valueOf(context, name), end: at + 1 + name.length }
}

const variableName = /[A-Za-z_]\w*/y

function valueOf({ marks, known }: ExpansionContext, name: string): string {
  return known.get(name) ?? marks.add({ form: 'shell', name, text: `$${name}` })
}

/** `${NAME}`, with any operator behind the name; `${{ name }}`, which is another tool's word for a variable. */
function braces(context: ExpansionContext, at: number): Expansion {
  const { source, marks } = context
  const end = closing(source, at + 2, '{', '}')
  const inside = source.slice(at + 2, end)
  const name = /^[#!]?([A-Za-z_]\w*)/.exec(inside)?.[1]
  if (name !== undefined) return { text: valueOf(context, name), end: end + 1 }
  const text = source.slice(at, end + 1)
  const template = /^\{\s*([\w.-]+)\s*\}$/.exec(inside)?.[1]
  return {
    text: template === undefined ? text : marks.add({ form: 'template', name: template, text }),
    end: end + 1,
  }
}

/** A match is looked for no further than this: names and commands are short, and the text may be large. */
const longest = 10_000

/** The index of what closes; the end of what is searched where nothing does, so that nothing is searched twice. */
function closing(source: string, from: number, open: string, close: string): number {
  const last = Math.min(source.length, from + longest)
  let depth = 1
  for (let at = from; at < last; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === "'" && open === '(') {
      const quote = source.indexOf("'", at + 1)
      if (quote > 0 && quote < last) at = quote
    } else if (char === open) depth++
    else if (char === close && --depth === 0) return at
  }
  return last
}

function backticks(context: ExpansionContext, at: number): Expansion {
  const { source } = context
  const last = Math.min(source.length, at + longest)
  let end = at + 1
  while (end < last && source[end] !== '`') end += source[end] === '\\' ? 2 : 1
  // One that nothing closes is a character: texts are full of them.
  if (end >= last) return { text: '`', end: at + 1 }
  return { text: output(context, source.slice(at + 1, end), source.slice(at, end + 1)), end: end + 1 }
}

/** What a command prints, without its last line breaks, where its words say it; otherwise a mark of the whole. */
function output({ marks, readInner }: ExpansionContext, inside: string, whole: string): string {
  if (inside.trim() === '') return ''
  const file = /^\s*<\s*([^\s<>|;&"'$`]+)\s*$/.exec(inside)?.[1]
  const [command, ...others] = file === undefined ? readInner(inside) : [{ words: ['cat', file] }]
  const words = command?.words ?? []
  const text = others.length === 0 ? printedBy(words, (path) => fileMark(marks, path)) : undefined
  if (text !== undefined) return text.replace(/\n+$/, '')
  return marks.add({ form: 'command', name: marks.plain(words[0] ?? 'command'), text: whole })
}

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1B',
  E: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** `$'…'` from behind its opening quote. Bytes that are escaped one by one are read as UTF-8. */
export function ansiString(source: string, from: number): Expansion {
  let text = ''
  let at = from
  for (;;) {
    plainRun.lastIndex = at
    text += plainRun.exec(source)?.[0] ?? ''
    at = plainRun.lastIndex
    if (at >= source.length || source[at] === "'") return { text, end: at + 1 }
    escape.lastIndex = at
    const found = escape.exec(source)
    if (found === null) return { text: `${text}\\`, end: at + 1 }
    at = escape.lastIndex
    text += unescaped(found)
  }
}

const plainRun = /[^'\\]*/y
const escape =
  /\\(?:u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|((?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3})(?:\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}))*)|c([\s\S])|([\s\S]))/y
const decoder = new TextDecoder()

function unescaped([, short, long, codes, control, char = '']: RegExpExecArray): string {
  const point = short ?? long
  if (point !== undefined) {
    const code = Number.parseInt(point, 16)
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  }
  if (codes !== undefined)
    return decoder.decode(
      Uint8Array.from(codes.split('\\'), (code) =>
        code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8) & 0xff,
      ),
    )
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f)
  return escapes[char] ?? (/['"\\?]/.test(char) ? char : `\\${char}`)
}
