import type { NodeId } from '../model/ids.ts'
import type { Chunk } from './chunk.ts'
import type { EventLog } from './eventLog.ts'
import type { Address, NodeEvent } from './events.ts'
import type { Clock } from './io.ts'
import type { Redactor } from './redact.ts'
import { sampleRecord } from './sample.ts'

/** States of one node, in all runs of its body, that are told; beyond them only failures are (E30). */
const maxStates = 2_000
/** Records of a node that are shown. */
const maxSamples = 3
/** Between two tellings of a node's totals: at most ten a second, the last one included. */
const countsEveryMs = 112

interface Totals {
  chunks: number
  records: number
  bytes: number
  requests: number
  samples: number
  statesTold: number
  toldAtMs: number
}

type Kept<Type extends NodeEvent['type']> = Extract<NodeEvent, { type: Type }>

/** Events that hold text from outside: these are searched for secrets. The others are made of ids and numbers. */
const foreign: Readonly<Record<NodeEvent['type'], boolean>> = {
  node: false,
  counts: false,
  waiting: false,
  queue: false,
  batch: true,
  sample: true,
  page: true,
  attempt: true,
  note: true,
}

/**
 * What nodes tell, made bounded and masked (E20, E30): the one place through which their events pass. Totals are kept here and
 * told at most ten times a second.
 */
export class Telling {
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #redactor: Redactor
  readonly #totals = new Map<NodeId, Totals>()
  readonly #untold = new Set<NodeId>()

  constructor(log: EventLog, clock: Clock, redactor: Redactor) {
    this.#log = log
    this.#clock = clock
    this.#redactor = redactor
  }

  /** Takes in an event of a node. */
  emit(event: NodeEvent): void {
    if (event.type === 'node') this.#state(event)
    else this.#push(event)
  }

  /** A chunk has left a node: counted, and its first records shown. Parses at most those. */
  chunk(node: NodeId, at: Address, chunk: Chunk): void {
    const totals = this.#of(node)
    totals.chunks++
    totals.records += chunk.count
    for (let index = 0; totals.samples < maxSamples && index < chunk.count; index++) {
      totals.samples++
      const { value, cut } = sampleRecord(chunk, index, (text) => this.#redactor.text(text))
      this.#push({ type: 'sample', node, at, value, ...(cut && { cut }) })
    }
    this.#counted(node, totals)
  }

  /** An exchange is over, well or badly. */
  sent(node: NodeId, bytes: number): void {
    const totals = this.#of(node)
    totals.requests++
    totals.bytes += bytes
    this.#counted(node, totals)
  }

  /** Tells all totals that were held back. */
  flush(): void {
    const nowMs = this.#clock.now()
    for (const node of this.#untold) this.#tell(node, this.#of(node), nowMs)
    this.#untold.clear()
  }

  #state(event: Kept<'node'>): void {
    const totals = this.#of(event.node)
    if (event.state === 'failed' || totals.statesTold++ < maxStates) this.#push(event)
  }

  #push(event: NodeEvent): void {
    this.#log.push(foreign[event.type] ? this.#redactor.value(event) : event)
  }

  #counted(node: NodeId, totals: Totals): void {
    const nowMs = this.#clock.now()
    if (nowMs - totals.toldAtMs >= countsEveryMs) {
      this.#tell(node, totals, nowMs)
      this.#untold.delete(node)
    } else this.#untold.add(node)
  }

  #tell(node: NodeId, totals: Totals, nowMs: number): void {
    totals.toldAtMs = nowMs
    const { chunks, records, bytes, requests } = totals
    this.#log.push({ type: 'counts', node, chunks, records, bytes, requests })
  }

  #of(node: NodeId): Totals {
    let totals = this.#totals.get(node)
    if (totals === undefined) {
      totals = {
        chunks: 0,
        records: 0,
        bytes: 0,
        requests: 0,
        samples: 0,
        statesTold: 0,
        toldAtMs: Number.NEGATIVE_INFINITY,
      }
      this.#totals.set(node, totals)
    }
    return totals
  }
}
