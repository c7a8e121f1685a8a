// Texts that nobody meant: whatever comes, there is an operation or a warning, at once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectorOfImport } from '../../../../src/formats/curl/import/applyImport.ts'
import { importCurl } from '../../../../src/formats/curl/import/importCurl.ts'
import { printConnector } from '../../../../src/model/print.ts'
import { readConnector } from '../../../../src/model/read.ts'
import { bad, large, mutated, shells } from '../mutations.ts'
import { counting } from './ids.ts'

test('10,000 mutated commands give operations or a warning, and a connector that can be opened again', () => {
  fc.assert(
    fc.property(mutated, fc.constantFrom(...shells), (text, shell) => {
      const proposal = importCurl(text, { shell, makeId: counting() })
      expect(proposal.operations.length + proposal.warnings.length).toBeGreaterThan(0)
      const { connector } = connectorOfImport(proposal, { makeId: counting('x') })
      const printed = printConnector(connector)
      expect(readConnector(printed).connector?.operations).toHaveLength(proposal.operations.length)
    }),
    { numRuns: 10_000, seed: 21 },
  )
}, 120_000)

// Time that grew with the square of the text would not be over before the test is given up.
test.each(large)(
  'a megabyte of %s for %s is imported',
  (_, shell, text) => {
    const proposal = importCurl(text, { makeId: counting() })
    expect(proposal.shell).toBe(shell)
    expect(connectorOfImport(proposal, { makeId: counting('x') }).operations.length).toBe(
      proposal.operations.length,
    )
  },
  60_000,
)

const repeat = (text: string, length: number): string => text.repeat(length / text.length)

const worse: [name: string, text: string][] = [
  ...bad,
  [
    'secrets in JSON',
    `curl a -H 'Content-Type: application/json' -d '{${repeat('"token":"a1b2c3",', 1e5)}"a":1}'`,
  ],
  [
    'tokens in a text',
    `curl a -H 'Content-Type: text/plain' -d '${Array.from({ length: 3000 }, (_, at) => `sk_live_${at}abcdefghij`).join(' ')}'`,
  ],
  [
    'keys in headers',
    `curl a ${Array.from({ length: 3000 }, (_, at) => `-H 'X-A${at}-Key: k${at}'`).join(' ')}`,
  ],
]

test.each(worse)('100 kB of %s is imported', (_, text) => {
  const proposal = importCurl(text, { makeId: counting() })
  expect(proposal.operations.length + proposal.warnings.length).toBeGreaterThan(0)
})
