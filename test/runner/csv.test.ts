import { describe, expect, test } from 'vitest'
import { valuesChunk } from '../../src/engine/chunk.ts'
import type { Json } from '../../src/model/json.ts'
import { csvOf } from '../../src/runner/csv.ts'
import { joinedText } from './logFiles.ts'

const csv = (...records: Json[]) => joinedText(csvOf(() => blocksOf(records)))
async function* blocksOf(records: readonly Json[]) {
  yield valuesChunk(records).lines()
}

describe('csv', () => {
  test.each<[string, Json[], string]>([
    ['columns of all records, in order', [{ a: 1 }, { b: 2, a: 3 }], 'a,b\r\n1,\r\n3,2\r\n'],
    ['quotes, commas and line breaks', [{ a: 'x,"y"\nz' }], 'a\r\n"x,""y""\nz"\r\n'],
    ['lists and objects as JSON', [{ a: [1, { b: 2 }] }], 'a\r\n"[1,{""b"":2}]"\r\n'],
    [
      'nothing, true and big integers',
      [{ a: null, b: true, c: 9_007_199_254_740_993n }],
      'a,b,c\r\n,true,9007199254740993\r\n',
    ],
    ['records that are no objects', [1, 'two', [3]], 'value\r\n1\r\ntwo\r\n[3]\r\n'],
    [
      'texts that a spreadsheet would carry out',
      [{ a: '=1+1', b: '@x', c: '+49 30', d: '-5', e: '-cmd|x' }],
      "a,b,c,d,e\r\n'=1+1,'@x,+49 30,-5,'-cmd|x\r\n",
    ],
    ['names of columns that a spreadsheet would carry out', [{ '=1+1': 1 }], "'=1+1\r\n1\r\n"],
    ['keys of the prototype', [{ constructor: 1 }, { a: 2 }], 'constructor,a\r\n1,\r\n,2\r\n'],
  ])('%s', async (_, records, expected) => {
    expect(await csv(...records)).toBe(expected)
  })
})
