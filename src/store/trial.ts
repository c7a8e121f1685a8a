import type { RunEvent, RunId } from '../engine/events.ts'
import type { KeptExchange } from '../engine/memory.ts'
import type { GraphNode, Operation } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import { whereOf } from '../nodes/pagination/put.ts'
import { paginationSettings } from '../nodes/pagination/settings.ts'
import { putSpot } from '../nodes/pagination/spots.ts'
import type { Dot, Walked } from '../simulation/torture/ordeal.ts'
import { viewOf } from './exchangeView.ts'
import { foldEvents } from './runFold.ts'
import { newRun } from './runSlice.ts'
import type { PageCard, Trial } from './state.ts'

interface TrialOptions {
  readonly connector: ConnectorId
  readonly operation: Operation
  readonly container: GraphNode
  readonly dot: Dot
  readonly walked: Walked
}

/** A try that failed, as a walk that can be looked into like that of a run: its pages, what was asked and what was answered. */
export function trialOf({ connector, operation, container, dot, walked }: TrialOptions): Trial {
  const asked = newRun({ connector, operation: operation.id, atMs: 0 })
  // What its pages are, and no more: it is no run of the operation, and took no time.
  const told = walked.events
    .filter(({ type }) => type === 'page' || type === 'note')
    .map((event) => ({ ...event, atMs: 0 }))
  const finished: RunEvent = {
    type: 'finished',
    seq: (told.at(-1)?.seq ?? 0) + 1,
    atMs: 0,
    outcome: 'failed',
    records: 0,
    masked: 0,
    resumable: false,
    failure: { kind: 'internal', message: dot.why, retryable: false },
  }
  const folded = foldEvents({ ...asked, id: `trial ${dot.id}` as RunId }, [...told, finished])
  const pages = [...folded.pages, ...untold(folded.pages, container, walked.exchanges)]
  const exchanges = Object.fromEntries(walked.exchanges.map((kept) => [kept.id, viewOf(kept)]))
  return { dot, run: { ...folded, pages, exchanges }, page: wentWrong(pages, dot)?.at }
}

/** The page that the verdict names; where it was not asked for, the last that was. */
function wentWrong(
  pages: readonly PageCard[],
  { page = Number.POSITIVE_INFINITY }: Dot,
): PageCard | undefined {
  return pages.findLast(({ index }) => index <= page) ?? pages.at(-1)
}

/** Pages that were asked for and are told nowhere, for the walk failed at them: an answer that leads nowhere, or none at all. */
function untold(
  pages: readonly PageCard[],
  { id, settings }: GraphNode,
  exchanges: readonly KeptExchange[],
): PageCard[] {
  const known = new Set(pages.map(({ at }) => at))
  // Of a page that was asked for several times the last exchange counts.
  const last = new Map(exchanges.map((kept) => [kept.at.slice(0, kept.at.lastIndexOf('/')), kept]))
  const { put } = paginationSettings.parse(settings)
  const before = pages.at(-1)?.next
  return [...last]
    .filter(([at]) => !known.has(at))
    .map(([at, kept]) => ({
      node: id,
      at,
      index: Number.parseInt(at.slice(at.lastIndexOf(':') + 1), 10),
      count: 0,
      ms: 0,
      put:
        before === undefined
          ? undefined
          : {
              value: before.value,
              where: put.map(whereOf).join(', '),
              ...(put[0] !== undefined && { spot: putSpot(put[0]) }),
            },
      next: undefined,
      exchange: kept.id,
      stop: undefined,
      unfinished: true,
    }))
}
