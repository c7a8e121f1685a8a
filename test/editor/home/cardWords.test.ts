import { describe, expect, it } from 'vitest'
import { statusLine, timeWords } from '../../../src/editor/home/cardWords.ts'
import type { OperationStatus } from '../../../src/store/selectors.ts'

const lines: readonly [statuses: OperationStatus[], status: OperationStatus, words: string][] = [
  [[], 'never', 'No operations yet'],
  [['tested', 'tested'], 'tested', 'All tested'],
  [['never'], 'never', 'Never run'],
  [['stale', 'stale'], 'stale', '2 stale'],
  [['failing'], 'failing', '1 failing'],
  [['tested', 'never', 'stale', 'tested'], 'stale', '2 tested, 1 stale, 1 never run'],
  [['tested', 'failing'], 'failing', '1 tested, 1 failing'],
]

describe('the line of a card', () => {
  it.each(lines)('%j', (statuses, status, words) => {
    expect(statusLine(statuses)).toEqual({ status, words })
  })
})

const now = new Date(2026, 10, 20, 15, 0).getTime()
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime()
const times: readonly [atMs: number, words: string][] = [
  [now - 20_000, 'Just now'],
  [now - 2 * 60_000, '2 min ago'],
  [now - 61 * 60_000, '1 h ago'],
  [at(2026, 10, 19, 23, 59), 'Yesterday'],
  [at(2026, 10, 18, 9, 0), '18 Nov'],
  [at(2025, 9, 28, 9, 0), '28 Oct 2025'],
  [now + 5_000, 'Just now'],
]

describe('when it was edited', () => {
  it.each(times)('%d', (atMs, words) => {
    expect(timeWords(atMs, now)).toBe(words)
  })
})
