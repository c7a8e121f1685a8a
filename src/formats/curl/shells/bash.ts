import { fileMark, type Marks } from '../marks.ts'
import { ansiString, type Expansion, expansionAt } from './bashExpansion.ts'
import {
  goesOn,
  joinsParameters,
  placeholderAt,
  printedBy,
  type ShellCommand,
  type ShellReading,
} from './command.ts'

/**
 * Reads the commands of a text as bash divides it into words (https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax),
 * and forgives what people paste: placeholders in angle brackets, a bare `&` in an address, typographic quotes, a prompt, lines
 * that go on with options and have no backslash before them. Nothing is run and no name is looked up on the machine. In linear
 * time; `depth` counts the `$(…)` that this text stands in.
 */
export function readBash(source: string, marks: Marks, depth = 0): ShellReading {
  const commands: ShellCommand[] = []
  const inner: ShellCommand[] = []
  const warnings: string[] = []
  const known = new Map<string, string>()
  const pendingDocuments: { end: string; tabs: boolean; expands: boolean; command: ShellCommand }[] = []
  const prompted = /^\s*[$%>]\s/.test(source)
  let command: ShellCommand = { words: [] }
  let at = 0
  /** Parentheses around commands that are open. */
  let groups = 0

  const context = {
    source,
    marks,
    known,
    readInner(text: string): ShellCommand[] {
      if (depth >= deepest) return []
      const found = readBash(text, marks, depth + 1).commands
      inner.push(...found)
      return found
    },
  }

  const starts = (text: string): boolean => source.startsWith(text, at)
  const take = (run: RegExp): string => {
    run.lastIndex = at
    const text = run.exec(source)?.[0] ?? ''
    at += text.length
    return text
  }
  const expand = (found: Expansion | undefined): string => {
    if (found === undefined) return source[at++] ?? ''
    at = found.end
    return found.text
  }

  /** Up to the quote; where there is none, all the rest. */
  function singleQuoted(close: string): string {
    let end = source.indexOf(close, at)
    if (end < 0) {
      warnings.push(`A quote (${close}) is opened and never closed.`)
      end = source.length
    }
    const text = source.slice(at, end)
    at = end + 1
    return text
  }

  function doubleQuoted(close: string): string {
    const run = close === '"' ? quotedRun : typographicRun
    let text = ''
    for (;;) {
      text += take(run)
      const char = source[at]
      if (char === undefined) {
        warnings.push('A quote (") is opened and never closed.')
        return text
      }
      if (char === close || char === '"') {
        at++
        return text
      }
      if (char === '\\') text += escaped(quotable)
      else text += expand(expansionAt(context, at))
    }
  }

  /** Behind a backslash: nothing for a line break, the character itself where it may be escaped, else both. */
  function escaped(which: RegExp): string {
    at++
    if (take(lineBreak) !== '') return ''
    const char = source[at]
    if (char === undefined) return '\\'
    at++
    return which.test(char) ? char : `\\${char}`
  }

  /** One word from here to the next blank or operator; undefined where there is none. */
  function readWord(): string | undefined {
    const wordStart = at
    let word: string | undefined
    for (;;) {
      const run = take(bareRun)
      if (run !== '') word = (word ?? '') + run
      const char = source[at]
      if (char === undefined) return word
      const quote = quotes[char]
      if (quote !== undefined) {
        at++
        word = (word ?? '') + (quote.expands ? doubleQuoted(quote.close) : singleQuoted(quote.close))
      } else if (starts("$'")) {
        const found = ansiString(source, at + 2)
        word = (word ?? '') + expand(found)
      } else if (starts('$"')) at++
      else if (char === '$' || char === '`') word = (word ?? '') + expand(expansionAt(context, at))
      else if (char === '\\') {
        if (take(continuation) !== '') {
          // A line that goes on is one word with what follows only where no blank begins it.
          if (prompted) take(secondPrompt)
          continue
        }
        word = (word ?? '') + escaped(anything)
      } else if (char === '<' && placeholderAt(source, at) !== undefined) {
        const text = placeholderAt(source, at) ?? ''
        at += text.length
        word = (word ?? '') + text
      } else if (char === '&' && word !== undefined && joinsParameters(source, wordStart, at)) {
        at++
        word += '&'
      } else if (char === ')' && groups === 0) {
        at++
        word = (word ?? '') + ')'
      } else if (word?.endsWith('{{') && template.test(source.slice(at, at + longestTemplate))) {
        word += take(upToBraces)
      } else return word
    }
  }

  function endCommand(): void {
    const { words } = command
    const assigned = words.map((word) => assignment.exec(word))
    const from = words[0] === 'export' || words[0] === 'declare' || words[0] === 'local' ? 1 : 0
    if (words.length > from && assigned.slice(from).every((found) => found !== null))
      for (const found of assigned.slice(from)) known.set(found?.[1] ?? '', found?.[2] ?? '')
    if (words.length > 0) commands.push(command)
    command = { words: [] }
  }

  /** The documents that begin behind this line, each up to its own last line. */
  function readDocuments(): void {
    for (const { end, tabs, expands, command: reader } of pendingDocuments.splice(0)) {
      const from = at
      let to = source.length
      while (at < source.length) {
        const next = source.indexOf('\n', at)
        const stop = next < 0 ? source.length : next
        const line = source.slice(at, stop).replace(/\r$/, '')
        const start = at
        at = stop + 1
        if ((tabs ? line.replace(/^\t+/, '') : line) === end) {
          to = start
          break
        }
      }
      const raw = source.slice(from, Math.min(to, source.length))
      const text = tabs ? raw.replaceAll(/^\t+/gm, '') : raw
      reader.input = expands ? expandDocument(text) : text
    }
  }

  function expandDocument(text: string): string {
    const local = { ...context, source: text }
    let out = ''
    let from = 0
    for (;;) {
      documentRun.lastIndex = from
      out += documentRun.exec(text)?.[0] ?? ''
      from = documentRun.lastIndex
      const char = text[from]
      if (char === undefined) return out
      if (char === '\\') {
        const next = text[from + 1] ?? ''
        out += next === '\n' ? '' : documentEscapes.test(next) ? next : `\\${next}`
        from += 2
        continue
      }
      const found = expansionAt(local, from)
      out += found?.text ?? char
      from = found?.end ?? from + 1
    }
  }

  function redirect(operator: string): void {
    take(blanks)
    if (operator.endsWith('<<<')) {
      command.input = `${readWord() ?? ''}\n`
    } else if (operator.endsWith('<<') || operator.endsWith('<<-')) {
      const expands = !/["'\\]/.test(source[at] ?? '')
      const end = readWord()
      if (end !== undefined)
        pendingDocuments.push({ end: marks.plain(end), tabs: operator.endsWith('-'), expands, command })
    } else {
      const file = readWord()
      if (operator.endsWith('<') && file !== undefined) command.input = fileMark(marks, file)
    }
  }

  const operators: Record<string, () => void> = {
    '\n': () => {
      const documents = pendingDocuments.length > 0
      at--
      if (!documents && command.words.length > 0 && take(goesOn) !== '') return
      at++
      if (documents) readDocuments()
      endCommand()
    },
    '|': () => {
      const passed = printedBy(command.words, (file) => fileMark(marks, file))
      endCommand()
      if (passed !== undefined) command.input = passed
    },
  }

  while (at < source.length) {
    take(blanks)
    if (source[at] === '#') {
      take(comment)
      continue
    }
    if (source[at] === '(' && command.words.length === 0) {
      groups++
      at++
      continue
    }
    if (source[at] === ')' && groups > 0) {
      groups--
      at++
      endCommand()
      continue
    }
    const before = at
    const operator = placeholderAt(source, at) === undefined ? take(anyOperator) : ''
    if (operator !== '') {
      if (/[<>]/.test(operator)) redirect(operator)
      else (operators[operator] ?? endCommand)()
      continue
    }
    const word = readWord()
    if (word !== undefined) command.words.push(word)
    // A character that begins neither a word nor an operator.
    if (at === before) at++
  }
  if (pendingDocuments.length > 0) readDocuments()
  endCommand()
  return { commands: depth > 0 ? commands : [...inner, ...commands], warnings }
}

/** How many `$(…)` inside each other are read. */
const deepest = 8

/** What opens a quote: as bash has it, and as a word processor prints it. */
const quotes: Record<string, { close: string; expands: boolean }> = {
  "'": { close: "'", expands: false },
  '"': { close: '"', expands: true },
  '‘': { close: '’', expands: false },
  '“': { close: '”', expands: true },
}

/** `{{ name }}` with blanks in it, from behind its braces. */
const template = /^[^\S\n]*[$#]?[\w.$-]+[^\S\n]*\}\}/
const upToBraces = /[^}]*\}\}/y
const longestTemplate = 100

const bareRun = /[^\s"'‘“$`\\<>&|;)]+/y
const quotedRun = /[^"$`\\]*/y
const typographicRun = /[^"”$`\\]*/y
const documentRun = /[^$`\\]*/y
const quotable = /[$`"\\]/
const documentEscapes = /[$`\\]/
const anything = /[\s\S]/
const blanks = /[^\S\n]*/y
const comment = /[^\n]*/y
const lineBreak = /\r?\n/y
/** With blanks before the line break, which nobody sees; or at the end, where what followed was not copied. */
const continuation = /\\[^\S\n]*(?:\r?\n|$)/y
const secondPrompt = /[^\S\n]*>[^\S\n]/y
const anyOperator = /\n|\|\||\|&|\||&&|;;?|&>>?|\d*(?:<<<|<<-?|<>?|>>|>&|>\|?)|&/y
const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/
