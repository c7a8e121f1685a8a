import type { GraphNode, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import { type AnswerFacts, answerFrom, findReadyAnswer } from '../nodes/request/answers.ts'
import { selectGiven, selectHeld } from './held.ts'
import { selectNode } from './selectors.ts'
import type { Answering, ChosenAnswer, EditorState, HeldNode, LiveRun } from './state.ts'

/**
 * Samples that are answers of the service, and not what a node gives: the node runs, and its requests are answered by the sample.
 * They stand where other samples do in the order of precedence, so whatever is pinned or edited goes before them.
 */

/** Only what sends requests can be answered, and everywhere: a container's request too. */
const canBeAnswered = (node: GraphNode | undefined): boolean => node?.kind === 'request'

/** What an answer must know of a request, also of one whose settings do not fit. */
function factsOf({ settings }: GraphNode): AnswerFacts {
  const { records, decode } = settings as { readonly [key: string]: unknown }
  return {
    records: typeof records === 'string' ? records : '',
    decode: typeof decode === 'string' ? (decode as AnswerFacts['decode']) : 'auto',
  }
}

function resolve(held: HeldNode, { from, name, when }: ChosenAnswer, node: GraphNode): Answering | undefined {
  if (from === 'ready') {
    const ready = findReadyAnswer(name)
    return ready && { name: ready.title, when, answer: answerFrom(ready, factsOf(node)) }
  }
  const kept = held.answers?.find((answer) => answer.name === name)
  return kept && { name, when, answer: kept }
}

const resolved = new WeakMap<
  HeldNode,
  { readonly settings: GraphNode['settings']; readonly answering: Answering | undefined }
>()

/** What the next run gives the requests of a node; the same object until the choice or the settings change. */
export function selectAnswering(state: EditorState, id: string): Answering | undefined {
  const held = selectHeld(state, id)
  if (held?.answer === undefined || selectGiven(state, id) !== undefined) return undefined
  const node = selectNode(state, id)
  if (node === undefined || !canBeAnswered(node)) return undefined
  const known = resolved.get(held)
  if (known?.settings === node.settings) return known.answering
  const answering = resolve(held, held.answer, node)
  resolved.set(held, { settings: node.settings, answering })
  return answering
}

/** What the requests of an operation's nodes are given. */
export function answeringIn(state: EditorState, operation: Operation): Record<NodeId, Answering> {
  const found: Record<NodeId, Answering> = {}
  for (const { id, disabled } of Object.values<GraphNode>(operation.graph.nodes)) {
    const answering = disabled === true ? undefined : selectAnswering(state, id)
    if (answering !== undefined) found[id] = answering
  }
  return found
}

/** Whether a run had the very answers that the next one would be given. */
export function hadAnswers(run: LiveRun, next: Readonly<Record<NodeId, Answering>>): boolean {
  const ids = Object.keys({ ...run.answered, ...next }) as NodeId[]
  return ids.every((id) => {
    const [had, given] = [run.answered[id], next[id]]
    return had?.answer !== undefined && had.answer === given?.answer && had.when === given.when
  })
}

const whenWords = { first: 'first request', every: 'every request' } as const

/** "429, wait 2 s · first request"; of a run that was picked up, only that it was an answer. */
export const answeringWords = ({ name, when }: Partial<Answering>): string =>
  name === undefined || when === undefined ? 'An answer you chose' : `${name} · ${whenWords[when]}`
