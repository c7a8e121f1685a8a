import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { announceEveryMs, createAnnouncer } from '../../src/ui/announcer.ts'

/** An announcer whose clock goes when it is told to. */
function scripted() {
  let now = 0
  let timers: { at: number; act: () => void }[] = []
  const said: [number, string][] = []
  const announcer = createAnnouncer({
    now: () => now,
    later: (act, delayMs) => {
      timers.push({ at: now + delayMs, act })
    },
  })
  announcer.listen((text) => said.push([now, text]))
  const advance = (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      timers = timers.filter((timer) => timer !== next)
      now = next.at
      next.act()
    }
    now = until
  }
  return { announce: announcer.announce, advance, said }
}

test('the first is said at once, of those that follow too soon only the newest', () => {
  const { announce, advance, said } = scripted()
  announce('1 record')
  advance(100)
  announce('2 records')
  advance(100)
  announce('3 records')
  advance(5_000)
  announce('done')
  expect(said).toEqual([
    [0, '1 record'],
    [2_000, '3 records'],
    [5_200, 'done'],
  ])
})

test('never more often than every two seconds, and the last is always said', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 }), (waits) => {
      const { announce, advance, said } = scripted()
      for (const [at, wait] of waits.entries()) {
        announce(String(at))
        advance(wait)
      }
      advance(announceEveryMs)
      const times = said.map(([at]) => at)
      const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0))
      expect(gaps.filter((gap) => gap < announceEveryMs)).toEqual([])
      expect(said.at(-1)?.[1]).toBe(String(waits.length - 1))
    }),
  )
})
