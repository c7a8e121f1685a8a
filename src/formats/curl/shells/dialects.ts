import type { Marks } from '../marks.ts'
import type { ShellName } from '../request.ts'
import { readBash } from './bash.ts'
import { readCmd } from './cmd.ts'
import type { ShellReading } from './command.ts'
import { readPowerShell } from './powershell.ts'

export interface Dialect {
  read(source: string, marks: Marks): ShellReading
  /** What only a text for this shell has. The first dialect with a sign is taken; bash has none, and is what is left. */
  signs: readonly RegExp[]
  /** The name of the program, as this shell finds curl itself by it. */
  program: string
  /** What ends a line that goes on. */
  lineEnd: string
  quote(word: string): string
}

export const dialects: Record<ShellName, Dialect> = {
  cmd: {
    read: readCmd,
    signs: [
      /\^[^\S\n]*(?:\n|$)/,
      /(?:^|[\s=])\^"/,
      /(?:^|\s)"[^"\n]*[{[:,]""/,
      /^\s*[A-Za-z]:\\[^>\n]*>/,
      // PowerShell has no `\"` in double quotes, and the others no `.exe`.
      /curl\.exe\s[^\n]*\s"[^"\n]*\\"/i,
      // `%NAME%`, which is no percent-encoded byte, where nobody quotes with an apostrophe.
      /^(?![\s\S]*\s')[\s\S]*%(?![0-9A-F]{2})[A-Z_][A-Z0-9_]+%(?![0-9A-F]{2})/,
    ],
    program: 'curl',
    lineEnd: ' ^',
    quote: quoteForCmd,
  },
  powershell: {
    read: readPowerShell,
    signs: [
      /[^\S\n]`[^\S\n]*\r?\n/,
      /@['"]\r?\n/,
      /\$env:\w/i,
      /(?:^|\s)curl\.exe\s/i,
      /^\s*PS[^>\n]*>/,
      /^[^\S\n]*\$\w+[^\S\n]*=\s/m,
    ],
    // `curl` alone is another command's second name in Windows PowerShell.
    program: 'curl.exe',
    lineEnd: ' `',
    // A comma would make a list, and a dot would end an option.
    quote: (word) =>
      /^(?:-{0,2}[A-Za-z0-9][A-Za-z0-9-]*|[a-z]+:[\w:./-]+)$/.test(word)
        ? word
        : `'${word.replaceAll(/['‘’‚‛]/g, '$&$&')}'`,
  },
  bash: {
    read: readBash,
    signs: [],
    program: 'curl',
    lineEnd: ' \\',
    quote: quoteForBash,
  },
}

/** The shell that a text was written for. */
export function detectShell(source: string): ShellName {
  // A prompt, an option or a quote that only one shell has stands near the beginning; the rest may be a large body.
  const head = source.slice(0, 100_000)
  const names = Object.keys(dialects) as ShellName[]
  return names.find((name) => dialects[name].signs.some((sign) => sign.test(head))) ?? 'bash'
}

const isPlain = (word: string): boolean => /^[\w+=:,./-]+$/.test(word)

function quoteForBash(word: string): string {
  if (isPlain(word)) return word
  // oxlint-disable-next-line no-control-regex -- characters that a terminal would take for commands are what it looks for
  if (!/[\x01-\x08\x0B-\x1F\x7F]/.test(word)) return `'${word.replaceAll("'", "'\\''")}'`
  // oxlint-disable-next-line no-control-regex -- as above
  const escaped = word.replaceAll(/[\\'\x01-\x1F\x7F]/g, (char) =>
    char === '\\' || char === "'" ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `$'${escaped}'`
}

/**
 * The shell never leaves its own quotes, so that `&`, `|`, `<`, `>` and `^` stay what they are: an inner quote is doubled, which
 * reads as one for the program. Only a percent sign and a line break stand outside of them, behind a caret.
 */
function quoteForCmd(word: string): string {
  if (isPlain(word)) return word
  const inner = word.replaceAll(/(?<!\\)(\\*)(["%\n]|$)/g, (_, slashes: string, stop: string) =>
    stop === '' && slashes === '' ? '' : slashes + slashes + (outside[stop] ?? ''),
  )
  return `"${inner}"`
}

const outside: Record<string, string> = { '"': '""', '%': '"^%"', '\n': '"^\n\n"' }
