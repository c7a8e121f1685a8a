import { type DragEvent, type KeyboardEvent, lazy, type MouseEvent, Suspense, useRef, useState } from 'react'
import type { Operation } from '../../model/document.ts'
import type { OperationId } from '../../model/ids.ts'
import { edit } from '../../store/edit.ts'
import { selectCanEdit, selectOperationStatus } from '../../store/selectors.ts'
import { operationOpened } from '../../store/sessionSlice.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useAppDispatch, useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import styles from './OperationRail.module.css'
import { operationIcon } from './operationIcon.ts'
import type { MenuAt } from './operationMenuAt.ts'

const OperationMenu = lazy(async () => ({ default: (await import('./OperationMenu.tsx')).OperationMenu }))

/** What is dragged inside the list. */
const dragType = 'application/x-patchbay-operation'

export interface OperationListProps {
  /** All of the connector: places are counted in it. */
  operations: readonly Operation[]
  /** Those of this list. */
  shown: (operation: Operation) => boolean
  /** Only those whose title holds these words. */
  search: string
}

/**
 * The operations: arrows move along them, Enter opens, F2 renames, Delete deletes, Alt and an arrow moves one up or down; its
 * menu has them all.
 */
export function OperationList({ operations, shown, search }: OperationListProps) {
  const store = useEditorStore()
  const command = useCommand()
  const list = useRef<HTMLUListElement>(null)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const words = search.trim().toLowerCase()
  const own = operations.filter(shown)
  const found = own.filter(({ title }) => title.toLowerCase().includes(words))

  const move = (operation: OperationId, index: number) => {
    if (index < 0 || index >= operations.length) return
    store.dispatch(
      edit([{ edit: 'moveOperation', operation, index }], { label: 'Move operation', policy: 'record' }),
    )
    store.extra.announce(`Moved to place ${index + 1} of ${operations.length}`)
  }
  const press = (event: KeyboardEvent, operation: Operation) => {
    /** The place of its neighbour in this list: between them may stand some of another. */
    const beside = (by: 1 | -1) => {
      const other = own[own.indexOf(operation) + by]
      return other === undefined ? -1 : operations.indexOf(other)
    }
    const moves: Readonly<Record<string, () => void>> = event.altKey
      ? { ArrowUp: () => move(operation.id, beside(-1)), ArrowDown: () => move(operation.id, beside(1)) }
      : {
          ArrowUp: () => focusRow((at) => at - 1),
          ArrowDown: () => focusRow((at) => at + 1),
          Home: () => focusRow(() => 0),
          End: () => focusRow(() => Infinity),
          F2: () => command('rename-operation', { operation: operation.id }),
          Delete: () => command('delete-operation', { operation: operation.id }),
          Backspace: () => command('delete-operation', { operation: operation.id }),
        }
    const act = moves[event.key]
    if (act === undefined || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  /** Arrows go on from one list to the next. */
  const focusRow = (to: (at: number) => number) => {
    const all = list.current?.closest('[data-operations]') ?? list.current
    const rows = [...(all?.querySelectorAll<HTMLElement>('[data-operation]') ?? [])]
    const at = to(rows.indexOf(document.activeElement as HTMLElement))
    rows[Math.max(0, Math.min(rows.length - 1, at))]?.focus()
  }
  if (found.length === 0) return null
  return (
    <>
      <ul ref={list}>
        {found.map((operation) => (
          <OperationRow
            key={operation.id}
            operation={operation}
            onKey={(event) => press(event, operation)}
            onMenu={(at) => setMenu({ operation, at })}
            onDropAt={(dragged, after) => {
              const from = operations.findIndex(({ id }) => id === dragged)
              const to = operations.indexOf(operation) + (after ? 1 : 0)
              // The place is counted in the list without the one that moves.
              if (from >= 0) move(dragged, from < to ? to - 1 : to)
            }}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
        {menu !== null && <OperationMenu menu={menu} onClose={() => setMenu(null)} />}
      </Suspense>
    </>
  )
}

/** The half of a row that the pointer is over. */
function half(event: DragEvent): 'before' | 'after' {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  return event.clientY < top + height / 2 ? 'before' : 'after'
}

interface OperationRowProps {
  operation: Operation
  onKey: (event: KeyboardEvent) => void
  onMenu: (at: { x: number; y: number }) => void
  onDropAt: (dragged: OperationId, after: boolean) => void
}

function OperationRow({ operation, onKey, onMenu, onDropAt }: OperationRowProps) {
  const dispatch = useAppDispatch()
  const open = useAppSelector(
    ({ session }) => session.page === 'operation' && session.operation === operation.id,
  )
  const status = useAppSelector((state) => selectOperationStatus(state, operation.id))
  const canEdit = useAppSelector(selectCanEdit)
  const [over, setOver] = useState<'before' | 'after'>()
  const menu = (event: MouseEvent) => {
    event.preventDefault()
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    // The keyboard's menu key has no pointer: it opens at the row's corner.
    onMenu(event.clientX === 0 ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY })
  }
  return (
    // Dragging is the pointer's twin of Alt and an arrow.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.item}
      data-before={over === 'before' || undefined}
      data-after={over === 'after' || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return
        event.preventDefault()
        setOver(half(event))
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        setOver(undefined)
        const dragged = event.dataTransfer.getData(dragType)
        if (dragged === '') return
        event.preventDefault()
        onDropAt(dragged as OperationId, half(event) === 'after')
      }}
    >
      <button
        type="button"
        className={styles.row}
        data-operation={operation.id}
        aria-current={open ? 'page' : undefined}
        aria-keyshortcuts="F2 Delete Alt+ArrowUp Alt+ArrowDown"
        draggable={canEdit}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, operation.id)
          event.dataTransfer.effectAllowed = 'move'
        }}
        onClick={() => dispatch(operationOpened(operation.id))}
        onKeyDown={onKey}
        onContextMenu={menu}
      >
        <Icon
          icon={operationIcon(operation)}
          size={14}
          className={cx(styles.icon, operation.role === 'list' && styles.list)}
        />
        <span className={styles.name} title={operation.title}>
          {operation.title}
        </span>
        <StatusDot status={status} />
      </button>
    </li>
  )
}
