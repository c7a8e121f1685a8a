import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { NodeId } from '../../model/ids.ts'
import type { EditorStore } from '../../store/createStore.ts'
import { selectRun } from '../../store/selectors.ts'
import type { Answering, Attempt, Given, LiveRun, NodeRun, PageCard } from '../../store/state.ts'

/** Counts change at most this often (design/visual-language.md, Motion), in milliseconds. */
export const paintEveryMs = 250

/** What a node and its edges are painted from. */
export interface NodePaint {
  readonly run: NodeRun | undefined
  /** Its newest exchange. */
  readonly last: Attempt | undefined
  /** What stood in for it in the run. */
  readonly given?: Given
  /** What its requests were answered with in the run, where that was not the service. */
  readonly answered?: Partial<Answering>
  readonly atMs: number
}

const noPages: readonly PageCard[] = []

const unpainted: NodePaint = { run: undefined, last: undefined, atMs: 0 }

/**
 * The run as the canvas shows it: the run slice, read at most four times a second. A run reports far faster than anyone can
 * read, and every report would otherwise render every card that takes part.
 */
export class RunPaint {
  #run: LiveRun | undefined
  #paints = new Map<string, NodePaint>()
  #pages = new Map<string, readonly PageCard[]>()
  #resting: AbortController | undefined
  #paintedMs = -Infinity
  readonly #listeners = new Set<() => void>()
  readonly #store: EditorStore

  constructor(store: EditorStore) {
    this.#store = store
    this.#paint()
  }

  /** Follows the store until the returned function is called. */
  follow(): () => void {
    const stop = this.#store.subscribe(() => this.#look())
    this.#look()
    return () => {
      stop()
      this.#resting?.abort()
      this.#resting = undefined
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  of(node: NodeId): NodePaint {
    return this.#paints.get(node) ?? unpainted
  }

  /** The pages of a container, for its film strip. */
  pagesOf(node: NodeId): readonly PageCard[] {
    return this.#pages.get(node) ?? noPages
  }

  #look(): void {
    if (selectRun(this.#store.getState()) === this.#run || this.#resting !== undefined) return
    const { clock } = this.#store.extra
    const restMs = this.#paintedMs + paintEveryMs - clock.now()
    if (restMs <= 0) {
      this.#paint()
      return
    }
    const resting = new AbortController()
    this.#resting = resting
    clock.sleep(restMs, resting.signal).then(
      () => {
        this.#resting = undefined
        this.#paint()
      },
      // The canvas is gone: nothing to paint.
      () => undefined,
    )
  }

  #paint(): void {
    const run = selectRun(this.#store.getState())
    const before = this.#run
    this.#run = run
    const atMs = this.#store.extra.clock.now()
    this.#paintedMs = atMs
    const last = new Map<string, Attempt>()
    for (const attempt of run?.attempts ?? []) last.set(attempt.node, attempt)
    const paints = new Map<string, NodePaint>()
    for (const [id, node] of Object.entries(run?.nodes ?? {})) {
      const known = this.#paints.get(id)
      const attempt = last.get(id)
      const answered = run?.answered[id as NodeId]
      const same = known?.run === node && known.last === attempt && known.answered === answered
      paints.set(
        id,
        same && node.state !== 'waiting'
          ? known
          : { run: node, last: attempt, atMs, ...(answered !== undefined && { answered }) },
      )
    }
    for (const [id, given] of Object.entries<Given>(run?.given ?? {})) {
      const known = this.#paints.get(id)
      paints.set(id, known?.given === given ? known : { ...unpainted, given })
    }
    this.#paints = paints
    if (before?.pages !== run?.pages) this.#pages = groupPages(run?.pages ?? noPages)
    if (before !== run) for (const listener of this.#listeners) listener()
  }
}

function groupPages(pages: readonly PageCard[]): Map<string, readonly PageCard[]> {
  const groups = new Map<string, PageCard[]>()
  for (const page of pages) {
    const known = groups.get(page.node)
    if (known === undefined) groups.set(page.node, [page])
    else known.push(page)
  }
  return groups
}

export const RunPaintContext = createContext<RunPaint | undefined>(undefined)

/** The paint of the open canvas, for as long as it is drawn. */
export function useRunPaint(store: EditorStore): RunPaint {
  const [paint] = useState(() => new RunPaint(store))
  useEffect(() => paint.follow(), [paint])
  return paint
}

const never = () => () => undefined

/** What a node is painted from; renders at most four times a second. */
export function useNodePaint(node: NodeId): NodePaint {
  const paint = useContext(RunPaintContext)
  return useSyncExternalStore(paint?.subscribe ?? never, () => paint?.of(node) ?? unpainted)
}

/** The pages that a container's film strip shows; renders at most four times a second. */
export function usePagesPaint(node: NodeId): readonly PageCard[] {
  const paint = useContext(RunPaintContext)
  return useSyncExternalStore(paint?.subscribe ?? never, () => paint?.pagesOf(node) ?? noPages)
}
