import type { Decorator } from '@storybook/react-vite'
import { type ReactNode, useState } from 'react'
import { Provider } from 'react-redux'
import { Overlays } from '../../../src/editor/shell/Overlays.tsx'
import { useShortcuts } from '../../../src/editor/shell/useShortcuts.ts'
import type { Connector } from '../../../src/model/document.ts'
import type { EditorStore } from '../../../src/store/createStore.ts'
import type { RunnerClient } from '../../../src/store/runnerClient.ts'
import { announce, LiveRegion } from '../../../src/ui/LiveRegion.tsx'
import { openEditor, type OpenEditor } from '../../../test/store/editor.ts'
import { customers } from './customers.ts'

export interface EditorFrameProps {
  readonly connector?: Connector
  /** The runner that it calls; without one every call is refused. */
  readonly runner?: RunnerClient
  /** Called once with the editor before it is drawn: opens things, starts runs. */
  readonly prepare?: (editor: OpenEditor) => void
  readonly width?: number | string
  readonly height?: number | string
  readonly children: ReactNode
}

/** The editor that the story drawn last has, for its play function. */
export let editor: OpenEditor

/** A store with a connector open, the keys of all commands, what they open and the live region: what the page puts around each screen. */
export function EditorFrame({
  connector,
  runner,
  prepare,
  width = '100%',
  height = 560,
  children,
}: EditorFrameProps) {
  const [store] = useState<EditorStore>(() => {
    editor = openEditor(connector ?? customers(), runner)
    // The words go where a screen reader hears them, and stay in `said` for the tests.
    const { announce: note } = editor.store.extra
    Object.assign(editor.store.extra, {
      announce: (words: string) => {
        note(words)
        announce(words)
      },
      clock: browserClock,
    })
    prepare?.(editor)
    return editor.store
  })
  return (
    <Provider store={store}>
      <Keys />
      <div style={{ width, height, position: 'relative' }}>{children}</div>
      <Overlays />
      <LiveRegion />
    </Provider>
  )
}

function Keys() {
  useShortcuts()
  return null
}

const browserClock = {
  now: () => Date.now(),
  sleep: (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      })
    }),
}

/** A decorator that frames a story. */
export const framed =
  (options: Omit<EditorFrameProps, 'children'> = {}): Decorator =>
  (Story) => (
    <EditorFrame {...options}>
      <Story />
    </EditorFrame>
  )
