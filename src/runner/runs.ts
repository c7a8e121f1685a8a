import type { RunSummary } from '../api/contract.ts'
import type { Catalog } from '../engine/definition.ts'
import { EngineError } from '../engine/errors.ts'
import type { RunEvent, RunId } from '../engine/events.ts'
import type { Io, Secrets } from '../engine/io.ts'
import { createMemoryLimits } from '../engine/memory.ts'
import { createMemoryQueues } from '../engine/memoryQueue.ts'
import { type Plan, plan } from '../engine/plan.ts'
import { run } from '../engine/run.ts'
import { type Connector, findOperation, type Operation } from '../model/document.ts'
import { bindCredential, type Renewals } from './credentials.ts'
import { followRun } from './following.ts'
import { createRest, hostClock, randomId } from './hostIo.ts'
import {
  type KeptRequest,
  mayBeginAgain,
  openRequest,
  pagesLeft,
  type RunRequest,
  sealRequest,
  toKept,
} from './keptRequest.ts'
import { checkpointsOf, findPlace, type Place, sealOf } from './places.ts'
import { ApiProblem } from './problems.ts'
import type { KeptRun, RunStore } from './runStore.ts'
import { VaultError } from './seal.ts'
import type { Transport } from './transport.ts'
import type { Vault } from './vault.ts'

/** Where a run goes on: behind its last checkpoint, or behind page `page`; behind page 0 it begins anew. */
export interface ResumeRequest {
  readonly page?: number | undefined
  readonly mostPages?: number | undefined
}

/** The runs of a runner: they belong to it, not to whoever started them. */
export interface Runs {
  /** Starts a run and returns at once. Throws `ApiProblem` where it cannot start. */
  start(request: RunRequest): Promise<RunSummary>
  /** Goes on with a run that is over: the same run, with its records so far. Throws `ApiProblem` where it cannot. */
  resume(id: string, request: ResumeRequest): Promise<RunSummary>
  /** Takes up the runs that a killed runner left unfinished, and ends those that cannot go on. */
  takeUp(): Promise<void>
  /** Tells a run to stop and gives it a moment to say so. Undefined: there is no such run. */
  stop(id: string): Promise<RunSummary | undefined>
  /** Stops all runs and waits until they have written what they had. */
  close(): Promise<void>
}

export interface RunsOptions {
  readonly store: RunStore
  readonly vault: Vault
  readonly transport: Transport
  readonly catalog: Catalog
}

interface Going {
  readonly stop: AbortController
  readonly over: Promise<void>
}

/** A run that cuts its runner off this often at one place is not taken up again by itself. */
const mostTakeUps = 3

/** How long a stopped run is waited for before the answer goes out without its last word. */
const stopWaitMs = 100
/** The same when the runner itself ends. */
const closeWaitMs = 5000

