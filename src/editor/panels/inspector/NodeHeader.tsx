import { CircleDashed, Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import type { KindFacts } from '../../../model/kinds.ts'
import { viewOf } from '../../../nodes/views.ts'
import { selectConnector } from '../../../store/selectors.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { KindTile } from '../../../ui/KindTile.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { useAppSelector } from '../../hooks.ts'
import { InPlaceTitle } from './InPlaceTitle.tsx'
import styles from './Inspector.module.css'
import { useNodeForm } from './nodeForm.ts'
import { settingsOf } from './settingsOf.ts'

const NodeMenu = lazy(async () => ({ default: (await import('./NodeMenu.tsx')).NodeMenu }))

/** Kind, title and line of a node, and what can be done with it. */
export function NodeHeader({ node, facts }: { node: GraphNode; facts: KindFacts | undefined }) {
  const { apply, operation, readOnly } = useNodeForm()
  const connector = useAppSelector(selectConnector)
  const [refused, setRefused] = useState<string>()
  const view = viewOf(node.kind)
  const rename = (title: string): string | undefined => {
    if (title.trim() === '') return 'A node needs a title: expressions call it by it.'
    const taken = Object.values<GraphNode>(operation.graph.nodes).some(
      (other) => other.id !== node.id && other.title === title,
    )
    if (taken) return `Another node is called “${title}”. Titles are unique in an operation.`
    apply([{ edit: 'renameNode', operation: operation.id, node: node.id, title }], 'Rename node')
    return undefined
  }
  const summary =
    facts === undefined || connector === undefined
      ? undefined
      : facts.settings.safeParse(node.settings).success
        ? facts.summary(settingsOf(facts, node.settings), connector)
        : undefined
  return (
    <>
      <KindTile
        icon={view?.icon ?? CircleDashed}
        {...(view === undefined ? {} : { ink: `var(--k-${view.hue})`, tint: `var(--k-${view.hue}-tint)` })}
      />
      <div className={styles.words}>
        <VisuallyHidden>
          <h2>{node.title}</h2>
        </VisuallyHidden>
        <InPlaceTitle
          label="Title of the node"
          value={node.title}
          readOnly={readOnly}
          onCommit={rename}
          onRefused={setRefused}
        />
        <p className={styles.line} role={refused === undefined ? undefined : 'alert'}>
          {refused ?? `${facts?.title ?? node.kind}${summary === undefined ? '' : ` · ${summary}`}`}
        </p>
      </div>
      <Suspense fallback={<IconButton icon={Ellipsis} label="More" pending />}>
        <NodeMenu node={node.id} disabled={node.disabled === true} />
      </Suspense>
    </>
  )
}
