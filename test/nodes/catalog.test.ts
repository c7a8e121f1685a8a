import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalog } from '../../src/nodes/catalog.ts'
import { bodyKinds } from '../../src/nodes/request/settings.ts'
import { nodeContract, streamContract } from './contract.ts'

const word = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    '{{ item.name }}',
    '{{ input.id }}',
    '{{',
    '/a/{{ item }}\n',
    'https://x.example/a?b',
    '__proto__',
  ),
)
const rows = fc.array(
  fc.record({ name: word, value: word, enabled: fc.boolean() }, { requiredKeys: ['name', 'value'] }),
  { maxLength: 6 },
)
const conditions = fc.array(fc.record({ left: word, test: word }), { maxLength: 3 })

const samples = {
  inputs: fc.record({
    fields: fc.array(
      fc.record({
        id: fc.stringMatching(/^[a-z0-9]{1,8}$/),
        name: word,
        title: word,
        type: fc.constantFrom('string', 'enum', 'json'),
        default: fc.jsonValue(),
      }),
      { maxLength: 4 },
    ),
  }),
  auth: fc.record({ authentication: fc.constantFrom('', 'auth1', 'gone') }),
  request: fc.record({
    method: fc.constantFrom('GET', 'POST', 'constructor', 'PROPFIND'),
    url: word,
    query: rows,
    headers: rows,
    body: fc.record({ kind: fc.constantFrom(...bodyKinds), text: word, rows, parts: rows }),
    records: word,
    answer: fc.constantFrom('body', 'full'),
  }),
  transform: fc.record({
    steps: fc.array(
      fc.oneof(
        fc.record({
          step: fc.constant('map'),
          rows: fc.array(fc.record({ name: word, value: word })),
          keep: fc.constantFrom('only', 'rest'),
        }),
        fc.record({ step: fc.constant('filter'), conditions }),
        fc.record({ step: fc.constant('expand'), list: word }),
        fc.record({ step: fc.constant('collect') }),
        fc.record({ step: fc.constant('limit'), count: fc.nat() }),
      ),
      { maxLength: 4 },
    ),
  }),
  'pagination-loop': fc.record({
    request: word,
    size: word,
    start: fc.record({ value: word }, { requiredKeys: [] }),
    carry: fc.oneof(
      fc.record({ from: fc.constantFrom('body', 'last-record', 'keys'), path: word }),
      fc.record({ from: fc.constant('header'), name: word }),
      fc.record({ from: fc.constant('element'), list: word, where: word, is: word, path: word }),
      fc.record({ from: fc.constantFrom('page', 'offset', 'link') }),
    ),
    put: fc.array(
      fc.oneof(
        fc.record({ to: fc.constantFrom('query', 'header', 'variable', 'form'), name: word, value: word }),
        fc.record({ to: fc.constant('json'), path: word }),
        fc.record({ to: fc.constant('text'), in: fc.constantFrom('query', 'path', 'body'), after: word }),
        fc.record({ to: fc.constant('endpoint'), url: word, body: word }),
        fc.record({ to: fc.constantFrom('url', 'keys', 'path') }),
      ),
      { maxLength: 3 },
    ),
    stop: fc.array(
      fc.oneof(
        fc.record({ rule: fc.constantFrom('no-value', 'empty-page', 'short-page', 'no-link', 'cap') }),
        fc.record({ rule: fc.constantFrom('flag', 'last-page', 'total'), at: word }),
        fc.record({ rule: fc.constant('status'), codes: fc.array(fc.integer({ min: 100, max: 599 })) }),
        fc.record({ rule: fc.constant('value'), at: word, is: word }),
        fc.record({ rule: fc.constant('older'), path: word, than: word }),
        fc.record({ rule: fc.constant('condition'), when: conditions }),
      ),
      { maxLength: 3 },
    ),
  }),
  'for-each': fc.record({
    over: word,
    concurrency: fc.integer({ min: 1, max: 64 }),
    onFailure: fc.constantFrom('stop', 'skip'),
  }),
  output: fc.record({ value: word }),
}

for (const [kind, definition] of Object.entries(catalog))
  nodeContract(definition, samples[kind as keyof typeof samples] as fc.Arbitrary<object>)

for (const definition of [catalog.request, catalog.transform, catalog.output]) streamContract(definition)

test('every kind is listed under its own name', () => {
  for (const [name, { kind }] of Object.entries(catalog)) expect(kind).toBe(name)
})
