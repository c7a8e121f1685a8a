import { enablePatches, type Patch, produceWithPatches } from 'immer'
import { describe, expect, test } from 'vitest'
import type { Connector, Operation } from '../../src/model/document.ts'
import { applyEdit, applyEdits, type Edit, EditError, type EditName, edits } from '../../src/model/edits.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { printConnector } from '../../src/model/print.ts'
import {
  authentication,
  connector,
  counter,
  edge,
  field,
  fields,
  id,
  node,
  operation,
  usualOperation,
} from './build.ts'
import { copyFragment, pasteFragment, copyOperation } from '../../src/model/fragment.ts'

enablePatches()

const op = id.operation('operation')
const at = (edit: Edit, before: Connector = connector([usualOperation()])) => edited(before, edit).after

function edited(
  before: Connector,
  ...list: Edit[]
): { after: Operation; connector: Connector; patches: Patch[] } {
  const [after, patches, inverse] = produceWithPatches(before, (draft) => applyEdits(draft, list))
  expect(inverse.length).toBeGreaterThanOrEqual(0)
  return { after: after.operations[0] as Operation, connector: after, patches }
}

const settings = (after: Operation, nodeId: string) => after.graph.nodes[id.node(nodeId)]?.settings

describe('nodes', () => {
  test('addNode puts a node and its place', () => {
    const after = at({
      edit: 'addNode',
      operation: op,
      node: node('new', { kind: 'transform' }),
      box: { x: 1, y: 2 },
    })
    expect(after.graph.nodes[id.node('new')]?.kind).toBe('transform')
    expect(after.layout['new']).toEqual({ x: 1, y: 2 })
  })

  test('addNodes puts nodes, edges and places', () => {
    const after = at({
      edit: 'addNodes',
      operation: op,
      nodes: [node('x', { kind: 'transform' }), node('y', { kind: 'transform' })],
      edges: [edge('x>y')],
      layout: { x: { x: 1, y: 1 } },
    })
    expect(Object.keys(after.graph.nodes)).toContain('y')
    expect(after.graph.edges[id.edge('x-y')]).toEqual(edge('x>y'))
    expect(after.layout).toEqual({ x: { x: 1, y: 1 } })
  })

  test('removeNodes takes edges, places and the contents of containers along', () => {
    const before = connector([
      operation(
        {
          a: { kind: 'request', box: { x: 0, y: 0 } },
          loop: { kind: 'for-each', box: { x: 1, y: 0 } },
          inner: { kind: 'for-each', parent: 'loop' },
          deep: { kind: 'request', parent: 'inner', box: { x: 2, y: 0 } },
          z: { kind: 'output' },
        },
        ['a>loop', 'loop.item>inner', 'inner.item>deep', 'deep>inner.emit', 'loop>z'],
      ),
    ])
    const after = at(
      { edit: 'removeNodes', operation: op, nodes: [id.node('loop'), id.node('gone')] },
      before,
    )
    expect(Object.keys(after.graph.nodes)).toEqual(['a', 'z'])
    expect(after.graph.edges).toEqual({})
    expect(after.layout).toEqual({ a: { x: 0, y: 0 } })
  })

  describe('dissolveContainer keeps what is inside', () => {
    const before = connector([
      operation(
        {
          a: { kind: 'request' },
          loop: { kind: 'for-each', box: { x: 1, y: 0 } },
          first: { kind: 'request', parent: 'loop' },
          last: { kind: 'transform', parent: 'loop' },
          z: { kind: 'output' },
        },
        ['a>loop', 'loop.item>first', 'first>last', 'last>loop.emit', 'loop>z'],
      ),
    ])
    const after = at({ edit: 'dissolveContainer', operation: op, node: id.node('loop') }, before)

    test('one level up', () => {
      expect(Object.values(after.graph.nodes).map((found) => [found.id, found.parent])).toEqual([
        ['a', undefined],
        ['first', undefined],
        ['last', undefined],
        ['z', undefined],
      ])
      expect(after.layout).toEqual({})
    })

    test('and joined to what came before and after', () => {
      const ends = Object.values(after.graph.edges).map(
        ({ from, to }) => `${from.node}.${from.port}>${to.node}.${to.port}`,
      )
      expect(ends.toSorted()).toEqual(['a.out>first.in', 'first.out>last.in', 'last.out>z.in'])
    })

    test('every way through it where there were several', () => {
      const wide = connector([
        operation(
          {
            a: { kind: 'request' },
            b: { kind: 'request' },
            c: { kind: 'request' },
            loop: { kind: 'for-each' },
            x: { kind: 'request', parent: 'loop' },
            y: { kind: 'request', parent: 'loop' },
          },
          ['a>loop', 'b>loop', 'c>loop', 'loop.item>x', 'loop.item>y'],
        ),
      ])
      const { graph } = at({ edit: 'dissolveContainer', operation: op, node: id.node('loop') }, wide)
      expect(
        Object.values(graph.edges)
          .map(({ from, to }) => `${from.node}>${to.node}`)
          .toSorted(),
      ).toEqual(['a>x', 'a>y', 'b>x', 'b>y', 'c>x', 'c>y'])
      expect(Object.entries(graph.edges).every(([key, value]) => key === value.id)).toBe(true)
    })
  })

  describe('setSetting', () => {
    const ask = { edit: 'setSetting', operation: op, node: id.node('ask') } as const
    test.each<[string, Edit, unknown]>([
      ['sets a key', { ...ask, path: ['method'], value: 'POST' }, { method: 'POST' }],
      [
        'makes objects and lists on the way',
        { ...ask, path: ['body', 'rows', 0, 'name'], value: 'a' },
        { body: { rows: [{ name: 'a' }] } },
      ],
      [
        'adds to the end of a list',
        { ...ask, path: ['query', 0], value: { name: 'a', value: 'b' } },
        { query: [{ name: 'a', value: 'b' }] },
      ],
      ['keeps null as a value', { ...ask, path: ['records'], value: null }, { records: null }],
      [
        'keeps a big integer',
        { ...ask, path: ['since'], value: 9007199254740993n },
        { since: 9007199254740993n },
      ],
    ])('%s', (_what, edit, expected) => {
      expect(settings(at(edit), 'ask')).toMatchObject(expected as object)
    })

    test('without a value it takes the key away, and cuts an element out of a list', () => {
      const before = connector([
        usualOperation({
          query: [
            { name: 'a', value: '' },
            { name: 'b', value: '' },
          ],
          extra: 1,
        }),
      ])
      expect(settings(at({ ...ask, path: ['query', 0] }, before), 'ask')?.['query']).toEqual([
        { name: 'b', value: '' },
      ])
      expect(settings(at({ ...ask, path: ['extra'] }, before), 'ask')).not.toHaveProperty('extra')
      expect(edited(before, { ...ask, path: ['nothing', 'deep'] }).patches).toEqual([])
    })

    test.each([[[]], [['__proto__', 'x']], [['query', 5]], [['query', 'first']], [['query', -1]]])(
      'refuses the path %j',
      (path) => {
        expect(() => at({ ...ask, path, value: 1 })).toThrow(EditError)
        expect(({} as Record<string, unknown>)['x']).toBeUndefined()
      },
    )
  })

  test('replaceSettings', () => {
    const after = at({
      edit: 'replaceSettings',
      operation: op,
      node: id.node('ask'),
      settings: { url: '/new' },
    })
    expect(settings(after, 'ask')).toEqual({ url: '/new' })
  })

  test('setDisabled turns off, and on again without a trace', () => {
    const before = connector([usualOperation()])
    const off = edited(before, {
      edit: 'setDisabled',
      operation: op,
      nodes: [id.node('ask')],
      disabled: true,
    })
    expect(off.after.graph.nodes[id.node('ask')]?.disabled).toBe(true)
    const on = edited(off.connector, {
      edit: 'setDisabled',
      operation: op,
      nodes: [id.node('ask')],
      disabled: false,
    })
    expect(printConnector(on.connector)).toBe(printConnector(before))
  })

  test('setParent moves in and out, and never into itself', () => {
    const before = connector([
      operation({
        loop: { kind: 'for-each' },
        inner: { kind: 'for-each', parent: 'loop' },
        a: { kind: 'request' },
      }),
    ])
    const inside = edited(before, {
      edit: 'setParent',
      operation: op,
      nodes: [id.node('a')],
      parent: id.node('loop'),
    })
    expect(inside.after.graph.nodes[id.node('a')]?.parent).toBe('loop')
    const outside = edited(inside.connector, {
      edit: 'setParent',
      operation: op,
      nodes: [id.node('a')],
      parent: null,
    })
    expect(outside.after.graph.nodes[id.node('a')]).not.toHaveProperty('parent')
    for (const parent of ['loop', 'inner'])
      expect(() =>
        at({ edit: 'setParent', operation: op, nodes: [id.node('loop')], parent: id.node(parent) }, before),
      ).toThrow('into itself')
  })
})

