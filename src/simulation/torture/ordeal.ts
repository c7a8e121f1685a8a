import type { Json } from '../../model/json.ts'
import { type Alone, type Container, standingAlone, type Tried, type Walked, walkAlone } from './alone.ts'
import type { Fault, Must, Paging } from './faults/fault.ts'
import { faults } from './faults.ts'
import { type Mirrored, mirrorStyle } from './mirror.ts'
import { playStyle, type Style } from './play.ts'

export type { Walked } from './alone.ts'

/** One thing that was tried with an operation's way of paging. */
export interface Dot {
  /** `0 records`, `F9`. */
  readonly id: string
  readonly group: 'sizes' | 'faults'
  readonly words: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What was seen, or why it was not tried. */
  readonly why: string
  /** The page where it went wrong. */
  readonly page?: number
  readonly calls: number
}

export interface OrdealOptions extends Container {
  readonly mirrored: Mirrored &
    Pick<Container['mirrored'], 'request'> & { readonly paging: Omit<Paging, 'renews' | 'hugePage'> }
  readonly signal?: AbortSignal
  /** How many records a huge page has: a hundred thousand take a third of a second. */
  readonly hugePage?: number
  /** Is handed the walk that the next dot judges, so that it can be looked into. */
  onWalk?(walked: Walked): void
}

/**
 * Tries an operation's paging with no network: every size at which walks go wrong, and every fault that applies, each on a
 * service that pages as the operation expects. The container is run alone, on a clock that jumps. Dots come as they are known.
 */
export async function* ordeal(options: OrdealOptions): AsyncGenerator<Dot> {
  const { mirrored, signal } = options
  const style = mirrorStyle(mirrored)
  const { size } = style
  const alone = standingAlone(options)
  if (typeof alone === 'string') {
    yield { id: '–', group: 'sizes', words: 'Not tried', outcome: 'skipped', why: alone, calls: 0 }
    return
  }
  const paging: Paging = {
    ...mirrored.paging,
    renews: alone.renewal !== undefined,
    ...(options.hugePage !== undefined && { hugePage: options.hugePage }),
  }
  // Where a page holds one or two records, some of these are the same.
  for (const total of new Set([0, 1, size - 1, size, size + 1, 3 * size, 3 * size + 1])) {
    signal?.throwIfAborted()
    yield await trySize(options, alone, style, total)
  }
  for (const fault of faults) {
    signal?.throwIfAborted()
    if (!fault.applies(paging, style)) continue
    yield await tryFault(options, alone, style, fault, paging)
  }
}

async function trySize(options: OrdealOptions, alone: Alone, style: Style, total: number): Promise<Dot> {
  const id = total === 1 ? '1 record' : `${total} records`
  const base = { id, group: 'sizes' as const, words: id }
  const tried = await walkAlone(alone, () => playStyle(style, total), options.signal)
  options.onWalk?.(tried)
  const wrong = wrongIn(tried, total)
  return wrong === undefined
    ? { ...base, outcome: 'passed', why: everyOnce(tried), calls: tried.calls }
    : { ...base, outcome: 'failed', why: wrong, page: Math.max(1, tried.pages), calls: tried.calls }
}

const everyOnce = ({ calls }: Tried): string =>
  `Every record once, in ${calls} ${calls === 1 ? 'call' : 'calls'}.`

const unended = ({ finished, calls }: Tried): string =>
  finished.failure?.message ??
  `It asked on and on: after ${calls.toLocaleString('en-US')} requests it was stopped.`

function wrongIn(tried: Tried, total: number): string | undefined {
  const { finished, ids } = tried
  if (finished.outcome !== 'completed') return unended(tried)
  const seen = new Set(ids)
  if (seen.size < ids.length) return `Records came twice: ${ids.length - seen.size}.`
  if (ids.length < total)
    return `${total - ids.length} of ${total} records are missing: the walk stopped too early.`
  return ids.every((id, at) => id === at) ? undefined : 'The records came in another order.'
}

/** What a fault needs the operation to be set up for; without it the fault says nothing. */
const needs: Readonly<
  Record<string, { holds(pages: Readonly<Record<string, Json>>): boolean; words: string }>
> = {
  F13: {
    holds: (pages) => ((pages['restart'] as { codes?: Json[] } | undefined)?.codes ?? []).includes(410),
    words: 'The walk does not begin again at 410, so an expired cursor ends it, which is a choice.',
  },
  F14: {
    holds: () => false,
    words: 'What a service says when its list was changed cannot be made up.',
  },
  F15: {
    holds: (pages) => ((pages['dedupe'] as { path?: string } | undefined)?.path ?? '') !== '',
    words: 'No key of a record is named, so records that come twice cannot be told.',
  },
}

async function tryFault(
  options: OrdealOptions,
  alone: Alone,
  style: Style,
  fault: Fault,
  paging: Paging,
): Promise<Dot> {
  const base = { id: fault.id, group: 'faults' as const, words: fault.words }
  const pages = options.operation.graph.nodes[options.container]?.settings ?? {}
  const need = needs[fault.id]
  if (need !== undefined && !need.holds(pages))
    return { ...base, outcome: 'skipped', why: need.words, calls: 0 }
  const total = fault.total(style, paging)
  const tried = await walkAlone(alone, (now) => fault.play({ style, total, paging, now }), options.signal)
  options.onWalk?.(tried)
  const { calls, ids } = tried
  const { why, passed } = judge(fault, fault.must(style, paging), tried, total)
  if (passed) return { ...base, outcome: 'passed', why, calls }
  const page = Math.max(1, Math.ceil(ids.length / style.size) + 1)
  return { ...base, outcome: 'failed', why, page, calls }
}

interface Verdict {
  readonly passed: boolean
  readonly why: string
}

const passed = (why: string): Verdict => ({ passed: true, why })
const failed = (why: string): Verdict => ({ passed: false, why })

function judge({ id }: Fault, must: Must, tried: Tried, total: number): Verdict {
  const { finished, stop, ids, told } = tried
  const ended = unended(tried)
  if (must.comes === 'failure') {
    // A body with an error is no page: any failure says so.
    const said = finished.outcome === 'failed' && (id === 'F11' || finished.failure?.kind === must.kind)
    if (said) return passed(`It ended in words: ${ended}`)
    if (finished.outcome === 'failed') return failed(ended)
    return failed(
      id === 'F11'
        ? 'An error in an answer of status 200 was taken for a page, and for the end. Add an error rule for it.'
        : 'The walk went on as if nothing had happened.',
    )
  }
  if (must.comes === 'told')
    return told ? passed('It was told.') : failed('Records came twice, and nobody was told.')
  if (must.comes === 'partial') {
    const wrong = wrongIn(tried, must.records)
    if (wrong !== undefined) return failed(wrong)
    return stop?.partial === true && ids.length === must.records
      ? passed(`It was told: ${stop.words}`)
      : failed('The walk ended at the limit of the API, and nobody was told that there may be more.')
  }
  const wrong = wrongIn(tried, total)
  return wrong === undefined ? passed(everyOnce(tried)) : failed(wrong)
}
