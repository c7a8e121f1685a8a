import { describe, expect, test } from 'vitest'
import { checkConnector } from '../../src/model/checks.ts'
import { createConnector, createOperation } from '../../src/model/create.ts'
import { printConnector } from '../../src/model/print.ts'
import { readConnector } from '../../src/model/read.ts'
import { authentication, counter } from './build.ts'
import { testCatalog } from './testCatalog.ts'

const makeId = counter('id')
const document = createConnector(makeId, { title: 'Back4App Kunden', baseUrl: 'https://api.example.com' })

test('a new connector is a document without problems', () => {
  expect(document).toMatchObject({
    name: 'back4app-kunden',
    service: { title: 'Back4App Kunden' },
    operations: [],
  })
  expect(checkConnector(document, testCatalog)).toEqual([])
  expect(readConnector(printConnector(document))).toEqual({ connector: document, problems: [] })
})

describe('a new operation is not a blank canvas', () => {
  const signed = {
    ...document,
    service: { ...document.service, authentications: [authentication('none', 'none'), authentication()] },
  }
  const operation = createOperation(makeId, signed, testCatalog, { title: 'Get customer' })
  const node = (kind: string) => Object.values(operation.graph.nodes).find((found) => found.kind === kind)

  test('inputs → request → output, signed where the service has a way to sign in', () => {
    const ends = Object.values(operation.graph.edges).map(
      ({ from, to }) =>
        `${operation.graph.nodes[from.node]?.kind}>${operation.graph.nodes[to.node]?.kind}.${to.port}`,
    )
    expect(ends).toEqual(['inputs>request.in', 'auth>request.auth', 'request>output.in'])
    expect(node('auth')?.settings).toEqual({ authentication: 'key' })
  })

  test('laid out so that data edges run straight, with 80 between cards', () => {
    const at = (kind: string) => operation.layout[node(kind)?.id ?? '']
    expect([at('inputs')?.y, at('request')?.y, at('output')?.y]).toEqual([0, 0, 0])
    expect([at('request')?.x, at('output')?.x]).toEqual([384, 768])
    expect(at('auth')).toEqual({ x: 0, y: 160 })
  })

  test('it has no problem, and can be kept', () => {
    const whole = { ...signed, operations: [operation] }
    expect(checkConnector(whole, testCatalog)).toEqual([])
    expect(readConnector(printConnector(whole)).connector).toEqual(whole)
  })

  test('without a way to sign in there is no auth node; names are unique', () => {
    const again = createOperation(makeId, { ...document, operations: [operation] }, testCatalog, {
      title: 'Get customer',
    })
    expect(Object.values(again.graph.nodes).map(({ kind }) => kind)).toEqual(['inputs', 'request', 'output'])
    expect(again.name).toBe('get-customer-2')
  })
})
