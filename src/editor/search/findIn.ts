import type { Connector, GraphNode, Note, Operation } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import type { KindCatalog, KindFacts } from '../../model/kinds.ts'
import type { ProblemPlace } from '../../model/problem.ts'

/** One thing that was found, and where to go for it. */
export interface Found {
  /** Unique among what is found. */
  readonly id: string
  readonly sort: 'operation' | 'node' | 'setting' | 'expression' | 'note'
  /** The words that hold what was searched for. */
  readonly label: string
  /** Where it stands, in words: "Get customer · url". */
  readonly detail: string
  readonly kind?: string
  readonly place: ProblemPlace
}

export interface FindOptions {
  readonly catalog: KindCatalog
  /** Search this operation alone; without it, all of the connector. */
  readonly operation?: Operation
  /** At most this many are listed. */
  readonly most: number
}

/**
 * Searches operations, nodes, settings, the expressions in them, and notes. Plain words, any letter case; what was found comes
 * in the order of the document. Nothing typed finds nothing.
 */
export function findIn(connector: Connector, text: string, options: FindOptions): readonly Found[] {
  const words = text.trim().toLowerCase()
  if (words === '') return []
  const found: Found[] = []
  for (const hit of hits(connector, words, options)) {
    found.push(hit)
    if (found.length === options.most) break
  }
  return found
}

function* hits(connector: Connector, words: string, options: FindOptions): Generator<Found> {
  const { operation: only, catalog } = options
  for (const operation of connector.operations) {
    if (only !== undefined && operation.id !== only.id) continue
    const place = { operation: operation.id }
    if (only === undefined && holds(operation.title, words))
      yield { id: operation.id, sort: 'operation', label: operation.title, detail: 'Operation', place }
    for (const node of byId<GraphNode>(operation.graph.nodes)) yield* inNode(node, operation, words, catalog)
    for (const note of byId<Note>(operation.graph.notes))
      if (holds(note.text, words))
        yield {
          id: note.id,
          sort: 'note',
          label: around(note.text, words),
          detail: `${operation.title} · note`,
          place: { ...place, note: note.id },
        }
  }
}

function* inNode(
  node: GraphNode,
  operation: Operation,
  words: string,
  catalog: KindCatalog,
): Generator<Found> {
  const place = { operation: operation.id, node: node.id }
  const facts = Object.hasOwn(catalog, node.kind) ? catalog[node.kind] : undefined
  const kind = facts?.title ?? node.kind
  if (holds(node.title, words) || holds(kind, words))
    yield {
      id: node.id,
      sort: 'node',
      label: node.title,
      detail: `${operation.title} · ${kind}`,
      kind: node.kind,
      place,
    }
  for (const { path, text } of texts(node.settings, [])) {
    if (!holds(text, words)) continue
    const expression = expressions(text).some((part) => holds(part, words))
    yield {
      id: `${node.id}/${path.join('/')}`,
      sort: expression ? 'expression' : 'setting',
      label: around(text, words),
      detail: `${node.title} · ${placeInForm(facts, path)}`,
      kind: node.kind,
      place: { ...place, setting: path },
    }
  }
}

/** Where a setting stands in the inspector: "Address", "Query 2 › value". A setting that no form has keeps its own keys. */
function placeInForm(facts: KindFacts | undefined, path: readonly (string | number)[]): string {
  const controls = (facts?.form ?? []).flatMap(({ fields }) => fields)
  const control = controls
    .filter((field) => field.path.every((key, at) => key === path[at]))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  const [head, ...rest] = control === undefined ? path : [control.label, ...path.slice(control.path.length)]
  return rest.reduce<string>(
    (words, key) => (typeof key === 'number' ? `${words} ${key + 1}` : `${words} › ${key}`),
    String(head),
  )
}

/** Every text inside settings with its path; ids of fields and such are no text that a person typed. */
function* texts(
  value: Json,
  path: readonly (string | number)[],
): Generator<{ path: readonly (string | number)[]; text: string }> {
  if (typeof value === 'string') {
    if (path.at(-1) !== 'id') yield { path, text: value }
  } else if (typeof value === 'number' || typeof value === 'bigint') yield { path, text: String(value) }
  else if (Array.isArray(value))
    for (const [at, item] of (value as readonly Json[]).entries()) yield* texts(item, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) yield* texts(member as Json, [...path, key])
}

/** What stands between braces. */
const expressions = (text: string): string[] => text.match(/\{\{.*?\}\}/gs) ?? []

const holds = (text: string, words: string) => text.toLowerCase().includes(words)

/** The line of a text that holds the words, cut to what a row can show. */
function around(text: string, words: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(words))
  const start = Math.max(text.lastIndexOf('\n', at) + 1, at - 30)
  const end = text.indexOf('\n', at)
  const line = text.slice(start, Math.min(end < 0 ? text.length : end, start + 120))
  return `${start > 0 && text[start - 1] !== '\n' ? '…' : ''}${line.trim()}`
}

const byId = <Item extends { readonly id: string }>(record: Readonly<Record<string, Item>>): Item[] =>
  Object.values(record).toSorted((a, b) => (a.id < b.id ? -1 : 1))
