import { describe, expect, test } from 'vitest'
import {
  copyFragment,
  copyOperation,
  pasteFragment,
  printFragment,
  readFragment,
} from '../../src/model/fragment.ts'
import type { NodeId, NoteId } from '../../src/model/ids.ts'
import { counter, field, fields, id, operation, usualOperation } from './build.ts'

const target = operation(
  {
    first: { kind: 'request', title: 'Get customer', box: { x: 0, y: 0 } },
    loop: { kind: 'for-each', title: 'Loop', box: { x: 100, y: 0, width: 360, height: 330 } },
    inside: {
      kind: 'request',
      title: 'Ask',
      parent: 'loop',
      box: { x: 120, y: 40 },
      settings: {
        url: '/{{ nodes["Get customer"].id }}/{{ nodes.Loop.item.id }}/{{ nodes.Elsewhere }}',
        since: 9007199254740993n,
      },
    },
    after: { kind: 'output', title: 'Output' },
  },
  ['first>loop', 'loop.item>inside', 'inside>loop.emit', 'loop>after'],
)
target.graph.notes['note' as NoteId] = { id: 'note' as NoteId, text: 'x' }

describe('copying', () => {
  test('nodes with the edges between them; a container brings its contents', () => {
    const fragment = copyFragment(target, ['first', 'loop'] as NodeId[])
    expect(fragment.nodes.map(({ id }) => id)).toEqual(['first', 'inside', 'loop'])
    expect(fragment.edges.map(({ id }) => id)).toEqual(['first-loop', 'inside-loop_emit', 'loop_item-inside'])
    expect(Object.keys(fragment.layout).toSorted()).toEqual(['first', 'inside', 'loop'])
  })

  test('a node without its container stands on the canvas itself; notes come along', () => {
    const fragment = copyFragment(target, [id.node('inside'), 'note' as NoteId, id.node('gone')])
    expect(fragment.nodes).toMatchObject([{ id: 'inside' }])
    expect(fragment.nodes[0]).not.toHaveProperty('parent')
    expect(fragment.notes).toEqual([{ id: 'note', text: 'x' }])
    expect(fragment.edges).toEqual([])
  })
})

describe('as text', () => {
  test('a fragment printed and read is the same fragment, big integers and all', () => {
    const fragment = copyFragment(target, ['first', 'loop', 'note'] as NodeId[])
    const read = readFragment(printFragment(fragment))
    expect(read).toEqual({ ok: true, fragment })
  })

  test.each([
    ['hello', 'The clipboard holds no nodes.'],
    ['{"a":1}', 'The clipboard holds no nodes.'],
    ['null', 'The clipboard holds no nodes.'],
    [
      '{"format":"patchbay.fragment/2","nodes":[]}',
      'The nodes on the clipboard cannot be read: they were copied by another version of Patchbay, or changed.',
    ],
    [
      '{"format":"patchbay.fragment/1","nodes":[{}],"edges":[]}',
      'The nodes on the clipboard cannot be read: they were copied by another version of Patchbay, or changed.',
    ],
  ])('%s', (text, message) => {
    expect(readFragment(text)).toEqual({ ok: false, message })
  })
})

describe('pasting', () => {
  const fragment = copyFragment(target, ['first', 'loop'] as NodeId[])
  const pasted = pasteFragment(target, fragment, counter('p'), { offset: { x: 20, y: 20 } })
  const byTitle = (title: string) => pasted.nodes.find((node) => node.title === title)

  test('gives every node and edge a new id, and edges lead between the new nodes', () => {
    const ids = new Set(pasted.nodes.map(({ id }) => id))
    expect(new Set([...ids, ...pasted.edges.map(({ id }) => id)]).size).toBe(6)
    for (const { from, to } of pasted.edges)
      expect([ids.has(from.node), ids.has(to.node)]).toEqual([true, true])
    expect(byTitle('Ask 2')?.parent).toBe(byTitle('Loop 2')?.id)
  })

  test('gives titles that are free, and rewrites references within the fragment only', () => {
    expect(pasted.nodes.map(({ title }) => title).toSorted()).toEqual(['Ask 2', 'Get customer 2', 'Loop 2'])
    expect(byTitle('Ask 2')?.settings['url']).toBe(
      '/{{ nodes["Get customer 2"].id }}/{{ nodes["Loop 2"].item.id }}/{{ nodes.Elsewhere }}',
    )
  })

  test('moves places by the offset', () => {
    expect(pasted.layout[byTitle('Loop 2')?.id ?? '']).toEqual({ x: 120, y: 20, width: 360, height: 330 })
  })

  test('a title that is free is kept, and a reference to a node that was not copied means the one of that title there', () => {
    const empty = operation({})
    const { nodes } = pasteFragment(empty, copyFragment(target, [id.node('inside')]), counter(), {
      parent: id.node('box'),
    })
    expect(nodes).toMatchObject([
      {
        title: 'Ask',
        parent: 'box',
        settings: { url: target.graph.nodes[id.node('inside')]?.settings['url'] },
      },
    ])
  })

  test('fields of a pasted inputs node are new fields', () => {
    const inputs = operation({ inputs: { kind: 'inputs', settings: fields(field('id')) } })
    const { nodes } = pasteFragment(inputs, copyFragment(inputs, [id.node('inputs')]), counter('p'))
    expect(nodes[0]?.settings['fields']).toMatchObject([{ id: expect.stringMatching(/^p\d+$/), name: 'id' }])
  })

  test('an edge of the text that leads out of the fragment is left out', () => {
    const { edges } = pasteFragment(
      target,
      { ...fragment, edges: Object.values(target.graph.edges) },
      counter(),
    )
    expect(edges).toHaveLength(3)
  })
})

test('a copied operation has ids of its own and is not proven', () => {
  const original = { ...usualOperation(), output: { samples: [1], provenHash: 'abc' } }
  const copy = copyOperation(original, counter('c'), { name: 'copy', title: 'Copy' })
  expect(copy).toMatchObject({ name: 'copy', title: 'Copy', output: { samples: [1] } })
  expect(copy.output).not.toHaveProperty('provenHash')
  for (const record of [copy.graph.nodes, copy.graph.edges])
    for (const [key, value] of Object.entries<{ readonly id: string }>(record))
      expect([key, value.id.startsWith('c')]).toEqual([value.id, true])
  expect(
    Object.values(copy.graph.nodes)
      .map(({ title }) => title)
      .toSorted(),
  ).toEqual(
    Object.values(original.graph.nodes)
      .map(({ title }) => title)
      .toSorted(),
  )
})
