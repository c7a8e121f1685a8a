import type { NodeId } from '../model/ids.ts'
import { type Chunk, type Mark, markChunk } from './chunk.ts'
import { ended, type Pull } from './pull.ts'

/** What a fan-in knows of its edges, beside them. */
export interface MergeFacts {
  /** For each edge, whose marks it carries. */
  readonly carried: readonly ReadonlySet<NodeId>[]
  /** How many edges carry each source. */
  readonly carriers: ReadonlyMap<NodeId, number>
}

type Result =
  | { readonly edge: number; readonly result: IteratorResult<Chunk, undefined> }
  | { readonly error: unknown }

/**
 * Several edges as one stream (E4): all are read at once, one chunk ahead each, and chunks leave in order of arrival, each
 * edge's order kept. A mark leaves when every edge that carries its source has brought it or has ended; records never wait for
 * a mark. Edges in `dropping` are pulled for what they do, not for what they bring.
 */
export class Merge implements Pull {
  readonly #edges: readonly Pull[]
  readonly #marks: AlignedMarks | undefined
  readonly #dropping: ReadonlySet<number>
  /** Edges that are not being read at the moment. */
  #idle: number[]
  #open: number
  #arrived: Result[] = []
  #wake: (() => void) | undefined
  #returned: Promise<unknown> | undefined

  constructor(edges: readonly Pull[], facts?: MergeFacts, dropping: ReadonlySet<number> = new Set()) {
    this.#edges = edges
    this.#marks = facts === undefined ? undefined : new AlignedMarks(facts)
    this.#dropping = dropping
    this.#idle = [...edges.keys()].toReversed()
    this.#open = edges.length
  }

  async next(): Promise<IteratorResult<Chunk, undefined>> {
    for (;;) {
      const passed = this.#marks?.passed.shift()
      if (passed !== undefined) return { done: false, value: markChunk(passed) }
      if (this.#returned !== undefined) return ended
      for (let edge = this.#idle.pop(); edge !== undefined; edge = this.#idle.pop()) this.#read(edge)
      const arrived = this.#arrived.shift()
      if (arrived === undefined) {
        if (this.#open === 0) return ended
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        continue
      }
      if ('error' in arrived) throw arrived.error
      const { edge, result } = arrived
      if (result.done) {
        this.#open--
        this.#marks?.end(edge)
        continue
      }
      this.#idle.push(edge)
      const { mark } = result.value
      if (mark !== undefined && this.#marks !== undefined) this.#marks.bring(edge, mark)
      else if (!this.#dropping.has(edge)) return { done: false, value: result.value }
    }
  }

  async return(): Promise<IteratorResult<Chunk, undefined>> {
    this.#returned ??= Promise.all(this.#edges.map((edge) => edge.return()))
    this.#wake?.()
    await this.#returned
    return ended
  }

  #read(edge: number): void {
    const arrive = (result: Result) => {
      this.#arrived.push(result)
      this.#wake?.()
    }
    this.#edges[edge]?.next().then(
      (result) => arrive({ edge, result }),
      (error: unknown) => arrive({ error }),
    )
  }
}

/** Marks of one source that some edges have brought and others have not. */
interface Waiting {
  readonly marks: { readonly mark: Mark; missing: number }[]
  /** How many have passed: the place of the first that waits. */
  passed: number
  /** Edges that carry the source and have not ended. */
  carriers: number
}

/** Marks on their way through a fan-in. */
class AlignedMarks {
  readonly passed: Mark[] = []
  readonly #carried: readonly ReadonlySet<NodeId>[]
  readonly #waiting: ReadonlyMap<NodeId, Waiting>
  /** For each edge, how many marks of each source it has brought. */
  readonly #brought: Map<NodeId, number>[]

  constructor({ carried, carriers }: MergeFacts) {
    this.#carried = carried
    this.#waiting = new Map(
      [...carriers].map(([source, count]) => [source, { marks: [], passed: 0, carriers: count }]),
    )
    this.#brought = carried.map(() => new Map())
  }

  bring(edge: number, mark: Mark): void {
    const waiting = this.#waiting.get(mark.source)
    if (waiting === undefined) return
    const place = this.#brought[edge]?.get(mark.source) ?? 0
    this.#brought[edge]?.set(mark.source, place + 1)
    const known = waiting.marks[place - waiting.passed]
    if (known === undefined) waiting.marks.push({ mark, missing: waiting.carriers - 1 })
    else known.missing--
    this.#pass(waiting)
  }

  /** An edge that has ended will bring nothing that could be missing. */
  end(edge: number): void {
    for (const source of this.#carried[edge] ?? []) {
      const waiting = this.#waiting.get(source)
      if (waiting === undefined) continue
      waiting.carriers--
      const brought = this.#brought[edge]?.get(source) ?? 0
      for (const later of waiting.marks.slice(brought - waiting.passed)) later.missing--
      this.#pass(waiting)
    }
  }

  #pass(waiting: Waiting): void {
    for (let next = waiting.marks[0]; next !== undefined && next.missing <= 0; next = waiting.marks[0]) {
      this.passed.push(next.mark)
      waiting.marks.shift()
      waiting.passed++
    }
  }
}