describe('renameNode', () => {
  const before = connector([
    operation({
      a: { kind: 'request', title: 'Get customer' },
      b: {
        kind: 'request',
        title: 'Ask',
        settings: {
          url: '/{{ nodes["Get customer"].id }}/{{ nodes["Get customers"].id }}',
          query: [{ name: 'q', value: "{{ nodes['Get customer'] | json }}" }],
          body: { kind: 'json', text: '{"text": "Get customer", "id": {{ nodes["Get customer"][0] }}}' },
        },
      },
      c: { kind: 'transform', title: 'Other', settings: { note: 'Get customer' } },
    }),
  ])
  const rename = (title: string): Edit => ({ edit: 'renameNode', operation: op, node: id.node('a'), title })

  test('rewrites every reference to it, and nothing else', () => {
    const { after, patches } = edited(before, rename('Find "one"'))
    expect(after.graph.nodes[id.node('a')]?.title).toBe('Find "one"')
    expect(settings(after, 'b')).toEqual({
      url: '/{{ nodes["Find \\"one\\""].id }}/{{ nodes["Get customers"].id }}',
      query: [{ name: 'q', value: '{{ nodes[\'Find "one"\'] | json }}' }],
      body: { kind: 'json', text: '{"text": "Get customer", "id": {{ nodes["Find \\"one\\""][0] }}}' },
    })
    expect(patches.map(({ path }) => path.slice(4).join('.')).toSorted()).toEqual([
      'a.title',
      'b.settings.body.text',
      'b.settings.query.0.value',
      'b.settings.url',
    ])
  })

  test.each([
    ['', 'needs a title'],
    ['  ', 'needs a title'],
    ['Ask', 'Another node is called'],
  ])('refuses %j', (title, words) => {
    expect(() => at(rename(title), before)).toThrow(words)
  })

  test('renaming to the same title changes nothing', () => {
    expect(edited(before, rename('Get customer')).patches).toEqual([])
  })

  test('retitleNode leaves references to the other node of that title alone', () => {
    const { after } = edited(before, { edit: 'retitleNode', operation: op, node: id.node('a'), title: 'New' })
    expect(settings(after, 'b')?.['url']).toContain('nodes["Get customer"]')
  })
})

