import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type ByteLog,
  copiedBytes,
  createMemoryLog,
  openFileLog,
  readLines,
} from '../../src/runner/byteLog.ts'
import { makeFolder, openLog, textOf } from './logFiles.ts'

let path = ''
beforeEach(async () => {
  path = join(await makeFolder(), 'log')
})

const kinds: [string, () => Promise<ByteLog>][] = [
  ['a file', () => openLog(path)],
  ['a file that writes at once', () => openLog(path, 1)],
  ['memory', () => Promise.resolve(createMemoryLog())],
]
describe.each(kinds)('bytes in %s', (_, create) => {
  test('what was appended is read at any place', async () => {
    const log = await create()
    await log.append(Buffer.from('hello '))
    await log.append(Buffer.from('world'))
    expect(log.size).toBe(11)
    expect(textOf(await log.read(4, 4))).toBe('o wo')
    expect(textOf(await log.read(9, 100))).toBe('ld')
    await log.truncate(5)
    await log.append(Buffer.from('!'))
    expect(textOf(await log.read(0, 100))).toBe('hello!')
  })

  test('any sequence of appends, reads and cuts gives what a string gives', async () => {
    const step = fc.oneof(
      fc.record({ append: fc.string({ maxLength: 20 }) }),
      fc.record({ cut: fc.nat(60) }),
      fc.record({ read: fc.tuple(fc.nat(60), fc.nat(30)) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const log = await create()
        await log.truncate(0)
        let expected = Buffer.alloc(0)
        const seen: string[] = []
        const meant: string[] = []
        for (const each of steps)
          if ('append' in each) {
            await log.append(Buffer.from(each.append))
            expected = Buffer.concat([expected, Buffer.from(each.append)])
          } else if ('cut' in each) {
            await log.truncate(each.cut)
            expected = expected.subarray(0, each.cut)
          } else {
            const [at, length] = each.read
            seen.push(textOf(await log.read(at, length)))
            meant.push(textOf(expected.subarray(at, at + length)))
          }
        expect(seen).toEqual(meant)
        expect(log.size).toBe(expected.length)
      }),
      { numRuns: 30 },
    )
  })

  test('lines longer than a block, and one that was torn', async () => {
    const log = await create()
    const long = 'x'.repeat(200_000)
    await log.append(Buffer.from(`a\n${long}\nb\ntorn`))
    let all = ''
    for await (const { lines } of readLines(log)) all += textOf(lines)
    expect(all).toBe(`a\n${long}\nb\n`)
  })
})

test('small pieces are copied, so that what they came in can be used again; large ones keep their place among them', async () => {
  const folder = await makeFolder()
  const log = await openFileLog(join(folder, 'log'), 65_536, 'The log')
  const scratch = new Uint8Array(copiedBytes)
  const expected: number[] = []
  for (let round = 0; round < 12; round++) {
    const small = scratch.subarray(0, copiedBytes - round * 1000).fill(round)
    const large = new Uint8Array(copiedBytes + 1).fill(100 + round)
    expected.push(...small, ...(round % 3 === 0 ? large : []))
    await log.append(small)
    if (round % 3 === 0) await log.append(large)
    scratch.fill(255)
  }
  await log.close()
  expect(Buffer.compare(await readFile(join(folder, 'log')), Buffer.from(expected))).toBe(0)
})

test('what was forced to the disk is written, whatever came between, also after a cut', async () => {
  const log = await openLog(path)
  await log.append(Buffer.from('one'))
  await log.sync()
  expect(await readFile(path, 'utf8')).toBe('one')
  await log.sync()
  await log.truncate(1)
  await log.append(Buffer.from('two'))
  await log.sync()
  expect(await readFile(path, 'utf8')).toBe('otwo')
})

test('a disk that is full fails with words, for the one who waits and for all who come later', async () => {
  const full = await open('/dev/full', 'a').catch(() => undefined)
  if (full === undefined) return
  await full.close()
  const log = await openFileLog('/dev/full', 1, 'The records of the run').catch(() => undefined)
  if (log === undefined) return
  log.append(Buffer.from('x'))
  for (let again = 0; again < 2; again++)
    await expect(log.flush()).rejects.toMatchObject({
      kind: 'storage',
      message: 'The records of the run cannot be kept: the disk is full. Make room, then run again.',
    })
  await expect(Promise.resolve(log.append(Buffer.from('y')))).rejects.toMatchObject({ kind: 'storage' })
  await expect(log.close()).rejects.toMatchObject({ kind: 'storage' })
})

test('with a time limit, little is written too; also when a flush was quicker, and after it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const log = await openFileLog(path, 65_536, 'What the run reports', 20)
    const kept = async () => readFile(path, 'utf8')
    await log.append(Buffer.from('a'))
    expect(await kept()).toBe('')
    vi.advanceTimersByTime(20)
    await log.flush()
    expect(await kept()).toBe('a')
    await log.append(Buffer.from('b'))
    await log.flush()
    vi.advanceTimersByTime(20)
    await log.append(Buffer.from('c'))
    vi.advanceTimersByTime(20)
    await vi.waitFor(async () => expect(await kept()).toBe('abc'))
    await log.close()
  } finally {
    vi.useRealTimers()
  }
})
