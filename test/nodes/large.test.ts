import { expect, test } from 'vitest'
import { plan } from '../../src/engine/plan.ts'
import type { OperationId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'

/**
 * Large documents that are large in one thing only: whatever is looked up anew for each of them takes the square of their number,
 * and the test does not end.
 */

const many = 20_000
const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index))

interface FileNode {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly settings: { readonly [key: string]: Json }
}

/** The codes of what is wrong, each once; the nodes stand in a row, an output behind them. */
function problemsOf(nodes: readonly FileNode[]): Set<string> {
  const all = [...nodes, { id: 'output', kind: 'output', title: 'Output', settings: {} }]
  const file = {
    format: 'patchbay.connector/1',
    id: 'con1',
    name: 'large',
    title: 'Large',
    service: { title: 'Service', baseUrl: 'https://api.example.com', authentications: [], defaults: {} },
    operations: [
      {
        id: 'op1',
        name: 'list',
        title: 'List',
        graph: {
          nodes: all,
          edges: all.slice(1).map(({ id }, index) => ({
            id: `e${index}`,
            from: { node: all[index]?.id, port: 'out' },
            to: { node: id, port: 'in' },
          })),
        },
      },
    ],
  }
  const { connector } = readConnector(JSON.stringify(file))
  if (connector === undefined) throw new Error('The document cannot be read.')
  const planned = plan(connector, 'op1' as OperationId, catalog)
  return new Set(planned.ok ? [] : planned.problems.map(({ code }) => code))
}

const transform = (id: string, title: string, rows: Json = []): FileNode => ({
  id,
  kind: 'transform',
  title,
  settings: { steps: [{ step: 'map', rows }] },
})

test('nodes that all have the same title are told and offered others', () => {
  const inputs: FileNode = { id: 'in', kind: 'inputs', title: 'Inputs', settings: { fields: [] } }
  expect(problemsOf([inputs, ...times(many, (index) => transform(`n${index}`, 'Same'))])).toEqual(
    new Set(['title-duplicate']),
  )
}, 30_000)

test('input fields that are all named in a mapping', () => {
  const fields = times(many, (index) => ({ id: `f${index}`, name: `f${index}`, title: '', type: 'string' }))
  const rows = fields.map(({ name }) => ({ name, value: `{{ input.${name} }}` }))
  expect(
    problemsOf([
      { id: 'in', kind: 'inputs', title: 'Inputs', settings: { fields } },
      transform('t', 'Map', rows),
    ]),
  ).toEqual(new Set())
}, 30_000)

test('nodes that name each other along a chain', () => {
  const inputs: FileNode = { id: 'in', kind: 'inputs', title: 'N0', settings: { fields: [] } }
  const chain = times(many, (index) =>
    transform(`n${index}`, `N${index + 1}`, [{ name: 'a', value: `{{ nodes["N${index >> 1}"] }}` }]),
  )
  expect(problemsOf([inputs, ...chain])).toEqual(new Set())
}, 30_000)
