import { entryFromSample, type ScopeEntry, type ScopeType } from '../expressions/scope.ts'
import type { Authentication, Connector, Field, GraphNode } from './document.ts'
import type { GraphFacts } from './graph.ts'
import type { Seen } from './kinds.ts'
import type { NodeId } from './ids.ts'
import type { Json } from './json.ts'

/** What `nodes["Title"]` stands for, or why it stands for nothing here. */
export type NodeName =
  /** The one value that the node yields. */
  | { readonly holds: 'value'; readonly node: NodeId }
  /** What an enclosing container binds: `nodes["Every customer"].item`. */
  | { readonly holds: 'binding'; readonly node: NodeId; readonly binds: 'page' | 'item' | 'batch' }
  | { readonly holds: 'nothing'; readonly hint: string }

/** Where `item` comes from: the records that enter the node, or the element of the nearest `for-each` (or its queue). */
export type ItemName =
  | { readonly from: 'records'; readonly nodes: readonly NodeId[] }
  | { readonly from: 'container'; readonly node: NodeId }
  | { readonly from: 'nothing'; readonly hint: string }

/**
 * The names that the settings of one node may use (E12–E15). Check, completion and evaluation all derive from it: what is not
 * in here is a problem before a run and absent in it. `input` and `service` are always in scope.
 */
export interface ScopeNames {
  /** Fields of `input`. */
  readonly fields: readonly Field[]
  /** `auth` may be written; its names are this authentication's. Undefined where there is no `auth` or nothing is joined. */
  readonly auth: Authentication | undefined
  /** Why `auth` cannot be used here; undefined where it can. */
  readonly authHint: string | undefined
  readonly item: ItemName
  readonly page: NodeId | undefined
  readonly batch: NodeId | undefined
  /** What a title stands for; undefined: no node is called so. */
  named(title: string): NodeName | undefined
  /** Titles of all nodes, usable or not, by id. */
  titles(): readonly string[]
}

const loops = 'Put this node inside a For each, or use item.'

/** ONE function says what is in scope (E15). Takes time in proportion to the containers around the node; titles are looked up when asked. */
export function scopeNames(facts: GraphFacts, node: NodeId): ScopeNames {
  const titles = titlesOf(facts)
  const around = facts.containers(node)
  const kinds = around.map((id) => [id, facts.kind(id)?.binds] as const)
  // Behind a queue is another run of the graph, perhaps in another process: nothing before the wall reaches there (E14).
  const wall = kinds.findIndex(([, binds]) => binds === 'batch')
  const visible = wall < 0 ? kinds : kinds.slice(0, wall + 1)
  const nearest = (binds: 'page' | 'item' | 'batch') => visible.find(([, bound]) => bound === binds)?.[0]
  const isRequest =
    facts.kind(node)?.ports.some((port) => port.carries === 'auth' && port.way === 'in') ?? false
  const auth = isRequest ? facts.authentication(node) : undefined

  return {
    fields: facts.fields,
    auth,
    authHint:
      auth !== undefined
        ? undefined
        : isRequest
          ? 'No authentication is joined to this node. Connect an Auth node to it.'
          : 'Credentials can be used in requests only.',
    item: itemName(facts, node, nearest('item') ?? nearest('batch')),
    page: nearest('page'),
    batch: nearest('batch'),
    named(title) {
      const ids = titles.get(title)
      const id = ids?.[0]
      if (id === undefined) return undefined
      if (ids !== undefined && ids.length > 1)
        return {
          holds: 'nothing',
          hint: `Several nodes are called “${title}”. Give each a title of its own.`,
        }
      return nodeName(facts, node, id, visible, wall >= 0)
    },
    titles: () => [...titles.keys()],
  }
}

const cachedTitles = new WeakMap<GraphFacts, ReadonlyMap<string, readonly NodeId[]>>()

