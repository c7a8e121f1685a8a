import type { RunEvent } from '../engine/events.ts'
import type { NodeId } from '../model/ids.ts'
import type { Attempt, LiveRun, LogLine, NodeRun, PageCard, Totals, Wait } from './state.ts'

/** How many attempts and log lines of one run the page holds; older ones are counted. */
export const maxAttempts = 1_000
export const maxLogLines = 2_000
export const maxPages = 10_000
const maxWaits = 500

const newNodeRun: NodeRun = {
  state: 'running',
  running: 0,
  done: 0,
  chunks: 0,
  records: 0,
  bytes: 0,
  requests: 0,
  samples: [],
  waiting: undefined,
  failure: undefined,
}

/** What a fold may change, copied once for a whole batch of events. */
interface Folding {
  run: Mutable<LiveRun>
  nodes: Record<NodeId, NodeRun>
  attempts: Attempt[]
  pages: PageCard[]
  waits: Wait[]
  log: LogLine[]
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What stood in for nodes, where this tab asked for it; of a run that is picked up it is known which nodes alone. */
function givenIn(known: LiveRun['given'], nodes: readonly NodeId[]): LiveRun['given'] {
  const given = nodes.map((id) => {
    const found = Object.hasOwn(known, id) ? known[id] : undefined
    return [id, found ?? { origin: 'pinned' as const, records: [] }] as const
  })
  return Object.fromEntries(given)
}

const lostWords = (lost: number): string =>
  lost === 1
    ? 'A record that had come was not on the disk any more, as after a power cut. It is fetched again.'
    : `${lost} records that had come were not on the disk any more, as after a power cut. They are fetched again.`

/** The same of nodes whose requests were given answers. */
function answeredIn(known: LiveRun['answered'], nodes: readonly NodeId[]): LiveRun['answered'] {
  return Object.fromEntries(
    nodes.map((id) => [id, (Object.hasOwn(known, id) ? known[id] : undefined) ?? {}] as const),
  )
}

type Fold = {
  [Type in RunEvent['type']]: (to: Folding, event: Extract<RunEvent, { type: Type }>) => void
}

/** One row per event: what it changes in the run as it is shown. */
const folds: Fold = {
  started(to, event) {
    Object.assign(to.run, { id: event.run, hash: event.hash, yields: event.yields, startedMs: event.atMs })
    to.run.state = to.run.state === 'stopping' ? 'stopping' : 'running'
    if (event.until !== undefined) to.run.until = event.until
    if (event.given !== undefined) to.run.given = givenIn(to.run.given, event.given)
    if (event.answered !== undefined) to.run.answered = answeredIn(to.run.answered, event.answered)
    // A run that goes on has its records so far, and no end yet.
    if (event.resumed) {
      const records = event.records ?? 0
      to.run.before = totalsAt(to, records)
      Object.assign(to.run, { records, outcome: undefined, failure: undefined, finishedMs: undefined })
    }
    say(to, event, 'info', undefined, event.resumed ? 'Went on from the last checkpoint.' : 'Started.')
    if (event.lost !== undefined) say(to, event, 'warning', undefined, lostWords(event.lost))
  },
  node(to, event) {
    change(to, event.node, (node) => {
      const running = Math.max(0, node.running + (event.state === 'running' ? 1 : -1))
      const done = node.done + (event.state === 'done' ? 1 : 0)
      const failed = event.state === 'failed' || node.state === 'failed'
      const state = failed ? 'failed' : running > 0 ? 'running' : 'done'
      return { ...node, running, done, state, waiting: undefined }
    })
  },
  counts(to, { node, chunks, records, bytes, requests }) {
    const before = Object.hasOwn(to.run.before, node) ? to.run.before[node] : undefined
    change(to, node, (run) => ({
      ...run,
      chunks: chunks + (before?.chunks ?? 0),
      records: records + (before?.records ?? 0),
      bytes: bytes + (before?.bytes ?? 0),
      requests: requests + (before?.requests ?? 0),
      waiting: undefined,
      state: run.state === 'waiting' ? 'running' : run.state,
    }))
  },
  waiting(to, event) {
    const { node, reason, untilMs, atMs } = event
    to.waits.push({ node, reason, fromMs: atMs, untilMs })
    change(to, event.node, (node) => ({
      ...node,
      state: 'waiting',
      waiting: { reason: event.reason, untilMs: event.untilMs },
    }))
  },
  sample(to, event) {
    change(to, event.node, (node) =>
      node.samples.length >= 3
        ? node
        : {
            ...node,
            samples: [...node.samples, { at: event.at, value: event.value, cut: event.cut === true }],
          },
    )
  },
  page(to, event) {
    const { node, at, index, count, ms, put, next, exchange, stop, given } = event
    takeBack(to.pages, event)
    const page = { node, at, index, count, ms, put, next, exchange, stop }
    to.pages.push(given === true ? { ...page, given } : page)
    const why = event.stop === undefined ? '' : ` ${event.stop.words}`
    say(to, event, 'info', event.node, `Page ${event.index}: ${event.count} records.${why}`)
  },
  attempt(to, event) {
    const { node, at, exchange, attempt, request, status, failure, bytes, startedMs, phases, given } = event
    const told = { node, at, exchange, attempt, request, status, failure, bytes, startedMs, phases }
    to.attempts.push(given === true ? { ...told, given } : told)
    change(to, node, (run) =>
      run.state === 'waiting' ? { ...run, state: 'running', waiting: undefined } : run,
    )
    if (failure !== undefined) say(to, event, 'warning', node, failure.message)
    if (given === true)
      say(to, event, 'info', node, `Nothing was sent: a sample answered ${String(status)} in its place.`)
  },
  batch() {},
  queue() {},
  note(to, event) {
    say(to, event, 'info', event.node, event.message)
  },
  checkpoint(to, event) {
    to.run.records = Math.max(to.run.records, event.records)
  },
  finished(to, event) {
    const { outcome, records, masked, failure, resumable } = event
    Object.assign(to.run, { outcome, records, masked, failure, resumable })
    to.run.state = 'finished'
    to.run.finishedMs = event.atMs
    to.run.disconnected = undefined
    settleNodes(to)
    if (failure !== undefined) {
      if (failure.node !== undefined)
        change(to, failure.node, (run) => ({ ...run, state: 'failed', failure }))
      say(to, event, 'error', failure.node, failure.message)
    } else {
      say(to, event, 'info', undefined, outcome === 'stopped' ? 'Stopped.' : 'Finished.')
    }
  },
}

/**
 * What nodes that go on have done by a run's record `records`: the runner counts from nothing when it goes on. Every request was
 * sent, whatever became of its page. Records that came behind that place are taken back; where a node did not give one for each of
 * the run's, its share of them is as near as can be known.
 */
function totalsAt({ run: { resumes, records: now }, nodes }: Folding, records: number): LiveRun['before'] {
  const end = resumes.end === undefined ? undefined : nodes[resumes.end]?.records
  const were = end ?? now
  const totals = resumes.on.flatMap((id): [string, Totals][] => {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined
    if (node === undefined) return []
    const { chunks, bytes, requests } = node
    const stay = were === 0 ? 0 : Math.round((node.records * records) / were)
    return [[id, { chunks, bytes, requests, records: stay }]]
  })
  return Object.fromEntries(totals)
}

/** A walk that went on from an earlier page tells those behind it anew: what was told of them before is no longer true. */
function takeBack(pages: PageCard[], { node, at, index }: Pick<PageCard, 'node' | 'at' | 'index'>): void {
  const walk = walkOf(at)
  while (pages.length > 0) {
    const last = pages.at(-1) as PageCard
    if (last.node !== node || walkOf(last.at) !== walk || last.index < index) return
    pages.pop()
  }
}

/** Which walk of its container a page is of: all of its address but the page itself. */
const walkOf = (at: string): string => at.slice(0, at.lastIndexOf(':'))

/**
 * Nothing runs any more when the run is over, whatever the last word of a node was. One that was cut off before it passed
 * anything on has done nothing: a sign that it is done would tell a failed run's reader that all is well.
 */
function settleNodes(to: Folding): void {
  for (const [id, node] of Object.entries(to.nodes) as [NodeId, NodeRun][]) {
    if (node.state !== 'running' && node.state !== 'waiting') continue
    if (to.run.outcome !== 'completed' && node.records === 0) delete to.nodes[id]
    else to.nodes[id] = { ...node, state: 'done', running: 0, waiting: undefined }
  }
}

function change(to: Folding, node: NodeId, how: (run: NodeRun) => NodeRun): void {
  const before = Object.hasOwn(to.nodes, node) ? to.nodes[node] : undefined
  to.nodes[node] = how(before ?? newNodeRun)
}

function say(
  to: Folding,
  event: RunEvent,
  level: LogLine['level'],
  node: NodeId | undefined,
  message: string,
): void {
  to.log.push({ seq: event.seq, atMs: event.atMs, level, node, message })
}

/**
 * The run after some more of its events. Events that were folded before (a reconnect repeats some) change nothing; one of a
 * type that this version does not know is passed over.
 */
export function foldEvents(run: LiveRun, events: readonly RunEvent[]): LiveRun {
  const news = events.filter((event) => event.seq > run.seq)
  const last = news.at(-1)
  if (last === undefined) return run
  const to: Folding = {
    run: { ...run },
    nodes: { ...run.nodes },
    attempts: [...run.attempts],
    pages: [...run.pages],
    waits: [...run.waits],
    log: [...run.log],
  }
  for (const event of news) {
    // Each row takes the event of its own type; the table's type says so, the index cannot.
    const fold = Object.hasOwn(folds, event.type)
      ? (folds[event.type] as (to: Folding, event: RunEvent) => void)
      : undefined
    fold?.(to, event)
  }
  const attempts = to.attempts.slice(-maxAttempts)
  const pages = to.pages.length > maxPages ? to.pages.slice(-maxPages) : to.pages
  const log = to.log.slice(-maxLogLines)
  return {
    ...to.run,
    seq: last.seq,
    nodes: to.nodes,
    attempts,
    attemptsDropped: run.attemptsDropped + to.attempts.length - attempts.length,
    pages,
    pagesDropped: run.pagesDropped + to.pages.length - pages.length,
    waits: to.waits.slice(-maxWaits),
    log,
    logDropped: run.logDropped + to.log.length - log.length,
  }
}
