import { describe, expect, test } from 'vitest'
import { absentPlaces, type SeenAnswer } from '../../../src/nodes/pagination/absent.ts'
import { paginationSettings } from '../../../src/nodes/pagination/settings.ts'

const settings = (changes: object) => paginationSettings.parse(changes)
const page: SeenAnswer = { body: { rows: [1], meta: { more: true, next: 'a' } }, last: false }
const end: SeenAnswer = { body: { rows: [], meta: { more: false } }, last: true }
const cursor = { carry: { from: 'body', path: 'meta.next' } }

describe('a place that no answer so far has', () => {
  test.each([
    ['a cursor that came', cursor, [page, end], []],
    ['a cursor that only the last page lacks', cursor, [end], []],
    [
      'a cursor under another name',
      { carry: { from: 'body', path: 'meta.cursor' } },
      [page, end],
      [['carry', 'path']],
    ],
    [
      'a list of links that is not there',
      { carry: { from: 'element', list: 'links' } },
      [page],
      [['carry', 'list']],
    ],
    [
      'a flag that came, on the last page too',
      { stop: [{ rule: 'flag', at: 'meta.more' }] },
      [page, end],
      [],
    ],
    [
      'a flag under another name',
      { stop: [{ rule: 'empty-page' }, { rule: 'flag', at: 'has_more' }] },
      [page],
      [['stop', 1, 'at']],
    ],
    [
      'a total under another name',
      { stop: [{ rule: 'total', at: 'total' }] },
      [page, end],
      [['stop', 0, 'at']],
    ],
    ['a total in a header', { stop: [{ rule: 'total', in: 'header', at: 'X-Total' }] }, [page], []],
    ['nothing was seen', cursor, [], []],
    ['nothing is written yet', { carry: { from: 'body', path: '' } }, [page], []],
    ['what is counted', { carry: { from: 'page' } }, [page], []],
  ] as const)('%s', (_, changes, answers, places) => {
    const found = absentPlaces(settings(changes), answers)
    expect(found.map(({ path }) => path)).toEqual(places)
    expect(found.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  test('is said with the place and where to look', () => {
    const [problem] = absentPlaces(settings({ carry: { from: 'body', path: 'meta.cursor' } }), [page])
    expect(problem?.message).toBe(
      'The answer of the last run has nothing at “meta.cursor”. Look at what came under Pages, and choose the place there.',
    )
  })
})
