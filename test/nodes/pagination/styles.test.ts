// Every way of paging that the torture server plays, walked by the example that stands beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createChecks } from './checks.ts'
import { idOf, playStyle, type Style } from '../../../src/simulation/torture/play.ts'
import { styles } from '../../../src/simulation/torture/styles.ts'
import type { Json } from '../../../src/model/json.ts'
import { readPath } from '../../../src/nodes/pagination/answerPath.ts'
import { parseRecordPath } from '../../../src/nodes/request/recordPath.ts'
import { served } from './served.ts'
import { walk } from './walking.ts'

const folder = join(import.meta.dirname, '../../fixtures/pagination')
export const exampleOf = ({ id }: Style): string => readFileSync(join(folder, `${id}.connector.json`), 'utf8')

const sizesOf = ({ size }: Style) => [0, 1, size - 1, size, size + 1, 3 * size, 3 * size + 1]

/** The number in an id: of `r7`, `t3_r7`, or of one of 19 digits. */
const numberOf = (id: Json | undefined): number =>
  typeof id === 'bigint' ? Number(id - 1_100_000_000_000_000_000n) : Number(/(\d+)$/.exec(String(id))?.[1])

test('each of the 44 styles has an example, and each example a style', () => {
  expect(styles).toHaveLength(44)
  expect(new Set(styles.map(({ id }) => id)).size).toBe(44)
  const examples = readdirSync(folder).map((name) => name.replace(/\.connector\.json$/, ''))
  expect(examples.toSorted()).toEqual(styles.map(({ id }) => id).toSorted())
})

describe.each(styles.map((style) => [style.id, style] as const))('%s', (_, style) => {
  test.each(sizesOf(style))(
    '%i records: each once, in order, in as many calls as it takes',
    async (total) => {
      const { finished, records, urls, pages } = await walk(exampleOf(style), {
        script: served(playStyle(style, total)),
      })
      expect(finished).toMatchObject({ outcome: 'completed', records: total })
      const path = parseRecordPath(`["${style.key.split('.').join('"]["')}"]`) ?? []
      expect(records.map((record) => numberOf(readPath(record, path)))).toEqual(
        Array.from({ length: total }, (_each, at) => at),
      )
      expect(urls).toHaveLength(style.calls(total))
      expect(pages.at(-1)?.stop?.words).toMatch(/\.$/)
    },
  )
})

test('what a record is called is what the tests count by', () => {
  expect(numberOf(idOf(12))).toBe(12)
})

createChecks(styles, exampleOf)
