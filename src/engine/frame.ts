import type { Scope } from '../expressions/evaluate.ts'
import type { NodeId } from '../model/ids.ts'
import type { Chunk } from './chunk.ts'
import type { Binding } from './definition.ts'
import type { Execution } from './execution.ts'
import { Merge } from './merge.ts'
import { NodeRun } from './nodeRun.ts'
import type { Body } from './plan.ts'
import { ended, type Pull, toPull } from './pull.ts'
import type { Policy } from './send.ts'
import { Tee } from './tee.ts'

/** What is known of the one value of a node. */
interface Value {
  chunk: Chunk | undefined
  /** There, or known never to come. */
  settled: boolean
}

/** How a body run is called and what it is given; undefined at the top. */
export interface FrameFacts {
  readonly parent: Frame
  /** Address of the container. */
  readonly at: string
  readonly binding: Binding
}

/**
 * One run of one body: the operation's own, or that of a container, fresh each time (E7). Builds a stream for each node and
 * joins them; nothing runs before somebody pulls.
 */
export class Frame {
  readonly execution: Execution
  readonly container: NodeId | undefined
  /** What the container binds for this run. */
  readonly bound: Scope | undefined
  /** Of the nodes in it: `every:12/`, empty at the top. */
  readonly prefix: string
  readonly #body: Body
  readonly #parent: Frame | undefined
  readonly #binding: Binding | undefined
  readonly #runs: NodeRun[] = []
  readonly #outlets = new Map<NodeId, { readonly run: Pull; readonly tee: Tee | undefined }>()
  readonly #values = new Map<NodeId, Value>()

  constructor(execution: Execution, body: Body, facts: FrameFacts | undefined) {
    this.execution = execution
    this.container = body.container
    this.bound = facts?.binding.bind
    this.prefix = facts === undefined ? '' : `${facts.at}:${facts.binding.at}/`
    this.#body = body
    this.#parent = facts?.parent
    this.#binding = facts?.binding
    const { nodes, feedReaders } = execution.selection(body)
    const feed = facts?.binding.feed
    if (body.container !== undefined && feed !== undefined) {
      const pull = toPull(feed)
      const tee = feedReaders > 1 ? new Tee(pull, feedReaders, execution.onAbort) : undefined
      this.#outlets.set(body.container, { run: pull, tee })
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
      const run = new NodeRun(this, selected, input)
      this.#runs.push(run)
      const { named, node } = planned
      if (named || (body.container === undefined && planned.yields === 'one' && execution.keepsValues))
        this.#values.set(node.id, { chunk: undefined, settled: false })
      const tee =
        readers > 1 || named
          ? new Tee(run, readers, execution.onAbort, () => named && !this.#isSettled(node.id))
          : undefined
      this.#outlets.set(node.id, { run, tee })
    }
  }

  /** One reader's end of a node's stream, or of what enters the body. Undefined: nothing enters. */
  read(id: NodeId): Pull | undefined {
    const outlet = this.#outlets.get(id)
    return outlet?.tee?.open() ?? outlet?.run
  }

  /** What leaves the body. Its unread nodes are pulled along. */
  output(): Pull {
    const { sinks } = this.execution.selection(this.#body)
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

  /** The frame of the container with this id around the nodes of this one. */
  around(container: NodeId): Frame | undefined {
    let frame: Frame | undefined = this
    while (frame !== undefined && frame.container !== container) frame = frame.#parent
    return frame
  }

  /** The policies of the containers around a node, innermost first. */
  policies(node: NodeId): Policy[] {
    const policies: Policy[] = []
    for (let frame: Frame | undefined = this; frame !== undefined; frame = frame.#parent) {
      const own = frame.#binding?.policies?.[node]
      if (own !== undefined) policies.push(own)
      if (frame.#binding?.everywhere !== undefined) policies.push(frame.#binding.everywhere)
    }
    return policies
  }

  /** The one value that a node of this body, or of one around it, has yielded. */
  kept(id: NodeId): Chunk | undefined {
    for (let frame: Frame | undefined = this; frame !== undefined; frame = frame.#parent) {
      const value = frame.#values.get(id)
      if (value !== undefined) return value.chunk
    }
    return undefined
  }

  /** All values that are known by now. */
  *keptValues(): Iterable<readonly [NodeId, Chunk]> {
    for (const [id, { chunk }] of this.#values) if (chunk !== undefined) yield [id, chunk]
  }

  /** A node tells what it yields, or that it has ended (`undefined`). */
  keep(id: NodeId, chunk: Chunk | undefined): void {
    const value = this.#values.get(id)
    if (value === undefined || value.settled) return
    if (chunk !== undefined && chunk.count === 0) return
    value.chunk = chunk?.slice(0, 1)
    value.settled = true
  }

  /**
   * Waits until the one value of a node is there or will never be, pulling the node if nobody else does: whoever names a node
   * asks for it.
   */
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