function titlesOf(facts: GraphFacts): ReadonlyMap<string, readonly NodeId[]> {
  const known = cachedTitles.get(facts)
  if (known !== undefined) return known
  const titles = new Map<string, NodeId[]>()
  for (const node of Object.values<GraphNode>(facts.operation.graph.nodes)) {
    const list = titles.get(node.title)
    if (list === undefined) titles.set(node.title, [node.id])
    else list.push(node.id)
  }
  cachedTitles.set(facts, titles)
  return titles
}

function itemName(facts: GraphFacts, node: NodeId, container: NodeId | undefined): ItemName {
  const parent = facts.parent(node)
  const feeders = facts.fed(node) ? facts.feeders(node) : []
  const outer = feeders.filter((id) => id !== parent)
  if (outer.length > 0) return { from: 'records', nodes: outer }
  // Fed by the inner port of its container alone, what enters is what the container binds.
  if (feeders.length > 0 && parent !== undefined) return { from: 'container', node: parent }
  if (container !== undefined) return { from: 'container', node: container }
  return {
    from: 'nothing',
    hint: 'Nothing comes in to this node, so there is no item. Connect a node to its input.',
  }
}

const nothing = (hint: string): NodeName => ({ holds: 'nothing', hint })

function nodeName(
  facts: GraphFacts,
  self: NodeId,
  id: NodeId,
  visible: readonly (readonly [NodeId, 'page' | 'item' | 'batch' | undefined])[],
  walled: boolean,
): NodeName {
  const title = facts.node(id)?.title ?? ''
  if (id === self) return nothing('A node cannot use its own output.')
  const binds = visible.find(([container]) => container === id)?.[1]
  if (binds !== undefined) return { holds: 'binding', node: id, binds }
  const parent = facts.parent(id)
  const places = walled ? visible.slice(0, -1).map(([container]) => container) : facts.containers(self)
  const beside = [self, ...places].find((place) => facts.parent(place) === parent)
  if (beside === undefined)
    return nothing(
      walled
        ? `“${title}” stands before the queue, and nothing from there reaches behind it. Put what you need into the item.`
        : `“${title}” is inside a container that this node is not in.`,
    )
  if (!facts.standsBefore(id, beside))
    return nothing(`“${title}” does not stand before this node. Connect it so that it runs first.`)
  if (facts.node(id)?.disabled === true) return nothing(`“${title}” is off, so it has no output.`)
  if (facts.cardinality(id) === 'many')
    return nothing(`“${title}” yields many records, and a stream has no one value. ${loops}`)
  if (!facts.kind(id)?.ports.some((port) => port.way === 'out' && port.carries === 'records'))
    return nothing(`“${title}” has no output to read.`)
  return { holds: 'value', node: id }
}

/** Last values of nodes, by id, from a run or a sample. */
export type Samples = Readonly<Record<NodeId, Json>>

export interface ScopeOptions {
  readonly samples?: Samples
  /** The input of the last run. */
  readonly input?: Json
  /** Only these titles under `nodes`; without it all of the operation's. A check asks for those it found written. */
  readonly titles?: Iterable<string>
}

/** The same names with types, titles and samples, for check and completion. */
export function scopeEntries(facts: GraphFacts, node: NodeId, options: ScopeOptions = {}): ScopeEntry[] {
  const names = scopeNames(facts, node)
  const input = inputEntry(names.fields, options.input)
  const entries: ScopeEntry[] = [
    input,
    serviceEntry(facts.connector),
    authEntry(names),
    itemEntry(facts, names, input, options.samples),
  ]
  if (names.page !== undefined) entries.push({ ...pageEntry, title: facts.node(names.page)?.title ?? 'Page' })
  if (names.batch !== undefined)
    entries.push(
      valueEntry('batch', options.samples?.[names.batch], {
        title: facts.node(names.batch)?.title,
        kind: 'batch',
      }),
    )
  entries.push(nodesEntry(facts, names, input, options))
  return entries
}

