import { useReactFlow } from '@xyflow/react'
import { StickyNote } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import type { KindFacts } from '../../model/kinds.ts'
import { type Hue, hueStyle } from '../../nodes/card/view.tsx'
import { views } from '../../nodes/views.ts'
import { fittingKinds } from '../../store/connect.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon, type IconShape } from '../../ui/Icon.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import { edgeAt } from './drops.ts'
import styles from './Furniture.module.css'
import { useFocusKeeper } from './focusKeeper.ts'
import { useGesture, useGestureStore } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'

/** A press that moves less than this is a click, in screen pixels. */
const clickReach = 4
/** Where the pointer holds a card that is put down: the middle of its header, about. */
const hold = { x: 80, y: 22 } as const

/** The kinds that can be added, by a click or by dragging one onto the canvas; on an edge, it is put into it. */
export function PaletteBar({ graph }: { readonly graph: CanvasGraph }) {
  const { extra } = useEditorStore()
  const canEdit = useAppSelector(selectCanEdit)
  const free = new Set(fittingKinds(graph, undefined).map(({ kind }) => kind))
  return (
    <>
      <Toolbar label="Add a node" floating className={styles.palette}>
        {Object.entries(views).map(([kind, view]) => {
          const facts = extra.catalog[kind] as KindFacts
          return (
            <PaletteButton
              key={kind}
              graph={graph}
              kind={kind}
              title={facts.title}
              short={view.short}
              icon={view.icon}
              hue={view.hue}
              description={facts.description}
              unavailable={
                !canEdit
                  ? 'Read only'
                  : free.has(kind)
                    ? undefined
                    : `An operation has one ${facts.title} node.`
              }
            />
          )
        })}
        <PaletteButton
          graph={graph}
          kind="note"
          title="Note"
          icon={StickyNote}
          description="Words of your own, for whoever reads the graph."
          unavailable={canEdit ? undefined : 'Read only'}
        />
      </Toolbar>
      <Carried />
    </>
  )
}

interface PaletteButtonProps {
  readonly graph: CanvasGraph
  readonly kind: string
  readonly title: string
  /** Shown in the place of the title, where that is long. */
  readonly short?: string | undefined
  readonly icon: IconShape
  readonly hue?: Hue
  readonly description: string
  readonly unavailable: string | undefined
}

function PaletteButton({
  graph,
  kind,
  title,
  short,
  icon,
  hue,
  description,
  unavailable,
}: PaletteButtonProps) {
  const command = useCommand()
  const gestures = useGestureStore()
  const keeper = useFocusKeeper()
  const flow = useReactFlow()
  const dragged = useRef(false)

  const press = (event: PointerEvent<HTMLButtonElement>) => {
    dragged.current = false
    if (unavailable !== undefined || event.button !== 0) return
    const from = { x: event.clientX, y: event.clientY }
    const button = event.currentTarget
    const canvas = button.closest('[data-canvas-frame]')
    const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent) => {
      if (!dragged.current && Math.hypot(x - from.x, y - from.y) < clickReach) return
      dragged.current = true
      const over = isOverCanvas(canvas, x, y)
      gestures.set({
        kind: { kind, x, y },
        splice:
          over && kind !== 'note' ? edgeAt(graph, flow.screenToFlowPosition({ x, y }), { kind }) : undefined,
      })
    }
    const end = (to: globalThis.PointerEvent | globalThis.KeyboardEvent) => {
      if ('key' in to && to.key !== 'Escape') return
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', end, true)
      const { splice } = gestures.now
      gestures.end()
      if (
        'key' in to ||
        to.type !== 'pointerup' ||
        !dragged.current ||
        !isOverCanvas(canvas, to.clientX, to.clientY)
      )
        return
      const at = flow.screenToFlowPosition({ x: to.clientX, y: to.clientY })
      keeper.entered()
      command(`add-${kind}`, {
        at: { x: at.x - hold.x, y: at.y - hold.y },
        ...(splice === undefined ? {} : { edge: splice }),
      })
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', end, true)
  }
  return (
    <Tooltip text={unavailable ?? description} side="top">
      <button
        type="button"
        className={styles.kind}
        style={hue === undefined ? undefined : hueStyle(hue)}
        aria-disabled={unavailable !== undefined || undefined}
        aria-label={short === undefined ? undefined : title}
        data-kind={kind}
        onPointerDown={press}
        onClick={() => {
          if (!dragged.current && unavailable === undefined) command(`add-${kind}`)
        }}
      >
        <Icon icon={icon} size={18} className={styles.kindIcon} />
        {short ?? title}
      </button>
    </Tooltip>
  )
}

/** Over the drawing itself, not over what floats above it; a message that passes by is in nobody's way. */
function isOverCanvas(frame: Element | null, x: number, y: number): boolean {
  const under = document.elementsFromPoint(x, y).find((element) => element.closest('[aria-live]') === null)
  return under !== undefined && frame?.contains(under) === true && under.closest('[data-canvas]') !== null
}

/** What is being carried, under the pointer. */
function Carried() {
  const { extra } = useEditorStore()
  const carried = useGesture(({ kind }) => kind)
  const into = useGesture(({ splice }) => splice !== undefined)
  if (carried === undefined) return null
  const view = Object.hasOwn(views, carried.kind) ? views[carried.kind as keyof typeof views] : undefined
  return (
    <div
      // The edge that would take it in lights up, so it steps out of the way.
      className={cx(styles.carried, into && styles.beside)}
      style={{ left: carried.x, top: carried.y, ...hueStyle(view?.hue ?? 'output') }}
      data-carried
      aria-hidden
    >
      <Icon icon={view?.icon ?? StickyNote} className={styles.kindIcon} />
      {extra.catalog[carried.kind]?.title ?? 'Note'}
      {into && <span className={styles.into}>into this edge</span>}
    </div>
  )
}
