import { Network, PanelLeftOpen, Plus, Settings2 } from 'lucide-react'
import type { Operation } from '../../model/document.ts'
import { selectCanEdit, selectOperationStatus, selectOperations } from '../../store/selectors.ts'
import { operationOpened, pageOpened } from '../../store/sessionSlice.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../hooks.ts'
import styles from './OperationRail.module.css'
import { operationIcon } from './operationIcon.ts'

/** The list of operations at 48 pixels: a picture each, its name in the tooltip. */
export function NarrowRail({ onOpen }: { onOpen: () => void }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const operations = useAppSelector(selectOperations)
  const page = useAppSelector((state) => state.session.page)
  const canEdit = useAppSelector(selectCanEdit)
  return (
    <nav className={`${styles.rail} ${styles.narrow}`} aria-label="Operations">
      <IconButton
        icon={PanelLeftOpen}
        label="Show the list of operations"
        shortcut="Mod+B"
        size={32}
        onClick={onOpen}
      />
      <IconButton
        icon={Network}
        label="Connector map"
        size={32}
        aria-current={page === 'map' ? 'page' : undefined}
        onClick={() => dispatch(pageOpened('map'))}
      />
      <IconButton
        icon={Settings2}
        label="Service and auth"
        size={32}
        aria-current={page === 'service' ? 'page' : undefined}
        onClick={() => dispatch(pageOpened('service'))}
      />
      <div className={styles.narrowList}>
        {operations.map((operation) => (
          <NarrowOperation key={operation.id} operation={operation} />
        ))}
      </div>
      <IconButton
        icon={Plus}
        label="New operation"
        shortcut="Alt+Shift+N"
        size={32}
        unavailable={canEdit ? undefined : 'nothing can be changed here'}
        onClick={() => command('new-operation')}
      />
    </nav>
  )
}

function NarrowOperation({ operation }: { operation: Operation }) {
  const dispatch = useAppDispatch()
  const open = useAppSelector(
    ({ session }) => session.page === 'operation' && session.operation === operation.id,
  )
  const status = useAppSelector((state) => selectOperationStatus(state, operation.id))
  return (
    <Tooltip text={operation.title}>
      <button
        type="button"
        className={styles.letter}
        aria-current={open ? 'page' : undefined}
        onClick={() => dispatch(operationOpened(operation.id))}
      >
        <VisuallyHidden>{operation.title} </VisuallyHidden>
        <Icon icon={operationIcon(operation)} />
        <span className={styles.dot}>
          <StatusDot status={status} />
        </span>
      </button>
    </Tooltip>
  )
}
