import { styles } from '../../src/simulation/torture/styles.ts'
import { createWorld, detect, exchangesOf, judge } from '../nodes/pagination/detecting.ts'
import type { Bench, Row } from './row.ts'

/**
 * Detection of how a service pages, over the 44 styles of the torture server, each under other names and with other page sizes,
 * drawn from seeds: two in five names stay, the others become another name that services use for the thing, one in eight becomes
 * letters that mean nothing; what a request calls a thing is drawn apart from what the answer calls it. A candidate is right when
 * its settings, run by the engine, bring every record once. From one answer nobody can know under which name a request takes a
 * cursor: where the candidate asks for it, it is answered; everything else is the candidate's own. A counted walk names its first
 * page. A wrong answer costs twice an unknown one.
 */
const seeds = 20

interface Tally {
  right: number
  wrong: number
  unknown: number
}

const bench: Bench = async () => {
  const tallies: Record<1 | 2, Tally> = {
    1: { right: 0, wrong: 0, unknown: 0 },
    2: { right: 0, wrong: 0, unknown: 0 },
  }
  let spentMs = 0
  let detections = 0
  for (const style of styles)
    for (let seed = 1; seed <= seeds; seed++) {
      const world = createWorld(style, seed)
      const seen = await exchangesOf(world)
      for (const pages of [1, 2] as const) {
        const from = performance.now()
        const { verdict, candidates } = detect(seen, pages)
        spentMs += performance.now() - from
        detections++
        const [top] = candidates
        const right = verdict === 'known' && top !== undefined && (await judge(world, top))
        tallies[pages][verdict === 'unknown' ? 'unknown' : right ? 'right' : 'wrong']++
      }
    }
  return [
    row('from one answer', tallies[1], 10),
    row('from two exchanges', tallies[2], 2),
    {
      name: 'detection: time',
      ours: spentMs / detections,
      baseline: null,
      ratio: null,
      unit: 'ms a detection',
    },
  ]
}
export default bench

/** Told as what is missed, so that less is better as in every other row. */
function row(from: string, { right, wrong, unknown }: Tally, most: number): Row {
  const all = right + wrong + unknown
  const percent = (count: number) => (count / all) * 100
  return {
    name: `detection ${from}: not right`,
    ours: percent(wrong + unknown),
    baseline: null,
    ratio: null,
    unit: '% of cases',
    aim: { of: 'ours', most },
    note: `${right} right, ${wrong} wrong, ${unknown} unknown of ${all}; with a wrong one twice an unknown: ${(100 - percent(unknown + 2 * wrong)).toFixed(1)} of 100`,
  }
}
