import { describe, expect, it } from 'vitest'
import { parseRows } from '../../../src/editor/panels/inspector/controls/parseRows.ts'

describe('rows out of pasted text', () => {
  it.each([
    [
      'Accept: text/plain\nX-Id: 7',
      [
        ['Accept', 'text/plain'],
        ['X-Id', '7'],
      ],
    ],
    [
      'a=1\nb=2\n',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'name\tAna\r\nage\t7',
      [
        ['name', 'Ana'],
        ['age', '7'],
      ],
    ],
    [
      '?a=1&b=two%20words',
      [
        ['a', '1'],
        ['b', 'two words'],
      ],
    ],
    [
      '{"id": 9007199254740993, "name": "Ana", "all": true}',
      [
        ['id', '9007199254740993'],
        ['name', 'Ana'],
        ['all', 'true'],
      ],
    ],
    [
      `-H 'Accept: */*'\n-H 'X-A: b'`,
      [
        ['Accept', '*/*'],
        ['X-A', 'b'],
      ],
    ],
  ])('%j', (text, rows) => {
    expect(parseRows(text)?.map(({ name, value }) => [name, value])).toEqual(rows)
  })

  it.each(['one value', 'a: b', '{{ input.id }}', '[1, 2]', '{ broken', 'first line\nsecond line', ''])(
    '%j is pasted as it is',
    (text) => {
      expect(parseRows(text)).toBeUndefined()
    },
  )
})
