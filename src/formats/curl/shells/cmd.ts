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
 * Reads the commands of a text as Windows' cmd.exe and then a program's start-up code divide it into words: first carets,
 * `%NAME%` and operators (`help cmd`), then quotes and backslashes
 * (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). A quote counts for both, but one behind a caret for
 * the second alone. Browsers open a word with `^"` where they copy a request, and double its backslashes, which Windows would
 * leave doubled: in such a word they are halved. Line breaks inside quotes, a bare `&` in an address and placeholders are forgiven.
 */
export function readCmd(source: string, marks: Marks): ShellReading {
  const commands: ShellCommand[] = []
  const known = new Map<string, string>()
  let command: ShellCommand = { words: [] }
  let at = 0
  /** What the shell takes for quoted, and what the program does. */
  let shellQuoted = false
  let quoted = false
  /** The last character closed a quote: another quote at once is one that is meant. */
  let closed = false
  let word: string | undefined
  /** Where the last word ended. */
  let wordStart = 0
  let slashes = 0
  /** The word was opened by `^"`. */
  let copied = false
  let redirection: '<' | '>' | undefined

  function flushSlashes(): void {
    if (slashes > 0) word = (word ?? '') + '\\'.repeat(copied ? (slashes + 1) >> 1 : slashes)
    slashes = 0
  }

  function append(text: string): void {
    flushSlashes()
    closed = false
    word = (word ?? '') + text
  }

  function quote(escaped: boolean): void {
    if (word === undefined && slashes === 0) copied = escaped
    const literal = slashes % 2 === 1
    word = (word ?? '') + '\\'.repeat(slashes >> 1)
    slashes = 0
    if (literal) word += '"'
    else if (closed) {
      word += '"'
      quoted = true
      closed = false
      return
    } else quoted = !quoted
    closed = !literal && !quoted
  }

  function endWord(): void {
    flushSlashes()
    wordStart = at
    closed = false
    copied = false
    if (word === undefined) return
    if (redirection === '<') command.input = fileMark(marks, word)
    else if (redirection === undefined) command.words.push(word)
    redirection = undefined
    word = undefined
  }

  function endCommand(): void {
    endWord()
    const assigned = /^set$/i.test(command.words[0] ?? '')
      ? /^([^=]+)=([\s\S]*)$/.exec(command.words.slice(1).join(' '))
      : null
    if (assigned?.[1] !== undefined) known.set(assigned[1].toUpperCase(), assigned[2] ?? '')
    if (command.words.length > 0) commands.push(command)
    command = { words: [] }
    shellQuoted = false
    quoted = false
  }

  function pipe(): void {
    endWord()
    const passed = printedBy(command.words, (file) => fileMark(marks, file))
    endCommand()
    if (passed !== undefined) command.input = passed
  }

  function lineEnd(): void {
    if (quoted) {
      append('\n')
      at++
      return
    }
    goesOn.lastIndex = at
    const joined = command.words.length > 0 || word !== undefined ? goesOn.exec(source) : null
    if (joined === null) endCommand()
    else endWord()
    at += joined?.[0].length ?? 1
  }

  /** Behind a caret: the character itself, or nothing for a line break, behind which the next one is taken as it is. */
  function caret(): void {
    lineBreak.lastIndex = at + 1
    const broken = lineBreak.exec(source)?.[0]
    at += 1 + (broken?.length ?? 0)
    if (broken !== undefined) {
      lineBreak.lastIndex = at
      const second = lineBreak.exec(source)?.[0]
      // Outside of a word it is a blank line; browsers write a line break inside a word so.
      if (second !== undefined && word !== undefined) {
        append('\n')
        at += second.length
      }
      return
    }
    const char = source[at++]
    if (char === undefined) return
    if (char === '"') quote(true)
    else if (char === '\\') backslash()
    else append(char)
  }

  function backslash(): void {
    closed = false
    slashes++
  }

  /** `%NAME%`; but what is a percent-encoded byte is none. */
  function percentSign(): void {
    reference.lastIndex = at
    const name = reference.exec(source)?.[1]
    if (name === undefined || /^[0-9A-Fa-f]{2}/.test(name)) {
      append('%')
      at += source[at + 1] === '%' ? 2 : 1
      return
    }
    append(known.get(name.toUpperCase()) ?? marks.add({ form: 'shell', name, text: `%${name}%` }))
    at += name.length + 2
  }

  while (at < source.length) {
    const char = source[at] ?? ''
    plainRun.lastIndex = at
    const run = plainRun.exec(source)?.[0] ?? ''
    if (run !== '') {
      append(run)
      at += run.length
    } else if (char === '^' && !shellQuoted) caret()
    else if (char === '"') {
      shellQuoted = !shellQuoted
      quote(false)
      at++
    } else if (char === '\\') {
      backslash()
      at++
    } else if (char === '%') percentSign()
    else if (char === '\n') lineEnd()
    else if (char === '\r' && source[at + 1] === '\n') at++
    else if (quoted || char === '^') {
      append(char)
      at++
    } else if (/\s/.test(char)) {
      endWord()
      at++
    } else if (char === '<' && placeholderAt(source, at) !== undefined) {
      const text = placeholderAt(source, at) ?? ''
      append(text)
      at += text.length
    } else if (char === '<' || char === '>') {
      endWord()
      redirection = char
      at += source[at + 1] === '>' ? 2 : 1
    } else if (char === '&' && word !== undefined && joinsParameters(source, wordStart, at)) {
      append('&')
      at++
    } else if (char === '|' && source[at + 1] !== '|') {
      pipe()
      at++
    } else {
      endCommand()
      at++
    }
  }
  const open = quoted
  endCommand()
  return { commands, warnings: open ? ['A quote (") is opened and never closed.'] : [] }
}

const plainRun = /[^\s"\\^%&|<>]+/y
const lineBreak = /\r?\n/y
const reference = /%([A-Za-z_][\w().-]*)%/y
