import { type Chunk, markChunk, type Stream, valuesChunk } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import { EngineError } from '../../engine/errors.ts'
import type { StopReason } from '../../engine/events.ts'
import { evaluateBaseUrl, originOf } from '../../engine/send/baseUrl.ts'
import { ignoredExchange, withRecords } from '../../engine/send/exchange.ts'
import type { Call, Draft, Exchange, Policy, Send } from '../../engine/send.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import type { NodeId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import { plural } from '../words.ts'
import { Ahead, type Asking, createAsking, readAll } from './ahead.ts'
import { isAbsent, toCount } from './answerPath.ts'
import { carriedInWords } from './carry.ts'
import { closeWalk } from './close.ts'
import { type CompiledPagination, compilePagination } from './compiled.ts'
import { Dedupe } from './dedupe.ts'
import { Guards } from './guards.ts'
import type { PageAnswer } from './page.ts'
import { whereOf } from './put.ts'
import type { PaginationSettings } from './settings.ts'
import { carrySpot, putSpot } from './spots.ts'
import { answerScope } from './stop.ts'

/** Where a walk goes on from: the page that is asked for next. JSON: it is kept in checkpoints. */
interface Position {
  readonly page: number
  readonly value: Json
  readonly extra: Readonly<Record<string, Json>>
  readonly received: number
}

/** What the body and the templates of the container see as `page`. */
type PageBinding = { readonly [key: string]: Json }

/** In a checkpoint: all pages were passed. */
export const overPosition = 'done'

/** How often a walk begins again when an answer says so. */
const mostRestarts = 1

/**
 * One walk over the pages of a list. Asks page by page, and only when the one before has been taken (E1): the body runs for
 * each with the next value put into its paged request, then Stop is judged, then Carry, then the guards (E17).
 */
export class Walk {
  readonly #settings: PaginationSettings
  readonly #compiled: CompiledPagination
  readonly #ctx: NodeContext
  readonly #paged: NodeId
  /** The one value that came in, if any. */
  readonly #item: Json | undefined
  readonly #scope: Scope
  readonly #guards: Guards
  readonly #dedupe: Dedupe | undefined
  readonly #size: number | undefined
  readonly #baseUrl: string
  readonly #beganMs: number
  #page = 1
  #value: Json | undefined
  /** What was carried last: where a closing request finds the handle. */
  #next: Json | undefined
  #extra: Record<string, Json> = {}
  #received = 0
  #restarts = 0
  /** Marks that were made; each has a number of its own. */
  #marked = 0
  #lastAskedMs: number | undefined
  /** The page that is judged next. */
  #asking: Asking
  readonly #ahead = new Ahead()
  /** The number of the last page, where the answer announced it. */
  #lastPage: number | undefined
  /** How the paged request is sent, for the request that ends the walk. */
  #sent: { readonly send: Send; readonly call: Call } | undefined

  constructor(settings: PaginationSettings, ctx: NodeContext, paged: NodeId, item: Json | undefined) {
    this.#settings = settings
    this.#compiled = compilePagination(settings)
    this.#ctx = ctx
    this.#paged = paged
    this.#item = item
    this.#scope = this.#scopeOf()
    this.#guards = new Guards(settings.guards)
    this.#dedupe = settings.dedupe.path === '' ? undefined : new Dedupe(settings.dedupe.path)
    this.#size = this.#compiled.size(this.#scope)
    this.#baseUrl = evaluateBaseUrl(ctx.service, ctx.io.secrets.shown)
    this.#beganMs = ctx.io.clock.now()
    this.#value = this.#compiled.start(this.#scope)
    this.#asking = this.#createAsking(this.#page, this.#value)
    // Nothing was asked yet: whoever goes on behind it has nothing to wait for.
    this.#asking.done()
  }