describe('edges', () => {
  test('addEdge and removeEdges', () => {
    const added = edited(connector([usualOperation()]), {
      edit: 'addEdge',
      operation: op,
      edge: edge('inputs>output'),
    })
    expect(added.after.graph.edges[id.edge('inputs-output')]).toEqual(edge('inputs>output'))
    const removed = edited(added.connector, {
      edit: 'removeEdges',
      operation: op,
      edges: [id.edge('inputs-output'), id.edge('gone')],
    })
    expect(printConnector(removed.connector)).toBe(printConnector(connector([usualOperation()])))
  })

  test('spliceNode puts a node into an edge, in the body that the edge runs in', () => {
    const before = connector([
      operation(
        { loop: { kind: 'for-each' }, a: { kind: 'request', parent: 'loop' }, new: { kind: 'transform' } },
        ['loop.item>a', 'a>loop.emit'],
      ),
    ])
    const splice = (text: string): Edit => ({
      edit: 'spliceNode',
      operation: op,
      node: id.node('new'),
      edge: edge(text).id,
      newEdge: id.edge('e'),
      inPort: 'in',
      outPort: 'out',
    })
    for (const [text, from, to] of [
      ['loop.item>a', 'loop.item', 'a.in'],
      ['a>loop.emit', 'a.out', 'loop.emit'],
    ] as const) {
      const after = at(splice(text), before)
      expect(after.graph.nodes[id.node('new')]?.parent).toBe('loop')
      const { from: start, to: end } = { ...after.graph.edges[edge(text).id] }
      expect([`${start?.node}.${start?.port}`, `${end?.node}.${end?.port}`]).toEqual([from, 'new.in'])
      const second = after.graph.edges[id.edge('e')]
      expect([`${second?.from.node}.${second?.from.port}`, `${second?.to.node}.${second?.to.port}`]).toEqual([
        'new.out',
        to,
      ])
    }
    expect(() => at({ ...splice('loop.item>a'), node: id.node('a') } as Edit, before)).toThrow(
      'an end of this edge',
    )
  })
})

