import { gestureBegan } from '../../../store/documentSlice.ts'
import { selectOnlyNode, selectSelection } from '../../../store/selectors.ts'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { EdgeInspector } from './EdgeInspector.tsx'
import styles from './Inspector.module.css'
import { NodeInspector } from './NodeInspector.tsx'
import { OperationInspector } from './OperationInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'

/** The settings of what is selected: a node, an edge, several things, or, with nothing selected, the operation. */
export function Inspector() {
  const dispatch = useAppDispatch()
  const node = useAppSelector((state) => selectOnlyNode(state)?.id)
  const selection = useAppSelector(selectSelection)
  const operation = useAppSelector((state) => state.session.operation)
  const [edge] = selection.edges
  return (
    // Going from one field to the next ends a burst of typing: each becomes an undo step of its own.
    <div className={styles.inspector} onFocus={() => dispatch(gestureBegan())}>
      {node !== undefined ? (
        <NodeInspector key={node} id={node} />
      ) : selection.size === 1 && edge !== undefined ? (
        <EdgeInspector id={edge} />
      ) : selection.size > 0 ? (
        <SelectionInspector selection={selection} />
      ) : (
        operation !== undefined && <OperationInspector key={operation} id={operation} />
      )}
    </div>
  )
}
