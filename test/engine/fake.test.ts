import { describe, expect, test } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import { createFakeClock } from '../../src/engine/fakeClock.ts'
import type { HttpRequest } from '../../src/engine/io.ts'

const { signal } = new AbortController()
const request: HttpRequest = {
  method: 'GET',
  url: 'https://a/',
  headers: [],
  body: undefined,
  timeoutMs: 1,
  maxBytes: 1,
}
const text = (data: Uint8Array) => new TextDecoder().decode(data)

describe('the scripted clock', () => {
  test('stands still until it is told to jump, and wakes sleepers in the order of their times', async () => {
    const clock = createFakeClock({ now: 0 })
    const woken: [string, number][] = []
    const sleep = async (name: string, ms: number) => {
      await clock.sleep(ms, signal)
      woken.push([name, clock.now()])
    }
    void sleep('late', 20)
    void sleep('early', 10).then(() => sleep('again', 5))
    await clock.advance(9)
    expect(woken).toEqual([])
    await clock.advance(11)
    expect(woken).toEqual([
      ['early', 10],
      ['again', 15],
      ['late', 20],
    ])
    expect(clock.now()).toBe(20)
  })

  test('a sleep ends at once when its signal does', async () => {
    const clock = createFakeClock()
    const stop = new AbortController()
    const sleeping = clock.sleep(1000, stop.signal)
    stop.abort(new Error('stopped'))
    await expect(sleeping).rejects.toThrow('stopped')
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('stopped')
    expect(clock.sleepers).toBe(0)
  })

  test('one that jumps never waits', async () => {
    const clock = createFakeClock({ now: 0, jumps: true })
    await clock.sleep(5_000, signal)
    expect(clock.now()).toBe(5_000)
  })
})

describe('the scripted transport', () => {
  test('answers from the script, in order, and then fails', async () => {
    const io = fakeIo({
      script: [{ body: { a: 2n ** 60n } }, { status: 404, body: 'no' }, new EngineError('timeout', 'Slow.')],
    })
    const first = await io.http(request, signal)
    expect([first.status, text(first.body), first.headers]).toEqual([
      200,
      '{"a":1152921504606846976}',
      [['Content-Type', 'application/json']],
    ])
    expect((await io.http(request, signal)).status).toBe(404)
    await expect(io.http(request, signal)).rejects.toMatchObject({ kind: 'timeout', retryable: true })
    await expect(io.http(request, signal)).rejects.toMatchObject({ kind: 'network' })
    expect(io.requests).toHaveLength(4)
  })

  test('answers late on its clock', async () => {
    const io = fakeIo({ script: () => ({ delayMs: 100 }) })
    let came = false
    void io.http({ ...request, timeoutMs: 100 }, signal).then(() => {
      came = true
    })
    await io.clock.advance(99)
    expect(came).toBe(false)
    await io.clock.advance(1)
    expect(came).toBe(true)
  })

  test('fails where an answer takes longer than the request may', async () => {
    const io = fakeIo({ jumps: true, script: () => ({ delayMs: 101 }) })
    const before = io.clock.now()
    await expect(io.http({ ...request, timeoutMs: 100 }, signal)).rejects.toMatchObject({
      kind: 'timeout',
      retryable: true,
      message: 'No answer came within 0.1 s.',
    })
    expect(io.clock.now() - before).toBe(100)
  })
})

test('ids and random numbers are the same every time', () => {
  const [a, b] = [fakeIo(), fakeIo()]
  const draw = (io: typeof a) => [io.id(), io.id(), io.random(), io.random()]
  expect(draw(a)).toEqual(draw(b))
  expect(a.id()).toMatch(/^[A-Za-z0-9]{16,}$/)
  expect(a.random()).toBeGreaterThanOrEqual(0)
  expect(a.random()).toBeLessThan(1)
})

describe('secrets', () => {
  test('reading without a credential fails in words', async () => {
    await expect(fakeIo().secrets.read(signal)).rejects.toMatchObject({ kind: 'credential' })
  })

  test('one renewal at a time, and everybody gets its result', async () => {
    const old = { token: 'old' }
    const io = fakeIo({ secrets: old })
    let works = 0
    const work = async () => {
      works++
      await Promise.resolve()
      return { token: 'new' }
    }
    const renewed = await Promise.all([io.secrets.renew(old, work), io.secrets.renew(old, work)])
    expect(renewed).toEqual([{ token: 'new' }, { token: 'new' }])
    expect(works).toBe(1)
    expect(await io.secrets.read(signal)).toEqual({ token: 'new' })
    expect(io.reads).toBe(1)
  })
})