describe('fields', () => {
  const inputs = { operation: op, node: id.node('inputs') }
  const names = (after: Operation) =>
    ((settings(after, 'inputs')?.['fields'] ?? []) as unknown as { name: string }[]).map(({ name }) => name)

  test('addField, moveField, removeField', () => {
    const after = edited(
      connector([usualOperation()]),
      { edit: 'addField', ...inputs, field: field('region'), index: 1 },
      { edit: 'moveField', ...inputs, field: id.field('field-id'), index: 2 },
      { edit: 'addField', ...inputs, field: field('last') },
      { edit: 'removeField', ...inputs, field: id.field('field-limit') },
    ).after
    expect(names(after)).toEqual(['region', 'id', 'last'])
  })

  test('addField makes the list where there is none', () => {
    const before = connector([operation({ inputs: { kind: 'inputs' } })])
    expect(names(at({ edit: 'addField', ...inputs, field: field('a') }, before))).toEqual(['a'])
  })

  test('changeField changes values and takes away what need not be there', () => {
    const before = connector([usualOperation()])
    const set = edited(before, {
      edit: 'changeField',
      ...inputs,
      field: id.field('field-limit'),
      values: { title: 'Limit', default: 10 },
    })
    expect(settings(set.after, 'inputs')?.['fields']).toMatchObject([{}, { title: 'Limit', default: 10 }])
    expect(set.patches).toHaveLength(2)
    const cleared = edited(set.connector, {
      edit: 'changeField',
      ...inputs,
      field: id.field('field-limit'),
      values: {},
      clear: ['default'],
    })
    expect(((settings(cleared.after, 'inputs')?.['fields'] ?? []) as unknown[])[1]).not.toHaveProperty(
      'default',
    )
  })

  test('renameField rewrites input.NAME, the inputs node’s output, and item where only the inputs lead there', () => {
    const before = connector([
      operation(
        {
          inputs: { kind: 'inputs', title: 'Inputs', settings: fields(field('id')) },
          ask: {
            kind: 'request',
            settings: { url: '/{{ input.id }}/{{ item.id }}/{{ nodes.Inputs.id }}/{{ input.id2 }}' },
          },
          next: { kind: 'transform', settings: { value: '{{ item.id }} {{ input["id"] }}' } },
        },
        ['inputs>ask', 'ask>next'],
      ),
    ])
    const after = at(
      { edit: 'renameField', ...inputs, field: id.field('field-id'), name: 'customer id' },
      before,
    )
    expect(names(after)).toEqual(['customer id'])
    expect(settings(after, 'ask')?.['url']).toBe(
      '/{{ input["customer id"] }}/{{ item["customer id"] }}/{{ nodes.Inputs["customer id"] }}/{{ input.id2 }}',
    )
    expect(settings(after, 'next')?.['value']).toBe('{{ item.id }} {{ input["customer id"] }}')
  })

  test('renameField rewrites the conditions under which other fields are shown', () => {
    const shown = { left: '{{ input.id }}', test: 'equals', right: '{{ input.id2 }}' }
    const before = connector([
      operation(
        {
          inputs: {
            kind: 'inputs',
            title: 'Inputs',
            settings: fields(field('id'), field('more', { visibleWhen: [shown] })),
          },
        },
        [],
      ),
    ])
    const after = at({ edit: 'renameField', ...inputs, field: id.field('field-id'), name: 'number' }, before)
    expect(settings(after, 'inputs')?.['fields']).toMatchObject([
      { name: 'number' },
      { visibleWhen: [{ ...shown, left: '{{ input.number }}' }] },
    ])
  })

  test('renameField refuses a name that is taken', () => {
    expect(() => at({ edit: 'renameField', ...inputs, field: id.field('field-id'), name: 'limit' })).toThrow(
      'Another field is called “limit”',
    )
  })
})

