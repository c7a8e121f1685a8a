import type { NodeId } from '../model/ids.ts'
import { selectTrial } from './selectors.ts'
import { frameShown } from './sessionSlice.ts'
import type { EditorThunk } from './thunk.ts'

/** Shows the pages of a try that failed, and in full the one where it went wrong. */
export function showTrial(container: NodeId, dot: string): EditorThunk {
  return (dispatch, getState, { announce }) => {
    dispatch(frameShown({ node: container, trial: dot }))
    const trial = selectTrial(getState())
    if (trial === undefined) {
      dispatch(frameShown(undefined))
      return
    }
    const { page, run } = trial
    if (page !== undefined) dispatch(frameShown({ node: container, trial: dot, at: page }))
    const index = run.pages.find(({ at }) => at === page)?.index
    announce(`${index === undefined ? 'Simulated' : `Page ${index} of a simulated walk`}: ${trial.dot.why}`)
  }
}
