import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { viewOf } from '../../nodes/views.ts'
import type { EdgeId, NodeId } from '../../model/ids.ts'
import { visibleArea } from '../../store/viewport.ts'
import { useAppSelector } from '../hooks.ts'
import styles from './Canvas.module.css'
import { portPoint } from './flowParts.ts'
import { containerAlpha, containersFirst, isContainer } from './drawOrder.ts'
import type { CanvasGraph } from './graph.ts'
import { fromFlowViewport, levelOf } from './level.ts'
import { onThemeChange, readInks } from './inks.ts'

/** Below this zoom a curve is no longer told from a line. */
const straightBelow = 0.15

/**
 * Zoomed far out: every box and line in sight on one `<canvas>`, from the index. It draws when the viewport, the graph, the
 * selection or the theme changes, once a frame, and stays empty while cards are drawn as cards.
 */
export function FarLayer({ graph }: { readonly graph: CanvasGraph }) {
  const flow = useStoreApi()
  const element = useRef<HTMLCanvasElement>(null)
  const selection = useAppSelector((state) => state.session.selected)
  useEffect(() => {
    const canvas = element.current
    if (canvas === null) return
    let inks = readInks(canvas)
    let frame = 0
    const draw = () => {
      frame = 0
      const { transform, width, height } = flow.getState()
      const [x, y, zoom] = transform
      const far = levelOf(zoom) === 'far'
      canvas.hidden = !far
      if (!far) return
      const scale = devicePixelRatio
      if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
        canvas.width = Math.round(width * scale)
        canvas.height = Math.round(height * scale)
      }
      const pen = canvas.getContext('2d')
      if (pen === null) return
      pen.setTransform(1, 0, 0, 1, 0, 0)
      pen.clearRect(0, 0, canvas.width, canvas.height)
      pen.setTransform(scale * zoom, 0, 0, scale * zoom, scale * x, scale * y)
      const area = visibleArea(fromFlowViewport({ x, y, zoom }), { width, height })
      drawWires(pen, graph, area, zoom, inks.edge)
      drawBoxes(pen, graph, area, zoom, inks, selection)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = flow.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
        ask()
    })
    const leaveTheme = onThemeChange(() => {
      inks = readInks(canvas)
      ask()
    })
    return () => {
      stop()
      leaveTheme()
      cancelAnimationFrame(frame)
    }
  }, [flow, graph, selection])
  return <canvas ref={element} className={styles.far} aria-hidden hidden />
}

type Area = ReturnType<typeof visibleArea>
type Inks = ReturnType<typeof readInks>

function drawWires(pen: CanvasRenderingContext2D, graph: CanvasGraph, area: Area, zoom: number, ink: string) {
  pen.beginPath()
  for (const id of graph.index.wires.within(area)) {
    const edge = graph.operation.graph.edges[id as EdgeId]
    const from = edge && portPoint(graph, edge.from.node, edge.from.port)
    const to = edge && portPoint(graph, edge.to.node, edge.to.port)
    if (from === undefined || to === undefined) continue
    const handle = Math.max(24, Math.abs(to.x - from.x) / 2)
    pen.moveTo(from.x, from.y)
    if (zoom < straightBelow) pen.lineTo(to.x, to.y)
    else pen.bezierCurveTo(from.x + handle, from.y, to.x - handle, to.y, to.x, to.y)
  }
  pen.strokeStyle = ink
  pen.lineWidth = 1 / zoom
  pen.stroke()
}

function drawBoxes(
  pen: CanvasRenderingContext2D,
  { index, operation, catalog }: CanvasGraph,
  area: Area,
  zoom: number,
  inks: Inks,
  selection: Readonly<Record<string, true>>,
) {
  const chosen: string[] = []
  for (const id of containersFirst(index.boxes.within(area), operation, catalog)) {
    const box = index.boxes.box(id)
    if (box === undefined) continue
    if (selection[id] === true) chosen.push(id)
    pen.fillStyle = inks.ofKind(viewOf(operation.graph.nodes[id as NodeId]?.kind ?? '')?.hue)
    pen.globalAlpha = isContainer(id, operation, catalog) ? containerAlpha : 1
    pen.fillRect(box.x, box.y, box.width, box.height)
  }
  pen.globalAlpha = 1
  pen.strokeStyle = inks.accent
  pen.lineWidth = 3 / zoom
  for (const id of chosen) {
    const box = index.boxes.box(id)
    if (box !== undefined) pen.strokeRect(box.x, box.y, box.width, box.height)
  }
}