describe('places and notes', () => {
  test('moveNodes keeps sizes, resizeNode sets them', () => {
    const { after, patches } = edited(
      connector([usualOperation()]),
      {
        edit: 'resizeNode',
        operation: op,
        node: id.node('ask'),
        box: { x: 0, y: 0, width: 300, height: 80 },
      },
      { edit: 'moveNodes', operation: op, places: { ask: { x: 10, y: 0 }, inputs: { x: 5, y: 5 } } },
    )
    expect(after.layout).toEqual({ ask: { x: 10, y: 0, width: 300, height: 80 }, inputs: { x: 5, y: 5 } })
    expect(patches).toHaveLength(2)
  })

  test('a move of one node is one or two numbers', () => {
    const before = connector([{ ...usualOperation(), layout: { ask: { x: 1, y: 1 } } }])
    expect(
      edited(before, { edit: 'moveNodes', operation: op, places: { ask: { x: 2, y: 1 } } }).patches,
    ).toEqual([{ op: 'replace', path: ['operations', 0, 'layout', 'ask', 'x'], value: 2 }])
  })

  test('a minus zero is stored as zero, which is how it prints', () => {
    const after = at({ edit: 'moveNodes', operation: op, places: { ask: { x: -0, y: -0 } } })
    expect(Object.is(after.layout['ask']?.x, 0)).toBe(true)
  })

  test('notes come, change and go', () => {
    const noteId = 'note' as Parameters<typeof edits.changeNote>[1]['note']
    const { after, connector: changed } = edited(
      connector([usualOperation()]),
      { edit: 'addNote', operation: op, note: { id: noteId, text: 'a' }, box: { x: 0, y: 0 } },
      { edit: 'changeNote', operation: op, note: noteId, text: 'b' },
    )
    expect(after.graph.notes).toEqual({ note: { id: 'note', text: 'b' } })
    const gone = edited(changed, { edit: 'removeNotes', operation: op, notes: [noteId] })
    expect(printConnector(gone.connector)).toBe(printConnector(connector([usualOperation()])))
  })
})

describe('operations', () => {
  const second: Operation = { ...usualOperation(), id: id.operation('second'), name: 'second' }
  const two = () => connector([usualOperation(), second])

  test('addOperation, moveOperation, removeOperation', () => {
    const third: Operation = { ...second, id: id.operation('third'), name: 'third' }
    const { connector: after } = edited(
      two(),
      { edit: 'addOperation', value: third, index: 1 },
      { edit: 'moveOperation', operation: op, index: 2 },
      { edit: 'removeOperation', operation: second.id },
    )
    expect(after.operations.map(({ id }) => id)).toEqual(['third', 'operation'])
  })

  test('removing the operation that tests a connection goes back to a plain call', () => {
    const before = two()
    before.service.testOperation = second.id
    expect(
      edited(before, { edit: 'removeOperation', operation: second.id }).connector.service,
    ).not.toHaveProperty('testOperation')
  })

  test('renameOperation and changeOperation', () => {
    const { after, patches } = edited(
      two(),
      { edit: 'renameOperation', operation: op, name: 'find' },
      { edit: 'changeOperation', operation: op, values: { title: 'Find', role: 'call' } },
    )
    expect(after).toMatchObject({ name: 'find', title: 'Find' })
    expect(patches).toHaveLength(2)
  })

  test('duplicateOperation puts the copy behind the original', () => {
    const copy = copyOperation(usualOperation(), counter(), { name: 'copy', title: 'Copy' })
    const { connector: after } = edited(two(), { edit: 'duplicateOperation', operation: op, copy })
    expect(after.operations.map(({ name }) => name)).toEqual(['get-customer', 'copy', 'second'])
  })

  test('setProven remembers and forgets; setSample replaces', () => {
    const proven = edited(
      two(),
      { edit: 'setProven', operation: op, hash: 'abc' },
      { edit: 'setSample', operation: op, samples: [1], schema: { type: 'integer' } },
    )
    expect(proven.after.output).toEqual({ samples: [1], provenHash: 'abc', schema: { type: 'integer' } })
    const forgotten = edited(
      proven.connector,
      { edit: 'setProven', operation: op, hash: null },
      { edit: 'setSample', operation: op, samples: [], schema: null },
    )
    expect(forgotten.after.output).toEqual({ samples: [] })
  })

  test('pasteFragment adds what was made ready', () => {
    const before = connector([usualOperation()])
    const source = before.operations[0] as Operation
    const parts = pasteFragment(
      source,
      copyFragment(source, [id.node('ask'), id.node('output')]),
      counter('p'),
    )
    const after = at({ edit: 'pasteFragment', operation: op, parts }, before)
    expect(Object.keys(after.graph.nodes)).toHaveLength(6)
    expect(Object.keys(after.graph.edges)).toHaveLength(4)
  })
})

