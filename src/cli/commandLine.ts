import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { CommandFailure, type ExitCode, parseArgsOptions, UsageError, usage } from './command.ts'
import { commands } from './commands.ts'
import { say, type Terminal, write } from './terminal.ts'

/** Runs one command line; never throws, never exits the process. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await write(name === undefined ? terminal.stderr : terminal.stdout, overview())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    await write(terminal.stdout, `${version()}\n`)
    return 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name]?.load : undefined
  if (load === undefined) {
    await say(terminal, `There is no command "${name}".\n\n${overview()}`)
    return 2
  }
  const command = await load()
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: parseArgsOptions(command),
      allowPositionals: true,
      strict: true,
    })
    if (values['help'] === true) {
      await write(terminal.stdout, `${usage(command)}\n`)
      return 0
    }
    return await command.run(positionals, values as Record<string, string | boolean | undefined>, terminal)
  } catch (error) {
    return report(error, usage(command), terminal)
  }
}

async function report(error: unknown, help: string, terminal: Terminal): Promise<ExitCode> {
  if (error instanceof CommandFailure) {
    await say(terminal, error.message)
    return 1
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')) {
    await say(terminal, `${error instanceof Error ? error.message : ''}\n\n${help}`)
    return 2
  }
  // The reader of our output went away (`| head`): what it wanted it has.
  if (code === 'EPIPE') return 0
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
