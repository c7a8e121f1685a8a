import { describe, expect, it } from 'vitest'
import type { OperationId } from '../../../src/model/ids.ts'
import { findInputs } from '../../../src/model/fields.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { connectorMap } from '../../../src/store/map/parts.ts'
import {
  fedByWords,
  feedsWords,
  referenceMeasures,
  referencesOf,
  shownArea,
} from '../../../src/store/map/references.ts'
import { SpatialIndex, touches } from '../../../src/store/spatialIndex.ts'
import { drawnConnector, pictured } from '../../../stories/editor/map/connectors.ts'

const connector = drawnConnector([
  { name: 'regions', title: 'List regions', path: '/r' },
  { name: 'plans', title: 'List plans', path: '/p' },
  {
    name: 'make',
    title: 'Make',
    path: '/m',
    fields: ['plan<plans', 'region<regions', 'other<regions', 'lost<gone'],
  },
])
const map = connectorMap(connector)
const operation = connector.operations.find(({ id }) => id === 'make')
const inputs = operation && findInputs(operation)
if (operation === undefined || inputs === undefined) throw new Error('It was drawn.')

const boxesWith = (...others: readonly { x: number; y: number; width: number; height: number }[]) => {
  const boxes = new SpatialIndex()
  boxes.set(inputs.id, { x: 0, y: 0, width: 200, height: 140 })
  for (const [at, box] of others.entries()) boxes.set(`other${String(at)}`, box)
  return boxes
}

describe('operations that fill the inputs, on the canvas', () => {
  it('each once, in the order of the form, left of the inputs', () => {
    const references = referencesOf(map, operation, boxesWith())
    expect(
      references.map(({ title, lines }) => [title, lines.map(({ dependence }) => dependence.field.name)]),
    ).toEqual([
      ['List plans', ['plan']],
      ['List regions', ['region', 'other']],
      [undefined, ['lost']],
    ])
    for (const { box } of references) expect(box.x + box.width).toBeLessThan(-200)
  })

  it('where nothing stands already, and not on each other', () => {
    const taken = { x: -600, y: -40, width: 400, height: 120 }
    const boxes = referencesOf(map, operation, boxesWith(taken)).map(({ box }) => box)
    for (const [at, box] of boxes.entries()) {
      expect(touches(taken, box)).toBe(false)
      for (const other of boxes.slice(at + 1)) expect(touches(box, other)).toBe(false)
    }
  })

  it.each([
    ['a canvas with room shows them', { width: 1_400, height: 800 }, true],
    ['a small one keeps its graph readable', { width: 400, height: 600 }, false],
  ])('%s', (_, size, shown) => {
    const area = shownArea(connector, operation, boxesWith(), catalog, size)
    expect(area?.x).toBe(shown ? -referenceMeasures.across - referenceMeasures.width : 0)
  })
})

it('the outline says the same in words', () => {
  expect(fedByWords(map, operation.id)).toEqual([
    'plan: choices from List plans, value ← objectId · label ← name',
    'region: choices from List regions, value ← objectId · label ← name',
    'other: choices from List regions, value ← objectId · label ← name',
    'lost: choices from an operation that is gone, value ← objectId · label ← name',
  ])
  expect(feedsWords(connectorMap(pictured()), 'plans' as OperationId)).toEqual(['plan of Create customer'])
})
