import { graphContext } from '../graphThunks.ts'
import { selectOperation, selectSelection, selectViewport } from '../selectors.ts'
import { connectorMap } from '../map/parts.ts'
import { shownArea } from '../map/references.ts'
import {
  mapMoved,
  overlayOpened,
  panelToggled,
  runTabChosen,
  themeChosen,
  viewChosen,
  viewportMoved,
} from '../sessionSlice.ts'
import type { EditorState, Overlay, Viewport } from '../state.ts'
import { fit, type Size, zoomIn, zoomOut, zoomTo } from '../viewport.ts'
import type { Command, CommandApi } from './command.ts'

const isMap = (state: EditorState) => state.session.page === 'map'
const hasGraph = (state: EditorState) => selectOperation(state) !== undefined
const always = () => true

/** The connector map while it is shown, and else the canvas of the open operation. */
function look({ dispatch, getState }: CommandApi, how: (viewport: Viewport, size: Size) => Viewport): void {
  const state = getState()
  const { map, page } = state.session
  if (page === 'map') {
    if (map.viewport !== undefined) dispatch(mapMoved(how(map.viewport, map.size)))
    return
  }
  const operation = selectOperation(state)
  if (operation === undefined) return
  const viewport = how(selectViewport(state), state.session.canvasSize)
  dispatch(viewportMoved({ operation: operation.id, viewport }))
}

async function lookAt(api: CommandApi, ids: readonly string[] | undefined, most: number): Promise<void> {
  const { document, session } = api.getState()
  if (session.page === 'map') {
    // With the map, which is there by now: nobody waits for it before a canvas is drawn.
    const { mapPlaces } = await import('../map/places.ts')
    const whole = document.connector && mapPlaces(connectorMap(document.connector)).bounds
    if (whole !== undefined) look(api, (_viewport, size) => fit(whole, size, most))
    return
  }
  const context = api.dispatch(graphContext())
  if (context === undefined || document.connector === undefined) return
  const { boxes } = context.index
  const area =
    ids === undefined
      ? shownArea(document.connector, context.operation, boxes, context.catalog, session.canvasSize)
      : boxes.bounds(ids)
  if (area !== undefined) look(api, (_viewport, size) => fit(area, size, most))
}

function toggle(overlay: Overlay): Command['run'] {
  return ({ dispatch, getState }) =>
    void dispatch(overlayOpened(getState().session.overlay?.kind === overlay.kind ? undefined : overlay))
}

export const viewingCommands: readonly Command[] = [
  {
    id: 'command-palette',
    label: 'Command palette',
    group: 'View',
    icon: 'command',
    shortcut: ['Mod+K'],
    scope: 'anywhere',
    inText: true,
    enabled: always,
    run: toggle({ kind: 'palette' }),
  },
  {
    id: 'find',
    label: 'Find in this operation',
    group: 'View',
    icon: 'search',
    shortcut: ['Mod+F'],
    scope: 'anywhere',
    enabled: hasGraph,
    run: toggle({ kind: 'find' }),
  },
  {
    id: 'show-shortcuts',
    label: 'Keyboard shortcuts',
    group: 'View',
    icon: 'keyboard',
    shortcut: ['?'],
    scope: 'anywhere',
    enabled: always,
    run: toggle({ kind: 'shortcuts' }),
  },
  {
    id: 'zoom-in',
    label: 'Zoom in',
    group: 'View',
    icon: 'zoom-in',
    shortcut: ['Mod+=', 'Mod++'],
    scope: 'anywhere',
    enabled: (state) => isMap(state) || hasGraph(state),
    run: (api) => look(api, zoomIn),
  },
  {
    id: 'zoom-out',
    label: 'Zoom out',
    group: 'View',
    icon: 'zoom-out',
    shortcut: ['Mod+-'],
    scope: 'anywhere',
    enabled: (state) => isMap(state) || hasGraph(state),
    run: (api) => look(api, zoomOut),
  },
  {
    id: 'zoom-100',
    label: 'Zoom to 100 %',
    group: 'View',
    icon: 'scan',
    shortcut: ['Mod+0'],
    scope: 'anywhere',
    enabled: (state) => isMap(state) || hasGraph(state),
    run: (api) => look(api, (viewport, size) => zoomTo(viewport, size, 1)),
  },
  {
    id: 'zoom-fit',
    label: 'Fit the whole graph',
    group: 'View',
    icon: 'maximize',
    shortcut: ['Shift+1'],
    scope: 'canvas',
    enabled: (state) => isMap(state) || hasGraph(state),
    run: (api) => lookAt(api, undefined, 1),
  },
  {
    id: 'zoom-selection',
    label: 'Focus on the selection',
    group: 'View',
    icon: 'focus',
    shortcut: ['Shift+2'],
    scope: 'canvas',
    enabled: (state) => selectSelection(state).size > 0,
    run: (api) => {
      const { nodes, notes } = selectSelection(api.getState())
      return lookAt(api, [...nodes, ...notes], 1.5)
    },
  },
  {
    id: 'toggle-outline',
    label: 'Show as an outline or a canvas',
    group: 'View',
    icon: 'list-tree',
    shortcut: ['Mod+Shift+O'],
    scope: 'anywhere',
    inText: true,
    enabled: hasGraph,
    run: ({ dispatch, getState }) =>
      void dispatch(viewChosen(getState().session.view === 'canvas' ? 'outline' : 'canvas')),
  },
  ...(
    [
      ['list', 'Show or hide the operations', 'panel-left', 'Mod+B'],
      ['inspector', 'Show or hide the inspector', 'panel-right', 'Mod+I'],
      ['run', 'Show or hide the run panel', 'panel-bottom', 'Mod+J'],
      ['minimap', 'Show or hide the minimap', 'map', 'Mod+M'],
    ] as const
  ).map(
    ([panel, label, icon, shortcut]): Command => ({
      id: `toggle-${panel}`,
      label,
      group: 'View',
      icon,
      shortcut: [shortcut],
      scope: 'anywhere',
      inText: true,
      enabled: hasGraph,
      run: ({ dispatch }) => void dispatch(panelToggled({ panel })),
    }),
  ),
  ...(
    [
      ['output', 'Show the output of the run'],
      ['requests', 'Show the requests of the run'],
      ['log', 'Show the log of the run'],
      ['schema', 'Show the schema of the output'],
    ] as const
  ).map(
    ([tab, label]): Command => ({
      id: `show-${tab}`,
      label,
      group: 'View',
      icon: 'panel-bottom-open',
      scope: 'anywhere',
      enabled: hasGraph,
      run: ({ dispatch }) => void dispatch(runTabChosen(tab)),
    }),
  ),
  {
    id: 'toggle-theme',
    label: 'Light, dark or as the system',
    group: 'View',
    icon: 'sun-moon',
    scope: 'anywhere',
    enabled: always,
    run: ({ dispatch, getState }) => {
      const next = { system: 'light', light: 'dark', dark: 'system' } as const
      dispatch(themeChosen(next[getState().session.theme]))
    },
  },
]
