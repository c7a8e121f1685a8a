import type { Clock } from '../../engine/io.ts'
import type { FieldOptions } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { type Choice, type ReadChoices, readChoices } from '../../model/options.ts'
import { canonicalJson } from '../../model/printJson.ts'

/**
 * The choices of one dropdown while a form is filled in. It knows neither React nor the runner: whoever draws it says what is
 * asked now, and it says what there is to choose from. One request is under way at most; what was asked for with other values is
 * given up, and an answer to it that comes all the same is not heard.
 */

/** What a dropdown asks for, as the form stands now. */
export interface ChoicesAsk {
  /** Another text where another answer may come: the source as it is, what it is given, the credential. */
  readonly key: string
  readonly options: Pick<FieldOptions, 'records' | 'value' | 'label'>
  /** What the parents are set to, in words: an empty list says what was asked for. */
  readonly sent: readonly { readonly title: string; readonly value: string }[]
  /** Titles of inputs that have to be filled in first. */
  readonly waitsFor: readonly string[]
  /** Why nothing can be asked, in words: the source is gone, a circle. */
  readonly broken?: string
  /** The service searches; without it what is typed filters what was loaded. */
  readonly searches: boolean
  load(search: string, signal: AbortSignal): Promise<LoadedChoices>
}

/** A page of what the source gave. */
export interface LoadedChoices {
  readonly given: readonly Json[]
  /** The next one, where the source's own paging has one. */
  readonly more?: (signal: AbortSignal) => Promise<LoadedChoices>
  /** There are more, and no more of them are loaded: the list is too long for a dropdown. */
  readonly cut?: boolean
}

export type ChoicesStatus =
  /** Nobody has asked yet. */
  | 'idle'
  /** A parent has to be filled in first. */
  | 'waiting'
  | 'broken'
  | 'loading'
  | 'ready'
  | 'empty'
  | 'error'
  /** What is shown was loaded for other parents, another credential or an older source. */
  | 'stale'

export interface ChoicesState {
  readonly status: ChoicesStatus
  /** What was loaded last. Where it is `outdated` it gives labels, and nothing to choose from. */
  readonly choices: readonly Choice[]
  /** They were loaded for another question: other parents, another credential, an older source. */
  readonly outdated: boolean
  /** The question is another than the one that the form began with: a value may be of the former. */
  readonly moved: boolean
  /** What the service gave or somebody took for this question, by its JSON, wherever a search has led meanwhile. */
  readonly found: ReadonlyMap<string, Choice>
  /** Of records that were left out, and labels that were missing. */
  readonly leftOut: Pick<ReadChoices, 'withoutValue' | 'withoutLabel' | 'repeated'>
  readonly search: string
  readonly sent: ChoicesAsk['sent']
  readonly waitsFor: readonly string[]
  /** There are more than are loaded. */
  readonly more: boolean
  /** There are more than a dropdown loads. */
  readonly cut: boolean
  readonly loadingMore: boolean
  /** What went wrong, in words. */
  readonly message?: string
}

export interface Choices {
  state(): ChoicesState
  subscribe(listener: () => void): () => void
  /** The question as the form stands. Another key makes what is there stale. */
  ask(ask: ChoicesAsk): void
  /** Somebody needs the choices: the list is open, or there is a value to be found in it. */
  want(wanted: boolean): void
  search(text: string): void
  more(): void
  /** Somebody chose this for the question as it stands. */
  taken(choice: Choice): void
  /** Asks again, also for what is there. */
  reload(): void
  /** Gives up what is under way. */
  close(): void
}

/** How long typing, here or in a parent, has to rest before the service is asked, in milliseconds. */
export const restMs = 250

const nothingLeftOut = { withoutValue: 0, withoutLabel: 0, repeated: 0 }

