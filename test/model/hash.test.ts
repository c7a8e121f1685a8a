import { produce } from 'immer'
import { describe, expect, test } from 'vitest'
import type { Connector, Operation } from '../../src/model/document.ts'
import { applyEdits, type Edit } from '../../src/model/edits.ts'
import { contentHash } from '../../src/model/hash.ts'
import type { NoteId } from '../../src/model/ids.ts'
import { authentication, connector, field, fields, id, node, operation, usualOperation } from './build.ts'
import { testCatalog } from './testCatalog.ts'

const op = id.operation('operation')
const hash = (document: Connector) => contentHash(document, document.operations[0] as Operation, testCatalog)

const start = connector([
  operation(
    {
      inputs: {
        kind: 'inputs',
        title: 'Inputs',
        settings: fields(field('id'), field('limit', { type: 'integer' })),
      },
      login: { kind: 'auth', title: 'Auth', settings: { authentication: 'key' } },
      ask: {
        kind: 'request',
        title: 'Get customer',
        settings: { url: '/customers/{{ input.id }}/{{ item.id }}' },
      },
      shape: {
        kind: 'transform',
        title: 'Shape',
        settings: { value: '{{ nodes["Get customer"].name }} {{ nodes.Inputs.id }} {{ item.id }}' },
      },
      output: { kind: 'output', title: 'Output' },
    },
    ['inputs>ask', 'login>ask.auth', 'ask>shape', 'shape>output'],
  ),
  { ...usualOperation(), id: id.operation('other'), name: 'other' },
])
start.service.authentications.push(authentication('unused', 'bearer'))

const changed = (change: Edit | ((draft: Connector) => void)) =>
  produce(start, (draft) => {
    if (typeof change === 'function') change(draft)
    else applyEdits(draft, [change])
  })

test('it is SHA-256 in hex, and the same each time', () => {
  expect(hash(start)).toMatch(/^[0-9a-f]{64}$/)
  expect(hash(structuredClone(start))).toBe(hash(start))
})

const inputs = { operation: op, node: id.node('inputs') }
const ask = { operation: op, node: id.node('ask') }
const first = (draft: Connector) => draft.operations[0] as Operation

describe('what cannot change an answer does not change it', () => {
  test.each<[string, Edit | ((draft: Connector) => void)]>([
    ['the title of a node', { edit: 'renameNode', ...ask, title: 'Ask' }],
    [
      'the name of an input, with its references',
      { edit: 'renameField', ...inputs, field: id.field('field-id'), name: 'customer' },
    ],
    [
      'title and description of an input',
      {
        edit: 'changeField',
        ...inputs,
        field: id.field('field-id'),
        values: { title: 'x', description: 'y', placeholder: 'z', advanced: true },
      },
    ],
    [
      'name, title and description of the operation',
      (draft) => Object.assign(first(draft), { name: 'x', title: 'y', description: 'z' }),
    ],
    ['places', { edit: 'moveNodes', operation: op, places: { ask: { x: 1, y: 2 } } }],
    [
      'notes',
      { edit: 'addNote', operation: op, note: { id: 'note' as NoteId, text: 'x' }, box: { x: 0, y: 0 } },
    ],
    ['samples and schema', { edit: 'setSample', operation: op, samples: [1], schema: { type: 'integer' } }],
    ['the hash itself', { edit: 'setProven', operation: op, hash: 'abc' }],
    [
      'titles of connector and authentication',
      (draft) => {
        draft.title = 'x'
        draft.service.title = 'y'
        draft.service.authentications[0]!.title = 'z'
      },
    ],
    ['another operation', { edit: 'removeOperation', operation: id.operation('other') }],
    [
      'an authentication that it does not use',
      { edit: 'removeAuthentication', authentication: id.authentication('unused') },
    ],
    ['a default that is written out', { edit: 'setSetting', ...ask, path: ['method'], value: 'GET' }],
    [
      'an edge’s id',
      (draft) => {
        const { edges } = first(draft).graph
        const was = edges[id.edge('ask-shape')]!
        delete edges[was.id]
        edges[id.edge('new')] = { ...was, id: id.edge('new') }
      },
    ],
  ])('%s', (_what, change) => {
    expect(hash(changed(change))).toBe(hash(start))
  })
})

