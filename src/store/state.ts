import type { Patch } from 'immer'
import type { ExchangeView, RunSummary } from '../api/contract.ts'
import type {
  Address,
  Highlight,
  Outcome,
  Phases,
  RunFailure,
  RunId,
  ShownRequest,
  Spot,
  StopReason,
  WaitReason,
} from '../engine/events.ts'
import type { GivenAnswer } from '../engine/givenAnswers.ts'
import type { Connector, ContentParts, GraphNode } from '../model/document.ts'
import type { ObjectShape } from '../model/fieldsFromSource.ts'
import type { ConnectorId, FieldId, NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Problem, ProblemPlace } from '../model/problem.ts'
import type { AnswerSample } from '../nodes/request/answers.ts'
import type { Dot } from '../simulation/torture/ordeal.ts'

/**
 * The editor's state: three slices with three fates. `document` is saved and undone, `session` is kept in this tab, `run`
 * is thrown away. What can be computed from them (the index of boxes, faces, scopes) is not in here.
 */
export interface EditorState {
  readonly document: DocumentState
  readonly session: SessionState
  readonly run: RunState
}

// ── document ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface DocumentState {
  /** The open connector; undefined on the home page. Never drafted by the slice: edits hand in the next one. */
  readonly connector: Connector | undefined
  /** Number of the newest change; each is one journal entry. */
  readonly seq: number
  readonly history: History
  /** What the last check of each operation found; recomputed when the person pauses. */
  readonly checks: Readonly<Record<OperationId, OperationChecks>>
}

/** Where an edit happened, so that undo can go there. */
export interface Place {
  readonly operation: OperationId | undefined
  readonly selected: readonly string[]
  /** It was done on the connector map, and is undone there. */
  readonly page?: 'map'
}

/** One undo step: the patches between two marks. */
export interface Step {
  readonly label: string
  readonly before: Place
  readonly after: Place
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
  /** Edits with the same key go on merging into this step until a mark. */
  readonly mergeKey: string | undefined
  readonly atMs: number
  /** About how much memory it holds on to. */
  readonly bytes: number
}

export interface History {
  readonly undo: readonly Step[]
  readonly redo: readonly Step[]
  /** Bytes of `undo` together. */
  readonly bytes: number
  /** A gesture began after the newest step: the next edit starts a step of its own. */
  readonly marked: boolean
}

export interface OperationChecks {
  readonly problems: readonly Problem[]
  /** Present content hash; undefined where the operation has problems that keep it from being hashed. */
  readonly hash: string | undefined
  /** Marks of what the hash is made of. */
  readonly parts?: ContentParts
}

// ── session ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export type OperationView = 'canvas' | 'outline'
export type ConnectorPage = 'operation' | 'service' | 'map'
export type RunTab = 'output' | 'pages' | 'timeline' | 'requests' | 'log' | 'schema'

/** `x` and `y` are the canvas point at the top left corner of the screen, in canvas pixels; zoom 1 is 100 %. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** The one thing that is open above the page. Positions are canvas pixels. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'find' }
  | { readonly kind: 'shortcuts' }
  /** Which operations are not tested as they are now, to be run one after another. */
  | { readonly kind: 'test-all' }
  /** Choose a kind to add at a place; `from`: an edge was dropped there, `into`: splice it into this edge. */
  | {
      readonly kind: 'kinds'
      readonly at: { readonly x: number; readonly y: number }
      readonly from?: { readonly node: NodeId; readonly port: string; readonly way: 'in' | 'out' }
      readonly into?: string
    }
  /** An edge was started from the keyboard: arrows choose among the legal targets. */
  | {
      readonly kind: 'connecting'
      readonly from: { readonly node: NodeId; readonly port: string; readonly way: 'in' | 'out' }
      readonly target: number
    }
  | { readonly kind: 'rename'; readonly target: 'node' | 'operation' | 'connector'; readonly id: string }
  /** A file of a connector that is here already: replace its draft, or keep both. */
  | { readonly kind: 'import'; readonly connector: Connector; readonly known: string }
  /** Curl commands to make operations of. They hold secrets: an overlay is kept nowhere, and gone with the page. */
  | {
      readonly kind: 'import-curl'
      readonly text?: string
      /** The request of the open operation whose address they were pasted into. */
      readonly into?: NodeId
    }
  /** A file that was not imported, and what is wrong with it. */
  | { readonly kind: 'refused'; readonly name: string; readonly problems: readonly Problem[] }

export type SaveState =
  | { readonly kind: 'saved'; readonly atMs: number | undefined }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: string; readonly message: string }

export interface ShownFrame {
  readonly node: NodeId
  /** Absent: pages are shown, and none of them in full. */
  readonly at?: Address
  /** The try of the container that it is a page of (`Dot.id`); absent: of the last run. */
  readonly trial?: string
}

/** What of the connector map is chosen: an operation, its options port, one of its fields, or the line that ends at one. */
export interface MapStop {
  readonly operation: OperationId
  /** `options`, or a field of the form. Without one, the operation itself. */
  readonly port?: 'options' | FieldId
  /** Of several lines that end at one field. */
  readonly line?: string
}

