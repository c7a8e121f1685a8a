import type { Connector, Field, GraphNode, Operation } from '../../model/document.ts'
import { fieldsOf } from '../../model/fields.ts'
import type { FieldId, OperationId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import type { SettingPath } from '../../model/kinds.ts'
import { type Dependence, dependences, inside } from '../../model/options.ts'
import { takesChoices } from '../dropdowns/feed.ts'
import { shortAddress } from '../../nodes/request/words.ts'

/**
 * What the connector map shows: every operation with the fields of its form, and a line for each field that asks another
 * operation for something. Drawn up from the document, and kept nowhere else.
 */
export interface ConnectorMap {
  /** In the order of the document. */
  readonly operations: readonly MapOperation[]
  readonly lines: readonly MapLine[]
  readonly byId: ReadonlyMap<OperationId, MapOperation>
  readonly into: ReadonlyMap<OperationId, readonly MapLine[]>
  readonly outOf: ReadonlyMap<OperationId, readonly MapLine[]>
}

export interface MapOperation {
  readonly id: OperationId
  readonly operation: Operation
  readonly title: string
  /** Of its first request: "GET" and "/classes/Customer/{id}". Without a request both are empty. */
  readonly method: string
  readonly path: string
  /** What sort of operation it is, for its picture. */
  readonly does: OperationSort
  /** It may feed dropdowns: it does, it is meant to, or what it asks for looks like a list. */
  readonly givesList: boolean
  readonly fields: readonly MapField[]
}

export type OperationSort = 'list' | 'pages' | 'request' | 'other'

export interface MapField {
  readonly field: Field
  /** `listed`: another operation fills its dropdown (or says what fields it has). `open`: one could. `plain`: neither. */
  readonly state: 'listed' | 'open' | 'plain'
}

export interface MapLine {
  /** The same for as long as there is the dependence. */
  readonly id: string
  readonly from: OperationId
  readonly to: OperationId
  /** The field of the form where it ends. */
  readonly top: FieldId
  readonly dependence: Dependence
  /** Where the dependence stands in the settings of the inputs node: `['fields', 2, 'options']`. */
  readonly setting: SettingPath
}

const known = new WeakMap<Connector, ConnectorMap>()

/** The map of a connector; the same object until the document has changed. Linear in operations and fields. */
export function connectorMap(connector: Connector): ConnectorMap {
  const before = known.get(connector)
  if (before !== undefined) return before
  const made = draw(connector)
  known.set(connector, made)
  return made
}

function draw(connector: Connector): ConnectorMap {
  const lines: MapLine[] = []
  const into = new Map<OperationId, MapLine[]>()
  const outOf = new Map<OperationId, MapLine[]>()
  /** Names that have a list somewhere: of the same name elsewhere one would expect it too. */
  const listed = new Set<string>()
  for (const { id, facts } of connector.operations.map((each) => ({ id: each.id, facts: factsOf(each) })))
    for (const { dependence, setting } of facts.asks) {
      const line: MapLine = {
        id: `${id}.${dependence.field.id}.${dependence.for}`,
        from: dependence.source.operation,
        to: id,
        top: dependence.top.id,
        dependence,
        setting,
      }
      lines.push(line)
      push(into, line.to, line)
      push(outOf, line.from, line)
      if (dependence.for === 'options' && dependence.field === dependence.top) listed.add(dependence.top.name)
    }
  const operations = connector.operations.map((operation): MapOperation => {
    const { fields, method, path, looksLikeList, pages } = factsOf(operation)
    const ends = new Set(into.get(operation.id)?.map(({ top }) => top))
    return {
      id: operation.id,
      operation,
      title: operation.title,
      method,
      path,
      does: operation.role === 'list' ? 'list' : pages ? 'pages' : method === '' ? 'other' : 'request',
      givesList: operation.role === 'list' || outOf.has(operation.id) || looksLikeList,
      fields: fields.map((field) => ({
        field,
        state: ends.has(field.id)
          ? 'listed'
          : takesChoices.has(field.type) && (listed.has(field.name) || isIdName(field.name))
            ? 'open'
            : 'plain',
      })),
    }
  })
  return { operations, lines, byId: new Map(operations.map((each) => [each.id, each])), into, outOf }
}

/** `customerId`, `customer_id`, `id`: what is sent is an id, and people know things by name. */
const isIdName = (name: string) => /(?:^|_)id$|[a-z0-9]I[dD]$/.test(name) || name === 'ID'

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

interface Facts {
  readonly fields: readonly Field[]
  readonly asks: readonly { readonly dependence: Dependence; readonly setting: SettingPath }[]
  readonly method: string
  readonly path: string
  readonly pages: boolean
  readonly looksLikeList: boolean
}

/** Graphs do not change, they are replaced; so an edit of one operation costs that one and no other. */
const factsByGraph = new WeakMap<Operation['graph'], { output: Json | undefined; facts: Facts }>()

function factsOf(operation: Operation): Facts {
  const output = operation.output.schema as Json | undefined
  const before = factsByGraph.get(operation.graph)
  if (before !== undefined && before.output === output) return before.facts
  const fields = fieldsOf(operation)
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
  const request = nodes.find(({ kind }) => kind === 'request')
  const pages = nodes.some(({ kind }) => kind === 'pagination-loop')
  const method = request === undefined ? '' : textOf(request.settings['method'], 'GET')
  const path = request === undefined ? '' : pathWords(textOf(request.settings['url'], ''))
  const facts: Facts = {
    fields,
    asks: dependences(fields).map((dependence) => ({ dependence, setting: settingOf(fields, dependence) })),
    method,
    path,
    pages,
    looksLikeList:
      pages ||
      (request !== undefined && textOf(request.settings['records'], '') !== '') ||
      hasList(output) ||
      (method === 'GET' && !path.endsWith('}')),
  }
  factsByGraph.set(operation.graph, { output, facts })
  return facts
}

const textOf = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)

