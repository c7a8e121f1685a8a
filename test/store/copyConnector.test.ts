import { expect, it } from 'vitest'
import { checkOperation } from '../../src/model/checks.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { dependenceEdges } from '../../src/model/options.ts'
import { sampleConnector } from '../../src/simulation/demo/sample.ts'
import { copyConnector } from '../../src/store/copyConnector.ts'
import { idMaker } from './editor.ts'

const connector = sampleConnector({ baseUrl: 'http://127.0.0.1/demo', makeId: idMaker() })

it('a copy of a connector has dropdowns of its own, fed by its own list operations', () => {
  const copy = copyConnector(connector, idMaker('copy'))
  const own = new Set(copy.operations.map(({ id }) => id))
  const edges = dependenceEdges(copy)
  expect(edges).toHaveLength(dependenceEdges(connector).length)
  expect(edges.filter(({ from }) => !own.has(from))).toEqual([])
  const said = copy.operations.flatMap(({ id }) => checkOperation(copy, id, catalog))
  expect(said.filter(({ code }) => code.startsWith('options-'))).toEqual([])
})
