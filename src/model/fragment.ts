import { mapReferences } from '../expressions/rename.ts'
import type { Box, Edge, Field, GraphNode, Note, Operation } from './document.ts'
import { box, edgeFile, nodeFile, noteFile } from './document.ts'
import { inputsKind } from './fields.ts'
import type { EdgeId, FieldId, MakeId, NodeId, NoteId, OperationId } from './ids.ts'
import type { Json } from './json.ts'
import { printJson } from './printJson.ts'
import { JsonError, parseJson } from './readJson.ts'
import { createTitles, takenTitles } from './titles.ts'
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'

/** The mark by which a text on the clipboard is known as ours. */
export const fragmentFormat = 'patchbay.fragment/1'

/** Nodes, edges, notes and places, as lists in a text and as an edit's argument. */
export interface FragmentParts {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  readonly notes: readonly Note[]
  readonly layout: Readonly<Record<string, Box>>
}

/** A part of a graph, copied. It names no credential and holds no secret, as the document it came from. */
export interface Fragment extends FragmentParts {
  readonly format: typeof fragmentFormat
}

const fragmentFile = z.looseObject({
  format: z.literal(fragmentFormat),
  nodes: z.array(nodeFile),
  edges: z.array(edgeFile),
  notes: withDefault(z.array(noteFile), []),
  layout: withDefault(z.record(z.string(), box), {}),
})

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)

/**
 * Copies nodes and notes with the edges between them and their places. A container brings its contents; a node without its
 * container comes to stand on the canvas itself.
 */
export function copyFragment(operation: Operation, ids: readonly (NodeId | NoteId)[]): Fragment {
  const { graph, layout } = operation
  const wanted = new Set<string>(ids)
  const nodes = Object.values<GraphNode>(graph.nodes)
  const children = new Map<string, NodeId[]>()
  for (const node of nodes)
    if (node.parent !== undefined) children.set(node.parent, [...(children.get(node.parent) ?? []), node.id])
  for (const id of wanted) for (const child of children.get(id) ?? []) wanted.add(child)
  const copied = nodes.filter((node) => wanted.has(node.id)).toSorted(byId)
  return {
    format: fragmentFormat,
    nodes: copied.map((node) => {
      if (node.parent === undefined || wanted.has(node.parent)) return node
      const { parent: _, ...free } = node
      return free as GraphNode
    }),
    edges: Object.values<Edge>(graph.edges)
      .filter((edge) => wanted.has(edge.from.node) && wanted.has(edge.to.node))
      .toSorted(byId),
    notes: Object.values<Note>(graph.notes)
      .filter((note) => wanted.has(note.id))
      .toSorted(byId),
    layout: Object.fromEntries(Object.entries(layout).filter(([id]) => wanted.has(id))),
  }
}

/** A fragment as text for the clipboard. */
export function printFragment(fragment: Fragment): string {
  return `${printJson(fragment as unknown as Json, { indent: 2 })}\n`
}

/** What a text on the clipboard holds: a fragment, or words that say why it does not. Never throws. */
export function readFragment(
  text: string,
): { readonly ok: true; readonly fragment: Fragment } | { readonly ok: false; readonly message: string } {
  let value: Json
  try {
    value = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    return { ok: false, message: 'The clipboard holds no nodes.' }
  }
  const parsed = fragmentFile.safeParse(value)
  if (parsed.success) return { ok: true, fragment: parsed.data }
  const ours =
    typeof value === 'object' &&
    value !== null &&
    String((value as Record<string, Json>)['format']).startsWith('patchbay.fragment/')
  return {
    ok: false,
    message: ours
      ? 'The nodes on the clipboard cannot be read: they were copied by another version of Patchbay, or changed.'
      : 'The clipboard holds no nodes.',
  }
}

/**
 * Makes a fragment ready for an operation: new ids throughout, titles that are free there, references within the fragment
 * rewritten to them, places moved by `offset` canvas pixels. The result is the argument of the edit `pasteFragment`.
 */
