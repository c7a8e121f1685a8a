import type { PayloadAction } from '@reduxjs/toolkit'
import { createSlice } from '@reduxjs/toolkit'
import { castDraft } from 'immer'
import type { ObjectShape } from '../model/fieldsFromSource.ts'
import type { ConnectorId, FieldId, NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { ProblemPlace } from '../model/problem.ts'
import { documentOpened } from './documentSlice.ts'
import type { KeptSession } from './keeper.ts'
import { runAsked, runResumed } from './runSlice.ts'
import type {
  ChosenAnswer,
  ConnectorPage,
  HeldNode,
  MapStop,
  NamedAnswer,
  OperationView,
  Overlay,
  RunTab,
  SaveState,
  SessionState,
  ShownExchange,
  ShownFrame,
  Viewport,
} from './state.ts'

export const newSession: SessionState = {
  connector: undefined,
  page: 'operation',
  operation: undefined,
  view: 'canvas',
  selected: {},
  viewports: {},
  canvasSize: { width: 0, height: 0 },
  map: { viewport: undefined, size: { width: 0, height: 0 }, chosen: undefined },
  panels: {
    list: { open: true, width: 200 },
    inspector: { open: true, width: 312 },
    run: { open: false, height: 264, tab: 'output' },
    frame: undefined,
    exchange: undefined,
    minimap: true,
  },
  focus: undefined,
  credentials: {},
  sections: {},
  search: '',
  copied: false,
  dismissedGhosts: [],
  theme: 'system',
  overlay: undefined,
  readOnly: undefined,
  save: { kind: 'saved', atMs: undefined },
  failing: {},
  inputs: {},
  labels: {},
  fields: {},
  held: {},
}

/** Labels of choices that are kept for each operation. */
const mostLabels = 200

/** Widths and heights a person may drag a panel to, in CSS pixels. */
const panelBounds = { list: [48, 400], inspector: [240, 640], run: [120, 900] } as const

const clamp = (size: number, [least, most]: readonly [number, number]) =>
  Math.round(Math.min(most, Math.max(least, size)))

/** This tab: what is open, chosen and looked at. Kept over a reload, never undone. */
const sessionSlice = createSlice({
  name: 'session',
  initialState: newSession,
  reducers: {
    operationOpened(state, { payload }: PayloadAction<OperationId | undefined>) {
      if (state.operation !== payload) state.selected = {}
      state.operation = payload
      state.page = 'operation'
      state.overlay = undefined
      state.focus = undefined
    },
    pageOpened(state, { payload }: PayloadAction<ConnectorPage>) {
      state.page = payload
    },
    viewChosen(state, { payload }: PayloadAction<OperationView>) {
      state.view = payload
    },
    /** The selection is now exactly these nodes, edges and notes. */
    selected(state, { payload }: PayloadAction<readonly string[]>) {
      state.selected = Object.fromEntries(payload.map((id) => [id, true as const]))
      state.focus = undefined
    },
    /** Adds to the selection what is not in it and takes out what is (Shift-click). */
    selectionToggled(state, { payload }: PayloadAction<readonly string[]>) {
      for (const id of payload) {
        if (state.selected[id]) delete state.selected[id]
        else state.selected[id] = true
      }
    },
    viewportMoved(state, { payload }: PayloadAction<{ operation: OperationId; viewport: Viewport }>) {
      state.viewports[payload.operation] = payload.viewport
    },
    canvasResized(state, { payload }: PayloadAction<{ width: number; height: number }>) {
      state.canvasSize = payload
    },
    mapMoved(state, { payload }: PayloadAction<Viewport>) {
      state.map.viewport = payload
    },
    mapResized(state, { payload }: PayloadAction<{ width: number; height: number }>) {
      state.map.size = payload
    },
    mapChosen(state, { payload }: PayloadAction<MapStop | undefined>) {
      state.map.chosen = payload
    },
    panelToggled(
      state,
      { payload }: PayloadAction<{ panel: 'list' | 'inspector' | 'run' | 'minimap'; open?: boolean }>,
    ) {
      const { panel, open } = payload
      if (panel === 'minimap') state.panels.minimap = open ?? !state.panels.minimap
      else state.panels[panel].open = open ?? !state.panels[panel].open
    },
    panelResized(state, { payload }: PayloadAction<{ panel: 'list' | 'inspector' | 'run'; size: number }>) {
      if (payload.panel === 'run') state.panels.run.height = clamp(payload.size, panelBounds.run)
      else state.panels[payload.panel].width = clamp(payload.size, panelBounds[payload.panel])
    },
    runTabChosen(state, { payload }: PayloadAction<RunTab>) {
      state.panels.run.tab = payload
      state.panels.run.open = true
    },
    /** Opens a page of a walk in the run panel: of the last run, or of a try. */
    frameShown(state, { payload }: PayloadAction<ShownFrame | undefined>) {
      state.panels.frame = payload
      if (payload === undefined) return
      state.panels.run.tab = 'pages'
      state.panels.run.open = true
    },
    /** Opens a request and its answer in the run panel, with what is pointed at in it. */
    exchangeShown(state, { payload }: PayloadAction<ShownExchange | undefined>) {
      state.panels.exchange = payload
      if (payload === undefined) return
      state.panels.run.tab = 'requests'
      state.panels.run.open = true
    },
    focused(state, { payload }: PayloadAction<ProblemPlace | undefined>) {
      state.focus = castDraft(payload)
      if (payload !== undefined) state.panels.inspector.open = true
    },
    credentialChosen(
      state,
      { payload }: PayloadAction<{ connector: ConnectorId; credential: string | undefined }>,
    ) {
      if (payload.credential === undefined) delete state.credentials[payload.connector]
      else state.credentials[payload.connector] = payload.credential
    },
    sectionFolded(state, { payload }: PayloadAction<{ section: string; open: boolean }>) {
      state.sections[payload.section] = payload.open
    },
    searched(state, { payload }: PayloadAction<string>) {
      state.search = payload
    },
    copied(state) {
      state.copied = true
    },
    ghostDismissed(state, { payload }: PayloadAction<string>) {
      if (!state.dismissedGhosts.includes(payload)) state.dismissedGhosts.push(payload)
    },
    themeChosen(state, { payload }: PayloadAction<SessionState['theme']>) {
      state.theme = payload
    },
    overlayOpened(state, { payload }: PayloadAction<Overlay | undefined>) {
      // An imported connector rides in here; a draft of it would walk the whole document.
      return { ...(state as SessionState), overlay: payload }
    },
    readOnlyChanged(state, { payload }: PayloadAction<string | undefined>) {
      state.readOnly = payload
    },
    saveChanged(state, { payload }: PayloadAction<SaveState>) {
      state.save = payload
    },
    /** How the last run of an operation ended, at which content hash; `hash` undefined: it did not fail. */
    failureNoted(state, { payload }: PayloadAction<{ operation: OperationId; hash: string | undefined }>) {
      if (payload.hash === undefined) delete state.failing[payload.operation]
      else state.failing[payload.operation] = payload.hash
    },
    inputTyped(state, { payload }: PayloadAction<{ operation: OperationId; input: Json }>) {
      return {
        ...(state as SessionState),
        inputs: { ...(state as SessionState).inputs, [payload.operation]: payload.input },
      }
    },
    /** What a choice read when it was taken. The newest are kept: a value that is long gone from a form needs no words. */
    choiceLabelled(
      state,
      { payload }: PayloadAction<{ operation: OperationId; key: string; label: string }>,
    ) {
      const { [payload.key]: _, ...others } = state.labels[payload.operation] ?? {}
      state.labels[payload.operation] = Object.fromEntries([
        ...Object.entries(others).slice(1 - mostLabels),
        [payload.key, payload.label],
      ])
    },
    fieldsLoaded(
      state,
      {
        payload: { operation, field, key, shape },
      }: PayloadAction<{ operation: OperationId; field: FieldId; key: string; shape: ObjectShape }>,
    ) {
      state.fields[operation] = {
        ...state.fields[operation],
        [field]: castDraft({ key, shape }),
      }
    },
    /** A node's output is held at these records. */
    outputHeld(
      state,
      {
        payload: { node, as, records },
      }: PayloadAction<{ node: NodeId; as: 'pinned' | 'edited'; records: readonly Json[] }>,
    ) {
      // Who edits what is pinned wants the edited value: the pin makes way for it.
      return withHeld(state as SessionState, node, (held) => {
        const { pinned: _, ...others } = held
        return as === 'pinned' ? { ...held, pinned: records } : { ...others, edited: records }
      })
    },
    /** The node runs again; its named samples stay. */
    outputReleased(state, { payload: node }: PayloadAction<NodeId>) {
      return withHeld(state as SessionState, node, released)
    },
    /** Keeps records under a name; another sample of that name is replaced. */
    sampleKept(
      state,
      {
        payload: { node, name, records },
      }: PayloadAction<{ node: NodeId; name: string; records: readonly Json[] }>,
    ) {
      return withHeld(state as SessionState, node, (held) => ({
        ...held,
        samples: [...(held.samples ?? []).filter((sample) => sample.name !== name), { name, records }],
      }))
    },
    /** Runs take this sample for the node; without a name, none. What was pinned or edited makes way for it. */
    sampleChosen(
      state,
      { payload: { node, name } }: PayloadAction<{ node: NodeId; name: string | undefined }>,
    ) {
      return withHeld(state as SessionState, node, (held) => ({
        samples: [],
        ...released(held),
        ...(name !== undefined && { used: name }),
      }))
    },
    sampleForgotten(state, { payload: { node, name } }: PayloadAction<{ node: NodeId; name: string }>) {
      return withHeld(state as SessionState, node, ({ samples = [], used, ...held }) => {
        const left = samples.filter((sample) => sample.name !== name)
        const next: HeldNode = {
          ...held,
          ...(left.length > 0 && { samples: left }),
          ...(used !== undefined && used !== name && { used }),
        }
        return Object.keys(next).length === 0 ? undefined : next
      })
    },
    /** Every node runs again; named samples stay. */
    allReleased(state) {
      const was = state as SessionState
      const held = Object.entries(was.held).flatMap(([id, node]) => {
        const left = released(node)
        return left === undefined ? [] : [[id, left] as const]
      })
      return { ...was, held: Object.fromEntries(held) }
    },
    /** Keeps an answer under its name, in the place of `was`; another one of that name is replaced. */
    answerKept(
      state,
      { payload: { node, answer, was } }: PayloadAction<{ node: NodeId; answer: NamedAnswer; was?: string }>,
    ) {
      return withHeld(state as SessionState, node, ({ answers = [], ...held }) => {
        const { name } = answer
        const at = answers.findIndex((known) => known.name === (was ?? name))
        const others = answers.filter((known) => known.name !== name && known.name !== was)
        const chosen = held.answer
        const renamed = was !== undefined && chosen?.from === 'kept' && chosen.name === was
        return {
          ...held,
          answers: others.toSpliced(at === -1 ? others.length : at, 0, answer),
          ...(renamed && { answer: { ...chosen, name } }),
        }
      })
    },
    /** Requests of the node are given this answer; without one, they go out. What was held of it makes way for it. */
    answerChosen(
      state,
      { payload: { node, answer } }: PayloadAction<{ node: NodeId; answer: ChosenAnswer | undefined }>,
    ) {
      return withHeld(state as SessionState, node, (held) =>
        answer === undefined ? released(held) : { ...released(held), answer },
      )
    },
    answerForgotten(state, { payload: { node, name } }: PayloadAction<{ node: NodeId; name: string }>) {
      return withHeld(state as SessionState, node, ({ answers = [], answer, ...held }) => {
        const left = answers.filter((known) => known.name !== name)
        const stays = answer !== undefined && !(answer.from === 'kept' && answer.name === name)
        const next: HeldNode = {
          ...held,
          ...(left.length > 0 && { answers: left }),
          ...(stays && { answer }),
        }
        return Object.keys(next).length === 0 ? undefined : next
      })
    },
    /** What was kept of this connector's session in this tab; keys of another version are left out by the caller. */
    sessionRestored(state, { payload }: PayloadAction<Partial<KeptSession>>) {
      return { ...(state as SessionState), ...payload }
    },
  },
  extraReducers: (builder) => {
    // Whoever runs wants to see the run, and no try of before.
    for (const begins of [runAsked, runResumed])
      builder.addCase(begins, (state) => {
        if (state.panels.frame?.trial !== undefined) state.panels.frame = undefined
      })
    builder.addCase(documentOpened, (state, { payload: { connector } }) => {
      const was = state as SessionState
      return {
        ...newSession,
        theme: was.theme,
        panels: was.panels,
        credentials: was.credentials,
        canvasSize: was.canvasSize,
        connector: connector?.id,
        operation: connector?.operations[0]?.id,
        page: connector !== undefined && connector.operations.length === 0 ? 'service' : 'operation',
      }
    })
  },
})

/** What stays of a node that runs again: what is kept under names. */
function released({ samples, answers }: HeldNode): HeldNode | undefined {
  if (samples === undefined && answers === undefined) return undefined
  return { ...(samples !== undefined && { samples }), ...(answers !== undefined && { answers }) }
}

function withHeld(
  session: SessionState,
  node: NodeId,
  how: (held: HeldNode) => HeldNode | undefined,
): SessionState {
  const { [node]: held = {}, ...others } = session.held
  const next = how(held)
  return { ...session, held: next === undefined ? others : { ...others, [node]: next } }
}

export const sessionReducer = sessionSlice.reducer
export const {
  operationOpened,
  pageOpened,
  viewChosen,
  selected,
  selectionToggled,
  viewportMoved,
  canvasResized,
  mapMoved,
  mapResized,
  mapChosen,
  panelToggled,
  panelResized,
  runTabChosen,
  frameShown,
  exchangeShown,
  focused,
  credentialChosen,
  sectionFolded,
  searched,
  copied,
  ghostDismissed,
  themeChosen,
  overlayOpened,
  readOnlyChanged,
  saveChanged,
  failureNoted,
  inputTyped,
  choiceLabelled,
  fieldsLoaded,
  outputHeld,
  outputReleased,
  sampleKept,
  sampleChosen,
  sampleForgotten,
  allReleased,
  answerKept,
  answerChosen,
  answerForgotten,
  sessionRestored,
} = sessionSlice.actions

/** The part of the session that is kept over a reload. */
export function keptSession(session: SessionState): KeptSession {
  const {
    page,
    operation,
    view,
    viewports,
    panels,
    credentials,
    sections,
    dismissedGhosts,
    theme,
    failing,
    inputs,
    labels,
    held,
  } = session
  return {
    page,
    operation,
    view,
    viewports,
    panels,
    credentials,
    sections,
    dismissedGhosts,
    theme,
    failing,
    inputs,
    labels,
    held,
  }
}
