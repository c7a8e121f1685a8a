import { openBuiltPage } from './builtPage.ts'
import type { EditFigures } from './edits.page.ts'
import type { Bench, Row } from './row.ts'

/**
 * Edit → undo entry → kept, in a real Chromium with the real store, keeper and IndexedDB, at four sizes of graph; beside it
 * what a straightforward build does: the whole graph as one row with each edit.
 */
const sizes = [10, 100, 1_000, 5_000] as const

const bench: Bench = async () => {
  const { page, close } = await openBuiltPage('edits.page.ts')
  try {
    await page.waitForFunction(() => typeof window.measureEdits === 'function')
    const rows: Row[] = []
    for (const size of sizes)
      rows.push(...rowsOf(size, await page.evaluate((count) => window.measureEdits(count), size)))
    return rows
  } finally {
    await close()
  }
}

function rowsOf(size: number, figures: EditFigures): Row[] {
  const nodes = `${size.toLocaleString('en')} nodes`
  const largest = size === sizes.at(-1)
  const base = { unit: 'ms', note: `baseline: the whole graph as one row; median of ${figures.samples}` }
  return [
    {
      name: `edit saved, ${nodes}`,
      ours: figures.savedMs,
      baseline: figures.wholeMs,
      ratio: figures.savedMs / figures.wholeMs,
      ...base,
      note: `${base.note}; worst ${figures.savedWorstMs.toFixed(1)}`,
      ...(largest ? { aim: { of: 'ours', most: 5 } as const } : {}),
    },
    {
      name: `page blocked by an edit, ${nodes}`,
      ours: figures.blockedMs,
      baseline: figures.wholeBlockedMs,
      ratio: figures.blockedMs / figures.wholeBlockedMs,
      ...base,
      note: `${base.note}; longest stretch ${figures.longestMs.toFixed(1)}`,
      ...(largest ? { aim: { of: 'ours', most: 2 } as const } : {}),
    },
    { name: `undo saved, ${nodes}`, ours: figures.undoMs, baseline: null, ratio: null, unit: 'ms' },
    {
      name: `open a kept connector, ${nodes}`,
      ours: figures.openMs,
      baseline: null,
      ratio: null,
      unit: 'ms',
      note: 'snapshot and 20 changes after it',
      ...(largest ? { aim: { of: 'ours', most: 60 } as const } : {}),
    },
  ]
}

export default bench
