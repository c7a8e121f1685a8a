import { type PointerEvent, useEffect, useRef } from 'react'
import { around, type Rect } from '../../store/spatialIndex.ts'
import { type Inks, onThemeChange, readInks } from './inks.ts'

const size = { width: 142, height: 86 } as const
const margin = 8

/** What a small map shows. A new object is drawn anew. */
export interface SmallPicture {
  /** What there is and what is seen of it now, in canvas pixels. */
  bounds(): Rect | undefined
  seen(): Rect
  /** Fills what stands in the picture; `place` turns canvas pixels into those of the small map, at least one by one. */
  paint(pen: CanvasRenderingContext2D, inks: Inks, place: (box: Rect) => Rect): void
  /** Calls back when what is seen has moved or grown; answers how to stop. */
  watch(ask: () => void): () => void
}

export interface SmallMapProps {
  label: string
  className: string | undefined
  picture: SmallPicture
  /** Somebody wants to see what begins here, in canvas pixels: pressed, and pulled on from there. */
  onGo: (corner: { readonly x: number; readonly y: number }) => void
  /** The pull is over. */
  onRest?: () => void
}

/** Everything at a glance; a press or a pull goes there. */
export function SmallMap({ label, className, picture, onGo, onRest }: SmallMapProps) {
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
      shown.current = drawSmall(canvas, inks, picture)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(draw)
    }
    draw()
    const leave = picture.watch(ask)
    const leaveTheme = onThemeChange(() => {
      inks = readInks(canvas)
      ask()
    })
    return () => {
      leave()
      leaveTheme()
      cancelAnimationFrame(frame)
    }
  }, [picture])
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const { x, y, scale } = shown.current
    const seen = picture.seen()
    onGo({
      x: (event.clientX - box.left - x) / scale - seen.width / 2,
      y: (event.clientY - box.top - y) / scale - seen.height / 2,
    })
  }
  return (
    <canvas
      ref={element}
      className={className}
      style={size}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn, not loaded
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
      onPointerUp={onRest}
    />
  )
}

/** Canvas pixels → pixels of the small map. */
interface Fitting {
  readonly x: number
  readonly y: number
  readonly scale: number
}

function drawSmall(canvas: HTMLCanvasElement, inks: Inks, picture: SmallPicture): Fitting {
  const ratio = devicePixelRatio
  canvas.width = size.width * ratio
  canvas.height = size.height * ratio
  const pen = canvas.getContext('2d')
  const seen = picture.seen()
  const all = around(picture.bounds() ?? seen, seen)
  const scale = Math.min(
    (size.width - margin * 2) / Math.max(1, all.width),
    (size.height - margin * 2) / Math.max(1, all.height),
  )
  const x = (size.width - all.width * scale) / 2 - all.x * scale
  const y = (size.height - all.height * scale) / 2 - all.y * scale
  if (pen === null) return { x, y, scale }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, size.width, size.height)
  picture.paint(pen, inks, (box) => ({
    x: x + box.x * scale,
    y: y + box.y * scale,
    width: Math.max(1, box.width * scale),
    height: Math.max(1, box.height * scale),
  }))
  pen.globalAlpha = 1
  pen.strokeStyle = inks.accent
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.roundRect(x + seen.x * scale, y + seen.y * scale, seen.width * scale, seen.height * scale, 3)
  pen.stroke()
  return { x, y, scale }
}