/** How the connector map is looked at. */
export interface MapView {
  /** Undefined: nobody has moved it, and it is fitted. */
  readonly viewport: Viewport | undefined
  /** On the screen, in CSS pixels; told by the map. */
  readonly size: { readonly width: number; readonly height: number }
  readonly chosen: MapStop | undefined
}

/** What the run panel shows of one exchange of the last run. */
export interface ShownExchange {
  readonly exchange: string
  /** A place in it that is pointed at, and why: evidence of how the service pages. */
  readonly evidence?: {
    readonly of: 'request' | 'answer'
    readonly spot: Spot
    readonly words: string
    /** Where the records of the answer are, as a request says it. */
    readonly records: string
  }
}

export interface SessionState {
  readonly connector: ConnectorId | undefined
  readonly page: ConnectorPage
  readonly operation: OperationId | undefined
  readonly view: OperationView
  /** Ids of selected nodes, edges and notes; an id is unique in its connector. */
  readonly selected: Readonly<Record<string, true>>
  readonly viewports: Readonly<Record<OperationId, Viewport>>
  /** Size of the canvas on the screen, in CSS pixels; told by the canvas. */
  readonly canvasSize: { readonly width: number; readonly height: number }
  readonly map: MapView
  readonly panels: {
    readonly list: { readonly open: boolean; readonly width: number }
    readonly inspector: { readonly open: boolean; readonly width: number }
    readonly run: { readonly open: boolean; readonly height: number; readonly tab: RunTab }
    /** The frame of a film strip that the run panel shows in full. */
    readonly frame: ShownFrame | undefined
    /** The request that it shows in full. */
    readonly exchange: ShownExchange | undefined
    readonly minimap: boolean
  }
  /** The field that the inspector should show and focus. */
  readonly focus: ProblemPlace | undefined
  /** Chosen credential (its id, never a value) by connector. */
  readonly credentials: Readonly<Record<ConnectorId, string>>
  /** Inspector sections that a person opened or closed: `request/Policies`. */
  readonly sections: Readonly<Record<string, boolean>>
  readonly search: string
  /** Something of ours was copied in this tab; the clipboard itself is asked when pasting. */
  readonly copied: boolean
  readonly dismissedGhosts: readonly string[]
  readonly theme: 'system' | 'light' | 'dark'
  readonly overlay: Overlay | undefined
  /** Why nothing can be changed here; undefined: it can. */
  readonly readOnly: string | undefined
  readonly save: SaveState
  /** Content hash at which an operation's last run failed. */
  readonly failing: Readonly<Record<OperationId, string>>
  /** What was typed as input of the next run, by operation. */
  readonly inputs: Readonly<Record<OperationId, Json>>
  /** What was read at a choice when it was taken, by operation, field and value (`choiceKey`): it may not be loaded again. */
  readonly labels: Readonly<Record<OperationId, Readonly<Record<string, string>>>>
  /** Fields that forms have loaded from the service, by operation and field, with the question that they are the answer to. */
  readonly fields: Readonly<
    Record<OperationId, Readonly<Record<FieldId, { readonly key: string; readonly shape: ObjectShape }>>>
  >
  /** What a person holds nodes' output at, instead of running them. */
  readonly held: Readonly<Record<NodeId, HeldNode>>
}

/** What is held of one node. Values are masked already: they come from a run, or were typed. */
export interface HeldNode {
  readonly pinned?: readonly Json[]
  /** What a person made of what came back. */
  readonly edited?: readonly Json[]
  /** Kept under names, to be used one at a time; in the order they were made. */
  readonly samples?: readonly NamedSample[]
  /** The name of the sample that is used. */
  readonly used?: string
  /** Of a request: answers of the service, kept under names in the order they were made. */
  readonly answers?: readonly NamedAnswer[]
  /** What its requests are answered with, in place of the service. */
  readonly answer?: ChosenAnswer
}

export interface NamedAnswer extends AnswerSample {
  readonly name: string
}

/** One of the kept answers by its name, or of the ready-made ones (nodes/request/answers.ts) by its id. */
export interface ChosenAnswer {
  readonly from: 'kept' | 'ready'
  readonly name: string
  readonly when: GivenAnswer['when']
}

/** An answer as requests are given it, and what it is called. */
export interface Answering {
  readonly name: string
  readonly when: GivenAnswer['when']
  readonly answer: AnswerSample
}

export interface NamedSample {
  readonly name: string
  readonly records: readonly Json[]
}

/** What a run takes for a node instead of running it. */
export interface Given {
  readonly origin: 'pinned' | 'edited' | 'sample' | 'recorded'
  readonly records: readonly Json[]
  /** Of the sample. */
  readonly name?: string
}

// ── run ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RunState {
  /** The newest run of each operation in this tab. */
  readonly live: Readonly<Record<OperationId, LiveRun>>
  /** Newest first, bounded. */
  readonly past: readonly RunSummary[]
  /** What containers were tried with, on a service that is made up; of settings that were changed since, nothing is true. */
  readonly tried: Readonly<Record<NodeId, TriedPaging>>
}

