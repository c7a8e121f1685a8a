import { useStore, ViewportPortal } from '@xyflow/react'
import { Layers, Repeat, X } from 'lucide-react'
import type { GraphNode } from '../../model/document.ts'
import { type Hue, hueStyle } from '../../nodes/card/view.tsx'
import { freePlace } from '../../store/placing.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { ghostDismissed } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import type { IconShape } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { useAppDispatch, useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import styles from './Ghosts.module.css'
import type { CanvasGraph } from './graph.ts'
import { levelOf } from './level.ts'

interface Ghost {
  readonly kind: string
  readonly title: string
  readonly icon: IconShape
  readonly hue: Hue
  /** What it would add, in one sentence. */
  readonly adds: string
}

/** What an operation often needs next. One whose kind is in the catalogue can be added here; the others only say what they are. */
const ghosts: readonly Ghost[] = [
  {
    kind: 'pagination-loop',
    title: 'For each page',
    icon: Repeat,
    hue: 'pages',
    adds: 'Would repeat the request until every page has been read.',
  },
  {
    kind: 'fifo-queue',
    title: 'FIFO queue',
    icon: Layers,
    hue: 'queue',
    adds: 'Would send records in batches, no faster than the service allows.',
  },
]

const size = { width: 224, height: 92 } as const
/** Below a container its film strip comes first. */
const gap = { across: 16, down: 56, downOfContainer: 112 } as const
/** A graph that has grown beyond this is past its first steps. */
const mostNodes = 6

/** Dashed hints under the only request of a young operation. Each can be sent away, and stays away. */
export function Ghosts({ graph }: { readonly graph: CanvasGraph }) {
  const dismissed = useAppSelector((state) => state.session.dismissedGhosts)
  const canEdit = useAppSelector(selectCanEdit)
  const full = useStore(({ transform }) => levelOf(transform[2]) === 'full')
  const nodes = Object.values<GraphNode>(graph.operation.graph.nodes)
  const requests = nodes.filter(({ kind }) => kind === 'request')
  const [only] = requests
  // Below the container, where it stands in one.
  const box = only === undefined ? undefined : graph.index.boxes.box(only.parent ?? only.id)
  const shown = ghosts.filter(
    ({ kind }) => !dismissed.includes(kind) && !nodes.some((node) => node.kind === kind),
  )
  if (!canEdit || !full || requests.length !== 1 || nodes.length > mostNodes || box === undefined) return null
  if (shown.length === 0) return null
  const width = shown.length * size.width + (shown.length - 1) * gap.across
  const at = freePlace(
    graph.index,
    {
      x: box.x,
      y: box.y + box.height + (only?.parent === undefined ? gap.down : gap.downOfContainer),
    },
    { width, height: size.height },
  )
  return (
    <ViewportPortal>
      <ul
        className={styles.ghosts}
        style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        aria-label="What this operation could have"
      >
        {shown.map((ghost) => (
          <GhostCard key={ghost.kind} ghost={ghost} />
        ))}
      </ul>
    </ViewportPortal>
  )
}

function GhostCard({ ghost }: { readonly ghost: Ghost }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const { extra } = useEditorStore()
  const there = Object.hasOwn(extra.catalog, ghost.kind)
  return (
    <li
      className={styles.ghost}
      style={{ ...hueStyle(ghost.hue), width: size.width, minHeight: size.height }}
      data-ghost={ghost.kind}
    >
      <div className={styles.head}>
        <KindTile icon={ghost.icon} />
        <span className={styles.title}>{ghost.title}</span>
        <IconButton
          icon={X}
          label={`Hide the hint about ${ghost.title}`}
          size={24}
          className="nopan"
          onClick={() => {
            dispatch(ghostDismissed(ghost.kind))
            extra.announce(`The hint about ${ghost.title} is hidden.`)
          }}
        />
      </div>
      <p className={styles.adds}>{ghost.adds}</p>
      {there ? (
        <Button size={28} onClick={() => command(`add-${ghost.kind}`)}>
          Add
        </Button>
      ) : (
        <p className={styles.later}>Not in this version yet</p>
      )}
    </li>
  )
}
