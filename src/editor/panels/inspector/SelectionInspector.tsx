import { BoxSelect } from 'lucide-react'
import { commandById } from '../../../store/commands/list.ts'
import type { SelectionByKind } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { KindTile } from '../../../ui/KindTile.tsx'
import { Panel, PanelSection } from '../../../ui/Panel.tsx'
import { useAppSelector, useCommand } from '../../hooks.ts'
import styles from './Inspector.module.css'

const shared = ['copy', 'cut', 'duplicate', 'toggle-disabled', 'zoom-selection', 'delete'] as const

const counted = (count: number, one: string) =>
  count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}`]

/** Several things, or a note: how many, and what can be done with them all. */
export function SelectionInspector({ selection }: { selection: SelectionByKind }) {
  const start = useCommand()
  const enabled = useAppSelector((state) =>
    shared.filter((id) => commandById(id).enabled(state)).join(' '),
  ).split(' ')
  const words = [
    ...counted(selection.nodes.length, 'node'),
    ...counted(selection.edges.length, 'edge'),
    ...counted(selection.notes.length, 'note'),
  ].join(', ')
  return (
    <Panel
      label="Selection"
      header={
        <>
          <KindTile icon={BoxSelect} />
          <h2 style={{ font: 'var(--t-13)', fontWeight: 600 }}>{words}</h2>
        </>
      }
    >
      <PanelSection>
        <div className={styles.acts}>
          {shared
            .filter((id) => enabled.includes(id))
            .map((id) => (
              <Button
                key={id}
                size={28}
                variant={id === 'delete' ? 'danger' : 'secondary'}
                shortcut={commandById(id).shortcut?.[0]}
                onClick={() => start(id)}
              >
                {commandById(id).label}
              </Button>
            ))}
        </div>
      </PanelSection>
    </Panel>
  )
}
