// Every style of paging at numbers of records that nobody chose: what the seven sizes of the short suite cannot show.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playStyle } from '../../src/simulation/torture/play.ts'
import { styles } from '../../src/simulation/torture/styles.ts'
import { exampleOf, numbersOf } from '../nodes/pagination/examples.ts'
import { servedBy } from '../../src/simulation/torture/served.ts'
import { walk } from '../nodes/pagination/walking.ts'

describe.each(styles.map((style) => [style.id, style] as const))('%s', (_, style) => {
  test('any number of records: each once, in order, in as many calls as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 * style.size }), async (total) => {
        const { finished, records, urls } = await walk(exampleOf(style), {
          script: servedBy(playStyle(style, total)),
        })
        expect(finished).toMatchObject({ outcome: 'completed', records: total })
        expect(numbersOf(style, records)).toEqual(Array.from({ length: total }, (_each, at) => at))
        expect(urls).toHaveLength(style.calls(total))
      }),
      { numRuns: 40 },
    )
  })
})
