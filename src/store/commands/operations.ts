import { createOperation } from '../../model/create.ts'
import type { OperationId } from '../../model/ids.ts'
import { nameFromTitle, uniqueOperationName } from '../../model/titles.ts'
import { edit } from '../edit.ts'
import { selectCanEdit, selectOperation, selectOperationById, selectOperations } from '../selectors.ts'
import { operationOpened, overlayOpened, pageOpened } from '../sessionSlice.ts'
import type { EditorState } from '../state.ts'
import type { Command, CommandApi } from './command.ts'

const hasConnector = (state: EditorState) => state.document.connector !== undefined
const canEditOperation = (state: EditorState) => selectCanEdit(state) && selectOperation(state) !== undefined

const meant = ({ getState }: CommandApi, id: string | undefined) =>
  id === undefined ? selectOperation(getState()) : selectOperationById(getState(), id as OperationId)

function step(by: number): Command['run'] {
  return ({ dispatch, getState, extra }) => {
    const operations = selectOperations(getState())
    const at = operations.findIndex(({ id }) => id === getState().session.operation)
    const next = operations[(at + by + operations.length) % operations.length]
    if (next === undefined) return
    dispatch(operationOpened(next.id))
    extra.announce(next.title)
  }
}

export const operationCommands: readonly Command[] = [
  {
    // Reads `text`: its title.
    id: 'new-operation',
    label: 'New operation',
    group: 'Operation',
    icon: 'file-plus',
    // Browsers keep Ctrl+N and Ctrl+Shift+N to themselves.
    shortcut: ['Alt+Shift+N'],
    scope: 'anywhere',
    inText: true,
    enabled: selectCanEdit,
    run: ({ dispatch, getState, extra }, args) => {
      const { connector } = getState().document
      if (connector === undefined) return
      const taken = new Set(connector.operations.map(({ title }) => title))
      const wanted = args?.text?.trim() || 'New operation'
      let title = wanted
      for (let number = 2; taken.has(title); number += 1) title = `${wanted} ${number}`
      const value = createOperation(extra.makeId, connector, extra.catalog, { title })
      const place = { operation: getState().session.operation, selected: [] }
      if (
        !dispatch(
          edit([{ edit: 'addOperation', value }], { label: 'New operation', policy: 'record', place }),
        )
      )
        return
      dispatch(operationOpened(value.id))
      extra.announce(`Added ${title}`)
    },
  },
  {
    // Reads `operation`; without it, the open one.
    id: 'duplicate-operation',
    label: 'Duplicate operation',
    group: 'Operation',
    icon: 'files',
    scope: 'anywhere',
    enabled: canEditOperation,
    run: async (api, args) => {
      const { copyOperation } = await import('../../model/fragment.ts')
      const { dispatch, getState, extra } = api
      const { connector } = getState().document
      const original = meant(api, args?.operation)
      if (connector === undefined || original === undefined) return
      const title = `${original.title} (copy)`
      const name = uniqueOperationName(connector, nameFromTitle(title, original.name))
      const copy = copyOperation(original, extra.makeId, { name, title })
      const edits = [{ edit: 'duplicateOperation', operation: original.id, copy }] as const
      if (dispatch(edit(edits, { label: 'Duplicate operation', policy: 'record' })))
        dispatch(operationOpened(copy.id))
    },
  },
  {
    // Reads `operation`; without it, the open one.
    id: 'delete-operation',
    label: 'Delete operation',
    group: 'Operation',
    icon: 'trash-2',
    scope: 'anywhere',
    enabled: canEditOperation,
    run: (api, args) => {
      const { dispatch, getState, extra } = api
      const gone = meant(api, args?.operation)
      if (gone === undefined) return
      const operations = selectOperations(getState())
      const at = operations.indexOf(gone)
      const next = operations[at + 1] ?? operations[at - 1]
      const place = { operation: gone.id, selected: [] }
      const edits = [{ edit: 'removeOperation', operation: gone.id }] as const
      if (!dispatch(edit(edits, { label: 'Delete operation', policy: 'record', place }))) return
      if (getState().session.operation === gone.id) dispatch(operationOpened(next?.id))
      extra.announce(`Deleted ${gone.title}. Undo brings it back.`)
    },
  },
  {
    id: 'rename-operation',
    label: 'Rename operation',
    group: 'Operation',
    icon: 'pencil',
    shortcut: ['Shift+F2'],
    scope: 'anywhere',
    enabled: canEditOperation,
    run: (api, args) => {
      const operation = meant(api, args?.operation)
      if (operation !== undefined)
        api.dispatch(overlayOpened({ kind: 'rename', target: 'operation', id: operation.id }))
    },
  },
  {
    id: 'test-all',
    label: 'Test all stale operations',
    group: 'Operation',
    icon: 'list-checks',
    scope: 'anywhere',
    enabled: (state) => selectOperations(state).length > 0,
    run: ({ dispatch }) => void dispatch(overlayOpened({ kind: 'test-all' })),
  },
  {
    id: 'next-operation',
    label: 'Next operation',
    group: 'Operation',
    icon: 'chevron-down',
    shortcut: ['Mod+]'],
    scope: 'anywhere',
    enabled: (state) => selectOperations(state).length > 1,
    run: step(1),
  },
  {
    id: 'previous-operation',
    label: 'Previous operation',
    group: 'Operation',
    icon: 'chevron-up',
    shortcut: ['Mod+['],
    scope: 'anywhere',
    enabled: (state) => selectOperations(state).length > 1,
    run: step(-1),
  },
]

