import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printConnector } from '../../src/model/print.ts'
import { readConnector } from '../../src/model/read.ts'
import * as arbitrary from './arbitrary.ts'
import { connector, edge, id, node, operation, usualOperation } from './build.ts'

const fixture = readFileSync(new URL('../fixtures/connector.v1.json', import.meta.url), 'utf8')

describe('round trip', () => {
  test('a file is read and printed byte for byte', () => {
    const { connector, problems } = readConnector(fixture)
    expect(problems).toEqual([])
    expect(printConnector(connector as NonNullable<typeof connector>)).toBe(fixture)
  })

  test('any document printed and read is the same document, and prints the same again', () => {
    fc.assert(
      fc.property(arbitrary.connector, (document) => {
        const printed = printConnector(document)
        const { connector, problems } = readConnector(printed)
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(connector).toEqual(document)
        expect(printConnector(connector as NonNullable<typeof connector>)).toBe(printed)
      }),
      { numRuns: 200 },
    )
  })
})

describe('one document, one text', () => {
  test('the order in which keys, nodes, edges and places came to be does not show', () => {
    const one = connector([
      operation(
        { b: { kind: 'output' }, a: { kind: 'request', settings: { url: '/a', method: 'GET', x: 1 } } },
        ['a>b'],
      ),
    ])
    const other = connector([
      operation(
        { a: { kind: 'request', settings: { x: 1, method: 'GET', url: '/a' } }, b: { kind: 'output' } },
        ['a>b'],
      ),
    ])
    const reversed = Object.fromEntries(Object.entries(other).toReversed()) as typeof other
    expect(printConnector(reversed)).toBe(printConnector(one))
  })

  test('known keys in the order of the schema, unknown ones behind them, a line break at the end', () => {
    const document = connector([], { zebra: 1, apple: { b: 2, a: 1 } })
    const lines = printConnector(document).split('\n')
    expect(lines.slice(0, 3)).toEqual(['{', '  "format": "patchbay.connector/1",', '  "id": "connector",'])
    expect(lines.slice(-8)).toEqual([
      '  "operations": [],',
      '  "zebra": 1,',
      '  "apple": {',
      '    "b": 2,',
      '    "a": 1',
      '  }',
      '}',
      '',
    ])
  })

  test('nodes, edges and notes by id', () => {
    const document = connector([usualOperation()])
    const [first] = document.operations
    if (first !== undefined) {
      first.graph.nodes[id.node('0')] = node('0', { kind: 'transform' })
      first.graph.edges[id.edge('0')] = { ...edge('ask>output'), id: id.edge('0') }
    }
    const file = JSON.parse(printConnector(document)) as {
      operations: { graph: Record<string, { id: string }[]> }[]
    }
    const ids = (list: string) => file.operations[0]?.graph[list]?.map((item) => item.id)
    expect(ids('nodes')).toEqual(['0', 'ask', 'inputs', 'login', 'output'])
    expect(ids('edges')).toEqual(['0', 'ask-output', 'inputs-ask', 'login-ask_auth'])
  })

  test('big integers keep their digits', () => {
    const document = connector([
      operation({ a: { kind: 'request', settings: { since: 1234567890123456789n } } }),
    ])
    expect(printConnector(document)).toContain('"since": 1234567890123456789')
  })
})
