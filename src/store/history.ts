import type { Patch } from 'immer'
import type { History, Place, Step } from './state.ts'

/**
 * Undo and redo as lists of patches. A step is what happened between two marks; a mark is set where a gesture begins (the
 * pointer goes down, a field gets the focus). Steps with the same merge key join until the next mark or pause.
 */

/** How an edit is undone: as a step of its own, as part of the newest step, or not at all. */
export type HistoryPolicy = 'record' | 'merge' | 'ignore'

export const maxSteps = 500
export const maxBytes = 50_000_000
/** Typing that pauses longer than this begins a new step. */
export const mergePauseMs = 1_500

export const emptyHistory: History = { undo: [], redo: [], bytes: 0, marked: true }

export interface NewStep {
  readonly label: string
  readonly policy: Exclude<HistoryPolicy, 'ignore'>
  readonly mergeKey: string | undefined
  readonly before: Place
  readonly after: Place
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
  readonly atMs: number
}

/** The history after an edit. What had been undone can no longer be redone. */
export function recordStep(history: History, step: NewStep): History {
  if (step.patches.length === 0) return history
  const newest = history.undo.at(-1)
  if (newest !== undefined && joins(history, newest, step)) {
    const joined = join(newest, step)
    return {
      undo: [...history.undo.slice(0, -1), joined],
      redo: [],
      bytes: history.bytes - newest.bytes + joined.bytes,
      marked: false,
    }
  }
  const added: Step = {
    label: step.label,
    before: step.before,
    after: step.after,
    patches: step.patches,
    inverse: step.inverse,
    mergeKey: step.mergeKey,
    atMs: step.atMs,
    bytes: patchBytes(step.patches) + patchBytes(step.inverse),
  }
  return bounded({
    undo: [...history.undo, added],
    redo: [],
    bytes: history.bytes + added.bytes,
    marked: false,
  })
}

/** A gesture begins: the next edit is a step of its own. */
export function markHistory(history: History): History {
  return history.marked ? history : { ...history, marked: true }
}

/** The history after its newest step was undone; undefined where there is none. */
export function undoStep(history: History): { step: Step; history: History } | undefined {
  const step = history.undo.at(-1)
  if (step === undefined) return undefined
  return {
    step,
    history: {
      undo: history.undo.slice(0, -1),
      redo: [...history.redo, step],
      bytes: history.bytes - step.bytes,
      marked: true,
    },
  }
}

export function redoStep(history: History): { step: Step; history: History } | undefined {
  const step = history.redo.at(-1)
  if (step === undefined) return undefined
  return {
    step,
    history: {
      undo: [...history.undo, step],
      redo: history.redo.slice(0, -1),
      bytes: history.bytes + step.bytes,
      marked: true,
    },
  }
}

function joins(history: History, newest: Step, step: NewStep): boolean {
  return (
    step.policy === 'merge' &&
    !history.marked &&
    history.redo.length === 0 &&
    newest.mergeKey !== undefined &&
    newest.mergeKey === step.mergeKey &&
    step.atMs - newest.atMs <= mergePauseMs
  )
}

function join(newest: Step, step: NewStep): Step {
  const repeats = samePlaces(newest.patches, step.patches)
  const patches = repeats ? step.patches : [...newest.patches, ...step.patches]
  const inverse = repeats ? newest.inverse : [...step.inverse, ...newest.inverse]
  return {
    ...newest,
    after: step.after,
    patches,
    inverse,
    atMs: step.atMs,
    bytes: patchBytes(patches) + patchBytes(inverse),
  }
}

/**
 * Whether the second list of patches overwrites exactly what the first wrote: the next key of a word, the next pixel of a
 * drag. Then the first list's outcome is lost anyway, and a drag of a thousand moves stays one move in memory.
 */
function samePlaces(first: readonly Patch[], second: readonly Patch[]): boolean {
  return (
    first.length === second.length &&
    first.every((patch, at) => {
      const other = second[at]
      return (
        other !== undefined &&
        patch.op === 'replace' &&
        other.op === 'replace' &&
        patch.path.length === other.path.length &&
        patch.path.every((key, index) => key === other.path[index])
      )
    })
  )
}

function bounded(history: History): History {
  let { bytes } = history
  let from = 0
  const last = history.undo.length - 1
  while (from < last && (history.undo.length - from > maxSteps || bytes > maxBytes)) {
    bytes -= history.undo[from]?.bytes ?? 0
    from += 1
  }
  return from === 0 ? history : { ...history, undo: history.undo.slice(from), bytes }
}

/** About how many bytes a list of patches keeps alive: text at two bytes a letter, a fixed price for each value. */
export function patchBytes(patches: readonly Patch[]): number {
  let bytes = 0
  for (const patch of patches) bytes += 48 + patch.path.length * 16 + valueBytes(patch.value)
  return bytes
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length * 2
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 32
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + valueBytes(item)
    return bytes
  }
  for (const [key, item] of Object.entries(value)) bytes += 16 + key.length + valueBytes(item)
  return bytes
}