export const connectorCommands: readonly Command[] = [
  {
    id: 'connector-map',
    label: 'Connector map',
    group: 'Connector',
    icon: 'network',
    scope: 'anywhere',
    enabled: hasConnector,
    run: ({ dispatch }) => void dispatch(pageOpened('map')),
  },
  {
    id: 'service-settings',
    label: 'Service and authentication',
    group: 'Connector',
    icon: 'key-round',
    scope: 'anywhere',
    enabled: hasConnector,
    run: ({ dispatch }) => void dispatch(pageOpened('service')),
  },
  {
    id: 'export-connector',
    label: 'Export connector',
    group: 'Connector',
    icon: 'download',
    shortcut: ['Mod+Shift+E'],
    scope: 'anywhere',
    inText: true,
    enabled: hasConnector,
    run: async ({ getState, extra }) => {
      const { connector } = getState().document
      if (connector === undefined) return
      const { printConnector } = await import('../../model/print.ts')
      const name = nameFromTitle(connector.name, 'connector')
      extra.files.save(`${name}.connector.json`, printConnector(connector), 'application/json')
      extra.announce(`Exported ${connector.title}`)
    },
  },
  {
    // Reads `text`: the commands, where they were pasted.
    id: 'import-curl',
    label: 'Import cURL',
    group: 'Connector',
    icon: 'square-terminal',
    scope: 'anywhere',
    enabled: (state) => !hasConnector(state) || selectCanEdit(state),
    run: ({ dispatch }, args) =>
      void dispatch(
        overlayOpened({ kind: 'import-curl', ...(args?.text !== undefined && { text: args.text }) }),
      ),
  },
  {
    // Reads `text`: the file's text, where it was dropped or pasted.
    id: 'import-connector',
    label: 'Import connector',
    group: 'Connector',
    icon: 'upload',
    shortcut: ['Mod+O'],
    scope: 'anywhere',
    enabled: () => true,
    run: async ({ dispatch, extra }, args) => {
      const file =
        args?.text === undefined
          ? await extra.files.choose('.json,application/json')
          : { name: 'The text', bytes: args.text }
      if (file === undefined) return
      const { readConnector } = await import('../../model/read.ts')
      const { connector, problems } = readConnector(file.bytes)
      if (connector === undefined) {
        dispatch(overlayOpened({ kind: 'refused', name: file.name, problems }))
        extra.announce(`${file.name} was not imported.`)
        return
      }
      const known = await extra.keep.find(connector.id)
      if (known !== undefined) {
        dispatch(overlayOpened({ kind: 'import', connector, known: known.title }))
        return
      }
      await keepAndOpen(extra, () => extra.keep.create(connector), connector.id)
    },
  },
  {
    id: 'import-replace',
    label: 'Replace the connector with the file',
    group: 'Connector',
    icon: 'replace',
    scope: 'anywhere',
    hidden: true,
    enabled: (state) => state.session.overlay?.kind === 'import',
    run: async ({ dispatch, getState, extra }) => {
      const { overlay } = getState().session
      if (overlay?.kind !== 'import') return
      dispatch(overlayOpened(undefined))
      await keepAndOpen(extra, () => extra.keep.replace(overlay.connector), overlay.connector.id)
    },
  },
  {
    id: 'import-copy',
    label: 'Keep both: import the file as a copy',
    group: 'Connector',
    icon: 'copy-plus',
    scope: 'anywhere',
    hidden: true,
    enabled: (state) => state.session.overlay?.kind === 'import',
    run: async ({ dispatch, getState, extra }) => {
      const { overlay } = getState().session
      if (overlay?.kind !== 'import') return
      dispatch(overlayOpened(undefined))
      const { copyConnector } = await import('../copyConnector.ts')
      const copy = copyConnector(overlay.connector, extra.makeId)
      await keepAndOpen(extra, () => extra.keep.create(copy), copy.id)
    },
  },
]

async function keepAndOpen(
  extra: CommandApi['extra'],
  keep: () => Promise<void>,
  connector: Parameters<CommandApi['extra']['keep']['find']>[0],
): Promise<void> {
  try {
    await keep()
  } catch (error) {
    extra.announce(error instanceof Error ? error.message : 'The connector could not be kept.')
    return
  }
  extra.go({ page: 'connector', connector })
}
