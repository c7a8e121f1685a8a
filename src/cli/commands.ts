import type { Command } from './command.ts'

/**
 * The commands by name. Each is loaded when it is asked for, so that `run` starts without the server's code; the
 * summaries stand here so that the overview loads none.
 */
export const commands: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
> = {
  serve: {
    summary: 'serves the editor and the runner on this computer',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  check: {
    summary: 'lists the problems of a connector file',
    load: async () => (await import('./commands/check.ts')).check,
  },
  preview: {
    summary: 'prints the first HTTP request an operation would send; sends nothing',
    load: async () => (await import('./commands/preview.ts')).preview,
  },
  import: {
    summary: 'makes a connector, or operations of one, of curl commands',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  torture: {
    summary:
      'tries the paging of operations against sizes and faults, with no network; or serves ways to page',
    load: async () => (await import('./commands/torture.ts')).torture,
  },
  run: {
    summary: 'runs an operation and prints its records',
    load: async () => (await import('./commands/run.ts')).run,
  },
}