export function createChoices(clock: Pick<Clock, 'sleep'>): Choices {
  const listeners = new Set<() => void>()
  let asked: ChoicesAsk | undefined
  /** The key and the search that the choices were loaded for. */
  let loadedFor: string | undefined
  let wanted = false
  let next: LoadedChoices['more']
  let under: AbortController | undefined
  let state: ChoicesState = {
    status: 'idle',
    choices: [],
    outdated: false,
    moved: false,
    found: new Map(),
    leftOut: nothingLeftOut,
    search: '',
    sent: [],
    waitsFor: [],
    more: false,
    cut: false,
    loadingMore: false,
  }

  function set(changes: Partial<ChoicesState>): void {
    const { message: _, ...kept } = state
    state = { ...kept, ...changes }
    for (const listener of listeners) listener()
  }

  /** Text that the search of the service takes; what is filtered here asks for nothing new. */
  const searched = () => (asked?.searches === true ? state.search : '')
  const wantedFor = () => `${asked?.key ?? ''}\n${searched()}`

  function giveUp(): AbortController {
    under?.abort()
    under = new AbortController()
    return under
  }

  function settle(given: ReadChoices, before: readonly Choice[], page: LoadedChoices): void {
    next = page.more
    const known = new Set(before.map(({ value }) => canonicalJson(value)))
    const fresh = given.choices.filter(({ value }) => !known.has(canonicalJson(value)))
    const choices = before.length === 0 ? given.choices : [...before, ...fresh]
    const leftOut = {
      withoutValue: given.withoutValue + (before.length === 0 ? 0 : state.leftOut.withoutValue),
      withoutLabel: given.withoutLabel + (before.length === 0 ? 0 : state.leftOut.withoutLabel),
      repeated:
        given.repeated +
        (before.length === 0 ? 0 : state.leftOut.repeated + given.choices.length - fresh.length),
    }
    set({
      outdated: false,
      cut: page.cut === true,
      // Without a search all that was found stands in the list.
      ...(asked?.searches === true && { found: withAll(state.found, given.choices) }),
      status: choices.length === 0 && page.more === undefined ? 'empty' : 'ready',
      choices,
      leftOut,
      sent: asked?.sent ?? [],
      more: page.more !== undefined,
      loadingMore: false,
    })
  }

  async function load(delayMs: number): Promise<void> {
    const ask = asked
    if (ask === undefined || ask.broken !== undefined || ask.waitsFor.length > 0) return
    const { signal } = giveUp()
    const target = wantedFor()
    set({ status: 'loading', sent: ask.sent, loadingMore: false })
    try {
      if (delayMs > 0) await clock.sleep(delayMs, signal)
      if (signal.aborted) return
      const page = await ask.load(searched(), signal)
      if (signal.aborted) return
      const given = readChoices(ask.options, page.given)
      loadedFor = target
      if (given.failure === undefined) settle(given, [], page)
      else set({ ...failed, message: given.failure })
    } catch (error) {
      if (!signal.aborted) set({ ...failed, message: wordsOf(error) })
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask(ask) {
      const before = asked
      asked = ask
      if (before?.key === ask.key) return
      under?.abort()
      const { waitsFor, broken } = ask
      const had = state.choices.length > 0 || loadedFor !== undefined
      const another = {
        waitsFor: [],
        loadingMore: false,
        outdated: state.choices.length > 0,
        moved: before !== undefined,
        found: new Map(),
      }
      if (broken !== undefined) set({ ...another, status: 'broken', message: broken })
      else if (waitsFor.length > 0) set({ ...another, status: 'waiting', waitsFor })
      else {
        set({ ...another, status: had ? 'stale' : 'idle' })
        // A parent may be a text that somebody is typing.
        if (wanted) void load(before === undefined ? 0 : restMs)
      }
    },
    want(now) {
      wanted = now
      const { status } = state
      if (now && (status === 'idle' || status === 'stale')) void load(0)
    },
    search(text) {
      if (text === state.search) return
      set({ search: text, ...(state.message !== undefined && { message: state.message }) })
      if (asked?.searches === true && loadedFor !== wantedFor()) void load(restMs)
    },
    more() {
      const page = next
      const ask = asked
      if (page === undefined || ask === undefined || state.status !== 'ready' || state.loadingMore) return
      const { signal } = giveUp()
      set({ loadingMore: true })
      page(signal).then(
        (answer) => {
          if (signal.aborted) return
          const given = readChoices(ask.options, answer.given)
          if (given.failure === undefined) settle(given, state.choices, answer)
          else set({ loadingMore: false, message: given.failure })
        },
        (error: unknown) => {
          // What is loaded stays, and the same page can be asked for again.
          if (!signal.aborted) set({ loadingMore: false, message: wordsOf(error) })
        },
      )
    },
    taken: (choice) =>
      set({
        found: withAll(state.found, [choice]),
        ...(state.message !== undefined && { message: state.message }),
      }),
    reload: () => void load(0),
    close() {
      under?.abort()
      if (state.status === 'loading') set({ status: state.choices.length > 0 ? 'stale' : 'idle' })
    },
  }
}

const failed = {
  status: 'error',
  choices: [],
  outdated: false,
  leftOut: nothingLeftOut,
  more: false,
  cut: false,
} as const

const withAll = (found: ChoicesState['found'], choices: readonly Choice[]): ChoicesState['found'] =>
  new Map([...found, ...choices.map((choice) => [canonicalJson(choice.value), choice] as const)])

export const wordsOf = (error: unknown, what = 'The choices') =>
  error instanceof Error && error.message !== '' ? error.message : `${what} could not be loaded.`
