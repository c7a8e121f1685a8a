import type { GraphNode } from '../../model/document.ts'
import type { NodeId } from '../../model/ids.ts'
import { graphContext } from '../graphThunks.ts'
import { moveInto, moveOut, possibleHomes } from '../homes.ts'
import { selectCanEdit, selectOperation, selectSelection } from '../selectors.ts'
import type { EditorState } from '../state.ts'
import type { Command } from './command.ts'

const selectedNodes = (state: EditorState): readonly GraphNode[] => {
  const nodes = selectOperation(state)?.graph.nodes
  return selectSelection(state).nodes.flatMap((id) => nodes?.[id] ?? [])
}

/** What the pointer does by dragging a node over the border of a container, for the keyboard. */
export const containerCommands: readonly Command[] = [
  {
    // Reads `container`; without it, the nearest that can take what is selected.
    id: 'move-into-container',
    label: 'Move into the nearest container',
    group: 'Graph',
    icon: 'log-in',
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && selectedNodes(state).length > 0,
    run: ({ dispatch, getState, extra }, args) => {
      const context = dispatch(graphContext())
      if (context === undefined) return
      const { nodes } = selectSelection(getState())
      const { boxes } = context.index
      const here = boxes.bounds(nodes)
      const away = ({ id }: GraphNode) => {
        const box = boxes.box(id)
        return box === undefined || here === undefined ? 0 : Math.hypot(box.x - here.x, box.y - here.y)
      }
      const [nearest] = possibleHomes(context, nodes).toSorted((a, b) => away(a) - away(b))
      const into = (args?.container as NodeId | undefined) ?? nearest?.id
      if (into === undefined) extra.announce('There is no container that this could be moved into.')
      else dispatch(moveInto(nodes, into))
    },
  },
  {
    id: 'move-out-of-container',
    label: 'Move out of its container',
    group: 'Graph',
    icon: 'log-out',
    scope: 'canvas',
    enabled: (state) =>
      selectCanEdit(state) && selectedNodes(state).some(({ parent }) => parent !== undefined),
    run: ({ dispatch, getState }) => void dispatch(moveOut(selectSelection(getState()).nodes)),
  },
]
