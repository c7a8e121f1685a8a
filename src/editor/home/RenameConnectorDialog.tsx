import { nameFromTitle } from '../../model/titles.ts'
import { type ConnectorListing, useHost } from '../shell/host.ts'
import { TitleDialog } from '../shell/TitleDialog.tsx'

/** Renames a connector from its card, without opening it. */
export function RenameConnectorDialog(props: { listing: ConnectorListing; onClose: () => void }) {
  const { listing, onClose } = props
  const { shelf } = useHost()
  return (
    <TitleDialog
      what="connector"
      hint="Its file is called after it."
      title={listing.title}
      onClose={onClose}
      onRename={async (title) => {
        const connector = await shelf.read(listing.id)
        if (connector === undefined) throw new Error('The connector is not there any more.')
        await shelf.replace({ ...connector, title, name: nameFromTitle(title, connector.name) })
      }}
    />
  )
}
