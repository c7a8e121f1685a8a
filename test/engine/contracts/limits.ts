import { describe, expect, test } from 'vitest'
import type { FakeClock } from '../../../src/engine/fakeClock.ts'
import type { Limits } from '../../../src/engine/io.ts'

const signal = new AbortController().signal

/** What every rate limiter must do, on a scripted clock. */
export function limitsContract(name: string, make: () => { limits: Limits; clock: FakeClock }): void {
  const waits = async (limits: Limits, count: number, rate: Parameters<Limits['reserve']>[1]) => {
    const found: number[] = []
    for (let at = 0; at < count; at++) found.push((await limits.reserve('key', rate, signal)).waitMs)
    return found
  }

  describe(`limits: ${name}`, () => {
    test('lets a burst through at once and spaces out the rest', async () => {
      const { limits } = make()
      expect(await waits(limits, 5, { count: 2, perMs: 1_000 })).toEqual([0, 0, 500, 1_000, 1_500])
    })

    test('a burst of its own', async () => {
      const { limits } = make()
      expect(await waits(limits, 3, { count: 10, perMs: 1_000, burst: 1 })).toEqual([0, 100, 200])
    })

    test('time gives room again, never more than the burst', async () => {
      const { limits, clock } = make()
      await waits(limits, 2, { count: 2, perMs: 1_000 })
      await clock.advance(60_000)
      expect(await waits(limits, 3, { count: 2, perMs: 1_000 })).toEqual([0, 0, 500])
    })

    test('keys do not share', async () => {
      const { limits } = make()
      await waits(limits, 3, { count: 1, perMs: 1_000 })
      expect(await limits.reserve('other', { count: 1, perMs: 1_000 }, signal)).toEqual({ waitMs: 0 })
    })

    test('what an answer told outranks the rate', async () => {
      const { limits, clock } = make()
      limits.learn('key', { remaining: 0, resetAtMs: clock.now() + 5_000 })
      expect(await waits(limits, 2, { count: 100, perMs: 1_000 })).toEqual([5_000, 5_000])
      limits.learn('key', { remaining: 7 })
      await clock.advance(6_000)
      expect(await waits(limits, 1, { count: 100, perMs: 1_000 })).toEqual([0])
    })

    test('refuses when the run is stopped', async () => {
      const { limits } = make()
      const stopped = AbortSignal.abort(new Error('stopped'))
      await expect(limits.reserve('key', { count: 1, perMs: 1 }, stopped)).rejects.toThrow('stopped')
    })
  })
}
