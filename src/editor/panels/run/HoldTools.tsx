import { Layers, Pencil, Pin, PinOff } from 'lucide-react'
import { useState } from 'react'
import type { GraphNode } from '../../../model/document.ts'
import type { Json } from '../../../model/json.ts'
import { recordedOf, selectGiven, selectHeld } from '../../../store/held.ts'
import {
  outputHeld,
  outputReleased,
  panelToggled,
  sampleChosen,
  sampleForgotten,
  sectionFolded,
  selected,
} from '../../../store/sessionSlice.ts'
import type { LiveRun } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { MenuCheckItem, MenuItem, MenuLine, SubMenu } from '../../../ui/MenuItem.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { answersSection } from '../inspector/answersSection.ts'
import { EditOutputDialog } from './EditOutputDialog.tsx'
import { KeepSampleDialog } from './KeepSampleDialog.tsx'

export interface HoldToolsProps {
  readonly node: GraphNode
  readonly run: LiveRun | undefined
}

/** Holds what a node gives: as it came, as a person changed it, or at a sample kept under a name. */
export function HoldTools({ node, run }: HoldToolsProps) {
  const dispatch = useAppDispatch()
  const given = useAppSelector((state) => selectGiven(state, node.id))
  const { samples = [], used } = useAppSelector((state) => selectHeld(state, node.id)) ?? {}
  const [asking, setAsking] = useState<'edit' | 'sample'>()
  const records: readonly Json[] | undefined = given?.records ?? recordedOf(run, node.id)
  const close = () => setAsking(undefined)
  const { id } = node
  const all = run?.nodes[id]?.records ?? 0
  const why =
    records === undefined
      ? 'Its sample is too large to be held'
      : given === undefined && all > records.length
        ? `Holds the first ${records.length} of ${all.toLocaleString('en-US')} records`
        : undefined
  return (
    <>
      {given === undefined ? (
        <Button
          size={28}
          variant="ghost"
          icon={Pin}
          disabled={records === undefined}
          title={why}
          onClick={() => records !== undefined && dispatch(outputHeld({ node: id, as: 'pinned', records }))}
        >
          Pin
        </Button>
      ) : (
        <Button size={28} variant="ghost" icon={PinOff} onClick={() => dispatch(outputReleased(id))}>
          Let it run
        </Button>
      )}
      <Button
        size={28}
        variant="ghost"
        icon={Pencil}
        disabled={records === undefined}
        title={why}
        onClick={() => setAsking('edit')}
      >
        Edit
      </Button>
      <Menu
        trigger={
          <Button size={28} variant="ghost" icon={Layers}>
            Samples
          </Button>
        }
      >
        {samples.map(({ name }) => (
          <MenuCheckItem
            key={name}
            checked={name === used && given?.origin === 'sample'}
            onChange={(on) => dispatch(sampleChosen({ node: id, name: on ? name : undefined }))}
          >
            {name}
          </MenuCheckItem>
        ))}
        {samples.length > 0 && <MenuLine />}
        <MenuItem
          unavailable={records === undefined ? 'too large' : undefined}
          onSelect={() => setAsking('sample')}
        >
          Keep as a sample …
        </MenuItem>
        {node.kind === 'request' && (
          <MenuItem
            onSelect={() => {
              dispatch(selected([id]))
              dispatch(panelToggled({ panel: 'inspector', open: true }))
              dispatch(sectionFolded({ section: answersSection, open: true }))
            }}
          >
            Sample answers
          </MenuItem>
        )}
        {samples.length > 0 && (
          <SubMenu label="Forget">
            {samples.map(({ name }) => (
              <MenuItem key={name} danger onSelect={() => dispatch(sampleForgotten({ node: id, name }))}>
                {name}
              </MenuItem>
            ))}
          </SubMenu>
        )}
      </Menu>
      {asking === 'edit' && records !== undefined && (
        <EditOutputDialog node={node} records={records} onClose={close} />
      )}
      {asking === 'sample' && records !== undefined && (
        <KeepSampleDialog node={node} records={records} onClose={close} />
      )}
    </>
  )
}
