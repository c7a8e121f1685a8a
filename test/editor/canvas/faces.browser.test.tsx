import { expect, test } from 'vitest'
import { selected } from '../../../src/store/sessionSlice.ts'
import { commandById } from '../../../src/store/commands/list.ts'
import { done } from '../../../stories/editor/canvas/runs.ts'
import { cardOf, openCanvas } from './open.tsx'

/** What of a card's header is cut off, in the words that have no room. */
const cutOff = (card: HTMLElement): string[] =>
  [...card.querySelectorAll<HTMLElement>('[data-node-title], [data-node-line]')]
    .filter((words) => words.scrollWidth > words.clientWidth)
    .map(({ textContent }) => textContent)

test.each(['inputs', 'auth', 'request', 'output'])(
  'the header of the sample’s %s is whole, with the sign of a run in it too',
  async (kind) => {
    const editor = await openCanvas()
    await commandById('zoom-100').run(editor.store)
    editor.store.dispatch(selected([]))
    await expect.poll(() => cutOff(cardOf(kind))).toEqual([])
    done(editor)
    await expect.poll(() => cardOf('output').getAttribute('aria-label')).toContain('done')
    expect(cutOff(cardOf(kind))).toEqual([])
  },
)
