// A native list of choices cannot be searched, and is chosen in by the field above it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Joining, joiningsFrom, joiningsInto } from '../../store/map/joining.ts'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapStop } from '../../store/state.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { cx } from '../../ui/classNames.ts'
import styles from './MapTargets.module.css'

export interface MapTargetsProps {
  readonly map: ConnectorMap
  /** Where one begins: an options port, or a field. */
  readonly stop: MapStop
  readonly anchor: Element
  /** The one that Enter would take. */
  readonly onLook: (joining: Joining | undefined) => void
  readonly onTake: (joining: Joining) => void
  readonly onClose: () => void
}

/** More are found by typing. */
const most = 60

/** What an options port can go to, or a field can be filled from: the keyboard's way to what the pointer drags. */
export function MapTargets({ map, stop, anchor, onLook, onTake, onClose }: MapTargetsProps) {
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const chosen = useRef<HTMLDivElement>(null)
  const outward = stop.port === 'options'
  const all = useMemo(() => {
    const { operation, port } = stop
    if (port === undefined) return []
    return (port === 'options' ? joiningsFrom(map, operation) : joiningsInto(map, operation, port)).map(
      (joining) => ({ joining, ...wordsOf(map, joining, port === 'options') }),
    )
  }, [map, stop])
  const found = useMemo(() => {
    const words = typed.trim().toLowerCase()
    return all.filter(({ name, of }) => `${name} ${of}`.toLowerCase().includes(words))
  }, [all, typed])
  const shown = found.slice(0, most)
  const taken = shown[Math.min(at, shown.length - 1)]
  const looked = taken?.joining
  useEffect(() => {
    onLook(looked)
    return () => onLook(undefined)
  }, [looked, onLook])
  useLayoutEffect(() => chosen.current?.scrollIntoView({ block: 'nearest' }))
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(shown.length - 1, to)))
    } else if (event.key === 'Enter' && taken !== undefined) {
      event.preventDefault()
      onTake(taken.joining)
    }
  }
  const begin = map.byId.get(stop.operation)
  const field = begin?.fields.find((each) => each.field.id === stop.port)?.field.name ?? ''
  const title = outward ? `Options of ${begin?.title ?? ''} go to` : `Fill ${field} from`
  return (
    <Popover
      open
      title={title}
      anchor={anchor}
      side={outward ? 'right' : 'left'}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={styles.popover}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-label={outward ? 'Field' : 'Operation'}
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={taken === undefined ? undefined : `${list}-${String(shown.indexOf(taken))}`}
        placeholder={outward ? 'Find a field' : 'Find an operation'}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div id={list} className={styles.list} role="listbox" aria-label={title}>
        {shown.map((one, index) => (
          // The keys are those of the field above.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={`${one.joining.from} ${one.joining.to} ${one.joining.field}`}
            ref={one === taken ? chosen : undefined}
            id={`${list}-${String(index)}`}
            role="option"
            aria-selected={one === taken}
            className={cx(styles.option, one === taken && styles.taken)}
            onPointerMove={() => setAt(index)}
            onClick={() => onTake(one.joining)}
          >
            <span className={outward ? styles.field : styles.operation}>{one.name}</span>
            <span className={styles.of}>{one.of}</span>
          </div>
        ))}
      </div>
      <p className={styles.note}>
        {found.length === 0
          ? all.length === 0
            ? 'There is nothing that it could be joined with without a circle.'
            : 'Nothing fits.'
          : found.length > most
            ? `And ${String(found.length - most)} more: type to find them.`
            : ''}
      </p>
      <p className={styles.keys}>
        <Kbd keys="ArrowUp" />
        <Kbd keys="ArrowDown" /> choose <Kbd keys="Enter" /> connect <Kbd keys="Escape" /> leave
      </p>
    </Popover>
  )
}

function wordsOf(map: ConnectorMap, { from, to, field }: Joining, outward: boolean) {
  const target = map.byId.get(to)
  const source = map.byId.get(from)
  const found = target?.fields.find((each) => each.field.id === field)
  if (!outward)
    return { name: source?.title ?? '', of: `${source?.method ?? ''} ${source?.path ?? ''}`.trim() }
  const before = map.into.get(to)?.find(({ top }) => top === field)
  const instead = before && map.byId.get(before.from)?.title
  return {
    name: found?.field.name ?? '',
    of: `${target?.title ?? ''}${instead === undefined ? '' : `, instead of ${instead}`}`,
  }
}