  /** All pages' records from the position on, or from the first. */
  async *pages(position: Json | undefined): Stream {
    if (position !== undefined) this.#goOnFrom(position as unknown as Position)
    try {
      for (;;) {
        this.#ctx.signal.throwIfAborted()
        // As many as were asked for have been passed, by this walk or by another one.
        if (this.#ctx.pagesLeft() === 0) return
        await this.#keepGap()
        yield* this.#runBody()
        if (this.#asking.restarts) {
          await this.#ahead.close()
          this.#restart()
          continue
        }
        const { next, stop } = this.#judge()
        if (stop !== undefined) {
          if (this.#ctx.marks) yield this.#mark(overPosition)
          return
        }
        this.#advance(next as Json)
        if (this.#ctx.marks) yield this.#mark(this.#position())
        if (this.#ctx.pagePassed()) return
        this.#askAhead()
      }
    } finally {
      await this.#ahead.close()
      await this.#close()
    }
  }

  #goOnFrom({ page, value, extra, received }: Position): void {
    this.#page = page
    this.#value = value
    this.#extra = { ...extra }
    this.#received = received
  }

  async *#runBody(): Stream {
    this.#guards.note(this.#value, this.#page)
    const ahead = this.#ahead.take(this.#page, this.#value)
    if (ahead === undefined) {
      // What was asked for ahead was asked with something else: it is no page of this walk.
      await this.#ahead.close()
      this.#asking = this.#createAsking(this.#page, this.#value)
      yield* this.#body(this.#asking, this.#binding())
      return
    }
    this.#asking = ahead.asking
    yield* readAll(ahead.reader)
  }

  #body(asking: Asking, page: PageBinding): Stream {
    return this.#ctx.body({
      at: asking.name,
      bind: { page },
      feed: one(valuesChunk([this.#item ?? page])),
      policies: { [this.#paged]: this.#policyOf(asking) },
    })
  }

  #createAsking(page: number, value: Json | undefined): Asking {
    const name = this.#restarts === 0 ? String(page) : `${String(page)}~${String(this.#restarts)}`
    const before = page === this.#asking?.page + 1 ? this.#asking.compared : this.#ahead.comparedOf(page - 1)
    return createAsking(page, value, name, before)
  }

  /** Asks for the pages that are known to follow, so many at once; what they are asked with is counted. */
  #askAhead(): void {
    const { parallel, gap } = this.#settings
    const step = this.#compiled.step(this.#size)
    const from = toCount(this.#value)
    if (parallel < 2 || gap.minMs > 0 || step === undefined || from === undefined) return
    const most = Math.min(
      this.#lastPage ?? 0,
      this.#page + parallel - 1,
      this.#page + this.#ctx.pagesLeft() - 1,
    )
    for (let page = Math.max(this.#page, this.#ahead.last + 1); page <= most; page++) {
      const value = page === this.#page ? this.#value : from + (page - this.#page) * step
      const asking = this.#createAsking(page, value)
      this.#ahead.start(asking, this.#body(asking, this.#binding(asking)))
    }
  }

  /** What the body sees of the page that is judged next, or of another one. */
  #binding(asking?: Asking): PageBinding {
    const page = asking?.page ?? this.#page
    const value = asking === undefined ? this.#value : asking.value
    return {
      number: page,
      index: page - 1,
      value: value ?? null,
      next: this.#next ?? value ?? null,
      extra: this.#extra,
      received: this.#received,
      size: this.#size ?? null,
    }
  }

  /** Around the retry: an attempt more asks for the same page (E16). */
  #policyOf(asking: Asking): Policy {
    return (next) => async (draft, call) => {
      if (asking.exchange !== undefined)
        throw new EngineError(
          'no-page',
          'The paged request was sent twice for one page. Let one record come in to it, or none.',
        )
      this.#lastAskedMs = this.#ctx.io.clock.now()
      this.#sent = { send: next, call }
      const written = this.#write(draft, asking)
      try {
        const exchange = await next(written, {
          ...call,
          policy: this.#compiled.answers(call.policy),
          ...(this.#leadsAway(draft, written) && { anonymous: true as const }),
        })
        asking.exchange = exchange
        if (this.#compiled.restarts(() => answerScope(this.#answer(asking, exchange), this.#scope))) {
          asking.restarts = true
          return ignoredExchange(exchange)
        }
        if (this.#dedupe !== undefined) await asking.before
        return this.#withoutRepeats(exchange, asking.page)
      } finally {
        asking.done()
      }
    }
  }

  #write(draft: Draft, asking: Asking): Draft {
    const { value } = asking
    if (value === undefined) return draft
    const scope = asking.page === this.#page ? this.#scope : this.#scopeOf(this.#binding(asking))
    const putting = { scope, value, baseUrl: this.#baseUrl }
    return (auth) => this.#compiled.put(draft(auth), putting)
  }

  /** Whether the next link goes to another host that was allowed: the credential stays closed then. */
  #leadsAway(draft: Draft, written: Draft): boolean {
    if (!this.#settings.put.some((put) => put.to === 'url' && put.otherHosts)) return false
    return originOf(draft({}).url) !== originOf(written({}).url)
  }

  #withoutRepeats(exchange: Exchange, page: number): Exchange {
    if (this.#dedupe === undefined || exchange.ignored === true) return exchange
    const { fresh, repeated } = this.#dedupe.take(exchange.records)
    if (repeated === 0) return exchange
    const drops = this.#settings.dedupe.then !== 'tell'
    // After a restart every record of the pages before comes again, which is nothing to tell.
    if (this.#settings.dedupe.then !== 'overlap' && (this.#restarts === 0 || !drops))
      this.#note(
        `Page ${String(page)}: ${plural(repeated, 'record')} had come before${drops ? ' and were left out' : ''}. The list changed while it was read.`,
      )
    return drops ? withRecords(exchange, fresh) : exchange
  }

  #answer({ page, value }: Asking, exchange: Exchange): PageAnswer {
    const count = exchange.ignored === true ? 0 : exchange.records.count
    return {
      exchange,
      number: page,
      sent: value,
      count,
      received: this.#received + count,
      size: this.#size,
    }
  }

  /** Stop first, then Carry, then the guards (E17). Tells the page. */
  #judge(): { readonly next: Json | undefined; readonly stop: StopReason | undefined } {
    const { exchange } = this.#asking
    if (exchange === undefined)
      throw new EngineError(
        'no-page',
        'The body of the container did not send its paged request, so there is no page. Look at what stands before it.',
      )
    const answer = this.#answer(this.#asking, exchange)
    const { carry, judge } = this.#compiled
    const carried = carry.read(answer)
    if (!isAbsent(carried)) this.#next = carried
    const scope = this.#scope
    const ruled = judge({ answer, carried, carry, scope })
    if (ruled === undefined && isAbsent(carried)) throw this.#unresolved(answer)
    this.#received = answer.received
    this.#lastPage ??= this.#compiled.lastPage(answer)
    for (const { name, carry: extra } of this.#compiled.extra) {
      const read = extra.read(answer)
      if (!isAbsent(read)) this.#extra[name] = read
    }
    const stop = ruled ?? this.#judgeGuards(answer, carried as Json)
    this.#tell(answer, carried, stop)
    return { next: carried, stop }
  }

  #judgeGuards(answer: PageAnswer, next: Json): StopReason | undefined {
    return this.#guards.judge({ answer, next, elapsedMs: this.#ctx.io.clock.now() - this.#beganMs })
  }

  #unresolved({ number, exchange }: PageAnswer): EngineError {
    return new EngineError(
      'carry',
      `Page ${String(number)} gave nothing to go on with: there was nothing at ${this.#compiled.carry.where}, and no Stop rule says that this is the end. Add the rule, or read the value elsewhere.`,
      { exchange: exchange.id },
    )
  }

