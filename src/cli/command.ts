import type { ParseArgsConfig } from 'node:util'
import type { Terminal } from './terminal.ts'

/** What a command ends with: 0 worked, 1 failed, 2 wrong usage, 3 failed with records already out, 130 stopped. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>

/** A word after `patchbay`. One file per command; `commands.ts` lists them. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What stands behind the name: `FILE [OPERATION]`. */
  readonly takes: string
  readonly options: readonly OptionDefinition[]
  run(operands: readonly string[], options: OptionValues, terminal: Terminal): Promise<ExitCode>
}

export interface OptionDefinition {
  readonly name: string
  /** What stands behind it: `JSON|@FILE`; without it the option is a switch. */
  readonly value?: string
  readonly hint: string
}

export function parseArgsOptions(command: Command): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries([
    ...command.options.map((option) => [
      option.name,
      { type: option.value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
    ['help', { type: 'boolean' as const, short: 'h' }],
  ])
}

export function usage(command: Command): string {
  const left = command.options.map((option) =>
    option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`,
  )
  const width = Math.max(0, ...left.map((text) => text.length))
  const lines = command.options.map(
    (option, index) => `  ${(left[index] ?? '').padEnd(width)}  ${option.hint}`,
  )
  return [`patchbay ${command.name} ${command.takes}`.trim(), `  ${command.summary}`, ...lines].join('\n')
}
