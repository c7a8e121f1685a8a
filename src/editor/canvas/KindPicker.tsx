// A combobox whose list shows tiles and two lines each: the roles are those of WAI-ARIA's pattern, the elements plain ones.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/no-noninteractive-element-interactions */
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { hueStyle } from '../../nodes/card/view.tsx'
import { viewOf, views } from '../../nodes/views.ts'
import { fittingKinds, splicePorts } from '../../store/connect.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import type { Overlay } from '../../store/state.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { rankItems } from '../../ui/rankItems.ts'
import { CircleHelp } from 'lucide-react'
import { useCommand, useEditorStore } from '../hooks.ts'
import { useFocusKeeper } from './focusKeeper.ts'
import type { CanvasGraph } from './graph.ts'
import styles from './KindPicker.module.css'
import type { Point } from './wirePath.ts'

export interface KindPickerProps {
  readonly graph: CanvasGraph
  readonly overlay: Extract<Overlay, { kind: 'kinds' }>
  /** An edge was let go here: the new node goes where the pointer was, and not beside the one it comes from. */
  readonly dropped: boolean
  /** Canvas pixels → a place of the window, where the list opens. */
  readonly toWindow: (at: Point) => Point
  /** Gives the focus back when nothing was chosen. */
  readonly onLeave: () => void
}

const margin = 8

/** Which kind to add, at the pointer: a line to type in over those that fit the port, or the edge, in question. */
export function KindPicker({ graph, overlay, dropped, toWindow, onLeave }: KindPickerProps) {
  const store = useEditorStore()
  const command = useCommand()
  const keeper = useFocusKeeper()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const sheet = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const offered = rankItems(kindsFor(graph, overlay), typed)
  const chosen = Math.min(at, offered.length - 1)

  useEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => {
    const box = sheet.current
    const frame = box?.offsetParent?.getBoundingClientRect()
    if (box == null || frame === undefined) return
    const point = toWindow(overlay.at)
    const fits = (want: number, length: number, room: number) =>
      Math.max(margin, Math.min(want, room - length - margin))
    box.style.left = `${fits(point.x - frame.left, box.offsetWidth, frame.width)}px`
    box.style.top = `${fits(point.y - frame.top, box.offsetHeight, frame.height)}px`
  }, [toWindow, overlay])

  const close = () => {
    store.dispatch(overlayOpened(undefined))
    onLeave()
  }
  const choose = (kind: string | undefined) => {
    if (kind === undefined) return
    field.current?.blur()
    keeper.entered()
    const place =
      dropped || (overlay.from === undefined && overlay.into === undefined) ? { at: overlay.at } : {}
    command(`add-${kind}`, place)
    store.dispatch(overlayOpened(undefined))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => void>> = {
      Escape: close,
      Enter: () => choose(offered[chosen]?.id),
      ArrowDown: () => setAt((chosen + 1) % Math.max(1, offered.length)),
      ArrowUp: () => setAt((chosen - 1 + offered.length) % Math.max(1, offered.length)),
    }
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined
    event.stopPropagation()
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div
      ref={sheet}
      className={styles.sheet}
      role="dialog"
      aria-label={headOf(graph, overlay)}
      onBlur={(event) => {
        if (
          !event.currentTarget.contains(event.relatedTarget) &&
          document.hasFocus() &&
          event.relatedTarget !== null
        )
          store.dispatch(overlayOpened(undefined))
      }}
    >
      <div className={styles.search}>
        <Icon icon={Search} size={14} />
        <input
          ref={field}
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={offered.length === 0 ? undefined : `${id}-${chosen}`}
          aria-label="Find a kind"
          placeholder={headOf(graph, overlay)}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Kinds that fit" className={styles.list}>
        {offered.map((item, place) => {
          const view = viewOf(item.id)
          return (
            // The keyboard is the line's above: it points at the chosen one.
            <div
              key={item.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === chosen}
              className={cx(styles.item, place === chosen && styles.chosen)}
              style={hueStyle(view?.hue ?? 'output')}
              onPointerMove={() => setAt(place)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(item.id)}
            >
              <KindTile icon={view?.icon ?? CircleHelp} />
              <span>
                <span className={styles.title}>{item.label}</span>
                <span className={styles.description}>{item.description}</span>
              </span>
            </div>
          )
        })}
      </div>
      {offered.length === 0 && <p className={styles.none}>Nothing fits here.</p>}
    </div>
  )
}

function kindsFor(graph: CanvasGraph, { from, into }: KindPickerProps['overlay']) {
  const order = Object.keys(views)
  return fittingKinds(graph, from)
    .filter(({ kind }) => into === undefined || splicePorts(graph.catalog[kind]) !== undefined)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind }) => ({
      id: kind,
      label: graph.catalog[kind]?.title ?? kind,
      description: graph.catalog[kind]?.description ?? '',
      keywords: [graph.catalog[kind]?.description ?? ''],
    }))
}

/** "Add after Get customer", "Put into the edge", "Add a node" */
function headOf({ operation }: CanvasGraph, { from, into }: KindPickerProps['overlay']): string {
  if (into !== undefined) return 'Put a node into the edge'
  const title = from === undefined ? undefined : operation.graph.nodes[from.node]?.title
  if (from === undefined || title === undefined) return 'Add a node'
  return from.way === 'out' ? `Add after ${title}` : `Add before ${title}`
}
