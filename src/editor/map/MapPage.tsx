import { selectCanEdit, selectConnector } from '../../store/selectors.ts'
import { connectorMap } from '../../store/map/parts.ts'
import { mapPlaces } from '../../store/map/places.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import page from '../connector/ConnectorPage.module.css'
import { useAppSelector, useCommand } from '../hooks.ts'
import { MapSurface } from './MapSurface.tsx'

/** All operations of the connector, and which of them fill the dropdowns of others. */
export function MapPage() {
  const connector = useAppSelector(selectConnector)
  const canEdit = useAppSelector(selectCanEdit)
  const command = useCommand()
  if (connector === undefined) return null
  const map = connectorMap(connector)
  return (
    <main className={page.centre}>
      <h1 className={page.title}>Connector map</h1>
      {map.operations.length === 0 ? (
        <EmptyState
          place="page"
          action={
            <Button
              variant="primary"
              unavailable={canEdit ? undefined : 'Nothing can be changed here'}
              onClick={() => command('new-operation')}
            >
              New operation
            </Button>
          }
        >
          This connector has no operations yet.
        </EmptyState>
      ) : (
        <MapSurface map={map} places={mapPlaces(map)} />
      )}
    </main>
  )
}
