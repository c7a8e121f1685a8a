// Sample answers: what is made from a schema is valid by it, as ajv has it, for the official suite of JSON Schema (2020-12) and the
// sample connector, fifty seeds each. What the maker of samples does not understand is listed, not hidden.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../../src/engine/events.ts'
import type { Connector, GraphNode, Operation } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import { printJson } from '../../src/model/printJson.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { sampledBy } from '../../src/nodes/output/sampled.ts'
import { sampleConnector } from '../../src/simulation/demo/sample.ts'
import { sampleOf } from '../../src/simulation/samples/sampleOf.ts'
import { sampleRun } from '../../src/simulation/samples/sampleRun.ts'
import type { Mirrored } from '../../src/simulation/torture/mirror.ts'
import { validEach } from '../model/ajv.ts'

const seeds = Array.from({ length: 50 }, (_, seed) => seed)
const folder = join(import.meta.dirname, '../corpora/json-schema/draft2020-12')

interface Case {
  readonly name: string
  readonly schema: Json
}

/** Schemas of the suite that ajv takes, that ask for no other document, and by which some value of the suite is valid. */
const cases: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((file) =>
    (
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        description: string
        schema: Json
        tests: { data: Json }[]
      }[]
    ).flatMap(({ description, schema, tests }) => {
      const name = `${file.replace('.json', '')}: ${description}`
      if (JSON.stringify(schema).includes('localhost:1234')) return []
      return someValid(
        schema,
        tests.map(({ data }) => data),
      )
        ? [{ name, schema }]
        : []
    }),
  )

function someValid(schema: Json, values: readonly Json[]): boolean {
  try {
    return validEach(schema, values).includes(true)
  } catch {
    return false
  }
}

/** Whether all samples are valid; a text: none could be made. */
function judged({ schema }: Case): 'valid' | 'invalid' | 'none' {
  try {
    const samples = seeds.map((seed) => sampleOf(schema, seed))
    return validEach(schema, samples).every(Boolean) ? 'valid' : 'invalid'
  } catch {
    return 'none'
  }
}

/** What is not understood, by the file of the suite, which is called after its keyword. */
const notUnderstood: Readonly<Record<string, { readonly invalid?: number; readonly none?: number }>> = {
  // References to anchors, to `$id`s and to other documents, and pointers with percent signs.
  ref: { none: 12 },
  anchor: { none: 1 },
  defs: { none: 1 },
  dynamicRef: { none: 1 },
  // What is left over by other keywords.
  unevaluatedItems: { invalid: 7 },
  unevaluatedProperties: { invalid: 6 },
  // Only one of several forms, and no more, where forms overlap.
  oneOf: { invalid: 3 },
  allOf: { invalid: 1 },
  not: { invalid: 1 },
  'if-then-else': { invalid: 2 },
  dependentSchemas: { invalid: 1 },
  // Bounds of lists that do not say that they are lists, and forms that nothing has.
  contains: { invalid: 2 },
  minItems: { invalid: 2 },
  prefixItems: { none: 1 },
  properties: { invalid: 2 },
  // Multiples of fractions, durations, and classes of letters.
  multipleOf: { invalid: 2 },
  format: { invalid: 1 },
  pattern: { invalid: 1 },
}

describe('the official suite', () => {
  test('most of it can be sampled with fifty seeds, and what cannot is listed', () => {
    const found: Record<string, { invalid?: number; none?: number }> = {}
    let valid = 0
    for (const each of cases) {
      const verdict = judged(each)
      const [file = ''] = each.name.split(':')
      if (verdict === 'valid') valid++
      else found[file] = { ...found[file], [verdict]: (found[file]?.[verdict] ?? 0) + 1 }
    }
    expect(found).toEqual(notUnderstood)
    expect(valid).toBeGreaterThanOrEqual(264)
  })
})

function sample(): Connector {
  let last = 0
  return sampleConnector({ baseUrl: 'http://127.0.0.1:4400/demo/parse', makeId: () => `id${(last += 1)}` })
}
const connector = sample()

