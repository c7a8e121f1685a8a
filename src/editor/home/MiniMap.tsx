import type { ConnectorListing } from '../shell/host.ts'
import styles from './MiniMap.module.css'

/** Size of the drawing and of one box in it, in px. */
const width = 268
const height = 88
const box = { width: 52, height: 14 }
const margin = 8

/** Colours of the kinds that have one; what is not known is drawn grey. */
const known: ReadonlySet<string> = new Set(['inputs', 'auth', 'request', 'transform', 'output'])
const colour = (kind: string) => (known.has(kind) ? `var(--k-${kind})` : 'var(--border-strong)')

/** A thumbnail of a connector's first operation: where its nodes are, not what they say. Says nothing to a screen reader. */
export function MiniMap({ preview }: { preview: ConnectorListing['preview'] }) {
  const places = fit(preview.boxes)
  return (
    <div className={styles.map} aria-hidden>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {preview.lines.map(([from, to]) => {
          const start = places[from]
          const end = places[to]
          if (start === undefined || end === undefined) return null
          return <path key={`${from}-${to}`} className={styles.line} d={curve(start, end)} />
        })}
        {places.map((place, at) => (
          // Boxes have no identity but their place in the list.
          // oxlint-disable-next-line react/no-array-index-key
          <g key={at} transform={`translate(${place.x} ${place.y})`}>
            <rect className={styles.box} {...box} rx={4} />
            <rect x={4} y={4} width={6} height={6} rx={1.5} fill={colour(preview.boxes[at]?.kind ?? '')} />
            <rect className={styles.words} x={14} y={5.5} width={20 + ((at * 7) % 12)} height={3} rx={1.5} />
          </g>
        ))}
      </svg>
    </div>
  )
}

interface Place {
  readonly x: number
  readonly y: number
}

/** Places of the boxes inside the drawing: as on the canvas, drawn together as far as needed, and centred. */
function fit(boxes: readonly Place[]): Place[] {
  if (boxes.length === 0) return []
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  const wide = Math.max(...boxes.map(({ x }) => x)) - left
  const tall = Math.max(...boxes.map(({ y }) => y)) - top
  const roomX = width - 2 * margin - box.width
  const roomY = height - 2 * margin - box.height
  const scaleX = wide === 0 ? 0 : Math.min(0.27, roomX / wide)
  const scaleY = tall === 0 ? 0 : Math.min(0.16, roomY / tall)
  const startX = (width - (wide * scaleX + box.width)) / 2
  const startY = (height - (tall * scaleY + box.height)) / 2
  return boxes.map(({ x, y }) => ({ x: startX + (x - left) * scaleX, y: startY + (y - top) * scaleY }))
}

function curve(from: Place, to: Place): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2]
  const [x2, y2] = [to.x, to.y + box.height / 2]
  const reach = Math.max(6, Math.abs(x2 - x1) / 2)
  return `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`
}
