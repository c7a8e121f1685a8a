import { Blocks, Globe, Workflow } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ProblemPlace } from '../../model/problem.ts'
import { fittingKinds } from '../../store/connect.ts'
import { offeredCommands } from '../../store/commands/list.ts'
import { selectOperation } from '../../store/selectors.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { CommandPalette, type PaletteItem } from '../../ui/CommandPalette.tsx'
import { useConnectors } from '../home/useConnectors.ts'
import { useCommand, useEditorStore } from '../hooks.ts'
import { useHost } from '../shell/host.ts'
import type { Route } from '../shell/routes.ts'
import { goTo } from './goTo.ts'
import { listed } from './listed.ts'

interface Item extends PaletteItem {
  choose(): void
}

const pages: readonly { readonly label: string; readonly route: Route }[] = [
  { label: 'All connectors', route: { page: 'home' } },
  { label: 'Credentials', route: { page: 'credentials' } },
  { label: 'Runs', route: { page: 'runs' } },
]

/** Everything by its name: commands that can be done here, operations and nodes, other connectors, pages. */
export function Palette() {
  const store = useEditorStore()
  const host = useHost()
  const command = useCommand()
  const connectors = useConnectors()
  const [typed, setTyped] = useState('')
  const items = useMemo((): Item[] => {
    const state = store.getState()
    const { connector } = state.document
    const operation = selectOperation(state)
    const { catalog } = store.extra
    const fitting = new Set(
      operation === undefined ? [] : fittingKinds({ operation, catalog }, undefined).map(({ kind }) => kind),
    )
    /** Kinds of which there may be one, and is: they stay listed, with the reason. */
    const full = new Map(
      Object.values(catalog)
        .filter(({ kind }) => !fitting.has(kind))
        .map(({ kind, title }) => [`add-${kind}`, `An operation has one ${title} node.`]),
    )
    const place = (where: ProblemPlace) => () => store.dispatch(goTo(where))
    return [
      ...offeredCommands(state).map((offered) => ({
        id: `command-${offered.id}`,
        label: offered.label,
        group: offered.group,
        ...(offered.shortcut?.[0] === undefined ? {} : { shortcut: offered.shortcut[0] }),
        ...(full.has(offered.id) && { unavailable: full.get(offered.id) ?? '' }),
        choose: () => command(offered.id),
      })),
      ...(connector?.operations ?? []).map(({ id, title }) => ({
        id: `operation-${id}`,
        label: title,
        group: 'Operations',
        icon: Globe,
        choose: place({ operation: id }),
      })),
      ...Object.values(operation?.graph.nodes ?? {}).map(({ id, title, kind }) => ({
        id: `node-${id}`,
        label: title,
        group: 'Nodes',
        icon: Workflow,
        detail: catalog[kind]?.title ?? kind,
        choose: place({ operation: operation?.id, node: id }),
      })),
      ...(connectors.state === 'ready' ? connectors.list : []).flatMap((listing): Item[] => [
        {
          id: `connector-${listing.id}`,
          label: listing.title,
          group: 'Connectors',
          icon: Blocks,
          detail: listing.service,
          choose: () => host.go({ page: 'operation', connector: listing.id }),
        },
        ...(listing.id === connector?.id
          ? []
          : listing.operations.map((other) => ({
              id: `other-${other.id}`,
              label: other.title,
              group: 'Operations of other connectors',
              icon: Globe,
              detail: listing.title,
              choose: () => host.go({ page: 'operation', connector: listing.id, operation: other.id }),
            }))),
      ]),
      ...pages.map(({ label, route }) => ({
        id: `page-${route.page}`,
        label,
        group: 'Pages',
        choose: () => host.go(route),
      })),
    ]
  }, [store, host, command, connectors])
  return (
    <CommandPalette
      open
      label={
        store.getState().document.connector === undefined
          ? 'Find a connector or operation'
          : 'Find a command, an operation or a node'
      }
      items={useMemo(() => listed(items, typed), [items, typed])}
      onSearch={setTyped}
      onClose={() => store.dispatch(overlayOpened(undefined))}
      onChoose={(item) => item.choose()}
    />
  )
}