/** What a walk says of the page that is asked for (E15). */
const pageEntry: ScopeEntry = {
  name: 'page',
  title: 'Page',
  kind: 'page',
  type: 'object',
  children: [
    { name: 'value', title: 'What it is asked with', open: true },
    { name: 'number', title: 'Its number, from 1', type: 'integer' },
    { name: 'index', title: 'Its number, from 0', type: 'integer' },
    { name: 'size', title: 'Page size', type: 'integer' },
    { name: 'received', title: 'Records before it', type: 'integer' },
    { name: 'next', title: 'What the next is asked with', open: true },
    { name: 'extra', title: 'Other values that were carried', type: 'object', open: true },
  ],
}

/** The scope of a setting that sees more than its node: what its kind's form says in `sees`. */
export function scopeSeeing(scope: readonly ScopeEntry[], sees: Seen = []): readonly ScopeEntry[] {
  if (sees.length === 0) return scope
  const more = sees.flatMap((name) => (name === 'page' ? [pageEntry] : errorRuleScopeEntries))
  const names = new Set(more.map(({ name }) => name))
  return [...more, ...scope.filter(({ name }) => !names.has(name))]
}

/** Credential fields as `auth`; of two authentications with a field of one name, the first. */
function authEntryOf(authentications: readonly Authentication[], secretHint?: string): ScopeEntry {
  const seen = new Map<string, ScopeEntry>()
  for (const { fields } of authentications)
    for (const field of fields)
      if (!seen.has(field.name))
        seen.set(field.name, {
          name: field.name,
          title: field.title,
          type: field.secret ? 'secret' : 'string',
          kind: 'credential',
          ...(field.description === '' ? {} : { description: field.description }),
          ...(field.secret ? { secret: true } : {}),
          ...(field.secret && secretHint !== undefined ? { hint: secretHint } : {}),
        })
  return { name: 'auth', title: 'Credential', kind: 'auth', type: 'object', children: [...seen.values()] }
}

/** What the base URL of a service may use: credential fields that are not secret. */
export function serviceScopeEntries(authentications: readonly Authentication[]): ScopeEntry[] {
  return [
    authEntryOf(authentications, 'The base URL may use only fields of a credential that are not secret.'),
  ]
}

/** What the placements of an authentication may use: its own fields. */
export function credentialEntries(authentication: Authentication): ScopeEntry[] {
  return [authEntryOf([authentication])]
}

/** What the default headers and query of a service may use: they belong to no operation, so there is no `input`. */
export function defaultsScopeEntries(connector: Connector): ScopeEntry[] {
  return [serviceEntry(connector), authEntryOf(connector.service.authentications)]
}

/** What error rules may use: the answer. */
export const errorRuleScopeEntries: readonly ScopeEntry[] = [
  { name: 'status', title: 'Status code', type: 'integer' },
  { name: 'headers', title: 'Headers of the answer', type: 'object', open: true },
  { name: 'body', title: 'Body of the answer', type: 'any', open: true },
]

/** What conditions on the inputs may name: the inputs alone. */
export const inputScope = (fields: readonly Field[]): readonly ScopeEntry[] => [inputEntry(fields, undefined)]

const inputEntries = new WeakMap<readonly Field[], ScopeEntry>()

/** Without a sample it is the same for all nodes of the operation, and made once. */
function inputEntry(fields: readonly Field[], sample: Json | undefined): ScopeEntry {
  if (sample !== undefined) return makeInputEntry(fields, sample)
  let entry = inputEntries.get(fields)
  if (entry === undefined) {
    entry = makeInputEntry(fields, undefined)
    inputEntries.set(fields, entry)
  }
  return entry
}

function makeInputEntry(fields: readonly Field[], sample: Json | undefined): ScopeEntry {
  const values = typeof sample === 'object' && sample !== null && !Array.isArray(sample) ? sample : undefined
  return {
    name: 'input',
    title: 'Inputs',
    kind: 'inputs',
    type: 'object',
    children: fields
      .filter((field) => field.name !== '')
      .map((field) => {
        const value =
          values !== undefined && Object.hasOwn(values, field.name)
            ? (values as Readonly<Record<string, Json>>)[field.name]
            : undefined
        const shown = value ?? field.default
        const { type, open } = fieldScopeTypes[field.type]
        const base = shown === undefined ? { name: field.name } : entryFromSample(field.name, shown)
        return {
          ...base,
          title: field.title,
          kind: 'field',
          type,
          ...(field.description === '' ? {} : { description: field.description }),
          ...(open ? { open: true } : {}),
        }
      }),
  }
}

