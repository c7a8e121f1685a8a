import { connectorFile, type Connector } from './document.ts'
import type { Json } from './json.ts'
import { printJson } from './printJson.ts'
import { schemaParts } from './schema.ts'

/**
 * A connector as its file: two blanks a level, a line break at the end, known keys in the order of the schema and unknown
 * ones after them, nodes, edges, notes and places by id. The same document always prints the same bytes, whatever the order
 * in which its keys came to be, so that a difference between two files is one of meaning.
 */
export function printConnector(connector: Connector): string {
  const file = {
    ...connector,
    operations: connector.operations.map((operation) => ({
      ...operation,
      graph: {
        ...operation.graph,
        nodes: listById(operation.graph.nodes),
        edges: listById(operation.graph.edges),
        notes: listById(operation.graph.notes),
      },
    })),
  }
  return `${printJson(inOrder(connectorFile, file as unknown as Json), { indent: 2 })}\n`
}

function listById<Item>(record: Readonly<Record<string, Item>>): Item[] {
  return Object.keys(record)
    .toSorted()
    .map((id) => record[id] as Item)
}

/** The keys of settings that say the most come first; all others follow by name. */
const settingRanks = new Map(
  [
    'id',
    'name',
    'title',
    'type',
    'kind',
    'enabled',
    'method',
    'url',
    'left',
    'test',
    'right',
    'when',
    'then',
    'value',
    'label',
  ].map((key, rank) => [key, rank]),
)

function compareSettingKeys(a: string, b: string): number {
  const byRank = (settingRanks.get(a) ?? settingRanks.size) - (settingRanks.get(b) ?? settingRanks.size)
  return byRank !== 0 ? byRank : a < b ? -1 : 1
}

/** A copy whose keys stand in the order that its schema says. */
function inOrder(schema: unknown, value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  const parts = schemaParts(schema)
  if (parts.settings) return sortSettings(value)
  if (Array.isArray(value))
    return parts.element === undefined ? value : value.map((item: Json) => inOrder(parts.element, item))
  const object = value as Readonly<Record<string, Json>>
  const ordered: Record<string, Json> = {}
  if (parts.values !== undefined) {
    for (const key of Object.keys(object).toSorted())
      ordered[key] = inOrder(parts.values, object[key] as Json)
    return ordered
  }
  if (parts.shape === undefined) return value
  for (const key of Object.keys(parts.shape)) {
    const member = object[key]
    if (Object.hasOwn(object, key) && member !== undefined) ordered[key] = inOrder(parts.shape[key], member)
  }
  for (const key of Object.keys(object))
    if (!Object.hasOwn(parts.shape, key)) ordered[key] = object[key] as Json
  return ordered
}

/** Settings are edited key by key, so the order in which keys came to be is history, not meaning. */
function sortSettings(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortSettings)
  const object = value as Readonly<Record<string, Json>>
  const sorted = Object.create(null) as Record<string, Json>
  for (const key of Object.keys(object).toSorted(compareSettingKeys))
    sorted[key] = sortSettings(object[key] as Json)
  return sorted
}
