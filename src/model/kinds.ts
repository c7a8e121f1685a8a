import type * as z from 'zod/mini'
import type { ScopeEntry } from '../expressions/scope.ts'
import type { Authentication, Connector, GraphNode, Operation } from './document.ts'
import type { NodeId } from './ids.ts'
import type { Json } from './json.ts'
import type { Problem } from './problem.ts'

/** Whether a stream holds exactly one value or any number of records. Derived for every edge, never a setting. */
export type Cardinality = 'one' | 'many'

/** Where an edge meets a node. `inner`: seen from inside a container. */
export interface Port {
  readonly name: string
  readonly way: 'in' | 'out'
  readonly carries: 'records' | 'auth' | 'options'
  readonly side?: 'inner'
  /** What people and screen readers hear: "records in". */
  readonly title: string
  /** How many edges may meet here; without it any number. */
  readonly most?: 1
  /** The node cannot run without an edge here. */
  readonly required?: boolean
}

/** Path into a node's settings: `['body', 'text']`. */
export type SettingPath = readonly (string | number)[]

/** Shown only while the setting at `path` is one of `is`. */
export interface FormCondition {
  readonly path: SettingPath
  readonly is: readonly (string | number | boolean)[]
}

interface FormFieldBase {
  readonly path: SettingPath
  readonly label: string
  readonly hint?: string
  readonly when?: FormCondition
}

/** Names that a setting may use beside those of its node: the page of a walk, and the answer (`status`, `headers`, `body`). */
export type Seen = readonly ('page' | 'answer')[]

/** One control of the inspector, as data: `editor/panels` draws it, the command line's help prints it. */
export type FormField =
  /** Text with `{{ }}`; `language` chooses how it is drawn, not what it means. */
  | (FormFieldBase & {
      readonly control: 'template'
      readonly placeholder?: string
      readonly lines?: number
      readonly language?: 'text' | 'json' | 'graphql' | 'url'
      readonly sees?: Seen
    })
  /** Plain text that is not a template. */
  | (FormFieldBase & { readonly control: 'text'; readonly placeholder?: string; readonly lines?: number })
  | (FormFieldBase & {
      readonly control: 'choice'
      readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[]
      readonly display?: 'segmented' | 'select' | 'method'
    })
  | (FormFieldBase & {
      readonly control: 'number'
      readonly min: number
      readonly max: number
      readonly unit?: string
      /** Shown and stored as this multiple: 1000 shows milliseconds as seconds. */
      readonly scale?: number
    })
  | (FormFieldBase & { readonly control: 'switch' })
  /** Rows of name and value (`Row[]`, or `{ name, value }[]` with `plain`). */
  | (FormFieldBase & {
      readonly control: 'rows'
      readonly of: 'query' | 'header' | 'form' | 'part' | 'mapping'
      readonly add: string
    })
  /** `Condition[]`, all of which must hold. */
  | (FormFieldBase & { readonly control: 'conditions'; readonly sees?: Seen })
  | (FormFieldBase & { readonly control: 'error-rules' })
  /** The `Field[]` of an inputs node. */
  | (FormFieldBase & { readonly control: 'fields' })
  /** One of the service's authentications, with a way to make one. */
  | (FormFieldBase & { readonly control: 'authentication' })
  /** A path to records in the answer, chosen from the last one. */
  | (FormFieldBase & { readonly control: 'record-path' })
  /** A list of steps in order, each of one of the sorts in `of`. */
  | (FormFieldBase & {
      readonly control: 'steps'
      readonly of: readonly StepForm[]
      readonly add: string
      /** The key of a stored step that says its sort. Default: `step`. */
      readonly key?: string
      /** Said where the list is empty. Default: that records pass through unchanged. */
      readonly empty?: string
    })
  /** One object of one of the sorts in `of`; another sort takes its place with what it has by itself. */
  | (FormFieldBase & { readonly control: 'variant'; readonly key: string; readonly of: readonly StepForm[] })
  /** Whole numbers, typed with commas between them: status codes. */
  | (FormFieldBase & { readonly control: 'numbers' })
  /** Plain texts, typed with commas between them: names of parameters. */
  | (FormFieldBase & { readonly control: 'words' })
  /** How the service pages as a whole: a usual way, one that the service keeps, or what its answers speak of. */
  | (FormFieldBase & { readonly control: 'paging' })
  /** One of the requests inside the container, by id; empty: the only one. */
  | (FormFieldBase & { readonly control: 'child-request' })