async function ran(operation: Operation, seed: number) {
  const how = sampledBy(operation)
  if (typeof how === 'string') return how
  return sampleRun({
    connector,
    operation,
    catalog,
    schema: operation.output.schema as Json,
    seed,
    records: how.records,
    paging: how.paging as unknown as Mirrored | undefined,
    input: {},
    run: 'samples' as RunId,
  })
}

describe('an operation of the sample', () => {
  test.each(connector.operations.map((operation) => [operation.name, operation] as const))(
    '%s: samples of its schema are valid, the same for the same seed, and others for another',
    (_, operation) => {
      const schema = operation.output.schema as Json
      const samples = seeds.map((seed) => sampleOf(schema, seed))
      expect(validEach(schema, samples)).toEqual(seeds.map(() => true))
      expect(seeds.map((seed) => printJson(sampleOf(schema, seed)))).toEqual(
        samples.map((each) => printJson(each)),
      )
      expect(new Set(samples.map((each) => printJson(each))).size).toBeGreaterThan(40)
    },
  )

  test.each([
    ['get-details-of-customer', 1, 1],
    ['add-a-new-customer', 1, 1],
    ['get-list-of-all-customers', 67, 1],
    ['list-orders-of-a-customer', 11, 3],
  ])(
    '%s runs on samples with no network: %i records in %i requests, each valid',
    async (name, records, calls) => {
      const operation = connector.operations.find((each) => each.name === name) as Operation
      const played = await ran(operation, 7)
      if (typeof played === 'string') throw new Error(played)
      expect(played.events.at(-1)).toMatchObject({ type: 'finished', outcome: 'completed' })
      expect(played.records).toHaveLength(records)
      expect(played.exchanges).toHaveLength(calls)
      expect(validEach(operation.output.schema as Json, played.records)).toEqual(
        played.records.map(() => true),
      )
      const again = await ran(operation, 7)
      expect(printJson(again as unknown as Json)).toBe(printJson(played as unknown as Json))
    },
  )
})

describe('what cannot be played says why', () => {
  const [operation] = connector.operations as [Operation]
  const nodes = Object.values<GraphNode>(operation.graph.nodes)
  const changed = (kind: string, settings: Record<string, Json>): Operation => {
    const node = nodes.find((each) => each.kind === kind) as GraphNode
    const changedNode = { ...node, settings: { ...node.settings, ...settings } }
    return {
      ...operation,
      graph: { ...operation.graph, nodes: { ...operation.graph.nodes, [node.id]: changedNode } },
    }
  }
  test.each<[what: string, operation: Operation, words: RegExp]>([
    [
      'an output that makes something else',
      changed('output', { value: '{{ item.name }}' }),
      /makes something else/,
    ],
    ['an answer that is no JSON', changed('request', { decode: 'csv' }), /read as csv/],
    ['status and headers', changed('request', { answer: 'full' }), /status and headers/],
    [
      'no request',
      {
        ...operation,
        graph: {
          ...operation.graph,
          nodes: Object.fromEntries(
            nodes.filter(({ kind }) => kind !== 'request').map((node) => [node.id, node]),
          ),
        },
      },
      /no request/,
    ],
  ])('%s', (_, each, words) => {
    expect(sampledBy(each)).toMatch(words)
  })
})

describe('words are believable', () => {
  test.each([
    ['city', /^(Vienna|Lisbon|Osaka|Lagos|Toronto)$/],
    ['firstName', /^\p{Lu}\p{L}+$/u],
    ['contactEmail', /@example\.com$/],
    ['objectId', /^[A-Za-z0-9]{10}$/],
    ['anything', /^[a-z]+$/],
  ])('%s', (name, like) => {
    for (const seed of seeds.slice(0, 10))
      expect(
        sampleOf({ type: 'object', properties: { [name]: { type: 'string' } }, required: [name] }, seed),
      ).toEqual({
        [name]: expect.stringMatching(like),
      })
  })

  test('a text with bounds of its own is left as it was made', () => {
    for (const seed of seeds) {
      const schema = {
        type: 'object',
        properties: { city: { type: 'string', maxLength: 3 } },
        required: ['city'],
      }
      expect(validEach(schema, [sampleOf(schema, seed)])).toEqual([true])
    }
  })
})
