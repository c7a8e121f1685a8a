import { ArrowRight } from 'lucide-react'
import type { EdgeId, NodeId } from '../../../model/ids.ts'
import type { KindFacts } from '../../../model/kinds.ts'
import { viewOf } from '../../../nodes/views.ts'
import { selectCanEdit, selectEdge, selectNode, selectProblemsOf } from '../../../store/selectors.ts'
import { selected } from '../../../store/sessionSlice.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { KindTile } from '../../../ui/KindTile.tsx'
import { Panel, PanelSection } from '../../../ui/Panel.tsx'
import { useAppDispatch, useAppSelector, useCommand, useEditorStore } from '../../hooks.ts'
import { useFix } from '../problems/useFix.ts'
import styles from './Inspector.module.css'

/** An edge: where it comes from, where it goes, and a way to take it out. */
export function EdgeInspector({ id }: { id: EdgeId }) {
  const edge = useAppSelector((state) => selectEdge(state, id))
  const problems = useAppSelector((state) => selectProblemsOf(state, id))
  const canEdit = useAppSelector(selectCanEdit)
  const command = useCommand()
  const fix = useFix()
  if (edge === undefined) return null
  return (
    <Panel
      label="Edge"
      header={
        <>
          <KindTile icon={ArrowRight} />
          <div className={styles.words}>
            <h2 style={{ font: 'var(--t-13)', fontWeight: 600 }}>Edge</h2>
          </div>
        </>
      }
    >
      <PanelSection>
        <dl className={styles.ends}>
          <dt>From</dt>
          <EdgeEnd node={edge.from.node} port={edge.from.port} way="out" />
          <dt>To</dt>
          <EdgeEnd node={edge.to.node} port={edge.to.port} way="in" />
        </dl>
        {problems.map((problem) => (
          <ErrorNote
            key={problem.message}
            what={problem.message}
            waysOut={
              problem.fix === undefined || !canEdit
                ? []
                : [{ label: problem.fix.label, onClick: () => fix(problem) }]
            }
          />
        ))}
        <div className={styles.acts}>
          <Button
            size={28}
            variant="danger"
            unavailable={canEdit ? undefined : 'Nothing can be changed here'}
            onClick={() => command('delete')}
          >
            Remove edge
          </Button>
        </div>
      </PanelSection>
    </Panel>
  )
}

function EdgeEnd({ node: id, port, way }: { node: NodeId; port: string; way: 'in' | 'out' }) {
  const dispatch = useAppDispatch()
  const { catalog } = useEditorStore().extra
  const node = useAppSelector((state) => selectNode(state, id))
  if (node === undefined) return <dd className={styles.port}>A node that is gone</dd>
  const facts: KindFacts | undefined = Object.hasOwn(catalog, node.kind)
    ? catalog[node.kind as keyof typeof catalog]
    : undefined
  const words = facts?.ports.find((each) => each.name === port && each.way === way)?.title ?? port
  const view = viewOf(node.kind)
  return (
    <dd>
      {view !== undefined && (
        <KindTile
          icon={view.icon}
          size={20}
          ink={`var(--k-${view.hue})`}
          tint={`var(--k-${view.hue}-tint)`}
        />
      )}
      <Button variant="link" size={28} onClick={() => dispatch(selected([id]))}>
        {node.title}
      </Button>
      <span className={styles.port}>{words}</span>
    </dd>
  )
}
