import { describe, expect, test } from 'vitest'
import { conditionHolds, conditionTests, findConditionTest } from '../../src/model/conditions.ts'

const holds = (name: string, left: unknown, right?: unknown) => findConditionTest(name)?.holds(left, right)

describe('equals', () => {
  test.each<[unknown, unknown, boolean]>([
    [200, '200', true],
    ['200', 200, true],
    [200, ' 200 ', true],
    [200, '200.0', true],
    [1e3, '1000', true],
    [200, '2e2', true],
    [200, 'abc', false],
    ['01', '1', false],
    ['a', 'a', true],
    ['a', 'A', false],
    [true, 'true', true],
    [false, 'false', true],
    [true, 'yes', false],
    [null, '', true],
    [undefined, '', true],
    [undefined, null, true],
    [0, '', false],
    [false, '', false],
    [1234567890123456789n, '1234567890123456789', true],
    [1234567890123456789n, '1234567890123456788', false],
    [5n, 5, true],
    [[1, 2], [1, 2], true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1], '[1]', true],
    [{ a: 1 }, '{"a":1}', true],
    [[1], '1', false],
  ])('%s and %s: %s', (left, right, expected) => {
    expect(holds('equals', left, right)).toBe(expected)
    expect(holds('not-equals', left, right)).toBe(!expected)
  })
})

describe('order', () => {
  test.each<[unknown, unknown, 'less' | 'equal' | 'greater' | 'none']>([
    [399, '400', 'less'],
    ['10', 9, 'greater'],
    ['10', '9', 'greater'],
    [400, 400, 'equal'],
    [1.5, '1.5', 'equal'],
    [9007199254740993n, '9007199254740992', 'greater'],
    ['9007199254740993', '9007199254740992', 'greater'],
    [9007199254740993n, 9007199254740992, 'greater'],
    ['2026-01-02', '2026-01-10', 'less'],
    ['abc', 'abd', 'less'],
    [5, 'abc', 'none'],
    [undefined, 0, 'none'],
    [null, '1', 'none'],
    [true, 1, 'none'],
    [Number.NaN, 1, 'none'],
  ])('%s against %s: %s', (left, right, order) => {
    expect(
      ['greater-than', 'less-than', 'at-least', 'at-most'].map((name) => holds(name, left, right)),
    ).toEqual([
      order === 'greater',
      order === 'less',
      order === 'greater' || order === 'equal',
      order === 'less' || order === 'equal',
    ])
  })
})

describe('the others', () => {
  test.each<[string, unknown, unknown, boolean]>([
    ['contains', 'not found', 'found', true],
    ['contains', 'x', 'found', false],
    ['contains', [1, '2'], '2', true],
    ['contains', [1], 1n, true],
    ['contains', { a: 1 }, 'a', true],
    ['contains', { a: 1 }, 'toString', false],
    ['contains', undefined, '', false],
    ['contains', 1234, '23', true],
    ['starts-with', 'abc', 'ab', true],
    ['starts-with', 404, '4', true],
    ['starts-with', undefined, '', false],
    ['ends-with', 'abc', 'bc', true],
    ['ends-with', 'abc', 'b', false],
    ['is-empty', '', undefined, true],
    ['is-empty', [], undefined, true],
    ['is-empty', {}, undefined, true],
    ['is-empty', null, undefined, true],
    ['is-empty', undefined, undefined, true],
    ['is-empty', 0, undefined, false],
    ['is-empty', false, undefined, false],
    ['is-empty', [null], undefined, false],
    ['is-not-empty', 'a', undefined, true],
    ['is-not-empty', '', undefined, false],
    ['is-true', true, undefined, true],
    ['is-true', 'true', undefined, true],
    ['is-true', 1, undefined, false],
    ['is-false', false, undefined, true],
    ['is-false', null, undefined, false],
    ['exists', 0, undefined, true],
    ['exists', '', undefined, true],
    ['exists', null, undefined, false],
    ['exists', undefined, undefined, false],
    ['one-of', 404, '400, 404', true],
    ['one-of', 'b', ['a', 'b'], true],
    ['one-of', 5, '400, 404', false],
    ['one-of', '', 'a,b', false],
  ])('%s: %s, %s: %s', (name, left, right, expected) => {
    expect(holds(name, left, right)).toBe(expected)
  })
})

test('names are unique; every test can be asked of anything without a throw', () => {
  expect(new Set(conditionTests.map(({ test }) => test)).size).toBe(conditionTests.length)
  const values = [undefined, null, '', 'a', 0, 1n, Number.NaN, true, [], [[]], {}, { a: {} }]
  for (const { holds } of conditionTests)
    for (const left of values) for (const right of values) expect(typeof holds(left, right)).toBe('boolean')
})

test('a condition evaluates its right side only where its test has one; an unknown test never holds', () => {
  const asked: string[] = []
  const evaluate = (template: string) => {
    asked.push(template)
    return template
  }
  expect(conditionHolds({ left: 'true', test: 'is-true', right: 'r' }, evaluate)).toBe(true)
  expect(conditionHolds({ left: 'a', test: 'equals', right: 'a' }, evaluate)).toBe(true)
  expect(conditionHolds({ left: 'a', test: 'constructor', right: 'a' }, evaluate)).toBe(false)
  expect(asked).toEqual(['true', 'a', 'a'])
})
