import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DataFolderError } from '../../runner/dataFolder.ts'
import { createRunner, RunnerError } from '../../runner/server.ts'
import type { Command } from '../command.ts'
import { CommandFailure, UsageError } from '../errors.ts'
import { print, say } from '../terminal.ts'

/** `patchbay serve`: what `npm start` does. Prints the address on stdout, ends cleanly at SIGINT and SIGTERM. */
export const serve: Command = {
  name: 'serve',
  summary: 'serves the editor and the runner on this computer',
  takes: '',
  options: [
    { name: 'port', value: 'N', hint: 'port on 127.0.0.1 (default 4400; 0: any free one)' },
    { name: 'data', value: 'DIR', hint: 'where credentials and runs are kept' },
    { name: 'no-private-network', hint: 'refuse calls to private and loopback addresses' },
  ],
  async run(operands, options, terminal) {
    if (operands.length > 0) throw new UsageError('serve takes no file.')
    const port = portOf(options['port'])
    const data = options['data']
    // Beside the command line in dist; without it (a source checkout that was never built) only the API is served.
    const editorDir = fileURLToPath(new URL('../editor/', import.meta.url))
    try {
      const runner = await createRunner({
        ...(port !== undefined && { port }),
        ...(typeof data === 'string' && { data }),
        privateNetwork: options['no-private-network'] !== true,
        ...(existsSync(editorDir) && { editorDir }),
        environment: terminal.env,
      })
      await print(terminal, `Patchbay is at ${runner.url}\n`)
      await say(terminal, `Runs and credentials are kept in ${runner.data}. Ctrl+C ends it.`)
      await new Promise<void>((resolve) => {
        if (terminal.stopped.aborted) resolve()
        else terminal.stopped.addEventListener('abort', () => resolve(), { once: true })
      })
      await runner.close()
      return 0
    } catch (error) {
      if (error instanceof RunnerError || error instanceof DataFolderError)
        throw new CommandFailure(error.message)
      throw error
    }
  },
}

function portOf(value: string | boolean | undefined): number | undefined {
  if (typeof value !== 'string') return undefined
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new UsageError('--port must be a number from 0 to 65535.')
  return port
}
