import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv, readCsvInSteps } from '../../../src/engine/send/readCsv.ts'
import type { Json } from '../../../src/model/json.ts'

const texts: readonly (readonly [words: string, text: string, rows: unknown[]])[] = [
  ['values are texts', 'id,price\n007,1.50\n', [{ id: '007', price: '1.50' }]],
  ['quotes, delimiters and line breaks inside quotes', 'a,b\n"1,""x""\n",2', [{ a: '1,"x"\n', b: '2' }]],
  ['any line end', 'a\r\n1\r2\n3', [{ a: '1' }, { a: '2' }, { a: '3' }]],
  ['blank lines are no rows', '\na,b\n\n1,2\n\n', [{ a: '1', b: '2' }]],
  ['a short row has what it has', 'a,b\n1', [{ a: '1' }]],
  ['a long row loses nothing', 'a\n1,2,3', [{ a: '1', column_2: '2', column_3: '3' }]],
  ['columns without a name, and two of one', 'a,,a\n1,2,3', [{ a: '1', column_2: '2', 'a 2': '3' }]],
  ['blanks around names are none of theirs', 'a , b\n1 , 2', [{ a: '1 ', b: ' 2' }]],
  ['what is only half in quotes, as it stands', 'a,b\n"1"2,3"4', [{ a: '"1"2', b: '3"4' }]],
  ['an empty field in quotes is a row', 'a\n""\n', [{ a: '' }]],
  ['semicolons where there are more of them', 'a;b,c;d\n1;2;3', [{ a: '1', 'b,c': '2', d: '3' }]],
  ['only names', 'a,b', []],
  ['nothing', '', []],
]

const { signal } = new AbortController()
const rest = () => undefined

/** What both readers hold to, wherever the pieces of the second end. */
const readers: Readonly<Record<string, (text: string) => Json[] | Promise<Json[]>>> = {
  'at once': readCsv,
  'in pieces': (text) => readCsvInSteps(text, { rest, signal }),
  'line by line': (text) => readCsvInSteps(text, { rest, signal, pieceLength: 1 }),
}

describe.each(Object.entries(readers))('read %s', (_how, read) => {
  test.each(texts)('%s', async (_words, text, rows) => {
    expect(await read(text)).toEqual(rows)
  })

  test('a column called __proto__ is a column', async () => {
    expect(Object.entries((await read('__proto__,a\nx,1'))[0] ?? {})).toEqual([
      ['__proto__', 'x'],
      ['a', '1'],
    ])
  })

  test('what is written by the rules is read back', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab 1,;\t"\r\n', 'é'), maxLength: 8 })
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width })))
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const names = Array.from({ length: rows[0]?.length ?? 2 }, (_, index) => `n${index}`)
        const line = (cells: readonly string[]) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')
        const expected = rows.map((cells) =>
          Object.fromEntries(cells.map((text, index) => [names[index], text])),
        )
        expect(await read([names, ...rows].map(line).join('\r\n'))).toEqual(expected)
      }),
    )
  })

  test('a field in quotes that is never closed', async () => {
    await expect((async () => read('a\n"b'))()).rejects.toThrow('is cut off')
  })
})

test('a million rows, and a text that is one open quote', async () => {
  expect(readCsv(`a\n${'1\n'.repeat(1_000_000)}`)).toHaveLength(1_000_000)
  expect(() => readCsv('"'.repeat(999_999))).toThrow('is cut off')
  await expect(readCsvInSteps('"'.repeat(999_999), { rest, signal })).rejects.toThrow('is cut off')
}, 30_000)
