import { EngineError } from '../../engine/errors.ts'
import type { RunEvent, RunId } from '../../engine/events.ts'
import type { Checkpoint } from '../../engine/io.ts'
import { run as runPlan } from '../../engine/run.ts'
import { createTransport, type Transport } from '../../runner/transport.ts'
import type { Command, ExitCode, OptionValues } from '../command.ts'
import { CommandFailure, UsageError } from '../errors.ts'
import { commandIo } from '../commandIo.ts'
import { readCredential } from '../credential.ts'
import { openEventsFile } from '../eventsFile.ts'
import { jsonOption } from '../files.ts'
import { createOutlet, type Outlet } from '../outlet.ts'
import { planFile } from '../planFile.ts'
import { commandSecrets } from '../secrets.ts'
import { say, type Terminal } from '../terminal.ts'

/** `patchbay run FILE [OPERATION]`: records as NDJSON on stdout as they arrive, or the one output value. */
export const run: Command = {
  name: 'run',
  summary: 'runs an operation and prints its records',
  takes: 'FILE [OPERATION]',
  options: [
    { name: 'input', value: 'JSON|@FILE', hint: 'input of the operation (default {})' },
    { name: 'credential', value: '@FILE', hint: 'values to sign in with, as JSON by field name' },
    { name: 'base-url', value: 'URL', hint: 'another base URL for the service' },
    { name: 'max-pages', value: 'N', hint: 'stop after N pages' },
    { name: 'max-records', value: 'N', hint: 'stop after N records' },
    { name: 'data', value: 'DIR', hint: 'keep here where the run can go on from' },
    { name: 'events', value: 'FILE', hint: 'write every run event as NDJSON' },
    { name: 'resume', value: 'RUN', hint: 'go on with a run kept in --data' },
  ],
  async run([file, operation, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('run takes a file and one operation.')
    const mostPages = count(options, 'max-pages')
    const mostRecords = count(options, 'max-records')
    const input = await jsonOption('input', String(options['input'] ?? '{}'))
    const { connector, plan } = await planFile(file, operation, text(options, 'base-url'))
    const secrets = commandSecrets(connector, await readCredential(options['credential'], terminal))

    const guard = new AbortController()
    const kept = await openKept(options, terminal)
    const transport = openTransport(terminal)
    const eventsPath = text(options, 'events')
    const events = eventsPath === undefined ? undefined : await openEventsFile(eventsPath)
    // A full disk behind the events is noticed at the first write: no record is out by then, so nothing is half done.
    const records = createOutlet(terminal, {
      most: mostRecords,
      first: events?.proved,
      gathers: kept === undefined,
      onEnough: () => guard.abort(new Error('enough records')),
    })
    const io = commandIo({
      http: transport.http,
      secrets,
      records,
      ...(kept !== undefined && { checkpoints: kept.checkpoints }),
    })
    let last: Extract<RunEvent, { type: 'finished' }> | undefined
    try {
      const going = runPlan(plan, {
        run: (kept?.id ?? io.id()) as RunId,
        input,
        io,
        signal: AbortSignal.any([guard.signal, terminal.stopped]),
        ...(kept?.from !== undefined && { from: kept.from }),
        ...(mostPages !== Number.POSITIVE_INFINITY && { mostPages }),
      })
      for await (const event of going) {
        await events?.write(event)
        if (event.type === 'finished') last = event
      }
      await endOutlet(records)
    } catch (error) {
      await records.end().catch(() => {})
      if (!(error instanceof CommandFailure) || records.count === 0) throw error
      await say(terminal, error.message)
      return 3
    } finally {
      await transport.close()
      await events?.close()
    }
    return ending(last, records.count, {
      terminal,
      guarded: guard.signal.aborted || !terminal.stopped.aborted,
      kept: kept?.id,
    })
  },
}

async function endOutlet(records: Outlet): Promise<void> {
  try {
    await records.end()
  } catch (error) {
    throw error instanceof EngineError ? new CommandFailure(`Failed: ${error.message}`) : error
  }
}

interface Ending {
  readonly terminal: Terminal
  /** A guard that the person set ended it. */
  readonly guarded: boolean
  readonly kept: string | undefined
}

async function ending(
  last: Extract<RunEvent, { type: 'finished' }> | undefined,
  out: number,
  { terminal, guarded, kept }: Ending,
): Promise<ExitCode> {
  if (last?.outcome === 'completed') return 0
  if (terminal.stopped.aborted || last?.outcome === 'stopped') {
    const goOn = kept !== undefined && last?.resumable === true ? ` Go on with --resume ${kept}.` : ''
    if (guarded) {
      if (goOn !== '') await say(terminal, `Stopped where it was asked to.${goOn}`)
      return 0
    }
    await say(terminal, `Stopped after ${out} ${out === 1 ? 'record' : 'records'}.${goOn}`)
    return 130
  }
  await say(terminal, `Failed: ${last?.failure?.message ?? 'the run ended without saying how.'}`)
  if (kept !== undefined && last?.resumable === true) await say(terminal, `Go on with --resume ${kept}.`)
  return out > 0 ? 3 : 1
}

const text = (options: OptionValues, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

function count(options: OptionValues, name: string): number {
  const value = text(options, name)
  if (value === undefined) return Number.POSITIVE_INFINITY
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new UsageError(`--${name} must be a whole number from 1.`)
  return Number(value)
}

/** Throws `CommandFailure` where the environment names a proxy or an authority that cannot be used. */
function openTransport(terminal: Terminal): Transport {
  try {
    return createTransport({ addresses: { privateNetwork: true }, environment: terminal.env })
  } catch (error) {
    throw error instanceof EngineError ? new CommandFailure(error.message) : error
  }
}

async function openKept(options: OptionValues, terminal: Terminal) {
  const data = text(options, 'data')
  const resume = text(options, 'resume')
  if (data === undefined) {
    if (resume !== undefined) throw new UsageError('--resume needs --data, where the run was kept.')
    return undefined
  }
  // Loaded only here: most runs keep nothing and start without it.
  const [{ openKeptRun }, { randomId }] = await Promise.all([
    import('../keptRun.ts'),
    import('../../runner/hostIo.ts'),
  ])
  const id = resume ?? randomId()
  const { checkpoints, read } = await openKeptRun(data, id, terminal)
  const from: Checkpoint | undefined = resume === undefined ? undefined : await read()
  if (resume !== undefined && from === undefined)
    throw new CommandFailure(`Nothing is kept of run ${resume} in ${data}, so it cannot go on.`)
  if (resume === undefined) await say(terminal, `Run ${id}`)
  return { id, checkpoints, from }
}
