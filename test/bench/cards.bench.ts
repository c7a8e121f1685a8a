import type { Page } from 'playwright-core'
import { openBuiltPage } from './builtPage.ts'
import type { Interactions } from './cards.page.tsx'
import { median } from './median.ts'
import type { Bench, Row } from './row.ts'

/**
 * The pages of a long walk in the run panel, by hand: keys, wheel and presses in a real Chromium. An interaction lasts from the
 * press of the key to the frame that shows what came of it (Event Timing, which counts in steps of 8 ms).
 */
const counts = [100, 10_000] as const
const mostMs = 50

const keys = ['ArrowDown', 'PageDown', 'Control+End', 'ArrowUp', 'PageUp', 'Control+Home', 'End', 'Home']

const bench: Bench = async () => {
  const rows: Row[] = []
  for (const count of counts) rows.push(await measured(count))
  const [few, many] = rows
  if (few !== undefined && many !== undefined) Object.assign(many, { baseline: few.ours })
  return rows
}
export default bench

async function measured(count: number): Promise<Row> {
  const { page, close } = await openBuiltPage('cards.page.tsx')
  try {
    await page.goto(`${page.url()}?pages=${count}`)
    const table = page.getByRole('grid', { name: 'Pages' })
    await table.waitFor()
    await table.focus()
    for (let round = 0; round < 3; round++) {
      for (const key of keys) {
        await page.keyboard.press(key)
        await shown(page)
      }
      await table.hover()
      await page.mouse.wheel(0, 100_000)
      await shown(page)
      await page.mouse.click(200, 300)
      await shown(page)
    }
    const took = await page.evaluate((): Interactions => window.interactions)
    if (took.length === 0) throw new Error('The page saw no interaction.')
    return {
      name: `${count.toLocaleString('en-US')} pages in the run panel: the slowest interaction`,
      ours: Math.max(...took),
      baseline: null,
      ratio: null,
      unit: 'ms',
      aim: { of: 'ours', most: mostMs },
      note: `${took.length} interactions; median ${median(took)}`,
    }
  } finally {
    await close()
  }
}

/** Resolves when two more frames were drawn. */
const shown = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )
