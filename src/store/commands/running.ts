import { selectIsRunning, selectNode, selectOperation, selectRun, selectSelection } from '../selectors.ts'
import type { NodeId } from '../../model/ids.ts'
import { canBeHeld, givenBy, recordedOf, selectGiven } from '../held.ts'
import { allReleased, outputHeld, outputReleased } from '../sessionSlice.ts'
import type { EditorState } from '../state.ts'
import type { Command, CommandArgs } from './command.ts'

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
    id: 'run-samples',
    label: 'Run with sample data',
    group: 'Run',
    icon: 'flask-conical',
    scope: 'anywhere',
    enabled: (state) => canRun(state) && selectOperation(state)?.output.schema !== undefined,
    run: async ({ dispatch }) => {
      await dispatch((await import('../sampleThunk.ts')).runWithSamples())
    },
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
      const until = nodeOf(getState(), args)
      if (until !== undefined) await dispatch((await runs()).runOperation({ until }))
    },
  },
  {
    // Reads `node`; without it, the one that is selected.
    id: 'run-node',
    label: 'Run this node alone',
    group: 'Run',
    icon: 'square-play',
    shortcut: ['Alt+Enter'],
    scope: 'canvas',
    enabled: (state) => canRun(state) && selectSelection(state).nodes.length === 1,
    run: async ({ dispatch, getState }, args) => {
      const node = nodeOf(getState(), args)
      if (node !== undefined) await dispatch((await runs()).runNode(node))
    },
  },
  {
    // Reads `node`; without it, the one that is selected.
    id: 'run-on',
    label: 'Run on from this node',
    group: 'Run',
    icon: 'fast-forward',
    shortcut: ['Alt+Shift+Enter'],
    scope: 'canvas',
    enabled: (state) =>
      canRun(state) && selectSelection(state).nodes.length === 1 && selectRun(state) !== undefined,
    run: async ({ dispatch, getState }, args) => {
      const node = nodeOf(getState(), args)
      if (node !== undefined) await dispatch((await runs()).runOnFrom(node))
    },
  },
  {
    // Reads `node`; without it, the one that is selected.
    id: 'hold-output',
    label: 'Pin what it gave, or let it run again',
    group: 'Run',
    icon: 'pin',
    shortcut: ['Alt+P'],
    scope: 'canvas',
    enabled: (state) => {
      const node = nodeOf(state, undefined)
      if (node === undefined || selectSelection(state).nodes.length !== 1) return false
      return selectGiven(state, node) !== undefined || recordedOf(selectRun(state), node) !== undefined
    },
    run: ({ dispatch, getState, extra }, args) => {
      const state = getState()
      const node = nodeOf(state, args)
      const shown = node === undefined ? undefined : selectNode(state, node)
      if (node === undefined || shown === undefined) return
      const records = recordedOf(selectRun(state), node)
      if (selectGiven(state, node) !== undefined) {
        dispatch(outputReleased(node))
        extra.announce(`${shown.title} runs again`)
      } else if (records !== undefined && canBeHeld(shown, extra.catalog)) {
        dispatch(outputHeld({ node, as: 'pinned', records }))
        extra.announce(`${shown.title} is pinned`)
      } else extra.announce(`What ${shown.title} gives cannot be held`)
    },
  },
  {
    id: 'release-all',
    label: 'Run every node again',
    group: 'Run',
    icon: 'pin-off',
    shortcut: [],
    scope: 'anywhere',
    enabled: ({ session }) =>
      Object.values(session.held).some((held) => givenBy(held) !== undefined || held.answer !== undefined),
    run: ({ dispatch, extra }) => {
      dispatch(allReleased())
      extra.announce('Nothing is held any more')
    },
  },
]

const nodeOf = (state: EditorState, args: CommandArgs | undefined): NodeId | undefined =>
  (args?.node as NodeId | undefined) ?? selectSelection(state).nodes[0]
