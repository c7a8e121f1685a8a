import { useCallback } from 'react'
import { useDispatch, useSelector, useStore } from 'react-redux'
import type { CommandArgs } from '../store/commands/command.ts'
import { commandById } from '../store/commands/list.ts'
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

/** Starts commands by their id, as menus, toolbars and keys do. */
export function useCommand(): (id: string, args?: CommandArgs) => void {
  const store = useEditorStore()
  return useCallback(
    (id, args) => {
      const command = commandById(id)
      const { dispatch, getState, extra } = store
      if (command.enabled(getState())) void command.run({ dispatch, getState, extra }, args)
    },
    [store],
  )
}
