import type { CurlImport } from '../../formats/curl/import/importCurl.ts'
import { applyIntoRequest } from '../../formats/curl/import/applyIntoRequest.ts'
import { applyImport, connectorOfImport, type ImportChoice } from '../../formats/curl/import/applyImport.ts'
import type { ImportedAuthentication } from '../../formats/curl/import/authentications.ts'
import type { Connector } from '../../model/document.ts'
import type { NodeId } from '../../model/ids.ts'
import { edit } from '../../store/edit.ts'
import { credentialChosen, operationOpened } from '../../store/sessionSlice.ts'
import { showToast } from '../../ui/toasts.ts'
import { useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'
import { keepLifted } from './keepLifted.ts'

/**
 * Makes what was chosen of a proposal: a connector, operations of the open one, or another request of the open operation (`into`);
 * and the credentials beside it.
 */
export function useCreateImported(connector: Connector | undefined) {
  const store = useEditorStore()
  const host = useHost()
  const { makeId } = store.extra

  /** Secrets that could not be kept are told: they are not lost, the command still has them. */
  const keep = async (of: Connector, lifted: readonly ImportedAuthentication[]) => {
    const { first, missed } = await keepLifted(host.runner, of, lifted)
    if (first !== undefined) store.dispatch(credentialChosen({ connector: of.id, credential: first }))
    const [miss] = missed
    if (miss !== undefined) {
      const titles = missed.map(({ title }) => title).join(', ')
      showToast({
        tone: 'failed',
        text: `The secrets of ${titles} were not kept: ${miss.why} Make a credential by hand.`,
      })
    }
  }

  const keepOfOpen = async (lifted: readonly ImportedAuthentication[]) => {
    const now = store.getState().document.connector
    if (now !== undefined) await keep(now, lifted)
  }

  return async (
    proposal: CurlImport,
    choices: readonly ImportChoice[],
    into: NodeId | undefined,
  ): Promise<void> => {
    const { operation } = store.getState().session
    if (connector !== undefined && into !== undefined && operation !== undefined) {
      const { edits, credentials } = applyIntoRequest(connector, proposal, { operation, node: into, makeId })
      if (store.dispatch(edit(edits, { label: 'Import a request', policy: 'record' })))
        await keepOfOpen(credentials)
      return
    }
    if (connector === undefined) {
      const made = connectorOfImport(proposal, { choices, makeId })
      await host.shelf.create(made.connector)
      await keep(made.connector, made.credentials)
      host.go({ page: 'operation', connector: made.connector.id })
      return
    }
    const { edits, operations, credentials } = applyImport(connector, proposal, { choices, makeId })
    const [first] = operations
    const label = operations.length === 1 ? 'Import an operation' : `Import ${operations.length} operations`
    const place = { operation: store.getState().session.operation, selected: [] }
    if (!store.dispatch(edit(edits, { label, policy: 'record', place }))) return
    if (first !== undefined) store.dispatch(operationOpened(first.id))
    store.extra.announce(`${label}: done`)
    await keepOfOpen(credentials)
  }
}
