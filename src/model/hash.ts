import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ReferencePath } from '../expressions/ast.ts'
import { isTemplated } from '../expressions/templated.ts'
import { mapReferences } from '../expressions/rename.ts'
import type { Connector, Edge, Field, GraphNode, Operation } from './document.ts'
import { findInputs } from './fields.ts'
import { mapTexts } from './fragment.ts'
import { type GraphFacts, graphFacts } from './graph.ts'
import type { Json } from './json.ts'
import type { KindCatalog } from './kinds.ts'
import { canonicalJson } from './printJson.ts'

/**
 * SHA-256, in hex, of everything that can change an answer of the operation: its nodes with their settings, its edges, the
 * inputs, the service's address and defaults, and the ways to sign in that it uses. Settings are taken as their kind reads
 * them, so that a default that is written out is the same as one that is not. References go by ids: titles of nodes and names
 * of inputs may change and take their references along. Titles, descriptions, notes, places, samples and the hash itself are
 * left out. "Tested" means tested at this hash.
 */
export function contentHash(connector: Connector, operation: Operation, catalog: KindCatalog): string {
  return hashOf(hashedContent(connector, operation, catalog))
}

export const hashOf = (content: Json): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(content))))

/** What the hash is made of. Apart from it, so that a difference can be told in words. */
export function hashedContent(connector: Connector, operation: Operation, catalog: KindCatalog): Json {
  const facts = graphFacts(connector, operation, catalog)
  const resolver = new Resolver(facts)
  const { service } = connector
  const nodes = facts.order.map((id) => hashedNode(facts, facts.node(id) as GraphNode, resolver))
  const defaults = resolver.resolve(service.defaults as unknown as Json)
  const signs = new Set(
    Object.values<GraphNode>(operation.graph.nodes).map((node) => node.settings['authentication']),
  )
  return {
    nodes: sortedTexts(nodes),
    edges: sortedTexts(
      Object.values<Edge>(operation.graph.edges).map(({ from, to }) => [
        from.node,
        from.port,
        to.node,
        to.port,
      ]),
    ),
    fields: facts.fields.map((field) => hashedField(field, resolver.seesNames)),
    service: {
      baseUrl: service.baseUrl,
      defaults,
      // The title changes an answer only where an expression sends it.
      title: resolver.seesServiceTitle ? service.title : null,
      authentications: service.authentications
        .filter(({ id }) => signs.has(id))
        .map(({ id, scheme, fields, placements, expiry, login }) => ({
          id,
          scheme,
          fields: fields.map(({ name, secret, required }) => ({ name, secret, required })),
          placements: placements as unknown as Json,
          expiry: expiry as unknown as Json,
          // Left out where there is none: what was published before logins keeps its hash.
          ...(login !== undefined && { login: login as unknown as Json }),
        })),
    },
  } as unknown as Json
}

function hashedNode(facts: GraphFacts, node: GraphNode, resolver: Resolver): Json {
  const settings = (facts.settings(node.id) ?? node.settings) as { readonly [key: string]: Json }
  // Fields are hashed on their own, without their titles.
  const { fields: _, ...others } = settings
  return {
    id: node.id,
    kind: node.kind,
    parent: node.parent ?? null,
    disabled: node.disabled === true,
    settings: resolver.resolve(resolver.isInputs(node) ? others : settings, node),
  }
}

function hashedField(field: Field, withName: boolean): Json {
  return {
    id: field.id,
    name: withName ? field.name : null,
    type: field.type,
    required: field.required,
    default: field.default === undefined ? [] : [field.default],
    choices: field.type === 'enum' ? (field.enum ?? []).map(({ value }) => value) : [],
  }
}

/** Order of nodes and edges in a file means nothing. */
const sortedTexts = (values: readonly Json[]): Json => values.map((value) => canonicalJson(value)).toSorted()

/** Rewrites references so that they name ids; notes whether names themselves can be seen in an answer. */
class Resolver {
  /**
   * Names of inputs are part of an answer where the input is used whole: an expression takes it, or an edge leads it to a node
   * that hands on what comes in. A request reads it field by field.
   */
  seesNames = false
  seesServiceTitle = false
  private readonly facts: GraphFacts
  private readonly fieldIds: ReadonlyMap<string, string>
  private readonly nodeIds = new Map<string, string>()
  private readonly ambiguous = new Set<string>()
  private readonly inputs: GraphNode | undefined

  constructor(facts: GraphFacts) {
    this.facts = facts
    this.fieldIds = new Map(facts.fields.map((field) => [field.name, field.id]))
    for (const node of Object.values<GraphNode>(facts.operation.graph.nodes)) {
      if (this.nodeIds.has(node.title)) this.ambiguous.add(node.title)
      this.nodeIds.set(node.title, node.id)
    }
    this.inputs = findInputs(facts.operation)
    if (this.inputs !== undefined)
      this.seesNames = facts.outgoing(this.inputs.id).some(({ node }) => facts.node(node)?.kind !== 'request')
  }

  isInputs(node: GraphNode): boolean {
    return node.id === this.inputs?.id
  }

  /** `reader` is the node whose settings these are, for what `item` means there. */
  resolve(value: Json, reader?: GraphNode): Json {
    return mapTexts(value, (text) =>
      isTemplated(text) ? mapReferences(text, (path) => this.byId(path, reader)) : text,
    )
  }

  private byId(path: ReferencePath, reader: GraphNode | undefined): ReferencePath | undefined {
    const [root, first, ...rest] = path
    if (root === 'service' && (first === undefined || first === 'title')) this.seesServiceTitle = true
    if (root === 'input') return this.field(['input'], path.slice(1))
    if (root === 'item') return this.item(path, reader)
    if (root !== 'nodes' || typeof first !== 'string' || this.ambiguous.has(first)) return undefined
    const id = this.nodeIds.get(first)
    if (id === undefined) return undefined
    return id === this.inputs?.id ? this.field(['nodes', `#${id}`], rest) : ['nodes', `#${id}`, ...rest]
  }

  /** The record that enters is the input itself where the inputs lead to the node. */
  private item(path: ReferencePath, reader: GraphNode | undefined): ReferencePath | undefined {
    const feeders = reader === undefined ? [] : this.facts.feeders(reader.id)
    if (this.inputs === undefined || !feeders.includes(this.inputs.id)) return undefined
    if (feeders.length === 1) return this.field(['item'], path.slice(1))
    // Of several that enter only one has the name, so what is read depends on how it is called.
    this.seesNames = true
    return undefined
  }

  private field(before: ReferencePath, path: readonly (string | number)[]): ReferencePath {
    const [name, ...rest] = path
    if (name === undefined) this.seesNames = true
    const id = typeof name === 'string' ? this.fieldIds.get(name) : undefined
    return id === undefined ? [...before, ...path] : [...before, `#${id}`, ...rest]
  }
}