/** Whether a schema is a list, or an object that has one. */
function hasList(schema: Json | undefined): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const { type, properties } = schema as { readonly type?: unknown; readonly properties?: unknown }
  if (type === 'array') return true
  return (
    typeof properties === 'object' &&
    properties !== null &&
    Object.values(properties).some((one) => (one as { type?: unknown } | null)?.type === 'array')
  )
}

/** `/classes/Customer/{{ input.id }}` as people write paths: `/classes/Customer/{id}`. */
export function pathWords(url: string): string {
  return shortAddress(url).replaceAll(/\{\{([^{}]*)\}\}/g, (_, inner: string) => {
    const name = inner.split('|')[0]?.trim().split('.').at(-1) ?? ''
    return `{${name}}`
  })
}

/** Where a dependence stands in the settings of the inputs node. Members, elements and forms are stepped into. */
function settingOf(fields: readonly Field[], { field, for: purpose }: Dependence): SettingPath {
  const find = (from: Field, path: SettingPath): SettingPath | undefined => {
    if (from === field) return path
    if (!inside(from).length) return undefined
    for (const [at, one] of (from.fields ?? []).entries()) {
      const found = find(one, [...path, 'fields', at])
      if (found !== undefined) return found
    }
    const element = from.item === undefined ? undefined : find(from.item, [...path, 'item'])
    if (element !== undefined) return element
    for (const [at, one] of (from.variants ?? []).entries()) {
      const found = find(one, [...path, 'variants', at])
      if (found !== undefined) return found
    }
    return undefined
  }
  for (const [at, one] of fields.entries()) {
    const found = find(one, ['fields', at])
    if (found !== undefined) return [...found, purpose === 'options' ? 'options' : 'fieldsFrom']
  }
  return []
}

/** Everything that this operation waits for, and everything that waits for it: its chain, itself included. */
export const chainOf = (map: ConnectorMap, id: OperationId): ReadonlySet<OperationId> =>
  new Set([...chainBefore(map, id), ...reached(map.outOf, id, 'to')])

/** What this operation waits for, itself included: nothing that it gives may go there. */
export const chainBefore = (map: ConnectorMap, id: OperationId): ReadonlySet<OperationId> =>
  reached(map.into, id, 'from')

function reached(
  lines: ConnectorMap['into'],
  start: OperationId,
  end: 'from' | 'to',
): ReadonlySet<OperationId> {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const line of lines.get(at) ?? []) {
      if (seen.has(line[end])) continue
      seen.add(line[end])
      open.push(line[end])
    }
  return seen
}
