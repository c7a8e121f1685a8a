import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { afterEach, beforeEach } from 'vitest'
import { page } from 'vitest/browser'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import { RunPanel } from '../../../src/editor/panels/run/RunPanel.tsx'
import type { Json } from '../../../src/model/json.ts'
import { edit } from '../../../src/store/edit.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { selected } from '../../../src/store/sessionSlice.ts'
import '../../../src/ui/base.css'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { lastRun, openPanel } from '../../../stories/editor/panels/lastRun.ts'
import { type OpenEditor, openEditor } from '../../store/editor.ts'

let unmount = () => {}
beforeEach(() => page.viewport(1200, 900))
afterEach(() => unmount())

/** The inspector of a node beside the run panel of a finished run. */
export function openInspector(prepare: (editor: OpenEditor) => void, kind: string): OpenEditor {
  const editor = openEditor(customers())
  openPanel(editor)
  lastRun(editor)
  prepare(editor)
  editor.store.dispatch(selected([editor.node(kind)]))
  const host = document.createElement('div')
  host.style.cssText = 'display: grid; grid-template-columns: 1fr 340px; height: 900px'
  document.body.append(host)
  const root = createRoot(host)
  root.render(
    <Provider store={editor.store}>
      <RunPanel />
      <Inspector />
    </Provider>,
  )
  unmount = () => {
    root.unmount()
    host.remove()
  }
  return editor
}

export const set = (editor: OpenEditor, kind: string, path: readonly (string | number)[], value: Json) =>
  editor.store.dispatch(
    edit([{ edit: 'setSetting', operation: editor.operation, node: editor.node(kind), path, value }], {
      label: 'Set',
      policy: 'ignore',
    }),
  )
export const settings = (editor: OpenEditor, kind: string) =>
  selectOperation(editor.store.getState())?.graph.nodes[editor.node(kind)]?.settings
export const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value)
