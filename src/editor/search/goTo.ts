import type { ProblemPlace } from '../../model/problem.ts'
import { commandById } from '../../store/commands/list.ts'
import { focused, operationOpened, pageOpened, selected } from '../../store/sessionSlice.ts'
import type { EditorThunk } from '../../store/thunk.ts'

/** Goes to a place of the document: opens its operation, selects what it is about and looks at it. */
export function goTo(place: ProblemPlace): EditorThunk {
  return (dispatch, getState, extra) => {
    if (place.operation === undefined) {
      dispatch(pageOpened('service'))
      return
    }
    const { session } = getState()
    if (session.operation !== place.operation || session.page !== 'operation')
      dispatch(operationOpened(place.operation))
    const id = place.node ?? place.edge ?? place.note
    if (id === undefined) return
    dispatch(selected([id]))
    if (place.setting !== undefined || place.field !== undefined) dispatch(focused(place))
    const look = commandById('zoom-selection')
    // A canvas that has just been opened has no size yet, and shows the whole graph by itself.
    if (getState().session.canvasSize.width > 0 && look.enabled(getState()))
      void look.run({ dispatch, getState, extra })
  }
}
