// Every way of paging that the torture server plays, walked by the example that stands beside it.
import { describe, expect, test } from 'vitest'
import { createChecks } from './checks.ts'
import { playStyle, type Style } from '../../../src/simulation/torture/play.ts'
import { styles } from '../../../src/simulation/torture/styles.ts'
import { exampleNames, exampleOf, numbersOf } from './examples.ts'
import { servedBy } from '../../../src/simulation/torture/served.ts'
import { walk } from './walking.ts'

const sizesOf = ({ size }: Style) => [0, 1, size - 1, size, size + 1, 3 * size, 3 * size + 1]

test('each of the 44 styles has an example, and each example a style', () => {
  expect(styles).toHaveLength(44)
  expect(new Set(styles.map(({ id }) => id)).size).toBe(44)
  expect(exampleNames().toSorted()).toEqual(styles.map(({ id }) => id).toSorted())
})

describe.each(styles.map((style) => [style.id, style] as const))('%s', (_, style) => {
  test.each(sizesOf(style))(
    '%i records: each once, in order, in as many calls as it takes',
    async (total) => {
      const { finished, records, urls, pages } = await walk(exampleOf(style), {
        script: servedBy(playStyle(style, total)),
      })
      expect(finished).toMatchObject({ outcome: 'completed', records: total })
      expect(numbersOf(style, records)).toEqual(Array.from({ length: total }, (_each, at) => at))
      expect(urls).toHaveLength(style.calls(total))
      expect(pages.at(-1)?.stop?.words).toMatch(/\.$/)
    },
  )
})

createChecks(styles, exampleOf)
