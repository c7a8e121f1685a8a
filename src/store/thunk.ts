import type { ThunkAction, ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import type { StoreExtra } from './extra.ts'
import type { EditorState } from './state.ts'

export type EditorDispatch = ThunkDispatch<EditorState, StoreExtra, UnknownAction>
/** A step that reads the state, reaches outside through `extra` and dispatches. */
export type EditorThunk<Result = void> = ThunkAction<Result, EditorState, StoreExtra, UnknownAction>