/** One sort of step. A step is stored as an object with a key, usually `step`, that says its sort. */
export interface StepForm {
  readonly step: string
  readonly title: string
  readonly description: string
  /** A new step of this sort. */
  defaults(): { readonly [key: string]: Json }
  /** Controls of the step; their paths begin inside the step. */
  readonly fields: readonly FormField[]
}

export interface FormSection {
  readonly title: string
  readonly hint?: string
  readonly fields: readonly FormField[]
  /** Closed until opened: policies and other second thoughts. */
  readonly folded?: boolean
  readonly when?: FormCondition
}

/** What a kind's own check is told beside its settings. */
export interface NodeFacts {
  readonly connector: Connector
  readonly operation: Operation
  readonly node: GraphNode
  readonly incoming: Cardinality
  /** Whether any record edge comes in. */
  readonly fed: boolean
  readonly authentication: Authentication | undefined
  readonly scope: readonly ScopeEntry[]
}

/**
 * What the model has to know of a node kind; the engine's `NodeDefinition` extends it with `execute`. Free of React, so
 * that a server that loads the catalogue loads no component. Every kind is a row of the catalogue: the palette, the
 * checks, the inspector, the tests and the documentation all read it.
 */
export interface KindFacts<Settings = unknown> {
  readonly kind: string
  /** What people see: "Request". */
  readonly title: string
  /** One sentence for the palette, ghosts and the outline: what the node adds. */
  readonly description: string
  /** Parses the stored settings, filling in defaults. Every string in them is a template unless named in `raw`. */
  readonly settings: z.ZodMiniType<Settings>
  /** The settings of a new node. */
  defaults(): Settings
  readonly ports: readonly Port[]
  /** How many nodes of the kind an operation may hold; without it any number. */
  readonly most?: 1
  /** Present: the kind is a container, and this is the name under which its body sees what it binds. */
  readonly binds?: 'page' | 'item' | 'batch'
  /** Settings that are no templates, or that the kind evaluates itself with names of its own: top-level keys. */
  readonly raw?: readonly string[]
  yields(settings: Settings, incoming: Cardinality): Cardinality
  /** Whose marks leave; default: those that arrive. */
  sources?(settings: Settings, incoming: ReadonlySet<NodeId>, self: NodeId): ReadonlySet<NodeId>
  check?(settings: Settings, facts: NodeFacts): readonly Problem[]
  /** The line on the node's face, in plain words: "GET /classes/Customer". */
  summary(settings: Settings, connector: Connector): string
  /** The node's line in the outline: "Ask for /classes/Customer (GET)". */
  outline(settings: Settings, connector: Connector): string
  /** Rows on the node's face under the header; `port` names an input the row belongs to. */
  face(settings: Settings, connector: Connector): readonly FaceRow[]
  readonly form: readonly FormSection[]
}

/** A row of a node's face. */
export interface FaceRow {
  readonly label: string
  readonly value: string
  /** How the value is set: text for people, mono for machines, hidden for secrets, url for the request's address box. */
  readonly style: 'text' | 'mono' | 'hidden' | 'url'
  /** Method shown before a `url` value. */
  readonly method?: string
  /** The port that sits beside the row. */
  readonly port?: string
}

/** The kinds by name. Generic so that the engine's catalogue (definitions) is one too. */
// oxlint-disable-next-line no-explicit-any -- settings differ per kind; each definition checks its own with its schema.
export type KindCatalog<Facts extends KindFacts<any> = KindFacts<any>> = Readonly<Record<string, Facts>>
