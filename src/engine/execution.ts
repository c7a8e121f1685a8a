import type { Authentication, Service } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { BodyRun } from './bodyRun.ts'
import { bytesChunk } from './bytesChunk.ts'
import { type Chunk, type Mark, type Stream, valuesChunk } from './chunk.ts'
import { Commits } from './commits.ts'
import { EngineError, locate, toRunFailure } from './errors.ts'
import { EventLog } from './eventLog.ts'
import type { Outcome } from './events.ts'
import { type GiveAnswer, giveAnswers } from './givenAnswers.ts'
import type { Checkpoint, Fields, Io } from './io.ts'
import type { Plan } from './plan.ts'
import type { Body } from './planned.ts'
import { type OnAbort, type Pull, toStream } from './pull.ts'
import type { Redactor } from './redact.ts'
import type { BodyRunFacts, RunningPlan } from './running.ts'
import type { RunOptions } from './runOptions.ts'
import { type SelectedNode, type Selection, select } from './select.ts'
import type { Send } from './send.ts'
import { evaluateBaseUrl } from './send/baseUrl.ts'
import { createSend } from './send/createSend.ts'
import { Telling } from './telling.ts'

/** The position of a source that makes one mark, when it is done. */
const donePosition = 'done'

/** One run under way: what all its nodes share, its ends, and how it is over. */
export class Execution implements RunningPlan {
  readonly plan: Plan
  readonly io: Io
  readonly log: EventLog
  readonly telling: Telling
  readonly commits: Commits
  readonly signal: AbortSignal
  readonly keepsValues: boolean
  always: { readonly input: Json; readonly service: Json } = { input: null, service: null }
  readonly #options: RunOptions
  readonly #redactor: Redactor
  readonly #abort = new AbortController()
  readonly #selection: Selection
  readonly #selections = new Map<Body, Selection>()
  readonly #fixed: ReadonlyMap<NodeId, Chunk>
  readonly #from: Checkpoint | undefined
  readonly #end: NodeId | undefined
  readonly #giveAnswer: GiveAnswer | undefined
  readonly #sends = new Map<Authentication | undefined, Send>()
  readonly #aborted = new Set<(reason: unknown) => void>()
  readonly #heard = new WeakSet<EngineError>()
  readonly #valueTexts = new Map<NodeId, string>()
  #root: BodyRun | undefined
  #records: number
  #active = 0
  #idle: (() => void) | undefined
  #stopped = false
  #pages = 0
  /** The run has got as far as it was asked to. */
  #isEnough = false
  #failure: { readonly error: unknown } | undefined

