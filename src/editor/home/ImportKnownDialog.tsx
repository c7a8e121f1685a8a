import { useState } from 'react'
import type { Connector } from '../../model/document.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { useAppDispatch, useCommand } from '../hooks.ts'

type Way = 'import-copy' | 'import-replace'

/** A file of a connector that is here already: keep both, or let the file replace what is here. */
export function ImportKnownDialog({ connector, known }: { connector: Connector; known: string }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const [way, setWay] = useState<Way>('import-copy')
  return (
    <Dialog
      open
      onClose={() => dispatch(overlayOpened(undefined))}
      title={`${connector.title} is here already`}
      description={`The file holds the connector that is kept here as “${known}”. What shall become of it?`}
      footer={
        <>
          <Button onClick={() => dispatch(overlayOpened(undefined))}>Cancel</Button>
          <Button variant="primary" onClick={() => command(way)}>
            {way === 'import-copy' ? 'Import as a copy' : 'Replace the draft'}
          </Button>
        </>
      }
    >
      <RadioGroup<Way>
        label="Import it"
        value={way}
        onChange={setWay}
        choices={[
          {
            value: 'import-copy',
            label: 'As a copy',
            hint: 'Both stay. The copy gets ids of its own.',
          },
          {
            value: 'import-replace',
            label: 'In place of the draft',
            hint: `What “${known}” is now is replaced by the file. This cannot be undone: export it first if you may need it.`,
          },
        ]}
      />
    </Dialog>
  )
}
