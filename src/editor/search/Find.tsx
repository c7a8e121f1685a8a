import { Braces, StickyNote, Text, Workflow } from 'lucide-react'
import { useMemo, useState } from 'react'
import { selectOperation } from '../../store/selectors.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { CommandPalette } from '../../ui/CommandPalette.tsx'
import type { IconShape } from '../../ui/Icon.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { type Found, findIn } from './findIn.ts'
import { goTo } from './goTo.ts'

const icons: Readonly<Record<Found['sort'], IconShape>> = {
  operation: Workflow,
  node: Workflow,
  setting: Text,
  expression: Braces,
  note: StickyNote,
}

/** The headings, in the order they stand in: what has a name first. */
const groups: Readonly<Record<Found['sort'], string>> = {
  operation: 'Operations',
  node: 'Nodes',
  setting: 'Settings',
  expression: 'Expressions',
  note: 'Notes',
}

const order = Object.keys(groups)

/** More than this nobody reads; typing on narrows it. */
const most = 60

/** Searches the open operation: nodes, settings, expressions, notes; choosing one goes there. */
export function Find() {
  const store = useEditorStore()
  const connector = useAppSelector((state) => state.document.connector)
  const operation = useAppSelector(selectOperation)
  const [text, setText] = useState('')
  const items = useMemo(
    () =>
      connector === undefined || operation === undefined
        ? []
        : findIn(connector, text, { catalog: store.extra.catalog, operation, most })
            .toSorted((a, b) => order.indexOf(a.sort) - order.indexOf(b.sort))
            .map((found) => ({ ...found, icon: icons[found.sort], group: groups[found.sort] })),
    [store, connector, operation, text],
  )
  return (
    <CommandPalette
      open
      label="Find nodes, settings, expressions and notes"
      items={items}
      onSearch={setText}
      onClose={() => store.dispatch(overlayOpened(undefined))}
      onChoose={(found) => store.dispatch(goTo(found.place))}
    />
  )
}
