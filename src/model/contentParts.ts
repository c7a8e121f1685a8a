import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Connector, ContentParts, GraphNode, Operation } from './document.ts'
import { isObject } from './fieldTypes.ts'
import { hashedContent, hashOf } from './hash.ts'
import type { NodeId } from './ids.ts'
import type { Json, JsonObject } from './json.ts'
import type { FormField, KindCatalog } from './kinds.ts'
import { canonicalJson } from './printJson.ts'
import { parseJson } from './readJson.ts'

/** Of larger graphs the nodes are told apart, and not their settings. */
const mostNodesInDetail = 60

/**
 * Kept beside the hash at which an operation was proven, they tell later what has changed. A mark is 32 bits: enough to notice a
 * change, and too little to tell by guessing what stood there before, such as a key that was moved to the credential since.
 */
function contentParts({ nodes, edges, fields, service }: JsonObject): ContentParts {
  const parts: Record<string, string> = {
    edges: mark(edges),
    inputs: mark(fields),
  }
  for (const [key, value] of Object.entries(service as JsonObject)) parts[`service/${key}`] = mark(value)
  const texts = nodes as readonly string[]
  for (const text of texts) {
    const { id, settings, ...place } = parseJson(text) as JsonObject
    parts[`node/${String(id)}`] = mark(texts.length > mostNodesInDetail ? text : place)
    if (texts.length > mostNodesInDetail || !isObject(settings ?? null)) continue
    for (const [key, value] of Object.entries(settings as JsonObject))
      parts[`node/${String(id)}/${key}`] = mark(value)
  }
  return parts
}

/** The content hash of an operation, and the marks of its parts. */
export function contentMarks(
  connector: Connector,
  operation: Operation,
  catalog: KindCatalog,
): { readonly hash: string; readonly parts: ContentParts } {
  const content = hashedContent(connector, operation, catalog)
  return { hash: hashOf(content), parts: contentParts(content as JsonObject) }
}

const mark = (value: Json | undefined): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(value ?? null)))).slice(0, 8)

const wholeWords: Readonly<Record<string, string>> = {
  edges: 'how the nodes are joined',
  inputs: 'the inputs',
  'service/baseUrl': 'the base URL of the service',
  'service/defaults': 'the defaults of the service',
  'service/title': 'the title of the service',
  'service/authentications': 'the authentication',
}

/**
 * What has changed between two sets of parts, in words: `the URL of Get customer`. Whole nodes that came or went stand for all
 * their settings.
 */
export function changedWords(
  before: ContentParts,
  now: ContentParts,
  operation: Operation,
  catalog: KindCatalog,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  const changed = [...names].filter((name) => own(before, name) !== own(now, name))
  const came = (node: string) => own(before, node) === undefined
  const whole = new Set(changed.filter((name) => came(name) || own(now, name) === undefined))
  const words = changed.flatMap((name) => {
    const [area, id, key] = name.split('/')
    if (area !== 'node') return wholeWords[name] ?? 'something new to this Patchbay'
    const node = `node/${id}`
    if (key !== undefined && whole.has(node)) return []
    return nodeWords(operation.graph.nodes[id as NodeId], key, whole.has(node), came(node), catalog)
  })
  return [...new Set(words)]
}

const own = (parts: ContentParts, name: string) => (Object.hasOwn(parts, name) ? parts[name] : undefined)

function nodeWords(
  node: GraphNode | undefined,
  key: string | undefined,
  whole: boolean,
  came: boolean,
  catalog: KindCatalog,
): string {
  if (node === undefined) return 'a node that was deleted'
  if (whole) return came ? `${node.title}, which is new` : node.title
  if (key === undefined) return `where ${node.title} stands, or whether it is on`
  const label = labelOf(node.kind, key, catalog)
  return label === undefined ? `the settings of ${node.title}` : `${label} of ${node.title}`
}

/** What the form calls a setting; where several of its controls set parts of one, the section that they are in. */
function labelOf(kind: string, key: string, catalog: KindCatalog): string | undefined {
  if (!Object.hasOwn(catalog, kind)) return undefined
  const sections = catalog[kind]?.form ?? []
  for (const { title, fields } of sections) {
    const found = fields.filter(({ path }: FormField) => path[0] === key)
    const [only] = found
    if (only !== undefined) return found.length === 1 && only.label !== '' ? only.label : title
  }
  return undefined
}
