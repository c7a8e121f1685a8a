import type { UnknownAction } from '@reduxjs/toolkit'
import { createAction } from '@reduxjs/toolkit'
import type { Connector } from '../model/document.ts'
import type { OperationId } from '../model/ids.ts'
import type { NewStep } from './history.ts'
import { emptyHistory, markHistory, recordStep } from './history.ts'
import type { DocumentState, History, OperationChecks } from './state.ts'

/**
 * The open connector. A plain reducer, not a slice of Redux Toolkit: Immer has already made the next document when an
 * action arrives (edit.ts), and drafting a document of 5,000 nodes a second time would cost more than the edit.
 */

/** A connector was opened, with the number of its newest kept change; `undefined`: it was closed. */
export const documentOpened = createAction<{ connector: Connector | undefined; seq: number }>(
  'document/opened',
)

export const documentEdited = createAction<{
  connector: Connector
  seq: number
  /** Absent: an edit that is never undone. */
  step?: NewStep
}>('document/edited')

/** A step was undone or redone. */
export const documentStepped = createAction<{ connector: Connector; seq: number; history: History }>(
  'document/stepped',
)

/** A gesture begins: the next edit does not merge into the one before. */
export const gestureBegan = createAction('document/gestureBegan')

export const operationsChecked =
  createAction<Readonly<Record<OperationId, OperationChecks>>>('document/checked')

export const closedDocument: DocumentState = {
  connector: undefined,
  seq: 0,
  history: emptyHistory,
  checks: {},
}

export function documentReducer(state: DocumentState = closedDocument, action: UnknownAction): DocumentState {
  if (documentEdited.match(action)) {
    const { connector, seq, step } = action.payload
    const history = step === undefined ? state.history : recordStep(state.history, step)
    return { ...state, connector, seq, history }
  }
  if (documentStepped.match(action)) return { ...state, ...action.payload }
  if (gestureBegan.match(action)) {
    const history = markHistory(state.history)
    return history === state.history ? state : { ...state, history }
  }
  if (operationsChecked.match(action)) return { ...state, checks: action.payload }
  if (documentOpened.match(action)) return { ...closedDocument, ...action.payload }
  return state
}
