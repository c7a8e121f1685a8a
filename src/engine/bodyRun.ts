import type { Scope } from '../expressions/evaluate.ts'
import type { NodeId } from '../model/ids.ts'
import type { Chunk } from './chunk.ts'
import type { Binding } from './definition.ts'
import { Merge } from './merge.ts'
import { NodeRun } from './nodeRun.ts'
import type { Body } from './planned.ts'
import { ended, type Pull, toPull } from './pull.ts'
import type { BodyRunFacts, RunningBody, RunningPlan } from './running.ts'
import type { Policy } from './send.ts'
import { Tee } from './tee.ts'

/** What is known of the one value of a node. */
interface Value {
  chunk: Chunk | undefined
  /** There, or known never to come. */
  settled: boolean
}

/**
 * One run of one body: the operation's own, or that of a container, fresh each time (E7). Builds a stream for each node and
 * joins them; nothing runs before somebody pulls.
 */
export class BodyRun implements RunningBody {
  readonly run: RunningPlan
  readonly container: NodeId | undefined
  /** What the container binds for this run. */
  readonly bound: Scope | undefined
  /** Of the nodes in it: `every:12/`, empty at the top. */
  readonly prefix: string
  readonly #body: Body
  readonly #parent: RunningBody | undefined
  readonly #binding: Binding | undefined
  readonly #runs: NodeRun[] = []
  readonly #outlets = new Map<NodeId, { readonly pull: Pull; readonly tee: Tee | undefined }>()
  readonly #values = new Map<NodeId, Value>()

  constructor(run: RunningPlan, body: Body, facts: BodyRunFacts | undefined) {
    this.run = run
    this.container = body.container
    this.bound = facts?.binding.bind
    this.prefix = facts === undefined ? '' : `${facts.at}:${facts.binding.at}/`
    this.#body = body
    this.#parent = facts?.parent
    this.#binding = facts?.binding
    const { nodes, feedReaders } = run.selection(body)
    const feed = facts?.binding.feed
    if (body.container !== undefined && feed !== undefined) {
      const pull = toPull(feed)
      const tee = feedReaders > 1 ? new Tee(pull, feedReaders, run.onAbort) : undefined
      this.#outlets.set(body.container, { pull, tee })
    }
    for (const selected of nodes) {
      const { planned, upstream, readers, carried, carriers } = selected
      const pulls: Pull[] = []
      for (const feeder of upstream) {
        const pull = this.read(feeder)
        if (pull !== undefined) pulls.push(pull)
      }
      const input =
        pulls.length > 1
          ? new Merge(pulls, carriers === undefined ? undefined : { carried, carriers })
          : pulls[0]
      const nodeRun = new NodeRun(this, selected, input)
      this.#runs.push(nodeRun)
      const { named, node } = planned
      if (named || (body.container === undefined && planned.yields === 'one' && run.keepsValues))
        this.#values.set(node.id, { chunk: undefined, settled: false })
      const tee =
        readers > 1 || named
          ? new Tee(nodeRun, readers, run.onAbort, () => named && !this.#isSettled(node.id))
          : undefined
      this.#outlets.set(node.id, { pull: nodeRun, tee })
    }
  }

  /** One reader's end of a node's stream, or of what enters the body. Undefined: nothing enters. */
  read(id: NodeId): Pull | undefined {
    const outlet = this.#outlets.get(id)
    return outlet?.tee?.open() ?? outlet?.pull
  }

  /** What leaves the body. Its unread nodes are pulled along. */
  output(): Pull {
    const { sinks } = this.run.selection(this.#body)
    const pulls: Pull[] = []
    const dropping = new Set<number>()
    for (const id of [...this.#body.exits, ...sinks]) {
      const pull = this.read(id)
      if (pull === undefined) continue
      if (pulls.length >= this.#body.exits.length) dropping.add(pulls.length)
      pulls.push(pull)
    }
    const merged =
      pulls.length === 1 && dropping.size === 0 && pulls[0] !== undefined
        ? pulls[0]
        : new Merge(pulls, undefined, dropping)
    const end = async () => {
      await merged.return()
      await this.close()
      return ended
    }
    return {
      next: async () => {
        try {
          const result = await merged.next()
          if (result.done) await this.close()
          return result
        } catch (error) {
          // Whoever reads in a loop does not end what failed: the rest of the body would be left standing.
          await end()
          throw error
        }
      },
      return: end,
    }
  }

  around(container: NodeId): RunningBody | undefined {
    return this.container === container ? this : this.#parent?.around(container)
  }

  policies(node: NodeId): readonly Policy[] {
    const { policies, everywhere } = this.#binding ?? {}
    const own = [policies?.[node], everywhere].filter((policy) => policy !== undefined)
    return [...own, ...(this.#parent?.policies(node) ?? [])]
  }

  kept(id: NodeId): Chunk | undefined {
    const value = this.#values.get(id)
    return value === undefined ? this.#parent?.kept(id) : value.chunk
  }

  /** All values that are known by now. */
  *keptValues(): Iterable<readonly [NodeId, Chunk]> {
    for (const [id, { chunk }] of this.#values) if (chunk !== undefined) yield [id, chunk]
  }

  keep(id: NodeId, chunk: Chunk | undefined): void {
    const value = this.#values.get(id)
    if (value === undefined || value.settled) return
    if (chunk !== undefined && chunk.count === 0) return
    value.chunk = chunk?.slice(0, 1)
    value.settled = true
  }

  async demand(id: NodeId): Promise<void> {
    if (this.#isSettled(id)) return
    const pull = this.#outlets.get(id)?.tee?.join()
    if (pull === undefined) return
    try {
      while (!this.#isSettled(id)) if ((await pull.next()).done) return
    } finally {
      await pull.return()
    }
  }

  /** Ends what was begun in it and is not over: nodes somebody named, and what a reader left behind. */
  async close(): Promise<void> {
    for (const run of this.#runs) if (run.isRunning) await run.return()
  }

  #isSettled(id: NodeId): boolean {
    return this.#values.get(id)?.settled ?? true
  }
}