  #advance(next: Json): void {
    this.#value = next
    this.#page += 1
  }

  #position(): Json {
    const position: Position = {
      page: this.#page,
      value: this.#value as Json,
      extra: { ...this.#extra },
      received: this.#received,
    }
    return position as unknown as Json
  }

  #mark(position: Json): Chunk {
    this.#marked += 1
    return markChunk({ source: this.#ctx.node.id, seq: this.#marked, position })
  }

  #restart(): void {
    if (this.#restarts >= mostRestarts)
      throw new EngineError(
        'carry',
        `Page ${String(this.#page)}: the service says again that the walk must begin anew. It was begun anew once already.`,
        { ...(this.#asking.exchange !== undefined && { exchange: this.#asking.exchange.id }) },
      )
    this.#note(
      `Page ${String(this.#page)}: the service says that the walk must begin anew. It begins again with the first page.`,
    )
    this.#restarts += 1
    this.#page = 1
    this.#received = 0
    this.#extra = {}
    this.#guards.forget()
    this.#value = this.#compiled.start(this.#scope)
    this.#lastPage = undefined
  }

  async #keepGap(): Promise<void> {
    const { minMs, maxMs } = this.#settings.gap
    if (this.#lastAskedMs === undefined) return
    const since = this.#ctx.io.clock.now() - this.#lastAskedMs
    if (minMs > since) await this.#ctx.wait(minMs - since, 'rate')
    else if (maxMs > 0 && since > maxMs)
      this.#note(
        `Page ${String(this.#page)} is asked for ${plural(Math.round(since / 1000), 'second')} after the one before; the service wants it within ${plural(Math.round(maxMs / 1000), 'second')}.`,
      )
  }

  #tell(answer: PageAnswer, carried: Json | undefined, stop: StopReason | undefined): void {
    const { carry } = this.#compiled
    const { put } = this.#settings
    const { phases, given } = answer.exchange.response
    const { connectMs = 0, firstByteMs = 0, downloadMs = 0 } = phases
    const from = carrySpot(this.#settings.carry)
    this.#ctx.emit({
      type: 'page',
      node: this.#ctx.node.id,
      at: `${this.#ctx.at}:${this.#asking.name}`,
      index: answer.number,
      ...(answer.sent !== undefined && {
        put: {
          value: carriedInWords(answer.sent),
          where: put.map(whereOf).join(', '),
          ...(put[0] !== undefined && { spot: putSpot(put[0]) }),
        },
      }),
      ...(!isAbsent(carried) && {
        next: {
          value: carriedInWords(carried),
          where: carry.where,
          ...(from !== undefined && { spot: from }),
        },
      }),
      count: answer.count,
      exchange: answer.exchange.id,
      ms: Math.round(connectMs + firstByteMs + downloadMs),
      ...(given === true && { given }),
      ...(stop !== undefined && { stop }),
    })
  }

  /** Names of the container with a page; without one, the page that is judged next. */
  #scopeOf(page?: PageBinding): Scope {
    const now = () => page ?? this.#binding()
    const item = this.#item
    return this.#ctx.scope(item === undefined ? undefined : () => item, {
      get page() {
        return now()
      },
    })
  }

  #note(message: string): void {
    this.#ctx.emit({ type: 'note', node: this.#ctx.node.id, at: this.#ctx.at, message })
  }

  async #close(): Promise<void> {
    if (!this.#compiled.closes || this.#sent === undefined) return
    const failure = await closeWalk(this.#settings.close, this.#sent, {
      scope: this.#scope,
      baseUrl: this.#baseUrl,
    })
    if (failure !== undefined) this.#note(`The request that ends the walk failed: ${failure}`)
  }
}

async function* one(chunk: Chunk): Stream {
  yield chunk
}
