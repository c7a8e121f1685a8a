import { selectIsRunning, selectOperation, selectRun, selectSelection } from '../selectors.ts'
import type { EditorState } from '../state.ts'
import type { Command } from './command.ts'

/** What runs and follows is loaded with the first run. */
const runs = () => import('../runThunks.ts')

const canRun = (state: EditorState) => selectOperation(state) !== undefined && !selectIsRunning(state)

export const runningCommands: readonly Command[] = [
  {
    id: 'run',
    label: 'Run',
    group: 'Run',
    icon: 'play',
    shortcut: ['Mod+Enter'],
    scope: 'anywhere',
    inText: true,
    enabled: canRun,
    run: async ({ dispatch }) => dispatch((await runs()).runOperation()),
  },
  {
    id: 'stop',
    label: 'Stop',
    group: 'Run',
    icon: 'square',
    shortcut: ['Mod+.'],
    scope: 'anywhere',
    inText: true,
    enabled: (state) => selectIsRunning(state) && selectRun(state)?.state !== 'stopping',
    run: async ({ dispatch }) => dispatch((await runs()).stopRun()),
  },
  {
    id: 'run-page',
    label: 'Fetch one page',
    group: 'Run',
    icon: 'step-forward',
    shortcut: ['Mod+Alt+Enter'],
    scope: 'anywhere',
    inText: true,
    enabled: canRun,
    run: async ({ dispatch }) => dispatch((await runs()).fetchPages(1)),
  },
  {
    id: 'go-on',
    label: 'Go on with the run',
    group: 'Run',
    icon: 'play',
    shortcut: [],
    scope: 'anywhere',
    enabled: (state) => canRun(state) && selectRun(state)?.resumable === true,
    run: async ({ dispatch }) => dispatch((await runs()).resumeRun()),
  },
  {
    // Reads `node`; without it, the one that is selected.
    id: 'run-to-node',
    label: 'Run as far as this node',
    group: 'Run',
    icon: 'step-forward',
    shortcut: ['Mod+Shift+Enter'],
    scope: 'canvas',
    enabled: (state) => canRun(state) && selectSelection(state).nodes.length === 1,
    run: async ({ dispatch, getState }, args) => {
      const until = args?.node ?? selectSelection(getState()).nodes[0]
      if (until !== undefined) await dispatch((await runs()).runOperation({ until }))
    },
  },
]
