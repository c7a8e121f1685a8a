import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { valuesChunk } from '../../src/engine/chunk.ts'
import type { Json } from '../../src/model/json.ts'
import { createMemoryLog, openFileLog } from '../../src/runner/byteLog.ts'
import { RecordLog } from '../../src/runner/recordLog.ts'
import { makeFolder, openLog, textOf } from './logFiles.ts'
import { never } from './servers.ts'

let path = ''
beforeEach(async () => {
  path = join(await makeFolder(), 'log')
})

const append = (records: RecordLog, values: readonly Json[]) => records.append(valuesChunk(values), never)
const values = async (records: RecordLog, from: number, count: number) =>
  (await records.page(from, count)).map((line) => JSON.parse(textOf(line)) as unknown)

describe('records', () => {
  test('any page of any chunks is what a list gives, also after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3000), { maxLength: 6 }),
        fc.nat(9000),
        fc.integer({ min: 1, max: 40 }),
        async (sizes, from, count) => {
          await rm(path, { force: true })
          const log = await openFileLog(path, 65_536, 'records')
          const records = RecordLog.create(log)
          let number = 0
          for (const size of sizes)
            await append(
              records,
              Array.from({ length: size }, () => number++),
            )
          const expected = Array.from({ length: number }, (_, at) => at).slice(from, from + count)
          expect(await values(records, from, count)).toEqual(expected)
          await records.close()
          const again = await openFileLog(path, 65_536, 'records')
          const reopened = await RecordLog.reopen(again)
          expect(reopened.count).toBe(number)
          expect(await values(reopened, from, count)).toEqual(expected)
          await reopened.close()
        },
      ),
      { numRuns: 15 },
    )
  })

  test.each([0, 1, 999, 1000, 1500, 2500])('[E25] cut back to %i records, then on', async (to) => {
    const records = RecordLog.create(await openLog(path))
    for (let chunk = 0; chunk < 25; chunk++)
      await append(
        records,
        Array.from({ length: 100 }, (_, at) => chunk * 100 + at),
      )
    await records.cut(to)
    expect(records.count).toBe(Math.min(to, 2500))
    await append(records, ['new'])
    expect(await values(records, Math.max(0, to - 1), 3)).toEqual([...(to > 0 ? [to - 1] : []), 'new'])
  })

  test('a record torn by a crash is cut off', async () => {
    const records = RecordLog.create(await openFileLog(path, 1, 'records'))
    await append(records, [{ n: 1 }, { n: 2 }])
    await records.close()
    await appendFile(path, '{"n":3')
    const again = await RecordLog.reopen(await openLog(path))
    await append(again, [{ n: 4 }])
    expect(await values(again, 0, 10)).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }])
  })

  test('integers beyond 2^53 keep their digits', async () => {
    const records = RecordLog.create(await openLog(path))
    await append(records, [{ id: 9_007_199_254_740_993n }])
    expect((await records.page(0, 1)).map(textOf)).toEqual(['{"id":9007199254740993}'])
  })

  test('a page of huge records is cut short, and never empty', async () => {
    const records = RecordLog.create(await openLog(path))
    for (let count = 0; count < 4; count++) await append(records, ['x'.repeat(5_000_000)])
    expect(await records.page(0, 100)).toHaveLength(2)
    expect(await records.page(3, 100)).toHaveLength(1)
  })

  test('a stopped run appends no more', async () => {
    const records = RecordLog.create(createMemoryLog())
    await expect(records.append(valuesChunk([1]), AbortSignal.abort(new Error('stop')))).rejects.toThrow(
      'stop',
    )
    expect(records.count).toBe(0)
  })
})
