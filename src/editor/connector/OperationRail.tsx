import { ListChecks, Network, PanelLeftClose, Plus, Search, Settings2, SquareTerminal } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Operation } from '../../model/document.ts'
import { selectCanEdit, selectOperations } from '../../store/selectors.ts'
import { pageOpened, panelResized, panelToggled } from '../../store/sessionSlice.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Splitter } from '../../ui/Splitter.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../hooks.ts'
import { NarrowRail } from './NarrowRail.tsx'
import { OperationList } from './OperationList.tsx'
import styles from './OperationRail.module.css'
import { useNarrow } from './useNarrow.ts'

/** Pages of the connector beside its operations. */
const pages = [
  { id: 'map', title: 'Connector map', icon: Network },
  { id: 'service', title: 'Service and auth', icon: Settings2 },
] as const

/** The left side of a connector: its service, its operations and what their dots mean. Collapses to 48 pixels. */
export function OperationRail() {
  const dispatch = useAppDispatch()
  const { open, width } = useAppSelector((state) => state.session.panels.list)
  const narrow = useNarrow()
  const [opened, setOpened] = useState(false)
  const whole = narrow ? opened : open
  const toggle = () => {
    if (narrow) setOpened(!opened)
    else dispatch(panelToggled({ panel: 'list' }))
  }
  if (!whole) return <NarrowRail onOpen={toggle} />
  return (
    <nav className={styles.frame} aria-label="Operations">
      <WholeRail width={Math.max(160, width)} onClose={toggle} />
      <Splitter
        label="Resize the operations"
        orientation="vertical"
        panel="start"
        value={Math.max(160, width)}
        min={160}
        max={400}
        onChange={(size) => dispatch(panelResized({ panel: 'list', size }))}
        onToggle={toggle}
      />
    </nav>
  )
}

const isList = ({ role }: Operation) => role === 'list'
const isCall = (operation: Operation) => !isList(operation)

function WholeRail({ width, onClose }: { width: number; onClose: () => void }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const operations = useAppSelector(selectOperations)
  const page = useAppSelector((state) => state.session.page)
  const canEdit = useAppSelector(selectCanEdit)
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)

  const words = search.trim().toLowerCase()
  const isFound = ({ title }: Operation) => title.toLowerCase().includes(words)

  useSlash(field)
  const press = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement
    if (typing && event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.querySelector<HTMLElement>('button')?.focus()
    } else if (typing && event.key === 'Escape' && search !== '') {
      event.stopPropagation()
      setSearch('')
    }
  }
  return (
    // The rail only listens for the keys that lead out of its search.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.rail} style={{ width }} onKeyDown={press}>
      <div className={styles.pages}>
        <div className={styles.entries}>
          {pages.map(({ id, title, icon }) => (
            <button
              key={id}
              type="button"
              className={`${styles.row} ${styles.short}`}
              aria-current={page === id ? 'page' : undefined}
              onClick={() => dispatch(pageOpened(id))}
            >
              <Icon icon={icon} size={14} className={styles.icon} />
              <span className={styles.name}>{title}</span>
            </button>
          ))}
        </div>
        <IconButton
          icon={PanelLeftClose}
          label="Collapse the list"
          shortcut="Mod+B"
          size={28}
          onClick={onClose}
        />
      </div>
      <div className={styles.search}>
        <TextField
          ref={field}
          label="Find an operation"
          hideLabel
          size={32}
          icon={Search}
          placeholder="Find an operation"
          value={search}
          onChange={setSearch}
          end={<Kbd keys="/" hidden />}
        />
      </div>
      <div className={styles.section}>
        <span>Operations</span>
        <IconButton
          icon={ListChecks}
          label="Test all stale operations"
          size={24}
          onClick={() => command('test-all')}
        />
        <IconButton
          icon={Plus}
          label="New operation"
          shortcut="Alt+Shift+N"
          size={24}
          unavailable={canEdit ? undefined : 'nothing can be changed here'}
          onClick={() => command('new-operation')}
        />
        <IconButton
          icon={SquareTerminal}
          label="Import cURL"
          size={24}
          unavailable={canEdit ? undefined : 'nothing can be changed here'}
          onClick={() => command('import-curl')}
        />
      </div>
      <div ref={list} className={styles.operations} data-operations>
        <OperationList operations={operations} shown={isCall} search={search} />
        {!operations.some(isFound) && (
          <p className={styles.nothing}>
            {operations.length === 0 ? 'None yet.' : `Nothing is called “${search.trim()}”.`}
          </p>
        )}
        {operations.some((each) => isList(each) && isFound(each)) && (
          <>
            <h2 className={styles.group}>Lists for dropdowns</h2>
            <OperationList operations={operations} shown={isList} search={search} />
          </>
        )}
      </div>
      <div className={styles.legend}>
        <StatusDot status="tested" words />
        <StatusDot status="stale" words />
        <StatusDot status="never" words />
        <StatusDot status="failing" words />
      </div>
    </div>
  )
}

/** `/` goes to the search from anywhere but a field or what is open above the page. */
function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey)
        return
      const target = event.target instanceof Element ? event.target : document.body
      if (
        target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null
      )
        return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [field])
}
