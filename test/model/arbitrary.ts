import fc from 'fast-check'
import type { Connector, Edge, GraphNode, Note, Operation } from '../../src/model/document.ts'
import { fieldTypes } from '../../src/model/document.ts'
import { idPattern } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'

/** Documents as people and programs might leave them: odd names, foreign keys, unknown kinds, edges that lead nowhere. */

const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
  .map((value) => value + 0)

export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  ),
  leaf: fc.oneof(
    fc.string(),
    number,
    fc.boolean(),
    fc.constant(null),
    fc.bigInt().filter((integer) => !Number.isSafeInteger(Number(integer))),
  ),
})).value

const text = fc.oneof(fc.string(), fc.constantFrom('{{ input.id }}', '{{ nodes["Get customer"].id }}', ''))
const id = <Id extends string>() =>
  fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).filter((value) => idPattern.test(value)) as fc.Arbitrary<Id>

const row = fc.record({
  name: text,
  value: text,
  enabled: fc.boolean(),
  whenEmpty: fc.constantFrom('omit' as const, 'send-empty' as const, 'send-null' as const),
})
const errorRule = fc.record({
  when: fc.array(fc.record({ left: text, test: text, right: text }), { maxLength: 2 }),
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the file format, and never a function.
  then: fc.constantFrom('fail' as const, 'ignore' as const, 'accept' as const),
  message: text,
})

const authentication = fc.record({
  id: id(),
  title: text,
  scheme: fc.constantFrom('api-key', 'custom', 'oauth9'),
  fields: fc.array(
    fc.record({
      name: text,
      title: text,
      secret: fc.boolean(),
      filledBy: fc.constantFrom('user' as const, 'owner' as const),
      required: fc.boolean(),
      description: text,
    }),
    { maxLength: 2 },
  ),
  placements: fc.array(
    fc.record({ in: fc.constantFrom('header' as const, 'query' as const), name: text, value: text }),
    { maxLength: 2 },
  ),
  expiry: fc.constant([]),
})

const field = fc.record(
  {
    id: id(),
    name: fc.oneof(fc.constantFrom('id', 'limit', 'name'), text),
    title: text,
    type: fc.constantFrom(...fieldTypes),
    required: fc.boolean(),
    default: json,
    description: text,
    placeholder: text,
    advanced: fc.boolean(),
  },
  { requiredKeys: ['id', 'name', 'title', 'type', 'required', 'description', 'placeholder', 'advanced'] },
)

const settings = fc.oneof(
  fc.dictionary(fc.string(), json, { maxKeys: 4 }),
  fc.record({ method: text, url: text, query: fc.array(row, { maxLength: 2 }) }),
  fc.record({ fields: fc.uniqueArray(field, { maxLength: 3, selector: (item) => item.id }) }),
) as fc.Arbitrary<Record<string, Json>>

const node = fc.record(
  {
    id: id(),
    kind: fc.constantFrom('inputs', 'auth', 'request', 'transform', 'output', 'for-each', 'teleport'),
    title: fc.oneof(fc.constantFrom('Get customer', 'Inputs'), text),
    parent: id(),
    settings,
    disabled: fc.boolean(),
  },
  { requiredKeys: ['id', 'kind', 'title', 'settings'] },
) as fc.Arbitrary<GraphNode>

const place = fc.record({ x: number, y: number, width: number, height: number }, { requiredKeys: ['x', 'y'] })

const byId = <Item extends { readonly id: string }>(items: readonly Item[]): Record<string, Item> =>
  Object.fromEntries(items.map((item) => [item.id, item]))

export const operation: fc.Arbitrary<Operation> = fc
  .record({
    ids: fc.uniqueArray(id(), { minLength: 8, maxLength: 8 }),
    nodes: fc.array(node, { maxLength: 5 }),
    links: fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom('in', 'auth')), { maxLength: 2 }),
    note: fc.option(text),
    rest: fc.record({
      name: fc.constantFrom('get-customer', 'list', ''),
      title: text,
      description: text,
      role: fc.constantFrom('call' as const, 'list' as const),
    }),
    places: fc.array(place, { maxLength: 5 }),
    output: fc.record(
      { samples: fc.array(json, { maxLength: 2 }), schema: json, provenHash: fc.string() },
      { requiredKeys: ['samples'] },
    ),
    foreign: fc.option(json, { nil: undefined }),
  })
  .map(({ ids, nodes, links, note, rest, places, output, foreign }) => {
    // One list of distinct ids for nodes, edges and notes; an edge may name one that stands for nothing.
    const used = nodes.map((item, index) => ({ ...item, id: ids[index] as GraphNode['id'] }))
    const edges = links.map(
      ([from, to, port], index): Edge => ({
        id: ids[5 + index] as Edge['id'],
        from: { node: ids[from] as GraphNode['id'], port: 'out' },
        to: { node: ids[to] as GraphNode['id'], port },
      }),
    )
    const notes: Note[] = note === null ? [] : [{ id: ids[7] as Note['id'], text: note }]
    return {
      id: `${ids[0]}-op` as Operation['id'],
      ...rest,
      graph: {
        nodes: byId(used),
        edges: byId(edges),
        notes: byId(notes),
      } as Operation['graph'],
      layout: Object.fromEntries(places.map((box, index) => [ids[index] as string, box])),
      output,
      ...(foreign === undefined ? {} : { 'x-foreign': foreign }),
    }
  })

export const connector: fc.Arbitrary<Connector> = fc
  .record({
    id: id(),
    name: fc.constantFrom('back4app', ''),
    title: text,
    description: text,
    icon: text,
    service: fc.record({
      title: text,
      baseUrl: text,
      authentications: fc.uniqueArray(authentication, { maxLength: 2, selector: (item) => item.id }),
      defaults: fc.record({
        headers: fc.array(row, { maxLength: 2 }),
        query: fc.array(row, { maxLength: 2 }),
        errorRules: fc.array(errorRule, { maxLength: 2 }),
      }),
    }),
    operations: fc.uniqueArray(operation, { maxLength: 2, selector: (item) => item.id }),
  })
  .map((values) => ({ format: 'patchbay.connector/1', ...values }) as unknown as Connector)
