import { useEffect, useState } from 'react'
import { type ConnectorListing, useHost } from '../shell/host.ts'

export type Connectors =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly list: readonly ConnectorListing[] }

/** The connectors on the shelf, kept up to date while the page shows them. */
export function useConnectors(): Connectors {
  const { shelf } = useHost()
  const [connectors, setConnectors] = useState<Connectors>({ state: 'loading' })
  useEffect(() => {
    let gone = false
    const load = () => {
      shelf.list().then(
        (list) => {
          if (!gone) setConnectors({ state: 'ready', list })
        },
        (error: unknown) => {
          if (!gone)
            setConnectors({
              state: 'failed',
              message: error instanceof Error ? error.message : String(error),
            })
        },
      )
    }
    load()
    const stop = shelf.watch(load)
    return () => {
      gone = true
      stop()
    }
  }, [shelf])
  return connectors
}