export function pasteFragment(
  operation: Operation,
  fragment: FragmentParts,
  makeId: MakeId,
  options: {
    readonly offset?: { readonly x: number; readonly y: number }
    readonly parent?: NodeId
  } = {},
): FragmentParts {
  const freeTitle = createTitles(takenTitles(operation))
  const titles = new Map<string, string>()
  const renamed = fragment.nodes.map((node) => {
    const title = freeTitle(node.title)
    // Of two nodes with one title nobody can say which a reference means; the first takes it.
    if (!titles.has(node.title)) titles.set(node.title, title)
    return title
  })
  const { x, y } = options.offset ?? { x: 0, y: 0 }
  return withNewIds(
    {
      nodes: fragment.nodes.map((node, index) => {
        const parent = node.parent ?? options.parent
        return {
          ...node,
          title: renamed[index] ?? node.title,
          ...(parent === undefined ? {} : { parent }),
          settings: mapTexts(node.settings, (text) => renameTitles(text, titles)) as Record<string, Json>,
        }
      }),
      edges: fragment.edges,
      notes: fragment.notes,
      layout: Object.fromEntries(
        Object.entries(fragment.layout).map(([id, place]) => [
          id,
          { ...place, x: place.x + x, y: place.y + y },
        ]),
      ),
    },
    makeId,
  )
}

/** A copy of an operation with ids of its own, for the edit `duplicateOperation`. It was never run, so it is not proven. */
export function copyOperation(
  operation: Operation,
  makeId: MakeId,
  names: { readonly name: string; readonly title: string },
): Operation {
  const { graph } = operation
  const parts = withNewIds(
    {
      nodes: Object.values<GraphNode>(graph.nodes),
      edges: Object.values<Edge>(graph.edges),
      notes: Object.values<Note>(graph.notes),
      layout: operation.layout,
    },
    makeId,
  )
  const { provenHash: _, provenParts: __, ...output } = operation.output
  return {
    ...operation,
    ...names,
    id: makeId() as OperationId,
    graph: {
      ...graph,
      nodes: Object.fromEntries(parts.nodes.map((node) => [node.id, node])),
      edges: Object.fromEntries(parts.edges.map((edge) => [edge.id, edge])),
      notes: Object.fromEntries(parts.notes.map((note) => [note.id, note])),
    },
    layout: { ...parts.layout },
    output,
  }
}

function withNewIds(parts: FragmentParts, makeId: MakeId): FragmentParts {
  const ids = new Map<string, string>()
  for (const { id } of [...parts.nodes, ...parts.edges, ...parts.notes]) ids.set(id, makeId())
  const to = <Id extends string>(id: Id) => (ids.get(id) ?? id) as Id
  return {
    nodes: parts.nodes.map((node) => ({
      ...node,
      id: to(node.id),
      ...(node.parent === undefined ? {} : { parent: to(node.parent) }),
      settings: node.kind === inputsKind ? withNewFieldIds(node.settings, makeId) : node.settings,
    })),
    // An edge to a node that was not copied would join the copy to the original.
    edges: parts.edges
      .filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node))
      .map((edge) => ({
        ...edge,
        id: to<EdgeId>(edge.id),
        from: { ...edge.from, node: to(edge.from.node) },
        to: { ...edge.to, node: to(edge.to.node) },
      })),
    notes: parts.notes.map((note) => ({ ...note, id: to(note.id) })),
    layout: Object.fromEntries(
      Object.entries(parts.layout).flatMap(([id, place]) => (ids.has(id) ? [[to(id), place]] : [])),
    ),
  }
}

function withNewFieldIds(settings: Record<string, Json>, makeId: MakeId): Record<string, Json> {
  const fields = settings['fields']
  if (!Array.isArray(fields)) return settings
  return {
    ...settings,
    fields: (fields as unknown as Field[]).map((field) => ({
      ...field,
      id: makeId() as FieldId,
    })) as unknown as Json,
  }
}

function renameTitles(text: string, titles: ReadonlyMap<string, string>): string {
  return mapReferences(text, (path) => {
    const [root, title, ...rest] = path
    if (root !== 'nodes' || typeof title !== 'string') return undefined
    const to = titles.get(title)
    return to === undefined || to === title ? undefined : [root, to, ...rest]
  })
}

/** A copy of a value with every text in it mapped; parts without a change are kept as they are. */
export function mapTexts(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') return map(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, map))
  const mapped: [string, Json][] = Object.entries(value).map(([key, member]) => [key, mapTexts(member, map)])
  return Object.fromEntries(mapped)
}
