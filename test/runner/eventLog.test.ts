import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
import type { RunEvent } from '../../src/engine/events.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { type ByteLog, createMemoryLog, openFileLog } from '../../src/runner/byteLog.ts'
import { EventLog } from '../../src/runner/eventLog.ts'
import { joinedText, makeFolder, openLog, textOf } from './logFiles.ts'
import { never } from './servers.ts'

let path = ''
beforeEach(async () => {
  path = join(await makeFolder(), 'log')
})

const event = (seq: number, message = 'a note'): RunEvent => ({
  seq,
  atMs: 1,
  type: 'note',
  node: 'n' as NodeId,
  at: 'n',
  message,
})
const numbers = (lines: string) =>
  lines.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as RunEvent).seq]))
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

describe('events', () => {
  test.each([-1, 0, 1, 5000, 8999, 9000, 20_000])(
    'after number %i, from the log and from memory',
    async (after) => {
      const events = EventLog.create(await openLog(path, 1))
      for (let seq = 0; seq < 9001; seq++) await events.append(event(seq))
      const live = joinedText(events.read(after, never))
      await events.end()
      expect(numbers(await live)).toEqual(range(after + 1, 9001))
      expect(numbers(await joinedText(events.read(after, never)))).toEqual(range(after + 1, 9001))
    },
  )

  test('a reader that comes first gets each as it happens', async () => {
    const events = EventLog.create(createMemoryLog())
    const reader = events.read(-1, never)
    for (let seq = 0; seq < 3; seq++) {
      const next = reader.next()
      await events.append(event(seq))
      expect(numbers(textOf((await next).value as Uint8Array))).toEqual([seq])
    }
    const last = reader.next()
    await events.end()
    expect((await last).done).toBe(true)
  })

  test('a slow reader that has fallen behind what memory holds misses nothing', async () => {
    const events = EventLog.create(await openLog(path, 1))
    const reader = events.read(-1, never)
    await events.append(event(0))
    const seen = numbers(textOf((await reader.next()).value as Uint8Array))
    for (let seq = 1; seq < 5000; seq++) await events.append(event(seq, 'x'.repeat(100)))
    await events.end()
    for await (const block of reader) seen.push(...numbers(textOf(block)))
    expect(seen).toEqual(range(0, 5000))
  })

  test('lines that are no events are passed over, and hide none that follow', async () => {
    const lines = [event(0), event(1), event(2)].map((each) => `${JSON.stringify(each)}\n`)
    await writeFile(path, `${lines[0]}not an event\n\0\0\n${lines[1]}{"seq":\n${lines[2]}`)
    const again = await EventLog.reopen(await openLog(path))
    expect(again.seq).toBe(2)
    expect(numbers(await joinedText(again.read(-1, never)))).toEqual([0, 1, 2])
    expect(numbers(await joinedText(again.read(1, never)))).toEqual([2])
  })

  test('where the disk takes no more, those who follow still get the last word', async () => {
    const full = new EngineError('storage', 'the disk is full')
    const log: ByteLog = {
      ...createMemoryLog(),
      append: () => Promise.reject(full),
      flush: () => Promise.reject(full),
    }
    const events = EventLog.create(log)
    await expect(events.append(event(0, 'the last word'))).rejects.toBe(full)
    await expect(events.end()).rejects.toBe(full)
    expect(await joinedText(events.read(-1, never))).toContain('the last word')
  })

  test('a reader that goes away is let go', async () => {
    const events = EventLog.create(createMemoryLog())
    const over = new AbortController()
    const reader = events.read(-1, over.signal)
    const waiting = reader.next()
    over.abort()
    expect((await waiting).done).toBe(true)
  })

  test('after a crash the torn line is cut off and the numbers go on', async () => {
    const first = await openFileLog(path, 1, 'events')
    const events = EventLog.create(first)
    for (let seq = 0; seq < 700; seq++) await events.append(event(seq))
    await events.close()
    await appendFile(path, '{"seq":700,"atMs":1,"ty')
    const again = await EventLog.reopen(await openLog(path, 1))
    expect(again.seq).toBe(699)
    await again.append(event(700))
    expect(numbers(await joinedText(again.read(650, never)))).toEqual(range(651, 701))
  })
})
