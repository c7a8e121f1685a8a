import type { Patch } from 'immer'
import { Immer, enablePatches } from 'immer'
import type { Connector } from '../model/document.ts'
import { type Edit, applyEdit } from '../model/edits.ts'
import { documentEdited, documentStepped } from './documentSlice.ts'
import { type HistoryPolicy, redoStep, undoStep } from './history.ts'
import { operationOpened, pageOpened, selected } from './sessionSlice.ts'
import type { EditorState, Place } from './state.ts'
import type { EditorThunk } from './thunk.ts'

enablePatches()

/**
 * An Immer of our own that does not freeze: freezing walks what it is given, and a document of 5,000 nodes is given with
 * every edit. Nothing in the store writes to the document but through here, and the tests freeze it to prove that.
 */
const immer = new Immer({ autoFreeze: false })

export interface EditOptions {
  /** What the undo menu calls it: "Rename node". */
  readonly label: string
  readonly policy: HistoryPolicy
  /** With `merge`: what it may merge into, such as `setting:NODE:url`. Default: the label. */
  readonly mergeKey?: string
  /** Selected afterwards; without it the selection stays. */
  readonly select?: readonly string[]
  /** Where it happened, where that is not what is open now. */
  readonly place?: Place
}

export interface Applied {
  readonly connector: Connector
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
}

/**
 * Applies edits to a document, all or none: an `EditError` leaves everything as it was.
 */
export function applyEdits(connector: Connector, edits: readonly Edit[]): Applied {
  const [next, patches, inverse] = immer.produceWithPatches(connector, (draft) => {
    for (const edit of edits) applyEdit(draft, edit)
  })
  return { connector: next, patches, inverse }
}

/** The document after patches that were made for exactly this one. */
export function applyDocumentPatches(connector: Connector, patches: readonly Patch[]): Connector {
  return immer.applyPatches(connector, patches)
}

/** Where the person is now. */
export function placeNow(state: EditorState): Place {
  const { page, operation, selected: ids } = state.session
  return { operation, selected: Object.keys(ids), ...(page === 'map' && { page }) }
}

/**
 * Changes the open connector: the only way to. The change is in the state, in the history and on its way to the journal
 * when this returns. Returns false where nothing is open or nothing may be changed here; throws `EditError`, with nothing
 * changed, where an edit names what is not there.
 */
export function edit(edits: readonly Edit[], options: EditOptions): EditorThunk<boolean> {
  return (dispatch, getState, { clock, keep, indexes, announce }) => {
    const state = getState()
    const { connector, seq } = state.document
    if (connector === undefined) return false
    if (state.session.readOnly !== undefined) {
      announce(state.session.readOnly)
      return false
    }
    const applied = applyEdits(connector, edits)
    if (applied.patches.length === 0) {
      if (options.select !== undefined) dispatch(selected(options.select))
      return true
    }
    const atMs = clock.now()
    const before = options.place ?? placeNow(state)
    indexes.apply(connector, applied.connector, applied.patches)
    dispatch(
      documentEdited({
        connector: applied.connector,
        seq: seq + 1,
        ...(options.policy === 'ignore'
          ? {}
          : {
              step: {
                label: options.label,
                policy: options.policy,
                mergeKey: options.policy === 'merge' ? (options.mergeKey ?? options.label) : undefined,
                before,
                after: options.select === undefined ? before : { ...before, selected: options.select },
                patches: applied.patches,
                inverse: applied.inverse,
                atMs,
              },
            }),
      }),
    )
    keep.journal({
      connector: connector.id,
      seq: seq + 1,
      atMs,
      patches: applied.patches,
      document: applied.connector,
    })
    if (options.select !== undefined) dispatch(selected(options.select))
    return true
  }
}

/** Undoes the newest step and goes to where it happened. False where there is none. */
export function undo(): EditorThunk<boolean> {
  return step('undo')
}

/** Does again what was undone last. False where there is nothing. */
export function redo(): EditorThunk<boolean> {
  return step('redo')
}

function step(way: 'undo' | 'redo'): EditorThunk<boolean> {
  return (dispatch, getState, { clock, keep, indexes, announce }) => {
    const { document, session } = getState()
    const { connector, seq } = document
    const stepped = way === 'undo' ? undoStep(document.history) : redoStep(document.history)
    if (connector === undefined || stepped === undefined || session.readOnly !== undefined) return false
    const patches = way === 'undo' ? stepped.step.inverse : stepped.step.patches
    const next = applyDocumentPatches(connector, patches)
    indexes.apply(connector, next, patches)
    dispatch(documentStepped({ connector: next, seq: seq + 1, history: stepped.history }))
    keep.journal({ connector: connector.id, seq: seq + 1, atMs: clock.now(), patches, document: next })
    dispatch(returnTo(way === 'undo' ? stepped.step.before : stepped.step.after))
    announce(way === 'undo' ? `Undone: ${stepped.step.label}` : `Done again: ${stepped.step.label}`)
    return true
  }
}

/** Opens the operation where a step happened and selects what was selected there, as far as both are there now. */
function returnTo(place: Place): EditorThunk {
  return (dispatch, getState) => {
    if (place.page === 'map') {
      dispatch(pageOpened('map'))
      return
    }
    const { document, session } = getState()
    const operations = document.connector?.operations ?? []
    const there =
      operations.find(({ id }) => id === place.operation) ??
      operations.find(({ id }) => id === session.operation) ??
      operations[0]
    if (there?.id !== session.operation || session.page === 'map') dispatch(operationOpened(there?.id))
    const { nodes = {}, edges = {}, notes = {} } = there?.graph ?? {}
    const here = place.selected.filter((id) =>
      [nodes, edges, notes].some((record) => Object.hasOwn(record, id)),
    )
    dispatch(selected(here))
  }
}
