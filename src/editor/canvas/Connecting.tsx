import { useConnection, useReactFlow, ViewportPortal } from '@xyflow/react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { NodeId } from '../../model/ids.ts'
import { legalTargets, type PortRef, portOf } from '../../store/connect.ts'
import { selectViewport } from '../../store/selectors.ts'
import { viewportMoved } from '../../store/sessionSlice.ts'
import type { Overlay } from '../../store/state.ts'
import { reveal } from '../../store/viewport.ts'
import { cx } from '../../ui/classNames.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { useEditorStore } from '../hooks.ts'
import styles from './Connecting.module.css'
import { portPoint } from './flowParts.ts'
import { useGestureStore } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import wireStyles from './WireEdge.module.css'
import { wirePath } from './wirePath.ts'

/** The hint stands this far from the pointer, and at least so far from the canvas' border, in screen pixels. */
const reach = 16
const margin = 8

/** Why the edge under way cannot end at the port under the pointer: beside it, and read out. */
export function RefusalHint() {
  const gestures = useGestureStore()
  const flow = useReactFlow()
  const { extra } = useEditorStore()
  const hint = useRef<HTMLDivElement>(null)
  const over = useConnection((connection) =>
    connection.inProgress && connection.isValid === false && connection.toHandle !== null
      ? `${connection.toHandle.nodeId} ${connection.toHandle.type} ${connection.toHandle.id ?? ''}`
      : undefined,
  )
  const at = useConnection((connection) =>
    connection.inProgress ? `${connection.to.x} ${connection.to.y}` : '',
  )
  const [node = '', type = '', port = ''] = over?.split(' ') ?? []
  const refusal =
    over === undefined
      ? undefined
      : gestures.now.connect?.refusal({ node: node as NodeId, port, way: type === 'source' ? 'out' : 'in' })
  useEffect(() => {
    if (refusal !== undefined) extra.announce(refusal)
  }, [refusal, extra])
  useLayoutEffect(() => {
    const frame = hint.current?.offsetParent?.getBoundingClientRect()
    if (hint.current === null || frame === undefined) return
    const [x = 0, y = 0] = at.split(' ').map(Number)
    const point = flow.flowToScreenPosition({ x, y })
    const { offsetWidth, offsetHeight } = hint.current
    // Beside the pointer, and never cut off by the canvas' border.
    const across = Math.min(point.x - frame.left + reach, frame.width - offsetWidth - margin)
    const below = point.y - frame.top + reach
    const down = below + offsetHeight + margin > frame.height ? below - offsetHeight - 2 * reach : below
    hint.current.style.transform = `translate(${across}px, ${down}px)`
  })
  return refusal === undefined ? null : (
    <div ref={hint} className={styles.hint} role="tooltip">
      {refusal}
    </div>
  )
}

export interface TargetListProps {
  readonly graph: CanvasGraph
  readonly overlay: Extract<Overlay, { kind: 'connecting' }>
}

/** An edge drawn by the keyboard: the ports where it may end, the chosen one lit. */
export function TargetList({ graph, overlay }: TargetListProps) {
  const store = useEditorStore()
  const targets = legalTargets(graph, overlay.from)
  const chosen = targets[overlay.target]
  const nodes = graph.operation.graph.nodes
  useEffect(() => {
    const box = chosen && graph.index.boxes.box(chosen.node)
    const state = store.getState()
    if (box === undefined) return
    const viewport = selectViewport(state)
    const next = reveal(viewport, state.session.canvasSize, box)
    if (next !== viewport) store.dispatch(viewportMoved({ operation: graph.operation.id, viewport: next }))
  }, [chosen, graph, store])
  const titleOf = ({ node, port, way }: PortRef) => {
    const target = nodes[node]
    const facts = target && portOf(graph.catalog, target, { port, way })
    return { title: target?.title ?? node, port: facts?.title ?? port }
  }
  return (
    <section className={styles.list} aria-label="Ports where the edge can end">
      <h2 className={styles.head}>Connect {nodes[overlay.from.node]?.title} to</h2>
      <ol>
        {targets.map((target, at) => {
          const { title, port } = titleOf(target)
          return (
            <li
              key={`${target.node} ${target.port}`}
              className={cx(styles.target, at === overlay.target && styles.chosen)}
              aria-current={at === overlay.target || undefined}
            >
              <span className={styles.title}>{title}</span>
              <span className={styles.port}>{port}</span>
            </li>
          )
        })}
      </ol>
      <p className={styles.keys}>
        <Kbd keys="ArrowUp" />
        <Kbd keys="ArrowDown" /> choose <Kbd keys="Enter" /> connect <Kbd keys="Escape" /> leave
      </p>
    </section>
  )
}

/** The edge that Enter would draw. */
export function TargetPreview({ graph, overlay }: TargetListProps) {
  const to = legalTargets(graph, overlay.from)[overlay.target]
  return to === undefined ? null : <Preview graph={graph} from={overlay.from} to={to} />
}

function Preview({
  graph,
  from,
  to,
}: {
  readonly graph: CanvasGraph
  readonly from: PortRef
  readonly to: PortRef
}) {
  const [start, end] = from.way === 'out' ? [from, to] : [to, from]
  const a = portPoint(graph, start.node, start.port)
  const b = portPoint(graph, end.node, end.port)
  if (a === undefined || b === undefined) return null
  return (
    <ViewportPortal>
      <svg className={cx(styles.preview, wireStyles.wire, wireStyles.drawing)} aria-hidden>
        <path className={wireStyles.line} strokeDasharray="6 4" d={wirePath(a, b).path} />
      </svg>
    </ViewportPortal>
  )
}
