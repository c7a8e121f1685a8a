import type { Page } from 'playwright-core'
import { openBuiltPage } from './builtPage.ts'
import type { Scrolled } from './dropdown.page.tsx'
import { median } from './median.ts'
import type { Bench, Row } from './row.ts'

/**
 * A dropdown of 50,000 choices, opened and scrolled by wheel in a real Chromium, beside a plain list of the same rows that the
 * browser scrolls by itself: what it drops on this machine without us. A frame is dropped where the next one came after half as long
 * again as frames take here (the median of the plain list's), counted in whole frames. Of the rounds the one with the fewest counts:
 * what else the machine does adds to them, and takes nothing away.
 */
const count = 50_000
const rounds = 5
/** Turns of the wheel in a round, and pixels of each: from reading along to spinning it. */
const turns = [
  ...Array.from({ length: 40 }, () => 120),
  ...Array.from({ length: 40 }, () => 1_200),
  ...Array.from({ length: 20 }, () => -4_000),
]

const bench: Bench = async () => {
  const plain = await measured('?plain')
  const ours = await measured('')
  const usual = median(plain.frames)
  const [mine, theirs] = [figures(ours, usual), figures(plain, usual)]
  const what = `${count.toLocaleString('en-US')} choices by wheel`
  const note = `${ours.frames.length} frames, ${Math.round(ours.passed / 32).toLocaleString('en-US')} rows passed`
  const row = (name: string, key: keyof typeof mine, unit: string, more: Partial<Row>): Row => ({
    name: `${what}: ${name}`,
    ours: mine[key],
    baseline: theirs[key],
    ratio: theirs[key] === 0 ? null : mine[key] / theirs[key],
    unit,
    ...more,
  })
  return [
    {
      name: `${count.toLocaleString('en-US')} choices: opened`,
      ours: ours.openedMs,
      baseline: null,
      ratio: null,
      unit: 'ms',
      note: 'from the press to the frame with its rows',
    },
    row('frame time, p95', 'p95', 'ms', { note: `${note}; beside a plain list` }),
    row('work of a frame, p95', 'work', 'ms', { aim: { of: 'ours', most: 16.7 } }),
    row('frames dropped', 'dropped', 'frames', {
      aim: { of: 'ours', most: 0 },
      note: `in rounds: ${ours.rounds.map((one) => droppedIn(one, usual)).join(', ')}; plain list: ${plain.rounds.map((one) => droppedIn(one, usual)).join(', ')}`,
    }),
    row('frames with a blank part', 'blank', 'frames', { aim: { of: 'ours', most: 0 } }),
  ]
}
export default bench

interface Measured extends Scrolled {
  /** Times of frames, by round. */
  readonly rounds: readonly (readonly number[])[]
  readonly openedMs: number
}

async function measured(query: string): Promise<Measured> {
  const { page, close } = await openBuiltPage('dropdown.page.tsx')
  try {
    await page.goto(`${page.url()}?count=${count}${query.replace('?', '&')}`)
    const list = page.getByRole('listbox')
    let openedMs = 0
    if (query === '') {
      const box = page.getByRole('combobox', { name: 'Customer' })
      await box.waitFor()
      openedMs = await opened(page)
    }
    await list.waitFor()
    await list.hover()
    const each: number[][] = []
    const all: Scrolled = { frames: [], work: [], blank: 0, passed: 0 }
    for (let round = 0; round < rounds; round++) {
      await page.evaluate(() => window.watch())
      for (const turn of turns) {
        await page.mouse.wheel(0, turn)
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      }
      const seen = await page.evaluate(() => window.scrolled())
      each.push(seen.frames)
      all.frames.push(...seen.frames)
      all.work.push(...seen.work)
      all.blank += seen.blank
      all.passed += seen.passed
    }
    if (all.passed === 0) throw new Error('Nothing was scrolled.')
    return { ...all, rounds: each, openedMs }
  } finally {
    await close()
  }
}

/** From the press to the frame in which its first row is drawn, in milliseconds. */
const opened = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const box = document.querySelector<HTMLElement>('[role="combobox"]')
        const began = performance.now()
        const look = () =>
          document.querySelector('[role="option"]') === null
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => resolve(performance.now() - began))
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
          box?.dispatchEvent(new MouseEvent(type, { bubbles: true }))
        requestAnimationFrame(look)
      }),
  )

function figures({ frames, work, blank, rounds: each }: Measured, usual: number) {
  return {
    p95: quantile(frames, 0.95),
    work: quantile(work, 0.95),
    dropped: Math.min(...each.map((one) => droppedIn(one, usual))),
    blank,
  }
}

const droppedIn = (frames: readonly number[], usual: number) =>
  frames.reduce((sum, each) => sum + Math.max(0, Math.round(each / usual) - 1), 0)

const quantile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN
