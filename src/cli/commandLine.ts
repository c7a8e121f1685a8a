import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { type ExitCode, parseArgsOptions, usage } from './command.ts'
import { commands } from './commands.ts'
import { CommandFailure, ReaderGone, UsageError } from './errors.ts'
import { print, say, type Terminal } from './terminal.ts'

/** What can stand in place of a command; the answer is a result, so it goes to stdout. */
const answers: Readonly<Record<string, () => string>> = {
  help: overview,
  '--help': overview,
  '-h': overview,
  '--version': () => `${version()}\n`,
}

/** Runs one command line; never throws, never exits the process. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let help = overview()
  try {
    const [name, ...rest] = argv
    if (name === undefined) throw new UsageError('Say which command.')
    const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
    if (answer !== undefined) {
      await print(terminal, answer())
      return 0
    }
    const load = Object.hasOwn(commands, name) ? commands[name]?.load : undefined
    if (load === undefined) throw new UsageError(`There is no command "${name}".`)
    const command = await load()
    help = `${usage(command)}\n`
    const { values, positionals } = parseArgs({
      args: rest,
      options: parseArgsOptions(command),
      allowPositionals: true,
      strict: true,
    })
    if (values['help'] === true) {
      await print(terminal, help)
      return 0
    }
    return await command.run(positionals, values as Record<string, string | boolean | undefined>, terminal)
  } catch (error) {
    return report(error, help, terminal)
  }
}

async function report(error: unknown, help: string, terminal: Terminal): Promise<ExitCode> {
  if (error instanceof ReaderGone) return 0
  if (error instanceof CommandFailure) {
    await say(terminal, error.message)
    return 1
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')) {
    await say(terminal, `${error instanceof Error ? error.message : ''}\n\n${help}`)
    return 2
  }
  await say(terminal, `Patchbay failed: ${error instanceof Error ? error.message : 'unknown reason'}`)
  return 1
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'patchbay COMMAND …',
    ...lines,
    '',
    'patchbay COMMAND --help tells more. Results go to stdout, everything else to stderr.',
    'Exit: 0 worked, 1 failed, 2 wrong usage, 3 failed with records already out, 130 stopped.',
    '',
  ].join('\n')
}

function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('../../package.json')
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}