const fieldScopeTypes: Readonly<Record<Field['type'], { type: ScopeType; open?: boolean }>> = {
  string: { type: 'string' },
  text: { type: 'string' },
  code: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  'date-time': { type: 'date' },
  enum: { type: 'any', open: true },
  list: { type: 'array', open: true },
  object: { type: 'object', open: true },
  'one-of': { type: 'any', open: true },
  file: { type: 'string' },
  json: { type: 'any', open: true },
}

function serviceEntry({ service }: Connector): ScopeEntry {
  return {
    name: 'service',
    title: 'Service',
    kind: 'service',
    type: 'object',
    children: [
      { name: 'baseUrl', title: 'Base URL', type: 'string', sample: service.baseUrl, hasSample: true },
      { name: 'title', title: 'Title', type: 'string', sample: service.title, hasSample: true },
    ],
  }
}

function authEntry(names: ScopeNames): ScopeEntry {
  if (names.authHint !== undefined)
    return { name: 'auth', title: 'Credential', kind: 'auth', hint: names.authHint }
  const entry = authEntryOf(names.auth === undefined ? [] : [names.auth])
  return { ...entry, title: names.auth?.title ?? 'Credential' }
}

function itemEntry(
  facts: GraphFacts,
  names: ScopeNames,
  input: ScopeEntry,
  samples: Samples | undefined,
): ScopeEntry {
  const { item } = names
  if (item.from === 'nothing') return { name: 'item', title: 'Item', kind: 'record', hint: item.hint }
  if (item.from === 'container')
    return valueEntry('item', samples?.[item.node], { title: facts.node(item.node)?.title, kind: 'record' })
  const [only] = item.nodes
  if (item.nodes.length !== 1 || only === undefined)
    return { name: 'item', title: 'Record', kind: 'record', open: true }
  return outputEntry('item', facts, only, input, samples, 'record')
}

function nodesEntry(
  facts: GraphFacts,
  names: ScopeNames,
  input: ScopeEntry,
  options: ScopeOptions,
): ScopeEntry {
  const children: ScopeEntry[] = []
  for (const title of options.titles ?? names.titles()) {
    const named = names.named(title)
    if (named === undefined) continue
    if (named.holds === 'nothing') children.push({ name: title, hint: named.hint })
    else if (named.holds === 'value')
      children.push(outputEntry(title, facts, named.node, input, options.samples))
    else
      children.push({
        name: title,
        kind: facts.node(named.node)?.kind,
        type: 'object',
        children: [valueEntry(named.binds, options.samples?.[named.node], { kind: 'record' })],
      })
  }
  return { name: 'nodes', title: 'Earlier nodes', kind: 'nodes', type: 'object', children }
}

/** What a node yields. An inputs node yields the input, whose fields are known. */
function outputEntry(
  name: string,
  facts: GraphFacts,
  node: NodeId,
  input: ScopeEntry,
  samples: Samples | undefined,
  kind = facts.node(node)?.kind,
): ScopeEntry {
  const title = facts.node(node)?.title
  if (facts.node(node)?.kind === 'inputs') return { ...input, name, title, kind }
  return valueEntry(name, samples?.[node], { title, kind })
}

/** A value of which only a sample is known: more may be inside than the sample shows. */
function valueEntry(
  name: string,
  sample: Json | undefined,
  more: { readonly title?: string | undefined; readonly kind?: string | undefined },
): ScopeEntry {
  const base: ScopeEntry = sample === undefined ? { name } : opened(entryFromSample(name, sample))
  return { ...base, ...more, open: true }
}

/** A sample shows what was there once, not all that there can be. */
function opened(entry: ScopeEntry): ScopeEntry {
  return entry.children === undefined ? entry : { ...entry, open: true, children: entry.children.map(opened) }
}