export function createRuns(options: RunsOptions): Runs {
  const { store, vault } = options
  const going = new Map<string, Going>()
  /** Runs that somebody is having go on: another one who asks meanwhile comes too late. */
  const resuming = new Set<string>()
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
      checkpoints: checkpointsOf(kept, vault),
      tape: kept.tape,
      rest: createRest(),
    }
  }

  /** Plans, binds the credential and starts; `open` makes the run in the store, when nothing can refuse it any more. */
  async function launch(
    request: RunRequest,
    open: (planned: Plan, operation: Operation) => Promise<KeptRun>,
    place?: Place,
  ): Promise<RunSummary> {
    const operation = chooseOperation(request.connector, request.operation)
    const planned = plan(request.connector, operation.id, options.catalog)
    if (!planned.ok)
      throw new ApiProblem(
        'document-has-problems',
        'The operation cannot run before its problems are solved.',
        planned.problems,
      )
    if (place !== undefined && place.checkpoint.hash !== planned.plan.hash)
      throw new ApiProblem(
        'not-resumable',
        'The operation means something else to this Patchbay than when the run began. Run it again.',
      )
    const secrets = await bindCredential(vault, renewals, request.connector, request.credential)
    const kept = await open(planned.plan, operation)
    const stop = new AbortController()
    const events = runPlan(planned.plan, request, createIo(kept, secrets), kept.id, stop.signal, place)
    const over = followRun(kept, events)
      .then(() => store.release(kept.id))
      .finally(() => going.delete(kept.id))
    going.set(kept.id, { stop, over })
    return kept.summary
  }

  async function resume(id: string, request: ResumeRequest, takenUp = 0): Promise<RunSummary> {
    // A run that has said its last word is over for everyone, also while it is still being put away.
    if (store.summary(id)?.outcome !== undefined) await going.get(id)?.over
    if (store.summary(id) === undefined)
      throw new ApiProblem('run-not-found', 'There is no such run any more.')
    if (going.has(id) || resuming.has(id)) throw new ApiProblem('run-going', 'The run is going on already.')
    resuming.add(id)
    return goOn(id, request, takenUp).finally(() => resuming.delete(id))
  }

  async function goOn(id: string, { page, mostPages }: ResumeRequest, takenUp: number): Promise<RunSummary> {
    const seal = await vault.seal()
    const sealed = await store.request(id)
    const asked = sealed === undefined ? undefined : openRequest(seal, id, sealed)
    const found = page === 0 ? undefined : await findPlace(store, id, { seal, page })
    const begins =
      asked !== undefined &&
      found === undefined &&
      (page === 0 ||
        (page === undefined &&
          takenUp > 0 &&
          mayBeginAgain(chooseOperation(asked.connector, asked.operation))))
    if (asked === undefined || (found === undefined && !begins))
      throw new ApiProblem(
        'not-resumable',
        page === undefined
          ? 'The run got to no place that it could go on from. Run it again.'
          : `What is needed to go on behind page ${page} is not kept. Run it again.`,
      )
    const passed = found?.kept.page ?? 0
    // What is taken up goes as far as it was asked to; a person who goes on says anew how far.
    const left = takenUp > 0 ? pagesLeft(asked, passed) : mostPages
    const { lastPage: _, ...same } = asked
    const request: RunRequest = { ...same, mostPages: left }
    return launch(
      request,
      async () => {
        const kept = await store.goOn(id, found?.kept)
        if (kept === undefined) throw new ApiProblem('run-not-found', 'There is no such run any more.')
        await keepRequest(kept, toKept(request, passed), vault)
        kept.update({ takenUp })
        await kept.write()
        return kept
      },
      found,
    )
  }

  return {
    async start(request) {
      return launch(request, async (planned, operation) => {
        const id = randomId() as RunId
        const kept = await store.create({
          id,
          connector: request.connector.id,
          operation: operation.id,
          operationTitle: operation.title,
          hash: planned.hash,
          startedMs: hostClock.now(),
          records: 0,
          seq: -1,
          yields: planned.yields,
          ...(request.aside === true && { aside: true }),
        })
        await keepRequest(kept, toKept(request, 0), vault)
        return kept
      })
    },
    resume: (id, request) => inApiWords(resume(id, request)),
    async takeUp() {
      for (const { id, takenUp = 0, aside } of store.interrupted()) {
        // The form that it was to fill asks anew.
        const worth = aside !== true && takenUp < mostTakeUps
        // What is wrong now (a credential that is gone, a run that kills its runner) is in the story of the run.
        if (worth && (await resume(id, {}, takenUp + 1).catch(() => undefined)) !== undefined) continue
        await store.endInterrupted(id, hostClock.now())
      }
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
  { input, pins, answers, until, mostPages }: RunRequest,
  io: Io,
  id: RunId,
  signal: AbortSignal,
  place: Place | undefined,
): AsyncIterable<RunEvent> {
  return run(planned, {
    run: id,
    input,
    io,
    signal,
    ...(pins !== undefined && { pins }),
    ...(answers !== undefined && { answers }),
    ...(until !== undefined && { until }),
    ...(mostPages !== undefined && { mostPages }),
    ...(place !== undefined && { from: place.checkpoint, lost: place.lost }),
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

async function keepRequest(kept: KeptRun, request: KeptRequest, vault: Vault): Promise<void> {
  const seal = await sealOf(vault)
  if (seal !== undefined) await kept.keepRequest(sealRequest(seal, kept.id, request))
}

/** A vault that cannot be opened, in the words of the API. */
function inApiWords<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw error instanceof VaultError ? new ApiProblem('vault-locked', error.message) : error
  })
}

/** Resolves when the work is over or the time is up, whichever comes first. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const up = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, up]).finally(() => clearTimeout(timer))
}
