import fc from 'fast-check'
import { applyPatches, enablePatches, type Patch, produceWithPatches } from 'immer'
import { expect, test } from 'vitest'
import type { Connector, Edge, GraphNode, Operation } from '../../src/model/document.ts'
import { applyEdit, type Edit, EditError, type EditName, edits } from '../../src/model/edits.ts'
import { copyFragment, copyOperation, pasteFragment } from '../../src/model/fragment.ts'
import type { FieldId, NodeId, NoteId } from '../../src/model/ids.ts'
import { printConnector } from '../../src/model/print.ts'
import { readConnector } from '../../src/model/read.ts'
import { json } from './arbitrary.ts'
import { authentication, connector, field, id, node, operation, usualOperation } from './build.ts'

enablePatches()

/** Choices that an edit of each sort is made from, so that it mostly fits the document as it then is. */
interface Dice {
  readonly picks: readonly number[]
  readonly text: string
  readonly value: unknown
}

const pick = <Item>(list: readonly Item[], number: number | undefined): Item | undefined =>
  list.length === 0 ? undefined : list[(number ?? 0) % list.length]

type Make = (document: Connector, target: Operation, dice: Dice, fresh: () => string) => Edit

const nodesOf = (target: Operation) => Object.values<GraphNode>(target.graph.nodes)
const edgesOf = (target: Operation) => Object.values<Edge>(target.graph.edges)
const anyNode = (target: Operation, number?: number) => pick(nodesOf(target), number)?.id ?? id.node('gone')
const inputsOf = (target: Operation) =>
  nodesOf(target).find(({ kind }) => kind === 'inputs')?.id ?? id.node('gone')
const anyField = (target: Operation, number?: number): FieldId => {
  const list = target.graph.nodes[inputsOf(target)]?.settings['fields']
  return (
    pick((Array.isArray(list) ? list : []) as unknown as { id: FieldId }[], number)?.id ?? id.field('gone')
  )
}
const anyNote = (target: Operation, number?: number) =>
  (pick(Object.keys(target.graph.notes), number) ?? 'gone') as NoteId
const anyAuthentication = (document: Connector, number?: number) =>
  pick(document.service.authentications, number)?.id ?? id.authentication('gone')