describe('what can change an answer changes it', () => {
  test.each<[string, Edit | ((draft: Connector) => void)]>([
    ['a setting', { edit: 'setSetting', ...ask, path: ['method'], value: 'POST' }],
    [
      'a template',
      { edit: 'setSetting', ...ask, path: ['url'], value: '/customers/{{ input.limit }}/{{ item.id }}' },
    ],
    [
      'a number deep inside',
      { edit: 'setSetting', ...ask, path: ['body', 'rows', 0, 'n'], value: 9007199254740993n },
    ],
    [
      'an edge more',
      {
        edit: 'addEdge',
        operation: op,
        edge: {
          id: id.edge('e'),
          from: { node: id.node('ask'), port: 'out' },
          to: { node: id.node('output'), port: 'in' },
        },
      },
    ],
    ['an edge less', { edit: 'removeEdges', operation: op, edges: [id.edge('login-ask_auth')] }],
    ['a node', { edit: 'addNode', operation: op, node: node('new', { kind: 'transform' }) }],
    ['a node that is off', { edit: 'setDisabled', operation: op, nodes: [id.node('shape')], disabled: true }],
    [
      'a container around a node',
      (draft) => {
        first(draft).graph.nodes[id.node('shape')]!.parent = id.node('ask')
      },
    ],
    [
      'the type of an input',
      { edit: 'changeField', ...inputs, field: id.field('field-id'), values: { type: 'integer' } },
    ],
    [
      'the default of an input',
      { edit: 'changeField', ...inputs, field: id.field('field-id'), values: { default: null } },
    ],
    ['an input more', { edit: 'addField', ...inputs, field: field('x') }],
    [
      'a name that its references do not follow',
      (draft) => {
        Object.assign(
          (first(draft).graph.nodes[id.node('inputs')]!.settings['fields'] as unknown as object[])[0]!,
          { name: 'x' },
        )
      },
    ],
    ['the base URL', { edit: 'changeService', values: { baseUrl: 'https://other.example.com' } }],
    [
      'the service’s defaults',
      (draft) => {
        draft.service.defaults.headers.push({ name: 'a', value: 'b', enabled: true, whenEmpty: 'omit' })
      },
    ],
    [
      'the scheme',
      (draft) => {
        draft.service.authentications[0]!.scheme = 'custom'
      },
    ],
    [
      'a placement',
      (draft) => {
        draft.service.authentications[0]!.placements[0]!.name = 'X-Key'
      },
    ],
    [
      'a credential field',
      { edit: 'renameCredentialField', authentication: id.authentication('key'), field: 'key', name: 'k' },
    ],
    [
      'the authentication that is used',
      {
        edit: 'setSetting',
        operation: op,
        node: id.node('login'),
        path: ['authentication'],
        value: 'unused',
      },
    ],
  ])('%s', (_what, change) => {
    expect(hash(changed(change))).not.toBe(hash(start))
  })

  test('the name of an input, where the input is handed on whole', () => {
    const rename: Edit = { edit: 'renameField', ...inputs, field: id.field('field-id'), name: 'customer' }
    const whole: Edit[][] = [
      [{ edit: 'setSetting', ...ask, path: ['url'], value: '/{{ input | json }}' }],
      [{ edit: 'setSetting', ...ask, path: ['url'], value: '/{{ nodes.Inputs | json }}' }],
      [{ edit: 'setSetting', ...ask, path: ['url'], value: '/{{ item }}' }],
      [
        {
          edit: 'addEdge',
          operation: op,
          edge: {
            id: id.edge('e'),
            from: { node: id.node('inputs'), port: 'out' },
            to: { node: id.node('output'), port: 'in' },
          },
        },
      ],
    ]
    for (const edits of whole) {
      const before = produce(start, (draft) => applyEdits(draft, edits))
      const after = produce(before, (draft) => applyEdits(draft, [rename]))
      expect(hash(after)).not.toBe(hash(before))
    }
  })

  test('the title of the service, where an expression sends it', () => {
    const before = changed({ edit: 'setSetting', ...ask, path: ['url'], value: '/{{ service.title }}' })
    const after = produce(before, (draft) => {
      draft.service.title = 'x'
    })
    expect(hash(after)).not.toBe(hash(before))
  })
})