  constructor(plan: Plan, options: RunOptions, redactor: Redactor) {
    this.plan = plan
    this.io = options.io
    this.signal = this.#abort.signal
    this.#options = options
    this.#redactor = redactor
    this.#from = options.from
    this.#records = options.from?.records ?? 0
    this.#isEnough = options.mostPages === 0
    this.#fixed = fixedStreams(plan, options)
    const until = options.until === undefined ? undefined : atTop(plan, options.until)
    this.#end = until ?? plan.output
    this.#giveAnswer = giveAnswers(options.answers, { resumed: options.from !== undefined })
    this.#selection =
      this.#fixed.size === 0 && until === undefined
        ? plan.selection
        : select(plan.root, { fixed: this.#fixed, ...(until !== undefined && { until }) })
    this.keepsValues =
      this.#selection.sinksOf.size > 1 ||
      [...this.#selection.sinksOf.keys()].some((id) => plan.nodes.get(id)?.definition.sources !== undefined)
    this.log = new EventLog(this.io.clock, this.onAbort)
    this.telling = new Telling(this.log, this.io.clock, redactor)
    this.commits = new Commits({
      hash: plan.hash,
      sinksOf: this.#selection.sinksOf,
      checkpoints: this.io.checkpoints,
      from: options.from,
      values: (positions) => this.#values(positions),
      onSaved: ({ records }) => this.log.push({ type: 'checkpoint', records }),
    })
  }

  /** Runs to the end; never rejects. What happened is in the log, which is closed when everything that was begun is over. */
  async start(): Promise<void> {
    const { signal } = this.#options
    const stop = () => this.stop()
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) this.stop()
    this.#tellStart()
    try {
      await this.#prepare()
      await this.#runEnds()
    } catch (error) {
      this.#fail(error)
    } finally {
      await this.#allOver()
      signal?.removeEventListener('abort', stop)
      this.#tellEnd()
    }
  }

  /** Ends everything: waits and exchanges hear it at once (E28). */
  stop(): void {
    if (this.#abort.signal.aborted) return
    this.#stopped = true
    this.#abortAll()
  }

  readonly onAbort: OnAbort = (wake) => {
    if (this.signal.aborted) wake(this.signal.reason)
    else this.#aborted.add(wake)
    return () => this.#aborted.delete(wake)
  }

  firstHeard(failure: EngineError): boolean {
    if (this.#heard.has(failure)) return false
    this.#heard.add(failure)
    return true
  }

  pagePassed(): boolean {
    this.#pages++
    this.#isEnough ||= this.#pages >= (this.#options.mostPages ?? Number.POSITIVE_INFINITY)
    return this.#isEnough
  }

  pagesLeft(): number {
    return Math.max(0, (this.#options.mostPages ?? Number.POSITIVE_INFINITY) - this.#pages)
  }

  enter(): void {
    this.#active++
  }

  leave(): void {
    this.#active--
    if (this.#active === 0) this.#idle?.()
  }

  selection(body: Body): Selection {
    if (body === this.plan.root) return this.#selection
    let selection = this.#selections.get(body)
    if (selection === undefined) {
      selection = select(body, { fixed: this.#fixed })
      this.#selections.set(body, selection)
    }
    return selection
  }

  runBody(body: Body, facts: BodyRunFacts): Stream {
    return toStream(new BodyRun(this, body, facts).output())
  }

  sendFor(authentication: Authentication | undefined): Send {
    let send = this.#sends.get(authentication)
    if (send === undefined) {
      send = createSend({
        io: this.io,
        service: this.plan.service,
        authentication,
        redactor: this.#redactor,
        emit: (event) => this.telling.emit(event),
        sent: (node, bytes) => this.telling.sent(node, bytes),
        ...(this.#giveAnswer !== undefined && { giveAnswer: this.#giveAnswer }),
      })
      this.#sends.set(authentication, send)
    }
    return send
  }

  position(source: NodeId): Json | undefined {
    return this.#from?.positions[source]
  }

  async *fixedStream(id: NodeId): Stream {
    const chunk = this.#fixed.get(id)
    if (chunk !== undefined && chunk.count > 0) yield chunk
  }

  endMark({ planned, marksItself }: SelectedNode): Mark | undefined {
    const source = planned.node.id
    if (!marksItself || !this.#selection.sinksOf.has(source)) return undefined
    // Committed before this run went on: saying so again would only save the same again.
    if (this.#from !== undefined && Object.hasOwn(this.#from.positions, source)) return undefined
    return { source, seq: 0, position: donePosition }
  }

  async #prepare(): Promise<void> {
    this.signal.throwIfAborted()
    if (this.#from !== undefined) {
      if (this.#from.hash !== this.plan.hash)
        throw new EngineError(
          'storage',
          'This run began with another version of the operation, so it cannot go on. Start a new run.',
        )
      await this.io.records.cut(this.#from.records)
    }
    const { service } = this.plan
    const { shown } = this.io.secrets
    this.always = {
      input: this.plan.accept(this.#options.input),
      service: lazyService(service, shown),
    }
  }

  /** Pulls from all ends at once; the first failure stops the others (E29). */
  async #runEnds(): Promise<void> {
    this.#root = new BodyRun(this, this.plan.root, undefined)
    const root = this.#root
    await Promise.all(this.#selection.sinks.map((end) => this.#drain(end, root.read(end))))
  }

  async #drain(end: NodeId, pull: Pull | undefined): Promise<void> {
    if (pull === undefined) return
    const isOutput = end === this.#end
    try {
      for (;;) {
        if (this.log.full) await this.log.room()
        const result = await pull.next()
        if (result.done === true) return
        const { mark } = result.value
        if (mark !== undefined) await this.commits.reach(mark, isOutput ? this.#records : undefined)
        else if (isOutput && result.value.count > 0) await this.#append(end, result.value)
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      await pull.return().catch((error: unknown) => this.#fail(error))
    }
  }

  async #append(end: NodeId, chunk: Chunk): Promise<void> {
    const { records } = this.io
    try {
      await records.append(records.keeps ? this.#redactor.chunk(chunk) : chunk, this.signal)
    } catch (error) {
      throw locate(error, end, end)
    }
    this.#records += chunk.count
  }

  #fail(error: unknown): void {
    // Whatever goes wrong after the run was stopped went wrong because it was.
    if (this.signal.aborted) return
    this.#failure = { error }
    this.#abortAll()
  }

  #abortAll(): void {
    const reason = new DOMException('The run was stopped.', 'AbortError')
    this.#abort.abort(reason)
    // A waker may take itself off while it is called.
    for (const wake of this.#aborted) wake(reason)
    this.#aborted.clear()
  }

  async #allOver(): Promise<void> {
    await this.#root?.close().catch((error: unknown) => this.#fail(error))
    while (this.#active > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
  }

  #tellStart(): void {
    const until = this.#options.until === undefined ? undefined : this.#end
    const given = Object.keys(this.#options.pins ?? {}) as NodeId[]
    const { lost = 0 } = this.#options
    const answered = Object.keys(this.#options.answers ?? {}) as NodeId[]
    this.log.push({
      type: 'started',
      run: this.#options.run,
      operation: this.plan.operation,
      hash: this.plan.hash,
      resumed: this.#from !== undefined,
      ...(this.#from !== undefined && { records: this.#from.records }),
      ...(lost > 0 && { lost }),
      yields: until === undefined ? this.plan.yields : (this.plan.nodes.get(until)?.yields ?? 'many'),
      ...(until !== undefined && { until }),
      ...(given.length > 0 && { given }),
      ...(answered.length > 0 && { answered }),
    })
  }

  #tellEnd(): void {
    this.telling.flush()
    const outcome: Outcome =
      this.#failure !== undefined ? 'failed' : this.#stopped || this.#isEnough ? 'stopped' : 'completed'
    const failure =
      this.#failure === undefined ? undefined : this.#redactor.value(toRunFailure(this.#failure.error))
    this.log.push({
      type: 'finished',
      outcome,
      records: this.#records,
      masked: this.#redactor.count,
      ...(failure !== undefined && { failure }),
      resumable: outcome !== 'completed' && this.commits.saved,
    })
    this.log.close()
  }

  /** For a checkpoint: the one-value nodes' output, so that a resumed run does not ask again (E24). */
  #values(positions: Readonly<Record<string, Json>>): Readonly<Record<string, string>> {
    const values: Record<string, string> = {}
    // When all sources are done there is nothing left to ask.
    if ([...this.#selection.sinksOf.keys()].every((source) => positions[source] === donePosition))
      return values
    for (const [id, chunk] of this.#root?.keptValues() ?? []) {
      if (this.#selection.sinks.includes(id)) continue
      let text = this.#valueTexts.get(id)
      if (text === undefined) {
        text = decoder.decode(chunk.lines()).trimEnd()
        this.#valueTexts.set(id, text)
      }
      values[id] = text
    }
    return values
  }
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Streams that are given: pins, values of a checkpoint, and nothing for sources whose records are all stored. */
function fixedStreams(plan: Plan, { pins, from }: RunOptions): ReadonlyMap<NodeId, Chunk> {
  const fixed = new Map<NodeId, Chunk>()
  for (const [id, position] of Object.entries(from?.positions ?? {})) {
    if (position === donePosition && plan.nodes.get(id as NodeId)?.definition.sources === undefined)
      fixed.set(id as NodeId, valuesChunk([]))
  }
  for (const [id, text] of Object.entries(from?.values ?? {})) {
    const bytes = encoder.encode(text)
    fixed.set(id as NodeId, bytesChunk(bytes, Uint32Array.of(0, bytes.length)))
  }
  for (const [id, records] of Object.entries(pins ?? {})) fixed.set(id as NodeId, valuesChunk(records))
  return fixed
}

/** The node itself, or the container at the top that it is in. */
function atTop(plan: Plan, id: NodeId): NodeId {
  let top = id
  for (
    let parent = plan.nodes.get(top)?.node.parent;
    parent !== undefined;
    parent = plan.nodes.get(top)?.node.parent
  ) {
    if (!plan.nodes.has(parent)) break
    top = parent
  }
  return top
}

/** `service` as expressions see it. The address is evaluated when somebody asks, for it may be wrong. */
function lazyService(service: Service, shown: Fields): Json {
  let baseUrl: string | undefined
  return {
    title: service.title,
    get baseUrl() {
      return (baseUrl ??= evaluateBaseUrl(service, shown))
    },
  }
}