export interface TriedPaging {
  /** The node as it was tried. */
  readonly node: GraphNode
  readonly dots: readonly Dot[]
  /** What failed, by the id of its dot: to be looked into. */
  readonly trials: Readonly<Record<string, Trial>>
  readonly running: boolean
}

/** One try that failed, walked on a service that is made up. */
export interface Trial {
  readonly dot: Dot
  /** The walk, as runs are shown; its exchanges are all there. */
  readonly run: LiveRun
  /** The page where it went wrong; undefined: none was asked for. */
  readonly page: Address | undefined
}

export interface LiveRun {
  /** Undefined until the runner has answered. */
  readonly id: RunId | undefined
  readonly connector: ConnectorId
  readonly operation: OperationId
  readonly state: 'starting' | 'running' | 'stopping' | 'finished'
  /** The connection to the runner was lost; the run itself goes on there. */
  readonly disconnected: string | undefined
  readonly hash: string | undefined
  readonly yields: 'one' | 'many'
  /** Nodes that were not run in it, with what stood in for them. */
  readonly given: Readonly<Record<NodeId, Given>>
  /** Nodes whose requests were given answers, with what is known of these here: of a run that was picked up, nothing. */
  readonly answered: Readonly<Record<NodeId, Partial<Answering>>>
  /** The node that it ended with; undefined: the whole operation. */
  readonly until: NodeId | undefined
  /** It was played in the page, on answers made from the schema of its output; all that it gave is here. */
  readonly simulated?: true
  readonly resumes: Resumes
  /** What nodes had done when the run went on: what they tell since then comes on top. */
  readonly before: Readonly<Record<NodeId, Totals>>
  readonly startedMs: number
  readonly finishedMs: number | undefined
  readonly outcome: Outcome | undefined
  readonly failure: RunFailure | undefined
  readonly records: number
  /** Occurrences of secret values that were masked. */
  readonly masked: number
  readonly resumable: boolean
  readonly seq: number
  readonly nodes: Readonly<Record<NodeId, NodeRun>>
  /** The newest ones; `attemptsDropped` older ones are no longer listed. */
  readonly attempts: readonly Attempt[]
  readonly attemptsDropped: number
  /** Pages of its walks, in the order they came; `pagesDropped` older ones are no longer listed. */
  readonly pages: readonly PageCard[]
  readonly pagesDropped: number
  /** Waits of its nodes: for another try, for the service's leave, for a new token. The newest ones. */
  readonly waits: readonly Wait[]
  readonly log: readonly LogLine[]
  readonly logDropped: number
  readonly page: RecordsLoaded | undefined
  /** The first of its records, or its one value, once it is over: what the schema of the output is compared with. */
  readonly first?: readonly Json[]
  readonly exchanges: Readonly<Record<string, ExchangeView>>
}

/** How a run goes on where it was stopped. */
export interface Resumes {
  /** Nodes that go on where they were; the others run anew. */
  readonly on: readonly NodeId[]
  /** The node whose records are the run's. */
  readonly end: NodeId | undefined
}

export interface Totals {
  readonly chunks: number
  readonly records: number
  readonly bytes: number
  readonly requests: number
}

export interface NodeRun extends Totals {
  readonly state: 'running' | 'waiting' | 'done' | 'failed'
  /** How many bodies of it are at work, and how many are done (containers run a node many times). */
  readonly running: number
  readonly done: number
  readonly samples: readonly { readonly at: Address; readonly value: Json; readonly cut: boolean }[]
  readonly waiting: { readonly reason: WaitReason; readonly untilMs: number | undefined } | undefined
  readonly failure: RunFailure | undefined
}

export interface Attempt {
  readonly node: NodeId
  readonly at: Address
  readonly exchange: string
  readonly attempt: number
  readonly request: ShownRequest
  readonly status: number | undefined
  readonly failure: RunFailure | undefined
  readonly bytes: number
  readonly startedMs: number
  readonly phases: Phases
  /** Its answer was given; nothing was sent. */
  readonly given?: true
}

/** One page of a walk: a frame of the film strip. */
export interface PageCard {
  /** The container. */
  readonly node: NodeId
  readonly at: Address
  readonly index: number
  readonly count: number
  readonly ms: number
  readonly put: Highlight | undefined
  readonly next: Highlight | undefined
  readonly exchange: string
  readonly stop: StopReason | undefined
  /** Its answer was given; nothing was sent. */
  readonly given?: true
  /** It was asked for, and the walk failed before it was judged. */
  readonly unfinished?: boolean
}

export interface Wait {
  readonly node: NodeId
  readonly reason: WaitReason
  readonly fromMs: number
  readonly untilMs: number | undefined
}

export interface LogLine {
  readonly seq: number
  readonly atMs: number
  readonly level: 'info' | 'warning' | 'error'
  readonly node: NodeId | undefined
  readonly message: string
}

export interface RecordsLoaded {
  readonly from: number
  readonly total: number
  readonly records: readonly Json[]
  readonly loading: boolean
}