describe('connector, service and authentications', () => {
  test('changeConnector and changeService write what differs', () => {
    const { connector: after, patches } = edited(
      connector([]),
      { edit: 'changeConnector', values: { title: 'New', name: 'back4app' } },
      { edit: 'changeService', values: { baseUrl: 'https://other.example' } },
    )
    expect(after).toMatchObject({ title: 'New', service: { baseUrl: 'https://other.example' } })
    expect(patches).toHaveLength(2)
  })

  test('authentications come, change and go', () => {
    const key = id.authentication('token')
    const { connector: after } = edited(
      connector([]),
      { edit: 'addAuthentication', value: authentication('token', 'bearer'), index: 0 },
      { edit: 'changeAuthentication', authentication: key, values: { title: 'Token' } },
      {
        edit: 'addCredentialField',
        authentication: key,
        field: { name: 'extra', title: '', secret: true, filledBy: 'user', required: true, description: '' },
        placement: { in: 'query', name: 'e', value: '{{ auth.extra }}' },
      },
      { edit: 'removeAuthentication', authentication: id.authentication('key') },
    )
    expect(after.service.authentications).toHaveLength(1)
    expect(after.service.authentications[0]).toMatchObject({ id: 'token', title: 'Token' })
    expect(after.service.authentications[0]?.fields.map(({ name }) => name)).toEqual(['token', 'extra'])
    expect(after.service.authentications[0]?.placements).toHaveLength(2)
  })

  describe('renameCredentialField', () => {
    const before = () => {
      const document = connector([
        usualOperation({ headers: [{ name: 'X-Sign', value: '{{ auth.key | upcase }}' }] }),
      ])
      document.service.baseUrl = 'https://{{ auth.key }}.example.com'
      return document
    }
    const rename: Edit = {
      edit: 'renameCredentialField',
      authentication: id.authentication('key'),
      field: 'key',
      name: 'api key',
    }

    test('rewrites placements, the address, and the requests that it signs', () => {
      const { connector: after } = edited(before(), rename)
      expect(after.service.authentications[0]).toMatchObject({
        fields: [{ name: 'api key' }],
        placements: [{ value: '{{ auth["api key"] }}' }],
      })
      expect(after.service.baseUrl).toBe('https://{{ auth["api key"] }}.example.com')
      expect(settings(after.operations[0] as Operation, 'ask')).toMatchObject({
        headers: [{ value: '{{ auth["api key"] | upcase }}' }],
      })
    })

    test('leaves alone what another authentication may mean', () => {
      const document = before()
      document.service.authentications.push(authentication('other', 'api-key'))
      const login = document.operations[0]?.graph.nodes[id.node('login')]
      if (login !== undefined) login.settings['authentication'] = 'other'
      const { connector: after } = edited(document, rename)
      expect(after.service.baseUrl).toBe('https://{{ auth.key }}.example.com')
      expect(settings(after.operations[0] as Operation, 'ask')).toMatchObject({
        headers: [{ value: '{{ auth.key | upcase }}' }],
      })
    })

    test('refuses a name that is taken, and a field that is not there', () => {
      const document = before()
      document.service.authentications[0] = authentication('key', 'basic')
      expect(() => edited(document, { ...rename, field: 'username', name: 'password' } as Edit)).toThrow(
        'already',
      )
      expect(() => edited(document, { ...rename, field: 'gone' } as Edit)).toThrow('no field called “gone”')
    })
  })
})

