import { type PointerEvent, useEffect, useRef } from 'react'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { mapMoved } from '../../store/sessionSlice.ts'
import { around, type Rect } from '../../store/spatialIndex.ts'
import { visibleArea } from '../../store/viewport.ts'
import { type Inks, onThemeChange, readInks } from '../canvas/inks.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import styles from './MapFurniture.module.css'
import { useMapViewport } from './mapView.ts'

const size = { width: 142, height: 86 } as const
const margin = 8
const hues = { list: 'list', pages: 'pages', request: 'request', other: 'output' } as const

/** All operations at a glance; a press or a pull goes there. */
export function MapMiniMap({ map, places }: { readonly map: ConnectorMap; readonly places: MapPlaces }) {
  const store = useEditorStore()
  const view = useMapViewport()
  const screen = useAppSelector(({ session }) => session.map.size)
  const element = useRef<HTMLCanvasElement>(null)
  const shown = useRef<Fitting>({ x: 0, y: 0, scale: 1 })
  useEffect(() => {
    const canvas = element.current
    if (canvas === null) return
    let frame = 0
    // Asking what a token is makes the browser work out all styles: once a theme, not once a frame.
    let inks = readInks(canvas)
    const draw = () => {
      frame = 0
      shown.current = drawMap(canvas, inks, map, places, visibleArea(view.get(), screen))
    }
    const ask = () => {
      frame ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = view.listen(ask)
    const leaveTheme = onThemeChange(() => {
      inks = readInks(canvas)
      ask()
    })
    return () => {
      stop()
      leaveTheme()
      cancelAnimationFrame(frame)
    }
  }, [view, map, places, screen])
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const { x, y, scale } = shown.current
    const seen = visibleArea(view.get(), screen)
    view.set({
      ...view.get(),
      x: (event.clientX - box.left - x) / scale - seen.width / 2,
      y: (event.clientY - box.top - y) / scale - seen.height / 2,
    })
  }
  return (
    <canvas
      ref={element}
      className={styles.minimap}
      style={size}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn, not loaded
      role="img"
      aria-label="The whole map, small"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
      onPointerUp={() => void store.dispatch(mapMoved(view.get()))}
    />
  )
}

/** Canvas pixels → pixels of the small map. */
interface Fitting {
  readonly x: number
  readonly y: number
  readonly scale: number
}

function drawMap(
  canvas: HTMLCanvasElement,
  inks: Inks,
  map: ConnectorMap,
  { boxes, bounds }: MapPlaces,
  seen: Rect,
): Fitting {
  const ratio = devicePixelRatio
  canvas.width = size.width * ratio
  canvas.height = size.height * ratio
  const pen = canvas.getContext('2d')
  const all = around(bounds ?? seen, seen)
  const scale = Math.min(
    (size.width - margin * 2) / Math.max(1, all.width),
    (size.height - margin * 2) / Math.max(1, all.height),
  )
  const x = (size.width - all.width * scale) / 2 - all.x * scale
  const y = (size.height - all.height * scale) / 2 - all.y * scale
  if (pen === null) return { x, y, scale }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, size.width, size.height)
  for (const { id, does } of map.operations) {
    const box = boxes.box(id)
    if (box === undefined) continue
    pen.fillStyle = inks.ofKind(hues[does])
    pen.fillRect(
      x + box.x * scale,
      y + box.y * scale,
      Math.max(1, box.width * scale),
      Math.max(1, box.height * scale),
    )
  }
  pen.strokeStyle = inks.accent
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.roundRect(x + seen.x * scale, y + seen.y * scale, seen.width * scale, seen.height * scale, 3)
  pen.stroke()
  return { x, y, scale }
}
