import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { GraphNode } from '../../../src/model/document.ts'
import type { NodeId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { edit, undo } from '../../../src/store/edit.ts'
import type { OpenEditor } from '../../store/editor.ts'
import { at, openInspector as open, set, settings } from './open.tsx'

/** The word of the file format, written so that nothing takes the rule for a promise. */
const fails = Object.fromEntries([['then', 'fail']])
const row = { name: 'n', value: '', enabled: true, whenEmpty: 'omit' }
interface Case {
  readonly kind: string
  readonly field: string
  readonly path: readonly (string | number)[]
  readonly set?: readonly [path: readonly (string | number)[], value: Json]
  /** Error rules see the answer and nothing else. */
  readonly finds?: readonly [typed: string, inserts: string]
  /** A section that is closed at first. */
  readonly section?: string
}

const cases: readonly Case[] = [
  { kind: 'request', field: 'Address', path: ['url'], set: [['url'], ''] },
  { kind: 'request', field: 'Value of n', path: ['query', 0, 'value'], set: [['query'], [row]] },
  {
    kind: 'request',
    field: 'Name of row 1 of Headers',
    path: ['headers', 0, 'name'],
    set: [['headers'], [{ ...row, name: '' }]],
  },
  { kind: 'request', field: 'JSON', path: ['body', 'text'], set: [['body'], { kind: 'json' }] },
  { kind: 'request', field: 'Text', path: ['body', 'text'], set: [['body'], { kind: 'text' }] },
  { kind: 'request', field: 'Bytes', path: ['body', 'text'], set: [['body'], { kind: 'binary' }] },
  { kind: 'request', field: 'Query', path: ['body', 'query'], set: [['body'], { kind: 'graphql' }] },
  { kind: 'request', field: 'Variables', path: ['body', 'variables'], set: [['body'], { kind: 'graphql' }] },
  {
    kind: 'request',
    field: 'Value of n',
    path: ['body', 'rows', 0, 'value'],
    set: [['body'], { kind: 'form', rows: [row] }],
  },
  {
    kind: 'request',
    field: 'Value of n',
    path: ['body', 'parts', 0, 'value'],
    set: [['body'], { kind: 'multipart', parts: [row] }],
  },
  {
    kind: 'request',
    field: 'Compared with of When 1',
    path: ['errorRules', 0, 'when', 0, 'right'],
    set: [
      ['errorRules'],
      [{ when: [{ left: '{{ status }}', test: 'equals', right: '' }], ...fails, message: '' }],
    ],
    finds: ['stat', '{{ status }}'],
    section: 'Errors and limits',
  },
  {
    kind: 'request',
    field: 'Message',
    path: ['errorRules', 0, 'message'],
    set: [['errorRules'], [{ when: [], ...fails, message: '' }]],
    finds: ['bod', '{{ body }}'],
    section: 'Errors and limits',
  },
  { kind: 'pagination-loop', field: 'First value', path: ['start', 'value'] },
  { kind: 'pagination-loop', field: 'Page size', path: ['size'] },
  { kind: 'pagination-loop', field: 'Its address', path: ['close', 'url'], section: 'More' },
  { kind: 'pagination-loop', field: 'Its body', path: ['close', 'body'], section: 'More' },
  { kind: 'for-each', field: 'List of items', path: ['over'] },
  { kind: 'output', field: 'Value', path: ['value'] },
  {
    kind: 'transform',
    field: 'Value of n',
    path: ['steps', 0, 'rows', 0, 'value'],
    set: [['steps'], [{ step: 'map', rows: [{ name: 'n', value: '' }], keep: 'only' }]],
  },
  {
    kind: 'transform',
    field: 'List',
    path: ['steps', 0, 'list'],
    set: [['steps'], [{ step: 'expand', list: '' }]],
  },
  {
    kind: 'transform',
    field: 'Value of Keep a record when 1',
    path: ['steps', 0, 'conditions', 0, 'left'],
    set: [['steps'], [{ step: 'filter', conditions: [{ left: '', test: 'exists', right: '' }] }]],
  },
]

/** A node of this kind beside the others, with what it has by itself. */
function add(editor: OpenEditor, kind: string): void {
  const settings = catalog[kind as keyof typeof catalog].defaults() as GraphNode['settings']
  const node: GraphNode = { id: 'added' as NodeId, kind, title: 'Added', settings }
  editor.store.dispatch(
    edit([{ edit: 'addNode', operation: editor.operation, node }], { label: 'Add', policy: 'ignore' }),
  )
}

describe('typing {{', () => {
  test.each(cases)('in $field of a $kind, by keyboard alone ($path)', async (each) => {
    const [typed, inserted] = each.finds ?? ['custId'.slice(0, 4), '{{ input.customerId }}']
    const editor = open((opened) => {
      if (each.kind !== 'request' && each.kind !== 'output') add(opened, each.kind)
      if (each.set !== undefined) set(opened, each.kind, ...each.set)
    }, each.kind)
    if (each.section !== undefined) await page.getByRole('button', { name: each.section }).click()
    const field = page.getByRole('textbox', { name: each.field, exact: true })
    await field.click()
    await userEvent.keyboard('{{{{')
    await expect.element(field).toHaveValue('{{')
    await expect.element(page.getByRole('tree', { name: `Values for ${each.field}` })).toBeVisible()
    await userEvent.keyboard(typed)
    await expect.element(page.getByRole('listbox', { name: `Values for ${each.field}` })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => at(settings(editor, each.kind), each.path)).toBe(inserted)
    await expect.element(field).toHaveFocus()
    // What was typed and what was chosen is one step.
    editor.store.dispatch(undo())
    expect(at(settings(editor, each.kind), each.path) ?? '').toBe('')
  })

  test("the field's own undo takes an inserted reference back", async () => {
    open((opened) => set(opened, 'request', ['url'], '/a/'), 'request')
    const field = page.getByRole('textbox', { name: 'Address' })
    await field.click()
    await userEvent.keyboard('{End}{{{{{Enter}')
    await expect.element(field).toHaveValue('/a/{{ input.customerId }}')
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(field).not.toHaveValue('/a/{{ input.customerId }}')
  })

  test('a click on a line inserts it, and the field keeps the focus', async () => {
    open((opened) => set(opened, 'request', ['url'], ''), 'request')
    const field = page.getByRole('textbox', { name: 'Address' })
    await field.click()
    await userEvent.keyboard('{{{{')
    await page.getByRole('treeitem', { name: /customerId/ }).click()
    await expect.element(field).toHaveValue('{{ input.customerId }}')
    await expect.element(field).toHaveFocus()
  })
})

test('every templated control of the catalogue is among the cases', () => {
  const labels = new Set(cases.map(({ field }) => field))
  const templated = Object.values(catalog)
    .flatMap(({ form }) => form.flatMap(({ fields }) => fields))
    .filter((field) => field.control === 'template' && field.label !== 'Content type')
  for (const { label } of templated) expect(labels).toContain(label)
})

test('a value dragged out of the output tree becomes a reference where it is dropped', async () => {
  const editor = open((opened) => set(opened, 'output', ['value'], ''), 'output')
  const source = page.getByRole('treeitem', { name: /objectId/ })
  await expect.element(source).toBeVisible()
  const field = page.getByRole('textbox', { name: 'Value', exact: true })
  await userEvent.dragAndDrop(source, field)
  await expect
    .poll(() => settings(editor, 'output')?.['value'])
    .toBe('{{ nodes["Get customer"].results[0].objectId }}')
})
