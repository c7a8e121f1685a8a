import { useEffect } from 'react'
import { commands } from '../../store/commands/list.ts'
import { commandFor } from '../../store/keyboard.ts'
import { currentPlatform } from '../../ui/shortcut.ts'
import { useEditorStore } from '../hooks.ts'

/** Marks the canvas and the outline: shortcuts of scope `canvas` count while the focus is inside. */
export const canvasMark = 'data-canvas'

/**
 * The keys of all commands, everywhere but in dialogs: what is open above the page has keys of its own. A key that means no
 * command here is the browser's.
 */
export function useShortcuts(): void {
  const store = useEditorStore()
  useEffect(() => {
    const mac = currentPlatform() === 'mac'
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null)
        return
      const command = commandFor(commands, event, {
        mac,
        inText: isText(target),
        onCanvas: target.closest(`[${canvasMark}]`) !== null,
      })
      if (command === undefined || !command.enabled(store.getState())) return
      event.preventDefault()
      void command.run({ dispatch: store.dispatch, getState: store.getState, extra: store.extra })
    }
    // The target of a press outside of all fields is the body; commands for everywhere still count there.
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [store])
}

function isText(target: Element): boolean {
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(target.type)
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)
}
