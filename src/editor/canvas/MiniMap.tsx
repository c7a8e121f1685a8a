import { useStoreApi } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { viewOf } from '../../nodes/views.ts'
import type { NodeId } from '../../model/ids.ts'
import { selectViewport } from '../../store/selectors.ts'
import { viewportMoved } from '../../store/sessionSlice.ts'
import { around, type Rect } from '../../store/spatialIndex.ts'
import { visibleArea } from '../../store/viewport.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './Furniture.module.css'
import { containerAlpha, containersFirst, isContainer } from './drawOrder.ts'
import type { CanvasGraph } from './graph.ts'
import { onThemeChange, readInks } from './inks.ts'
import { fromFlowViewport } from './level.ts'

const size = { width: 142, height: 86 } as const
const margin = 8

/** Everything at a glance, drawn from the index; a press or a pull goes there. The keyboard pans with Space and arrows. */
export function MiniMap({ graph }: { readonly graph: CanvasGraph }) {
  const store = useEditorStore()
  const flow = useStoreApi()
  const element = useRef<HTMLCanvasElement>(null)
  const shown = useRef<Fitting>({ x: 0, y: 0, scale: 1 })

  useEffect(() => {
    const canvas = element.current
    if (canvas === null) return
    let frame = 0
    const draw = () => {
      frame = 0
      const { transform, width, height } = flow.getState()
      const [x, y, zoom] = transform
      const seen = visibleArea(fromFlowViewport({ x, y, zoom }), { width, height })
      shown.current = drawMap(canvas, graph, seen)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = flow.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
        ask()
    })
    const leaveTheme = onThemeChange(ask)
    return () => {
      stop()
      leaveTheme()
      cancelAnimationFrame(frame)
    }
  }, [flow, graph])

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const { x, y, scale } = shown.current
    const state = store.getState()
    const viewport = selectViewport(state)
    const seen = visibleArea(viewport, state.session.canvasSize)
    store.dispatch(
      viewportMoved({
        operation: graph.operation.id,
        viewport: {
          ...viewport,
          x: (event.clientX - box.left - x) / scale - seen.width / 2,
          y: (event.clientY - box.top - y) / scale - seen.height / 2,
        },
      }),
    )
  }
  return (
    <canvas
      ref={element}
      className={styles.minimap}
      style={size}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn, not loaded
      role="img"
      aria-label="Map of the whole graph"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
    />
  )
}

/** Canvas pixels → map pixels. */
interface Fitting {
  readonly x: number
  readonly y: number
  readonly scale: number
}

function drawMap(canvas: HTMLCanvasElement, { index, operation, catalog }: CanvasGraph, seen: Rect): Fitting {
  const inks = readInks(canvas)
  const ratio = devicePixelRatio
  canvas.width = size.width * ratio
  canvas.height = size.height * ratio
  const pen = canvas.getContext('2d')
  const all = around(index.boxes.bounds() ?? seen, seen)
  const scale = Math.min(
    (size.width - margin * 2) / Math.max(1, all.width),
    (size.height - margin * 2) / Math.max(1, all.height),
  )
  const x = (size.width - all.width * scale) / 2 - all.x * scale
  const y = (size.height - all.height * scale) / 2 - all.y * scale
  if (pen === null) return { x, y, scale }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, size.width, size.height)
  const ids = [...index.boxes.entries()].map(([id]) => id)
  for (const id of containersFirst(ids, operation, catalog)) {
    const box = index.boxes.box(id)
    if (box === undefined) continue
    pen.globalAlpha = isContainer(id, operation, catalog) ? containerAlpha : 1
    pen.fillStyle = inks.ofKind(viewOf(operation.graph.nodes[id as NodeId]?.kind ?? '')?.hue)
    pen.beginPath()
    pen.roundRect(
      x + box.x * scale,
      y + box.y * scale,
      Math.max(1, box.width * scale),
      Math.max(1, box.height * scale),
      Math.min(2, box.height * scale * 0.2),
    )
    pen.fill()
  }
  pen.globalAlpha = 1
  pen.strokeStyle = inks.accent
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.roundRect(x + seen.x * scale, y + seen.y * scale, seen.width * scale, seen.height * scale, 3)
  pen.stroke()
  return { x, y, scale }
}
