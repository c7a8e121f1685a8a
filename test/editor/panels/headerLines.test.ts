import { describe, expect, it, test } from 'vitest'
import { readHeaders, writeHeaders } from '../../../src/editor/panels/run/headerLines.ts'

describe('headers as lines', () => {
  it('are read as they are written', () => {
    const headers = [
      ['Retry-After', '2'],
      ['Link', '<https://api.example.com/?page=2>; rel="next"'],
      ['Empty', ''],
    ] as const
    expect(readHeaders(writeHeaders(headers))).toEqual(headers)
    expect(readHeaders('\n  A:b  \n\n')).toEqual([['A', 'b']])
    expect(readHeaders('')).toEqual([])
  })

  test.each([
    ['A: b\nwithout a colon', 2],
    ['two words: x', 1],
    [': x', 1],
  ])('what is none is said with its line: %j', (lines, at) => {
    expect(readHeaders(lines)).toMatch(`Line ${at} `)
  })
})
