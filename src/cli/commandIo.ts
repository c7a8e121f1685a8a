import type { CheckpointStore, Io, RecordStore, Secrets, Tape } from '../engine/io.ts'
import { createMemoryLimits } from '../engine/memory.ts'
import { createMemoryQueues } from '../engine/memoryQueue.ts'
import { createRest, hostClock, randomId } from '../runner/hostIo.ts'

/** A command keeps no tape: what was sent is told by `--events`, what came is on stdout. */
const noTape: Tape = { keep: () => {} }
const noCheckpoints: CheckpointStore = { save: () => Promise.resolve() }

/** `io` for one command: this machine's clock and randomness, queues and limits in memory. */
export function commandIo(parts: {
  http: Io['http']
  secrets: Secrets
  records: RecordStore
  checkpoints?: CheckpointStore
}): Io {
  const queues = createMemoryQueues()
  return {
    http: parts.http,
    clock: hostClock,
    rest: createRest(),
    random: Math.random,
    id: randomId,
    secrets: parts.secrets,
    limits: createMemoryLimits(hostClock),
    queue: (name, settings) => queues.open(name, settings),
    records: parts.records,
    checkpoints: parts.checkpoints ?? noCheckpoints,
    tape: noTape,
  }
}