describe('an edit that names what is not there throws words and changes nothing', () => {
  const gone = id.node('gone')
  test.each<Edit>([
    { edit: 'addNode', operation: id.operation('gone'), node: node('x', { kind: 'request' }) },
    { edit: 'addNode', operation: op, node: node('ask', { kind: 'request' }) },
    { edit: 'setSetting', operation: op, node: gone, path: ['a'], value: 1 },
    { edit: 'renameNode', operation: op, node: gone, title: 'x' },
    { edit: 'dissolveContainer', operation: op, node: gone },
    { edit: 'setDisabled', operation: op, nodes: [gone], disabled: true },
    { edit: 'addEdge', operation: op, edge: edge('gone>ask') },
    { edit: 'addEdge', operation: op, edge: edge('ask>output') },
    { edit: 'removeField', operation: op, node: id.node('inputs'), field: id.field('gone') },
    { edit: 'removeAuthentication', authentication: id.authentication('gone') },
    { edit: 'addOperation', value: usualOperation() },
    { edit: 'nothing' } as unknown as Edit,
    { edit: 'constructor' } as unknown as Edit,
  ])('$edit', (edit) => {
    const before = connector([usualOperation()])
    const printed = printConnector(before)
    expect(() => applyEdit(before, edit)).toThrow(EditError)
    expect(printConnector(before)).toBe(printed)
  })
})

describe('in a graph of 5,000 nodes', () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [
      `n${index}`,
      { kind: 'transform', title: `Node ${index}`, settings: { value: `{{ nodes["Node ${index - 1}"] }}` } },
    ]),
  )
  const big = connector([
    operation(
      nodes,
      Array.from({ length: 4_999 }, (_, index) => `n${index}>n${index + 1}`),
    ),
  ])
  const middle = id.node('n2500')

  /** How many objects of the document an edit had to copy: what it costs beside its patches. */
  function copied(after: Connector): number {
    const was = big.operations[0] as Operation
    const is = after.operations[0] as Operation
    const changed = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) =>
      Object.keys(b).filter((key) => a[key] !== b[key]).length
    return changed(was.graph.nodes, is.graph.nodes) + changed(was.graph.edges, is.graph.edges)
  }

  test.each<[Edit, number, number]>([
    [{ edit: 'setSetting', operation: op, node: middle, path: ['value'], value: 'x' }, 1, 1],
    [{ edit: 'moveNodes', operation: op, places: { n2500: { x: 1, y: 1 } } }, 1, 0],
    [{ edit: 'renameNode', operation: op, node: middle, title: 'Middle' }, 2, 2],
    [{ edit: 'removeNodes', operation: op, nodes: [middle] }, 3, 0],
    [{ edit: 'setDisabled', operation: op, nodes: [middle], disabled: true }, 1, 1],
    [{ edit: 'addEdge', operation: op, edge: edge('n1>n4000') }, 1, 1],
    [
      {
        edit: 'spliceNode',
        operation: op,
        node: id.node('n0'),
        edge: id.edge('n2500-n2501'),
        newEdge: id.edge('e'),
        inPort: 'in',
        outPort: 'out',
      },
      2,
      2,
    ],
  ])('$edit touches only what it changes', (edit, patches, touched) => {
    const result = edited(big, edit)
    expect(result.patches).toHaveLength(patches)
    expect(copied(result.connector)).toBe(touched)
  })

  test('scans make no drafts', () => {
    let drafted = 0
    const spy = <Value extends object>(value: Value): Value =>
      new Proxy(value, {
        get(target, key, receiver) {
          const found: unknown = Reflect.get(target, key, receiver)
          if (typeof found !== 'object' || found === null) return found
          drafted++
          return spy(found)
        },
      })
    edits.removeNodes(spy(structuredClone(big)), { operation: op, nodes: [middle] })
    edits.renameNode(spy(structuredClone(big)), { operation: op, node: middle, title: 'Middle' })
    edits.dissolveContainer(spy(structuredClone(big)), { operation: op, node: middle })
    expect(drafted).toBeLessThan(200)
  })
})

test('every edit is data: JSON-safe and named in the table', () => {
  const names: EditName[] = Object.keys(edits) as EditName[]
  expect(names).toContain('renameNode')
  const edit: Edit = { edit: 'removeNodes', operation: op, nodes: ['ask' as NodeId] }
  expect(JSON.parse(JSON.stringify(edit))).toEqual(edit)
})
