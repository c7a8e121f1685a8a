import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Mark } from './chunk.ts'
import type { Checkpoint, CheckpointStore } from './io.ts'

interface Reached {
  readonly mark: Mark
  /** Ends that have not got it yet. */
  left: number
  /** How many records the output had when the mark reached it. */
  records: number
}

export interface CommitFacts {
  readonly hash: string
  readonly sinksOf: ReadonlyMap<NodeId, number>
  readonly checkpoints: CheckpointStore
  /** The checkpoint that the run goes on from. */
  readonly from: Checkpoint | undefined
  /** Output of the one-value nodes that is known by now, as JSON text, so far as it is needed beside these positions. */
  values(positions: Readonly<Record<string, Json>>): Readonly<Record<string, string>>
  onSaved(checkpoint: Checkpoint): void
}

/**
 * Which marks have reached which ends (E23). A mark that all ends of its source have is committed: the records before it were
 * stored by whoever brought it, then the checkpoint is saved, then the source is told, in this order and one at a time.
 */
export class Commits {
  readonly #facts: CommitFacts
  readonly #reached = new Map<NodeId, Map<number, Reached>>()
  readonly #listeners = new Map<NodeId, ((mark: Mark) => Promise<void>)[]>()
  #positions: Readonly<Record<string, Json>>
  #records: number
  #saving: Promise<void> = Promise.resolve()
  /** Whether there is a checkpoint to go on from. */
  saved: boolean

  constructor(facts: CommitFacts) {
    this.#facts = facts
    this.#positions = facts.from?.positions ?? {}
    this.#records = facts.from?.records ?? 0
    this.saved = facts.from !== undefined
  }

  onCommit(source: NodeId, listener: (mark: Mark) => Promise<void>): void {
    const known = this.#listeners.get(source)
    if (known === undefined) this.#listeners.set(source, [listener])
    else known.push(listener)
  }

  /** An end has the mark. `records`: what the output holds now; undefined for ends that are not the output. */
  reach(mark: Mark, records: number | undefined): Promise<void> {
    const ofSource = this.#reached.get(mark.source) ?? new Map<number, Reached>()
    this.#reached.set(mark.source, ofSource)
    const reached = ofSource.get(mark.seq) ?? {
      mark,
      left: this.#facts.sinksOf.get(mark.source) ?? 1,
      records: 0,
    }
    ofSource.set(mark.seq, reached)
    reached.left--
    if (records !== undefined) reached.records = records
    if (reached.left > 0) return Promise.resolve()
    ofSource.delete(mark.seq)
    // What one failed save leaves behind is told to whoever waited for it, not to the next.
    const saved = this.#saving.then(() => this.#commit(reached))
    this.#saving = saved.catch(() => undefined)
    return saved
  }

  async #commit({ mark, records }: Reached): Promise<void> {
    const positions = { ...this.#positions, [mark.source]: mark.position }
    // With several sources another one's committed records may lie further on: those are kept, and ours may come again (E25).
    const kept = Math.max(this.#records, records)
    const checkpoint = {
      hash: this.#facts.hash,
      positions,
      values: this.#facts.values(positions),
      records: kept,
    }
    await this.#facts.checkpoints.save(checkpoint)
    this.#positions = positions
    this.#records = kept
    this.saved = true
    this.#facts.onSaved(checkpoint)
    for (const listener of this.#listeners.get(mark.source) ?? []) await listener(mark)
  }
}
