import { fileMark, type Marks } from '../marks.ts'
import {
  goesOn,
  joinsParameters,
  placeholderAt,
  printedBy,
  type ShellCommand,
  type ShellReading,
} from './command.ts'

/**
 * Reads the commands of a text as PowerShell divides it into words: backticks, both kinds of quotes and of here-strings, `$name`,
 * `$env:NAME` and `$(…)` (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules). A word in
 * which every `"` has a backslash before it was written for PowerShell before 7.3, which hands quotes to a program only so.
 */
export function readPowerShell(source: string, marks: Marks): ShellReading {
  const commands: ShellCommand[] = []
  const warnings: string[] = []
  const known = new Map<string, string>()
  let command: ShellCommand = { words: [] }
  let at = 0

  const starts = (text: string): boolean => source.startsWith(text, at)
  const take = (run: RegExp): string => {
    run.lastIndex = at
    const text = run.exec(source)?.[0] ?? ''
    at += text.length
    return text
  }

  function backtick(): string {
    at++
    if (take(lineBreak) !== '') return ''
    const char = source[at]
    if (char === undefined) return ''
    at++
    return escapes[char] ?? char
  }

  function variable(): string {
    reference.lastIndex = at
    const found = reference.exec(source)
    if (found === null) {
      at++
      return '$'
    }
    at += found[0].length
    const [text, bare, braced, command = ''] = found
    const name = bare ?? braced ?? command.trim().split(/[\s.]/)[0]?.replace(/^\$/, '') ?? ''
    if (command === '') {
      const value = known.get(name.toLowerCase())
      return value ?? marks.add({ form: 'shell', name: name.replace(/^env:/i, ''), text })
    }
    return marks.add({ form: 'command', name, text })
  }

  /** From behind the opening quote. A quote that is doubled is meant. */
  function quoted(run: RegExp, close: RegExp, expands: boolean): string {
    let text = ''
    for (;;) {
      text += take(run)
      const char = source[at]
      if (char === undefined) {
        warnings.push('A quote is opened and never closed.')
        return text
      }
      if (close.test(char)) {
        at++
        if (!close.test(source[at] ?? '')) return text
        text += source[at++]
      } else if (expands && char === '`') text += backtick()
      else if (expands && char === '$') text += variable()
      else text += source[at++]
    }
  }

  /** `@'` and what follows up to a line that begins with `'@`. */
  function hereString(quote: string): string {
    at += 2
    take(restOfLine)
    const end = source.indexOf(`\n${quote}@`, at - 1)
    if (end < 0) warnings.push('A here-string is opened and never closed.')
    const raw = source.slice(at, end < 0 ? source.length : Math.max(at, end)).replace(/\r$/, '')
    at = end < 0 ? source.length : end + 3
    return quote === "'" ? raw : expanded(raw)
  }

  function expanded(text: string): string {
    const nested = readPowerShell(`"${text.replaceAll(/["“”]/g, '$&$&')}"`, marks)
    return nested.commands[0]?.words[0] ?? ''
  }

  function readWord(): string | undefined {
    const wordStart = at
    let word: string | undefined
    for (;;) {
      const run = take(bareRun)
      if (run !== '') word = (word ?? '') + run
      const char = source[at]
      if (char === undefined || /\s/.test(char)) return word
      if ((starts("@'") || starts('@"')) && word === undefined) word = hereString(source[at + 1] ?? '')
      else if (singleQuote.test(char)) {
        at++
        word = (word ?? '') + quoted(singleRun, singleQuote, false)
      } else if (doubleQuote.test(char)) {
        at++
        word = (word ?? '') + quoted(doubleRun, doubleQuote, true)
      } else if (char === '`') {
        if (/\s/.test(source[at + 1] ?? '')) {
          take(continuation)
          return word
        }
        word = (word ?? '') + backtick()
      } else if (char === '$') word = (word ?? '') + variable()
      else if (char === '<' && placeholderAt(source, at) !== undefined) {
        const text = placeholderAt(source, at) ?? ''
        at += text.length
        word = (word ?? '') + text
      } else if (
        char === '@' ||
        (char === '&' && word !== undefined && joinsParameters(source, wordStart, at))
      ) {
        word = (word ?? '') + char
        at++
      } else return word
    }
  }

  function endCommand(): void {
    if (command.words.length > 0) commands.push(command)
    command = { words: [] }
  }

  while (at < source.length) {
    take(blanks)
    if (starts('<#')) {
      const end = source.indexOf('#>', at)
      at = end < 0 ? source.length : end + 2
      continue
    }
    const assigned = command.words.length === 0 ? take(assignment) : ''
    if (assigned !== '') {
      // A variable of the text itself; what a command brings is none that is known.
      const name = assigned
        .replace(/\s*=\s*$/, '')
        .slice(1)
        .toLowerCase()
      if (/["'@“‘]/.test(source[at] ?? '')) known.set(name, readWord() ?? '')
      continue
    }
    const before = at
    if (starts('#')) take(restOfLine)
    else if (starts('\n')) {
      if (command.words.length === 0 || take(goesOn) === '') {
        endCommand()
        at++
      }
    } else if (starts('|')) {
      const passed = printedBy(command.words, (file) => fileMark(marks, file))
      endCommand()
      if (passed !== undefined) command.input = passed
      at++
    } else if (/[;&]/.test(source[at] ?? '')) {
      endCommand()
      at++
    } else if (take(redirection) !== '') {
      take(blanks)
      readWord()
    } else {
      const word = readWord()
      if (word !== undefined) command.words.push(unescapeQuotes(word))
      else if (at === before) at++
    }
  }
  endCommand()
  return { commands, warnings }
}

/** `\"` for every quote is how older PowerShells have to be asked; where one quote has none, backslashes are the text's own. */
function unescapeQuotes(word: string): string {
  return word.includes('\\"') && !/(^|[^\\])"/.test(word) ? word.replaceAll('\\"', '"') : word
}

const escapes: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}
const singleQuote = /['‘’‚‛]/
const doubleQuote = /["“”„]/
const bareRun = /[^\s"“”„'‘’‚‛`$<>&|;@]+/y
const singleRun = /[^'‘’‚‛]*/y
const doubleRun = /[^"“”„`$]*/y
const blanks = /[^\S\n]*/y
const restOfLine = /[^\n]*\n?/y
const lineBreak = /\r?\n/y
const continuation = /`[^\S\n]*\r?\n?/y
const redirection = /\d*>{1,2}(?:&\d)?|<\s/y
const assignment = /\$(?:env:)?\w+\s*=\s*/iy
const reference = /\$(?:((?:env:|script:|global:)?[A-Za-z_]\w*)|\{([^}\n]{1,200})\}|\(([^()\n]{0,1000})\))/iy
