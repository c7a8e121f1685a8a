import { useDispatch, useSelector, useStore } from 'react-redux'
import type { EditorStore } from '../store/createStore.ts'
import type { EditorState } from '../store/state.ts'
import type { EditorDispatch } from '../store/thunk.ts'

/** The store's hooks with our types; components use these and no others. */
export const useAppSelector = useSelector.withTypes<EditorState>()
export const useAppDispatch = useDispatch.withTypes<EditorDispatch>()

/** The store itself, with what it was handed (`extra`), for acts that read the state once. */
export function useEditorStore(): EditorStore {
  return useStore() as unknown as EditorStore
}
