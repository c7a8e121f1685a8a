import { readArguments } from './arguments.ts'
import { finishDraft } from './finish.ts'
import { createMarks } from './marks.ts'
import type { CurlRequest, ShellName } from './request.ts'
import type { ShellCommand } from './shells/command.ts'
import { detectShell, dialects } from './shells/dialects.ts'
import { findVariables } from './variables.ts'

/** What a text of curl commands asks for, in the order in which it is written. */
export interface CurlReading {
  value: CurlRequest[]
  shell: ShellName
  /** What is said of the text as a whole; what is said of a request stands with it. */
  warnings: string[]
}

/**
 * Reads every curl command of a text: what comes before them, behind them and between them is passed over. A text that asks for
 * nothing gives no request and a warning. Never throws; takes time in proportion to the text.
 */
export function readCurl(source: string, shell: ShellName = detectShell(source)): CurlReading {
  const marks = createMarks()
  const { commands, warnings } = dialects[shell].read(marks.protect(withoutFences(source)), marks)
  const context = {
    marks,
    findVariables: (text: string, where: Parameters<typeof findVariables>[2]) =>
      findVariables(marks, text, where),
  }
  const value = commands.flatMap((command) => {
    const words = behindCurl(command)
    if (words === undefined) return []
    return readArguments(words, { ...context, input: command.input }).flatMap(finishDraft)
  })
  if (value.length === 0)
    warnings.push(
      commands.some((command) => behindCurl(command) !== undefined)
        ? 'The curl command names no address.'
        : 'There is no curl command in the text.',
    )
  return { value, shell, warnings: [...new Set(warnings)] }
}

/** The words behind the name of the program: with its folder or `.exe`, and behind a prompt or another program that calls it. */
function behindCurl({ words }: ShellCommand): string[] | undefined {
  const at = words.findIndex((word) => /^\(?(?:.*[/\\>])?curl(?:\.exe)?$/i.test(word))
  return at < 0 || at === words.length - 1 ? undefined : words.slice(at + 1)
}

/** A text that was copied with the fences of its code block. */
const withoutFences = (source: string): string =>
  /^[^\S\n]*```/m.test(source) ? source.replaceAll(/^[^\S\n]*```.*$/gm, '') : source
