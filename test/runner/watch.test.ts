import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Watch, type Watched, watchEveryMs } from '../../src/runner/watch.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function member(watch: Watch, endsAtMs = Number.POSITIVE_INFINITY) {
  const looks: number[] = []
  const reasons: unknown[] = []
  const watched: Watched = {
    stopped: (reason) => {
      reasons.push(reason)
      watch.delete(watched)
    },
    look: (nowMs) => {
      looks.push(nowMs)
      if (nowMs >= endsAtMs) watch.delete(watched)
    },
  }
  watch.add(watched)
  return { watched, looks, reasons }
}

test('all of one signal share one watch, one listener and one timer', () => {
  const { signal } = new AbortController()
  const listen = vi.spyOn(signal, 'addEventListener')
  const watch = Watch.of(signal)
  for (let count = 0; count < 50; count++) member(Watch.of(signal))
  expect(Watch.of(signal)).toBe(watch)
  expect(listen).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(1)
})

test('each is looked at again and again until it is over; then the timer rests until the next one comes', () => {
  const watch = Watch.of(new AbortController().signal)
  const from = performance.now()
  const first = member(watch, from + 2 * watchEveryMs)
  const second = member(watch, from + 3 * watchEveryMs)
  vi.advanceTimersByTime(10 * watchEveryMs)
  expect(first.looks.map((at) => at - from)).toEqual([watchEveryMs, 2 * watchEveryMs])
  expect(second.looks).toHaveLength(3)
  expect(vi.getTimerCount()).toBe(0)
  const third = member(watch)
  vi.advanceTimersByTime(watchEveryMs)
  expect(third.looks).toHaveLength(1)
})

test('a stop reaches all who are there, once, with its reason, and nobody who has gone', () => {
  const stop = new AbortController()
  const watch = Watch.of(stop.signal)
  const gone = member(watch)
  watch.delete(gone.watched)
  const here = [member(watch), member(watch), member(watch)]
  const reason = new Error('stopped')
  stop.abort(reason)
  expect(here.map(({ reasons }) => reasons)).toEqual([[reason], [reason], [reason]])
  expect(gone.reasons).toEqual([])
})