/** One way to make each edit of the table: a new edit without one fails the compiler. */
const makers: { readonly [Name in EditName]: Make } = {
  addNode: (_d, { id: operation }, { text }, fresh) => ({
    edit: 'addNode',
    operation,
    node: node(fresh(), { kind: 'transform', title: text }),
    box: { x: 1, y: 2 },
  }),
  addNodes: (_d, { id: operation }, { text }, fresh) => {
    const [a, b] = [node(fresh(), { kind: 'request', title: text }), node(fresh(), { kind: 'for-each' })]
    const edge = { id: id.edge(fresh()), from: { node: a.id, port: 'out' }, to: { node: b.id, port: 'in' } }
    return { edit: 'addNodes', operation, nodes: [a, b], edges: [edge], layout: { [a.id]: { x: 0, y: 0 } } }
  },
  removeNodes: (_d, target, { picks }) => ({
    edit: 'removeNodes',
    operation: target.id,
    nodes: picks.slice(0, 2).map((number) => anyNode(target, number)),
  }),
  dissolveContainer: (_d, target, { picks }) => ({
    edit: 'dissolveContainer',
    operation: target.id,
    node: anyNode(target, picks[0]),
  }),
  setSetting: (_d, target, { picks, text, value }) => ({
    edit: 'setSetting',
    operation: target.id,
    node: anyNode(target, picks[0]),
    path: pick(
      [[text || 'url'], ['query', 0], ['query', 0, 'name'], ['body', 'rows', 0], ['url']],
      picks[1],
    ) ?? ['url'],
    ...((picks[2] ?? 0) % 3 === 0 ? {} : { value: value as never }),
  }),
  replaceSettings: (_d, target, { picks, text }) => ({
    edit: 'replaceSettings',
    operation: target.id,
    node: anyNode(target, picks[0]),
    settings: { z: text, a: [text] },
  }),
  renameNode: (_d, target, { picks, text }) => ({
    edit: 'renameNode',
    operation: target.id,
    node: anyNode(target, picks[0]),
    title: text,
  }),
  retitleNode: (_d, target, { picks, text }) => ({
    edit: 'retitleNode',
    operation: target.id,
    node: anyNode(target, picks[0]),
    title: text,
  }),
  setDisabled: (_d, target, { picks }) => ({
    edit: 'setDisabled',
    operation: target.id,
    nodes: [anyNode(target, picks[0])],
    disabled: (picks[1] ?? 0) % 2 === 0,
  }),
  setParent: (_d, target, { picks }) => ({
    edit: 'setParent',
    operation: target.id,
    nodes: [anyNode(target, picks[0])],
    parent: (picks[1] ?? 0) % 3 === 0 ? null : anyNode(target, picks[1]),
  }),
  addEdge: (_d, target, { picks }, fresh) => ({
    edit: 'addEdge',
    operation: target.id,
    edge: {
      id: id.edge(fresh()),
      from: { node: anyNode(target, picks[0]), port: 'out' },
      to: { node: anyNode(target, picks[1]), port: 'in' },
    },
  }),
  removeEdges: (_d, target, { picks }) => ({
    edit: 'removeEdges',
    operation: target.id,
    edges: [pick(edgesOf(target), picks[0])?.id ?? id.edge('gone')],
  }),
  spliceNode: (_d, target, { picks }, fresh) => ({
    edit: 'spliceNode',
    operation: target.id,
    node: anyNode(target, picks[0]),
    edge: pick(edgesOf(target), picks[1])?.id ?? id.edge('gone'),
    newEdge: id.edge(fresh()),
    inPort: 'in',
    outPort: 'out',
  }),
  addField: (_d, target, { picks, text }, fresh) => ({
    edit: 'addField',
    operation: target.id,
    node: inputsOf(target),
    field: field(text, { id: id.field(fresh()) }),
    index: (picks[0] ?? 0) % 4,
  }),
  removeField: (_d, target, { picks }) => ({
    edit: 'removeField',
    operation: target.id,
    node: inputsOf(target),
    field: anyField(target, picks[0]),
  }),
  moveField: (_d, target, { picks }) => ({
    edit: 'moveField',
    operation: target.id,
    node: inputsOf(target),
    field: anyField(target, picks[0]),
    index: (picks[1] ?? 0) % 4,
  }),
  changeField: (_d, target, { picks, text, value }) => ({
    edit: 'changeField',
    operation: target.id,
    node: inputsOf(target),
    field: anyField(target, picks[0]),
    values: { title: text, default: value as never },
    ...((picks[1] ?? 0) % 2 === 0 ? {} : { clear: ['default'] as const }),
  }),
  renameField: (_d, target, { picks, text }) => ({
    edit: 'renameField',
    operation: target.id,
    node: inputsOf(target),
    field: anyField(target, picks[0]),
    name: text,
  }),
  moveNodes: (_d, target, { picks }) => ({
    edit: 'moveNodes',
    operation: target.id,
    places: { [anyNode(target, picks[0])]: { x: picks[1] ?? 0, y: -(picks[2] ?? 0) } },
  }),
  resizeNode: (_d, target, { picks }) => ({
    edit: 'resizeNode',
    operation: target.id,
    node: anyNode(target, picks[0]),
    box: { x: 0, y: 0, width: picks[1] ?? 1, height: 20 },
  }),
  addNote: (_d, { id: operation }, { text }, fresh) => ({
    edit: 'addNote',
    operation,
    note: { id: fresh() as NoteId, text },
    box: { x: 0, y: 0 },
  }),
  changeNote: (_d, target, { picks, text }) => ({
    edit: 'changeNote',
    operation: target.id,
    note: anyNote(target, picks[0]),
    text,
  }),
  removeNotes: (_d, target, { picks }) => ({
    edit: 'removeNotes',
    operation: target.id,
    notes: [anyNote(target, picks[0])],
  }),
  addOperation: (_d, _t, { picks, text }, fresh) => ({
    edit: 'addOperation',
    value: { ...usualOperation(), id: id.operation(fresh()), title: text },
    index: (picks[0] ?? 0) % 3,
  }),
  removeOperation: (document, target) => ({
    edit: 'removeOperation',
    operation: document.operations.length > 1 ? target.id : id.operation('gone'),
  }),
  duplicateOperation: (_d, target, { text }, fresh) => ({
    edit: 'duplicateOperation',
    operation: target.id,
    copy: copyOperation(target, fresh, { name: 'copy', title: text }),
  }),
  renameOperation: (_d, { id: operation }, { text }) => ({ edit: 'renameOperation', operation, name: text }),
  moveOperation: (_d, { id: operation }, { picks }) => ({
    edit: 'moveOperation',
    operation,
    index: (picks[0] ?? 0) % 3,
  }),
  changeOperation: (_d, { id: operation }, { text }) => ({
    edit: 'changeOperation',
    operation,
    values: { title: text, role: 'list' },
  }),
  setProven: (_d, { id: operation }, { picks, text }) => ({
    edit: 'setProven',
    operation,
    hash: (picks[0] ?? 0) % 2 === 0 ? null : text,
  }),
  setSample: (_d, { id: operation }, { value }) => ({
    edit: 'setSample',
    operation,
    samples: [value as never],
    schema: value as never,
  }),
  pasteFragment: (_d, target, { picks }, fresh) => ({
    edit: 'pasteFragment',
    operation: target.id,
    parts: pasteFragment(
      target,
      copyFragment(
        target,
        picks.map((number) => anyNode(target, number)),
      ),
      fresh,
      { offset: { x: 20, y: 20 } },
    ),
  }),
  changeConnector: (_d, _t, { text }) => ({ edit: 'changeConnector', values: { title: text, icon: text } }),
  changeService: (_d, target, { picks, text }) => ({
    edit: 'changeService',
    values: { baseUrl: text, testOperation: target.id },
    ...((picks[0] ?? 0) % 2 === 0 ? { clear: ['testOperation'] as const } : {}),
  }),
  addAuthentication: (_d, _t, { picks, text }, fresh) => ({
    edit: 'addAuthentication',
    value: authentication(fresh(), 'basic', { title: text }),
    index: (picks[0] ?? 0) % 2,
  }),
  changeAuthentication: (document, _t, { picks, text }) => ({
    edit: 'changeAuthentication',
    authentication: anyAuthentication(document, picks[0]),
    values: { title: text, placements: [] },
  }),
  removeAuthentication: (document, _t, { picks }) => ({
    edit: 'removeAuthentication',
    authentication: anyAuthentication(document, picks[0]),
  }),
  addCredentialField: (document, _t, { picks, text }) => ({
    edit: 'addCredentialField',
    authentication: anyAuthentication(document, picks[0]),
    field: { name: text, title: text, secret: true, filledBy: 'user', required: true, description: '' },
    placement: { in: 'header', name: text, value: `{{ auth.${text} }}` },
  }),
  renameCredentialField: (document, _t, { picks, text }) => {
    const chosen = pick(document.service.authentications, picks[0])
    return {
      edit: 'renameCredentialField',
      authentication: chosen?.id ?? id.authentication('gone'),
      field: pick(chosen?.fields ?? [], picks[1])?.name ?? 'gone',
      name: text,
    }
  },
}

