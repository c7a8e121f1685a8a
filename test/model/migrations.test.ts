import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { currentFormat } from '../../src/model/document.ts'
import { type Migration, migrate, migrations, migrationsProblem } from '../../src/model/migrations/list.ts'
import { readConnector } from '../../src/model/read.ts'

const newest = Number(currentFormat.split('/')[1])

const step = (from: number, to = from + 1): Migration => ({
  from,
  to,
  up: (document) => ({ ...document, seen: `${String(document['seen'] ?? '')}${from}` }),
})

test('the steps lead from version 1 to the newest without a gap', () => {
  expect(migrationsProblem(migrations, newest)).toBeUndefined()
})

describe('a list that is not contiguous is told', () => {
  test.each([
    ['a gap', [step(1), step(3)], 4, 'expected the step from version 2, but found one from 3'],
    ['a jump', [step(1, 3)], 3, 'the step from version 1 leads to 3, not to 2'],
    ['an end too early', [step(1)], 3, 'the steps end at version 2, but 3 is the newest'],
    ['the wrong beginning', [step(2)], 3, 'expected the step from version 1, but found one from 2'],
  ])('%s', (_what, list, current, words) => {
    expect(migrationsProblem(list, current)).toBe(words)
  })
})

test('a document goes through the steps from its own version on, and says so', () => {
  const list = [step(1), step(2), step(3)]
  expect(migrate({ format: 'patchbay.connector/2' }, 2, list)).toEqual({
    format: 'patchbay.connector/4',
    seen: '23',
  })
  expect(migrate({ format: 'patchbay.connector/4' }, 4, list)).toEqual({ format: 'patchbay.connector/4' })
})

test('a file of every version is opened by this one', () => {
  for (let version = 1; version <= newest; version++) {
    const file = readFileSync(new URL(`../fixtures/connector.v${version}.json`, import.meta.url))
    const { connector, problems } = readConnector(file)
    expect(problems).toEqual([])
    expect(connector?.format).toBe(currentFormat)
  }
})
