import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { treeMove, typeAhead } from '../../src/ui/treeMoves.ts'
import { pathKey, type TreePath, treeRows, valueText } from '../../src/ui/treeRows.ts'

const open = (...paths: TreePath[]) => ({
  expanded: new Set(paths.map(pathKey)),
  shown: new Map<string, number>(),
})
const lines = (value: unknown, ...paths: TreePath[]) =>
  treeRows(value, open(...paths)).map((row) => `${' '.repeat(row.depth)}${row.name ?? '.'} ${row.text}`)

describe('valueText', () => {
  test.each([
    [null, 'null'],
    [undefined, 'absent'],
    [true, 'true'],
    [-0, '0'],
    [1e21, '1e+21'],
    [9_007_199_254_740_993n, '9007199254740993'],
    ['', '""'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [[], '0 items'],
    [[1], '1 item'],
    [{}, '0 fields'],
    [{ a: 1 }, '1 field'],
  ])('%s is written %s', (value, text) => {
    expect(valueText(value)).toBe(text)
  })
  test('a long string is cut', () => {
    expect(valueText('x'.repeat(500))).toBe(`"${'x'.repeat(120)}…`)
  })
})

describe('treeRows', () => {
  const value = { count: 2, results: [{ id: 1n }, 'b'] }
  test('closed, it is one line', () => {
    expect(lines(value)).toEqual(['. 2 fields'])
  })
  test('open, it shows the children of what is open', () => {
    expect(lines(value, [], ['results'], ['results', 0])).toEqual([
      '. 2 fields',
      ' count 2',
      ' results 2 items',
      '  0 1 field',
      '   id 1',
      '  1 "b"',
    ])
  })
  test('places among siblings are told', () => {
    const rows = treeRows(value, open([], ['results']))
    expect(rows.map((row) => [row.position, row.size])).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
      [1, 2],
      [2, 2],
    ])
  })
  test('the field "0" and the place 0 have keys of their own', () => {
    expect(pathKey(['0'])).not.toBe(pathKey([0]))
  })
  test('a field called __proto__ is a field', () => {
    expect(lines(JSON.parse('{"__proto__":{"a":1}}'), [])).toEqual(['. 1 field', ' __proto__ 1 field'])
  })
  test('a long string opens into lines', () => {
    expect(lines(`${'a'.repeat(170)}\nend`, []).slice(1)).toEqual([
      ` . ${'a'.repeat(160)}`,
      ` . ${'a'.repeat(10)}`,
      ' . end',
    ])
  })
  test('many children come in pages, and the way to more says how many', () => {
    const rows = treeRows(
      Array.from({ length: 1000 }, (_, at) => at),
      open([]),
    )
    expect(rows).toHaveLength(202)
    expect(rows.at(-1)).toMatchObject({ row: 'more', text: 'Show 200 more of 800', value: 200 })
    const shown = new Map([[pathKey([]), 950]])
    const more = treeRows(
      Array.from({ length: 1000 }, (_, at) => at),
      { ...open([]), shown },
    )
    expect(more.at(-1)?.text).toBe('Show 50 more of 50')
  })
  test('keys are unique whatever is open', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text)
        let expanded = new Set<string>()
        for (let pass = 0; pass < 5; pass += 1)
          expanded = new Set(treeRows(value, { expanded, shown: new Map() }).map((row) => row.key))
        const keys = treeRows(value, { expanded, shown: new Map() }).map((row) => row.key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })
})

describe('treeMove', () => {
  const rows = treeRows({ a: { b: 1 }, c: [] }, open([], ['a']))
  test.each([
    ['ArrowDown', 0, { go: 1 }],
    ['ArrowUp', 0, { go: 0 }],
    ['End', 0, { go: 3 }],
    ['Home', 3, { go: 0 }],
    ['PageDown', 1, { go: 3 }],
    ['ArrowRight', 1, { go: 2 }],
    ['ArrowRight', 2, undefined],
    ['ArrowLeft', 2, { go: 1 }],
    ['ArrowLeft', 3, { go: 0 }],
    ['x', 0, undefined],
  ])('%s on row %d', (key, at, move) => {
    expect(treeMove(key, at, rows, 10)).toEqual(move)
  })
  test('left closes what is open, right opens what is closed', () => {
    expect(treeMove('ArrowLeft', 1, rows, 10)).toEqual({ toggle: rows[1] })
    const closed = treeRows({ a: 1 }, open())
    expect(treeMove('ArrowRight', 0, closed, 10)).toEqual({ toggle: closed[0] })
  })
  test('a tree without rows has no moves', () => {
    expect(treeMove('ArrowDown', 0, [], 10)).toBeUndefined()
  })
  test('a letter goes to the next name that begins with it, round the end', () => {
    expect(typeAhead('C', 0, rows)).toBe(3)
    expect(typeAhead('a', 3, rows)).toBe(1)
    expect(typeAhead('z', 0, rows)).toBe(-1)
  })
})
