import type { Fragment } from '../../model/fragment.ts'
import type { Edit } from '../../model/edits.ts'
import { edit, redo, undo } from '../edit.ts'
import { removeSelection, selectionWords } from '../graphThunks.ts'
import { looksLikeCurl } from '../../formats/curl/looksLikeCurl.ts'
import { selectCanEdit, selectOperation, selectRedo, selectSelection, selectUndo } from '../selectors.ts'
import { copied, overlayOpened } from '../sessionSlice.ts'
import type { EditorState } from '../state.ts'
import type { Command, CommandApi, CommandArgs } from './command.ts'

const somethingSelected = (state: EditorState) => selectSelection(state).size > 0
const nodesSelected = (state: EditorState) => {
  const { nodes, notes } = selectSelection(state)
  return nodes.length + notes.length > 0
}

/** How far a duplicate lands from its original, in canvas pixels. */
const duplicateOffset = { x: 32, y: 32 } as const

/** What copies and pastes is loaded when it is first asked for. */
const fragments = () => import('../../model/fragment.ts')

async function selectedFragment(
  state: EditorState,
  without: ReadonlySet<string> = new Set(),
): Promise<Fragment | undefined> {
  const operation = selectOperation(state)
  const { nodes, notes } = selectSelection(state)
  const { copyFragment } = await fragments()
  return operation === undefined
    ? undefined
    : copyFragment(
        operation,
        [...nodes, ...notes].filter((id) => !without.has(id)),
      )
}

/** Those of the selected nodes that an operation has once, with the titles of their kinds: it has them already. */
function onlyOnes({ getState, extra }: CommandApi): ReadonlyMap<string, string> {
  const operation = selectOperation(getState())
  const { nodes } = selectSelection(getState())
  return new Map(
    nodes.flatMap((id): [string, string][] => {
      const kind = operation?.graph.nodes[id]?.kind ?? ''
      const facts = Object.hasOwn(extra.catalog, kind) ? extra.catalog[kind] : undefined
      return facts?.most === 1 ? [[id, facts.title]] : []
    }),
  )
}

async function copy({ dispatch, getState, extra }: CommandApi): Promise<boolean> {
  const fragment = await selectedFragment(getState())
  if (fragment === undefined || fragment.nodes.length + fragment.notes.length === 0) return false
  try {
    await extra.clipboard.write((await fragments()).printFragment(fragment))
  } catch {
    extra.announce('The browser did not let the page write to the clipboard.')
    return false
  }
  dispatch(copied())
  const operation = selectOperation(getState())
  const { nodes, notes } = selectSelection(getState())
  if (operation !== undefined)
    extra.announce(
      `Copied ${selectionWords(operation, { nodes, notes, edges: [], size: nodes.length + notes.length })}`,
    )
  return true
}

/** Adds a fragment to the open operation and selects it. Without `at` it lands `offset` from where it was copied. */
async function addFragment(
  { dispatch, getState, extra }: CommandApi,
  fragment: Fragment,
  label: string,
  at: CommandArgs['at'],
): Promise<void> {
  const { pasteFragment } = await fragments()
  const operation = selectOperation(getState())
  if (operation === undefined) return
  const places = Object.values(fragment.layout)
  const corner = {
    x: Math.min(...places.map(({ x }) => x)),
    y: Math.min(...places.map(({ y }) => y)),
  }
  const offset =
    at === undefined || places.length === 0 ? duplicateOffset : { x: at.x - corner.x, y: at.y - corner.y }
  const parts = pasteFragment(operation, fragment, extra.makeId, { offset })
  const select = [...parts.nodes, ...parts.notes].map(({ id }) => id)
  dispatch(
    edit([{ edit: 'pasteFragment', operation: operation.id, parts }], { label, policy: 'record', select }),
  )
}

