import { expect, test } from 'vitest'
import { viewportMoved } from '../../../src/store/sessionSlice.ts'
import { done } from '../../../stories/editor/canvas/runs.ts'
import { commandById } from '../../../src/store/commands/list.ts'
import { one, openCanvas } from './open.tsx'

const hasWords = (element: Element) =>
  [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '')

/** Size on the screen of the smallest letters that are drawn on the canvas. */
function smallest(zoom: number): number {
  const written = [...document.querySelectorAll<HTMLElement>('.react-flow__viewport *')].filter(
    (element) => hasWords(element) && element.checkVisibility(),
  )
  expect(written.length).toBeGreaterThan(4)
  return Math.min(...written.map((element) => Number.parseFloat(getComputedStyle(element).fontSize) * zoom))
}

test.each([0.36, 0.44, 0.46, 0.59, 0.61, 0.68, 0.7, 0.81, 0.83, 1])(
  'at zoom %d no text on the canvas is under 9 px on the screen',
  async (zoom) => {
    const editor = await openCanvas()
    await commandById('add-note').run(editor.store)
    done(editor)
    const { operation, store } = editor
    store.dispatch(viewportMoved({ operation, viewport: { x: -100, y: -100, zoom } }))
    await expect.poll(() => one('.react-flow__viewport').style.transform).toContain(`scale(${zoom})`)
    expect(smallest(zoom)).toBeGreaterThanOrEqual(9)
  },
)