const start = (): Connector => {
  const looped = operation(
    {
      inputs: {
        kind: 'inputs',
        title: 'Inputs',
        settings: { fields: [{ id: 'f1', name: 'id', title: 'Id', type: 'string' }] },
      },
      loop: { kind: 'for-each', title: 'Every customer' },
      ask: {
        kind: 'request',
        title: 'Get customer',
        parent: 'loop',
        settings: {
          url: '/{{ input.id }}/{{ item.id }}',
          query: [{ name: 'a', value: '{{ nodes["Every customer"].item.id }}' }],
        },
      },
      output: { kind: 'output', title: 'Output' },
    },
    ['inputs>loop', 'loop.item>ask', 'ask>loop.emit', 'loop>output'],
    { id: id.operation('looped'), name: 'looped' },
  )
  const document = connector([
    usualOperation({ headers: [{ name: 'a', value: '{{ auth.key }}{{ nodes.Inputs.id }}' }] }),
    looped,
  ])
  // A note in each, so that there is one to change and to remove.
  for (const { graph } of document.operations)
    graph.notes['note' as NoteId] = { id: 'note' as NoteId, text: 'as it was' }
  return document
}

const dice: fc.Arbitrary<[EditName, number, Dice]> = fc.tuple(
  fc.constantFrom(...(Object.keys(edits) as EditName[])),
  fc.nat(3),
  fc.record({
    picks: fc.array(fc.nat(1_000), { minLength: 3, maxLength: 3 }),
    text: fc.oneof(
      fc.constantFrom('id', 'key', 'Get customer', 'Inputs', '', 'a b', '"'),
      fc.string({ maxLength: 5 }),
    ),
    value: json,
  }),
)