export const editingCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    icon: 'undo-2',
    shortcut: ['Mod+Z'],
    scope: 'anywhere',
    enabled: (state) => selectCanEdit(state) && selectUndo(state) !== undefined,
    run: ({ dispatch }) => void dispatch(undo()),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    icon: 'redo-2',
    shortcut: ['Mod+Shift+Z', 'Mod+Y'],
    scope: 'anywhere',
    enabled: (state) => selectCanEdit(state) && selectRedo(state) !== undefined,
    run: ({ dispatch }) => void dispatch(redo()),
  },
  {
    id: 'copy',
    label: 'Copy',
    group: 'Edit',
    icon: 'copy',
    shortcut: ['Mod+C'],
    scope: 'canvas',
    enabled: nodesSelected,
    run: async (api) => {
      await copy(api)
    },
  },
  {
    id: 'cut',
    label: 'Cut',
    group: 'Edit',
    icon: 'scissors',
    shortcut: ['Mod+X'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && nodesSelected(state),
    run: async (api) => {
      if (await copy(api)) api.dispatch(removeSelection('Cut'))
    },
  },
  {
    // Reads `at` (where the fragment's corner goes) and `text` (what a paste event brought, where there was one).
    id: 'paste',
    label: 'Paste',
    group: 'Edit',
    icon: 'clipboard-paste',
    shortcut: ['Mod+V'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && selectOperation(state) !== undefined,
    run: async (api, args) => {
      let text = args?.text
      try {
        text ??= await api.extra.clipboard.read()
      } catch {
        api.extra.announce('The browser did not let the page read the clipboard. Paste with the keyboard.')
        return
      }
      if (looksLikeCurl(text)) {
        api.dispatch(overlayOpened({ kind: 'import-curl', text }))
        return
      }
      const read = (await fragments()).readFragment(text)
      if (read.ok) await addFragment(api, read.fragment, 'Paste', args?.at)
      else api.extra.announce(read.message)
    },
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'Edit',
    icon: 'copy-plus',
    shortcut: ['Mod+D'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && nodesSelected(state),
    run: async (api, args) => {
      const once = onlyOnes(api)
      const fragment = await selectedFragment(api.getState(), new Set(once.keys()))
      if (fragment === undefined) return
      if (fragment.nodes.length + fragment.notes.length > 0)
        await addFragment(api, fragment, 'Duplicate', args?.at)
      if (once.size > 0)
        api.extra.announce(
          [...new Set(once.values())].map((title) => `An operation has one ${title} node.`).join(' '),
        )
    },
  },
  {
    id: 'delete',
    label: 'Delete',
    group: 'Edit',
    icon: 'trash-2',
    shortcut: ['Delete', 'Backspace'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && somethingSelected(state),
    run: ({ dispatch }) => void dispatch(removeSelection()),
  },
  {
    // Reads `node`; without it, the selected containers.
    id: 'dissolve',
    label: 'Dissolve container, keep its contents',
    group: 'Edit',
    icon: 'ungroup',
    shortcut: ['Mod+Shift+G'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && containers(state).length > 0,
    run: ({ dispatch, getState }, args) => {
      const operation = selectOperation(getState())
      if (operation === undefined) return
      const edits = containers(getState())
        .filter((node) => args?.node === undefined || node === args.node)
        .map((node): Edit => ({ edit: 'dissolveContainer', operation: operation.id, node }))
      if (edits.length > 0) dispatch(edit(edits, { label: 'Dissolve', policy: 'record', select: [] }))
    },
  },
  {
    id: 'toggle-disabled',
    label: 'Turn node off or on',
    group: 'Edit',
    icon: 'power',
    shortcut: ['D'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && selectSelection(state).nodes.length > 0,
    run: ({ dispatch, getState }) => {
      const operation = selectOperation(getState())
      const { nodes } = selectSelection(getState())
      if (operation === undefined) return
      const disabled = nodes.some((id) => operation.graph.nodes[id]?.disabled !== true)
      dispatch(
        edit([{ edit: 'setDisabled', operation: operation.id, nodes, disabled }], {
          label: disabled ? 'Turn off' : 'Turn on',
          policy: 'record',
        }),
      )
    },
  },
  {
    // Reads `node`; without it, the one that is selected. Opens the field; typing into it is the edit.
    id: 'rename-node',
    label: 'Rename node',
    group: 'Edit',
    icon: 'pencil',
    shortcut: ['F2'],
    scope: 'canvas',
    enabled: (state) => selectCanEdit(state) && selectSelection(state).nodes.length === 1,
    run: ({ dispatch, getState }, args) => {
      const id = args?.node ?? selectSelection(getState()).nodes[0]
      if (id !== undefined) dispatch(overlayOpened({ kind: 'rename', target: 'node', id }))
    },
  },
]

/** Selected nodes that hold others: only a container has children, so no catalogue need be asked. */
function containers(state: EditorState) {
  const operation = selectOperation(state)
  const { nodes } = selectSelection(state)
  if (operation === undefined || nodes.length === 0) return []
  const parents = parentsOf(operation.graph.nodes)
  return nodes.filter((id) => parents.has(id))
}

const parentsByNodes = new WeakMap<object, ReadonlySet<string>>()

function parentsOf(
  nodes: Readonly<Record<string, { readonly parent?: string | undefined }>>,
): ReadonlySet<string> {
  const known = parentsByNodes.get(nodes)
  if (known !== undefined) return known
  const parents = new Set<string>()
  for (const { parent } of Object.values(nodes)) if (parent !== undefined) parents.add(parent)
  parentsByNodes.set(nodes, parents)
  return parents
}
