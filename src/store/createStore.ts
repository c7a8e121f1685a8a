import type { Store, UnknownAction } from '@reduxjs/toolkit'
import { combineReducers, configureStore } from '@reduxjs/toolkit'
import { documentReducer } from './documentSlice.ts'
import type { Extra, StoreExtra } from './extra.ts'
import { GraphIndexes } from './graphIndex.ts'
import { runReducer } from './runSlice.ts'
import { sessionReducer } from './sessionSlice.ts'
import type { EditorState } from './state.ts'
import type { EditorDispatch } from './thunk.ts'

export interface EditorStore extends Store<EditorState, UnknownAction> {
  readonly dispatch: EditorDispatch
  /** What commands and thunks are handed, the indexes included. */
  readonly extra: StoreExtra
}

/**
 * The editor's store. The checks of Redux Toolkit that walk the whole state after every action are off: with 5,000 nodes
 * they take longer than the edit. That nothing mutates is proved by tests on a frozen document instead.
 */
export function createEditorStore(extra: Extra): EditorStore {
  const whole: StoreExtra = { ...extra, indexes: new GraphIndexes(extra.catalog) }
  const store = configureStore({
    reducer: combineReducers({ document: documentReducer, session: sessionReducer, run: runReducer }),
    middleware: (defaults) =>
      defaults({
        immutableCheck: false,
        serializableCheck: false,
        actionCreatorCheck: false,
        thunk: { extraArgument: whole },
      }),
    // Batching by frame would delay the answer to a key; events of runs already come in batches.
    enhancers: (defaults) => defaults({ autoBatch: false }),
    devTools: false,
  })
  return Object.assign(store as unknown as Omit<EditorStore, 'extra'>, { extra: whole })
}
