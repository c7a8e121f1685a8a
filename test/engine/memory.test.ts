import { describe, expect, test } from 'vitest'
import { valuesChunk } from '../../src/engine/chunk.ts'
import type { ExchangeId } from '../../src/engine/events.ts'
import { createFakeClock } from '../../src/engine/fakeClock.ts'
import type { HttpRequest, HttpResponse } from '../../src/engine/io.ts'
import {
  createMemoryCheckpoints,
  createMemoryLimits,
  createMemoryRecords,
  createMemoryTape,
} from '../../src/engine/memory.ts'
import { createMemoryQueues } from '../../src/engine/memoryQueue.ts'
import { limitsContract } from './contracts/limits.ts'
import { queueContract } from './contracts/queue.ts'
import { recordStoreContract } from './contracts/records.ts'

recordStoreContract('memory', () => {
  const store = createMemoryRecords()
  return { store, read: () => store.read() }
})

queueContract('memory', () => {
  const queues = createMemoryQueues()
  return {
    open: queues.open,
    deadLetters: (name) => queues.deadLetters(name).flatMap((chunk) => chunk.values()),
    settle: createFakeClock().settle,
  }
})

limitsContract('memory', () => {
  const clock = createFakeClock()
  return { limits: createMemoryLimits(clock), clock }
})

test('records are read in pages', async () => {
  const store = createMemoryRecords()
  const { signal } = new AbortController()
  for (let at = 0; at < 10; at += 2) await store.append(valuesChunk([at, at + 1]), signal)
  expect(store.count).toBe(10)
  expect(store.read(3, 7).values()).toEqual([3, 4, 5, 6])
  expect(store.read(8, 99).values()).toEqual([8, 9])
  expect(store.read(10).values()).toEqual([])
})

test('the checkpoint that was saved last is the one to go on from', async () => {
  const checkpoints = createMemoryCheckpoints()
  expect(checkpoints.latest).toBeUndefined()
  for (const records of [1, 2]) await checkpoints.save({ hash: 'h', positions: {}, values: {}, records })
  expect(checkpoints.latest?.records).toBe(2)
})

describe('the tape', () => {
  const request = { method: 'GET', url: 'https://a/', headers: [], body: undefined } as unknown as HttpRequest
  const response = (bytes: number) =>
    ({ status: 200, body: new Uint8Array(bytes) }) as unknown as HttpResponse
  const id = (text: string) => text as ExchangeId

  test('keeps exchanges until it is full, and from then on none, saying how many', () => {
    const tape = createMemoryTape({ maxBytes: 100 })
    tape.keep(id('a'), 'at', 1, request, response(60))
    tape.keep(id('b'), 'at', 1, request, response(60))
    tape.keep(id('c'), 'at', 1, request, response(1))
    expect([...tape.exchanges.keys()]).toEqual(['a'])
    expect(tape.dropped).toBe(2)
  })

  test('keeps an exchange without an answer', () => {
    const tape = createMemoryTape()
    tape.keep(id('a'), 'at', 2, request, undefined)
    expect(tape.exchanges.get(id('a'))).toMatchObject({ attempt: 2, response: undefined })
  })
})
