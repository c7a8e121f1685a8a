import type { RunSummary } from '../api/contract.ts'
import type { Catalog } from '../engine/definition.ts'
import { EngineError, toRunFailure } from '../engine/errors.ts'
import type { RunEvent, RunId } from '../engine/events.ts'
import type { CheckpointStore, Io, Secrets } from '../engine/io.ts'
import { createMemoryLimits } from '../engine/memory.ts'
import { createMemoryQueues } from '../engine/memoryQueue.ts'
import { type Plan, plan } from '../engine/plan.ts'
import { run } from '../engine/run.ts'
import { type Connector, findOperation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { bindCredential, type Renewals } from './credentials.ts'
import { hostClock, randomId } from './hostIo.ts'
import { ApiProblem } from './problems.ts'
import type { RunFolder } from './runFolder.ts'
import type { KeptRun, RunStore } from './runStore.ts'
import { VaultError } from './seal.ts'
import type { Transport } from './transport.ts'
import type { Vault } from './vault.ts'

export interface RunRequest {
  readonly connector: Connector
  /** Name or id; may be left out where there is one. */
  readonly operation: string | undefined
  readonly input: Json
  readonly credential: string | undefined
  readonly pins: Readonly<Record<NodeId, readonly Json[]>> | undefined
  readonly until: NodeId | undefined
  readonly mostPages?: number | undefined
}

/** The runs of a runner: they belong to it, not to whoever started them. */
export interface Runs {
  /** Starts a run and returns at once. Throws `ApiProblem` where it cannot start. */
  start(request: RunRequest): Promise<RunSummary>
  /** Tells a run to stop and gives it a moment to say so. Undefined: there is no such run. */
  stop(id: string): Promise<RunSummary | undefined>
  /** Stops all runs and waits until they have written what they had. */
  close(): Promise<void>
}

export interface RunsOptions {
  readonly store: RunStore
  readonly folder: RunFolder
  readonly vault: Vault
  readonly transport: Transport
  readonly catalog: Catalog
}

interface Going {
  readonly stop: AbortController
  readonly over: Promise<void>
}

/** How long a stopped run is waited for before the answer goes out without its last word. */
const stopWaitMs = 100
/** The same when the runner itself ends. */
const closeWaitMs = 5000

export function createRuns(options: RunsOptions): Runs {
  const { store, vault } = options
  const going = new Map<string, Going>()
  const renewals: Renewals = new Map()
  const limits = createMemoryLimits(hostClock)
  const queues = createMemoryQueues()

  function createIo(kept: KeptRun, secrets: Secrets): Io {
    return {
      http: options.transport.http,
      clock: hostClock,
      random: Math.random,
      id: randomId,
      secrets,
      limits,
      // A queue in memory is its run's own; two runs of an operation must not share one.
      queue: (name, settings) => queues.open(`${kept.id}/${name}`, settings),
      records: kept.records,
      checkpoints: checkpointsOf(kept, options),
      tape: kept.tape,
    }
  }

  async function follow(kept: KeptRun, events: AsyncIterable<RunEvent>): Promise<void> {
    let finished = false
    try {
      for await (const event of events) {
        // The last word comes when all that was written before it can be read.
        if (event.type === 'finished') {
          await kept.records.flush()
          kept.update({
            outcome: event.outcome,
            finishedMs: event.atMs,
            records: event.records,
            ...(event.failure !== undefined && { failure: event.failure }),
          })
          finished = true
        }
        await kept.events.append(event)
      }
      if (!finished) throw new EngineError('internal', 'The run ended without saying how.')
    } catch (error) {
      await fail(kept, error)
    }
    await kept.events.end().catch(() => {})
    kept.update({ seq: kept.events.seq })
    // Where even this cannot be written, the next start finds the run unfinished and says so.
    await kept.write().catch(() => {})
    await store.release(kept.id)
  }

  return {
    async start(request) {
      const operation = chooseOperation(request.connector, request.operation)
      const planned = plan(request.connector, operation.id, options.catalog)
      if (!planned.ok)
        throw new ApiProblem(
          'document-has-problems',
          'The operation cannot run before its problems are solved.',
          planned.problems,
        )
      const secrets = await bindCredential(vault, renewals, request.connector, request.credential)
      const id = randomId() as RunId
      const kept = await store.create({
        id,
        connector: request.connector.id,
        operation: operation.id,
        operationTitle: operation.title,
        hash: planned.plan.hash,
        startedMs: hostClock.now(),
        records: 0,
        seq: -1,
        yields: planned.plan.yields,
      })
      const stop = new AbortController()
      const events = runPlan(planned.plan, request, createIo(kept, secrets), id, stop.signal)
      const over = follow(kept, events).finally(() => going.delete(id))
      going.set(id, { stop, over })
      return kept.summary
    },
    async stop(id) {
      const found = going.get(id)
      if (found !== undefined) {
        found.stop.abort(new EngineError('internal', 'The run was stopped.', { retryable: true }))
        await within(found.over, stopWaitMs)
      }
      return store.summary(id)
    },
    async close() {
      const all = [...going.values()]
      for (const { stop } of all)
        stop.abort(new EngineError('internal', 'The runner was stopped.', { retryable: true }))
      await within(Promise.all(all.map(({ over }) => over)), closeWaitMs)
    },
  }
}

function runPlan(
  planned: Plan,
  { input, pins, until, mostPages }: RunRequest,
  io: Io,
  id: RunId,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  return run(planned, {
    run: id,
    input,
    io,
    signal,
    ...(pins !== undefined && { pins }),
    ...(until !== undefined && { until }),
    ...(mostPages !== undefined && { mostPages }),
  })
}

function chooseOperation(connector: Connector, named: string | undefined) {
  const only = connector.operations.length === 1 ? connector.operations[0] : undefined
  const found = named === undefined || named === '' ? only : findOperation(connector, named)
  if (found !== undefined) return found
  throw new ApiProblem(
    'bad-request',
    named === undefined || named === ''
      ? `The connector has ${connector.operations.length} operations: say which one to run.`
      : `The connector has no operation “${named}”.`,
  )
}

/** The place to go on from may hold secrets (E24): it is sealed with the vault's key, after the records it counts. */
function checkpointsOf(kept: KeptRun, { vault, folder }: RunsOptions): CheckpointStore {
  return {
    async save(checkpoint) {
      await kept.records.flush()
      try {
        const seal = await vault.seal()
        const text = printJson(checkpoint as unknown as Json)
        await folder.writeText(kept.id, 'checkpoint', seal.close(text, `checkpoint ${kept.id}`))
      } catch (error) {
        // A vault that cannot be opened costs the going on, not the run.
        if (!(error instanceof VaultError)) throw error
      }
    },
  }
}

/** Ends a run that could not end itself: the disk under its events failed, or the engine broke its promise. */
async function fail(kept: KeptRun, error: unknown): Promise<void> {
  const failure = toRunFailure(error)
  const atMs = hostClock.now()
  const records = kept.records.count
  kept.update({ outcome: 'failed', finishedMs: atMs, records, failure })
  const seq = kept.events.seq + 1
  const last: RunEvent = {
    seq,
    atMs,
    type: 'finished',
    outcome: 'failed',
    records,
    masked: 0,
    failure,
    resumable: false,
  }
  // Those who follow live still get it from memory.
  await kept.events.append(last)?.catch(() => {})
}

/** Resolves when the work is over or the time is up, whichever comes first. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const up = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, up]).finally(() => clearTimeout(timer))
}
