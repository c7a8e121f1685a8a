import type { NodeView } from '../../nodes/card/view.tsx'
import { answeringWords } from '../../store/answers.ts'
import type { Answering, Attempt, Given, NodeRun } from '../../store/state.ts'

/** What a card and the edges that leave it wear of a run. */
export type CardState = 'idle' | 'running' | 'waiting' | 'done' | 'failed' | 'off'

const digits = new Intl.NumberFormat('en-US')

/** "1 record", "1,204 records" */
export function countWords(count: number, [one, many]: NodeView['unit']): string {
  return `${digits.format(count)} ${count === 1 ? one : many}`
}

const waits: Readonly<Record<NonNullable<NodeRun['waiting']>['reason'], string>> = {
  'retry-after': 'The service asked to wait',
  backoff: 'Trying again',
  rate: 'Rate limit',
  capacity: 'For a free place',
  refresh: 'For sign-in',
}

const plainUnit: NodeView['unit'] = ['record', 'records']

interface Told {
  readonly state: CardState
  /** The footer's words; undefined: no footer. */
  readonly words: string | undefined
  /** Whose the words are, where the node did not run or the service did not answer it. */
  readonly origin?: Given['origin']
}

/** The state of a card and its footer. `nowMs` is for how long a wait still takes. */
export function cardWords(
  run: NodeRun | undefined,
  node: {
    readonly disabled: boolean
    readonly unit?: NodeView['unit'] | undefined
    /** The operation was changed since: what the card tells is of what it was. */
    readonly recorded?: boolean
    /** What stands in for it: held by a person, or taken from the last run in a run of a part. */
    readonly given?: Given | undefined
    /** What its requests were answered with in the run, and what they will be in the next. */
    readonly answered?: Partial<Answering> | undefined
    readonly answering?: Answering | undefined
  },
  last: Attempt | undefined,
  nowMs: number,
): Told {
  if (node.disabled) return { state: 'off', words: 'Off, passed over' }
  if (node.given !== undefined) return givenWords(node.given, node.unit ?? plainUnit)
  const { answered, answering } = node
  const going = run?.state === 'running' || run?.state === 'waiting'
  // What will answer it says more than a run that was answered otherwise.
  if (answering !== undefined && !going && (run === undefined || !isSame(answering, answered)))
    return { state: 'idle', origin: 'sample', words: answeringWords(answering) }
  if (run === undefined) return { state: 'idle', words: undefined }
  const words: Readonly<Record<NodeRun['state'], () => string>> = {
    running: () => runningWords(run, node.unit ?? plainUnit),
    waiting: () => waitingWords(run, nowMs),
    done: () => doneWords(run, node.unit ?? plainUnit, last),
    failed: () => failedWords(run, last),
  }
  const told = words[run.state]()
  const over = run.state === 'done' || run.state === 'failed'
  return {
    state: run.state,
    words: over && node.recorded === true ? `Recorded · ${told}` : told,
    ...(answered !== undefined && { origin: 'sample' as const }),
  }
}

const isSame = ({ answer, when }: Answering, had: Partial<Answering> | undefined): boolean =>
  had?.answer === answer && had.when === when

function givenWords({ origin, records, name }: Given, unit: NodeView['unit']): Told {
  const count = countWords(records.length, unit)
  return { state: 'idle', origin, words: name === undefined ? count : `${name} · ${count}` }
}

function runningWords(run: NodeRun, unit: NodeView['unit']): string {
  if (run.records > 0) return `${countWords(run.records, unit)} so far`
  return run.requests > 0 ? `Call ${digits.format(run.requests)} on its way` : 'Working'
}

function waitingWords({ waiting }: NodeRun, nowMs: number): string {
  if (waiting === undefined) return 'Waiting'
  const left = waiting.untilMs === undefined ? 0 : (waiting.untilMs - nowMs) / 1_000
  return left <= 0
    ? waits[waiting.reason]
    : `${waits[waiting.reason]}, ${left < 10 ? left.toFixed(1) : Math.round(left)} s`
}

function doneWords(run: NodeRun, unit: NodeView['unit'], last: Attempt | undefined): string {
  const count = countWords(run.records, unit)
  if (run.requests > 1) return `${digits.format(run.requests)} calls, ${count}`
  if (last?.status === undefined) return count
  return `${last.status} · ${last.given === true ? 'nothing was sent' : timeWords(last)}`
}

/** The reason. What was asked for stands on the card already, so the line begins with what came of it. */
function failedWords(run: NodeRun, last: Attempt | undefined): string {
  const message = run.failure?.message ?? last?.failure?.message ?? 'Failed'
  const asked = last === undefined ? '' : `${last.request.method} ${last.request.url} `
  if (asked === '' || !message.startsWith(asked)) return message
  const rest = message.slice(asked.length)
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}

/** "268 ms", "1.07 s" */
export function timeWords({ phases }: Pick<Attempt, 'phases'>): string {
  const ms = (phases.connectMs ?? 0) + (phases.firstByteMs ?? 0) + (phases.downloadMs ?? 0)
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`
}

const stateNames: Readonly<Record<CardState, string>> = {
  idle: '',
  running: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  off: 'off, passed over',
}

/** What a screen reader hears of a card: "Get customer, request, done, 1 record, 2 of 4". */
export function cardName(told: {
  readonly title: string
  readonly kindTitle: string
  readonly state: CardState
  readonly words: string | undefined
  readonly origin?: Given['origin'] | undefined
  readonly records: string | undefined
  readonly recorded?: boolean
  readonly problems: number
  readonly place: string
}): string {
  const { title, kindTitle, state, words, origin, records, recorded = false, problems, place } = told
  const quiet = state === 'off' || (state === 'idle' && origin === undefined)
  const detail = state === 'done' ? records : quiet ? undefined : words
  return [
    title,
    title === kindTitle ? '' : kindTitle.toLowerCase(),
    origin ?? '',
    stateNames[state],
    detail ?? '',
    state === 'done' && recorded ? 'changed since' : '',
    problems === 0 ? '' : `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
    place,
  ]
    .filter((part) => part !== '')
    .join(', ')
}