test.each(Object.keys(edits) as EditName[])('%s: the generator makes ones that fit', (name) => {
  let next = 0
  const fresh = () => `new${++next}`
  const fits = [0, 1, 2, 3, 4, 5].some((number) => {
    const before = start()
    const [target] = before.operations
    const edit = makers[name](
      before,
      target as Operation,
      { picks: [number, number + 1, 1], text: 'x', value: 1 },
      fresh,
    )
    try {
      return produceWithPatches(before, (draft) => applyEdit(draft, edit))[1].length > 0
    } catch (error) {
      if (error instanceof EditError) return false
      throw error
    }
  })
  expect(fits).toBe(true)
})

test('any sequence of edits undone prints the same bytes, redone the same again', () => {
  fc.assert(
    fc.property(fc.array(dice, { minLength: 1, maxLength: 25 }), (throws) => {
      let next = 0
      const fresh = () => `new${++next}`
      let current = start()
      const texts = [printConnector(current)]
      const steps: { readonly patches: Patch[]; readonly inverse: Patch[] }[] = []
      for (const [name, which, thrown] of throws) {
        const target = current.operations[which % Math.max(1, current.operations.length)]
        if (target === undefined) continue
        const edit = makers[name](current, target, thrown, fresh)
        try {
          const [after, patches, inverse] = produceWithPatches(current, (draft) => applyEdit(draft, edit))
          current = after
          steps.push({ patches, inverse })
          texts.push(printConnector(current))
        } catch (error) {
          // Edits that name what is not there are thrown too; they must leave no trace.
          if (!(error instanceof EditError)) throw error
        }
        expect(printConnector(current)).toBe(texts.at(-1))
      }
      // Every state on the way is a document that can be kept and opened.
      const { connector: read } = readConnector(printConnector(current))
      expect(read).toBeDefined()
      let undone = current
      for (const [index, step] of [...steps.entries()].toReversed()) {
        undone = applyPatches(undone, step.inverse)
        expect(printConnector(undone)).toBe(texts[index])
      }
      let redone = undone
      for (const [index, step] of steps.entries()) {
        redone = applyPatches(redone, step.patches)
        expect(printConnector(redone)).toBe(texts[index + 1])
      }
    }),
    { numRuns: 200 },
  )
})

test('patches of one edit after another in one step undo together', () => {
  const before = start()
  const list: Edit[] = [
    { edit: 'renameNode', operation: id.operation('looped'), node: id.node('loop'), title: 'Each' },
    { edit: 'dissolveContainer', operation: id.operation('looped'), node: id.node('loop') },
    { edit: 'removeNodes', operation: id.operation('looped'), nodes: ['ask' as NodeId] },
  ]
  const [after, , inverse] = produceWithPatches(before, (draft) => {
    for (const edit of list) applyEdit(draft, edit)
  })
  expect(printConnector(after)).not.toBe(printConnector(before))
  expect(printConnector(applyPatches(after, inverse))).toBe(printConnector(before))
})
