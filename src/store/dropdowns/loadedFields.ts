import type { Clock } from '../../engine/io.ts'
import { type ObjectShape, readShape } from '../../model/fieldsFromSource.ts'
import { type ChoicesAsk, type LoadedChoices, restMs, wordsOf } from './choices.ts'

/**
 * The fields of one object while a form is filled in, where an operation says which there are. As a dropdown's choices: one request
 * at most, what was asked for with other values is given up, and a late answer is not heard. Fields of another question are not kept:
 * nobody should fill in what does not belong there.
 */

/** What is asked as the form stands now. */
export interface FieldsAsk extends Pick<ChoicesAsk, 'key' | 'sent' | 'waitsFor' | 'broken'> {
  /** Path of the JSON Schema in what comes. */
  readonly schema: string
  load(signal: AbortSignal): Promise<Pick<LoadedChoices, 'given'>>
}

export interface FieldsState {
  /** `empty`: the service was asked, and there are none. */
  readonly status: 'idle' | 'waiting' | 'broken' | 'loading' | 'ready' | 'empty' | 'error'
  /** Of what was asked; undefined where it is not known. */
  readonly shape: ObjectShape | undefined
  /** The question that the state is of. */
  readonly key: string
  readonly sent: FieldsAsk['sent']
  readonly waitsFor: readonly string[]
  /** What went wrong, in words. */
  readonly message?: string
}

export interface LoadedFields {
  state(): FieldsState
  subscribe(listener: () => void): () => void
  /** The question as the form stands. Another key asks anew. */
  ask(ask: FieldsAsk): void
  reload(): void
  /** Gives up what is under way. */
  close(): void
}

export function createLoadedFields(clock: Pick<Clock, 'sleep'>, prefix: string): LoadedFields {
  const listeners = new Set<() => void>()
  let asked: FieldsAsk | undefined
  let under: AbortController | undefined
  let state: FieldsState = { status: 'idle', shape: undefined, key: '', sent: [], waitsFor: [] }

  function tell(
    { key, sent, waitsFor }: FieldsAsk,
    told: Pick<FieldsState, 'status' | 'message'> & { readonly shape?: ObjectShape },
  ): void {
    state = { shape: undefined, key, sent, waitsFor, ...told }
    for (const listener of listeners) listener()
  }

  async function load(ask: FieldsAsk, delayMs: number): Promise<void> {
    under?.abort()
    under = new AbortController()
    const { signal } = under
    tell(ask, { status: 'loading' })
    try {
      if (delayMs > 0) await clock.sleep(delayMs, signal)
      if (signal.aborted) return
      const { given } = await ask.load(signal)
      if (signal.aborted) return
      let made = 0
      const shape = readShape(ask.schema, given, () => `${prefix}.${(made += 1)}`)
      if (typeof shape === 'string') tell(ask, { status: 'error', message: shape })
      else {
        const none = shape.fields?.length === 0 && shape.schema === undefined
        tell(ask, { status: none ? 'empty' : 'ready', shape })
      }
    } catch (error) {
      if (!signal.aborted) tell(ask, { status: 'error', message: wordsOf(error, 'The fields') })
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
      if (ask.broken !== undefined) tell(ask, { status: 'broken', message: ask.broken })
      else if (ask.waitsFor.length > 0) tell(ask, { status: 'waiting' })
      // A parent may be a text that somebody is typing.
      else void load(ask, before === undefined ? 0 : restMs)
    },
    reload() {
      if (asked !== undefined && asked.broken === undefined && asked.waitsFor.length === 0)
        void load(asked, 0)
    },
    close() {
      under?.abort()
      asked = undefined
    },
  }
}
