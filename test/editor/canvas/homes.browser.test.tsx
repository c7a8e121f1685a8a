import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { commandById } from '../../../src/store/commands/list.ts'
import { undo } from '../../../src/store/edit.ts'
import { selected } from '../../../src/store/sessionSlice.ts'
import { cardOf, nodeNow, one, openCanvas, operationNow } from './open.tsx'
import { Pointer, placeOf } from './pointer.ts'

/** A request in a walk, and a transform on the canvas beside it. */
async function openWalk() {
  const editor = await openCanvas()
  const { store } = editor
  store.dispatch(selected([nodeNow('request').id]))
  await commandById('add-pagination-loop').run(store)
  const frame = operationNow().layout[nodeNow('pagination-loop').id]
  store.dispatch(selected([]))
  await commandById('add-transform').run(store, {
    at: { x: frame?.x ?? 0, y: (frame?.y ?? 0) + (frame?.height ?? 0) + 80 },
  })
  store.dispatch(selected([]))
  await commandById('zoom-fit').run(store)
  await vi.waitFor(() => expect(document.querySelectorAll('[data-node]')).toHaveLength(6))
  return editor
}

/** The middle of the card is what counts; it is held by its header. */
async function dragTo(kind: string, to: { x: number; y: number }): Promise<Pointer> {
  const card = cardOf(kind)
  const { width, height } = card.getBoundingClientRect()
  const pointer = Pointer.press(card, {}, { x: width / 2, y: height / 4 })
  await pointer.move({ x: to.x, y: to.y - height / 4 })
  return pointer
}

describe('dragging over the border of a container', () => {
  test('lights up the container that would take the card in, which then stands in it', async () => {
    const { store } = await openWalk()
    const before = operationNow()
    const loop = nodeNow('pagination-loop').id
    const frame = placeOf(cardOf('pagination-loop'))
    const pointer = await dragTo('transform', { x: frame.x, y: frame.y + 60 })
    await expect.poll(() => one('[data-taking]').dataset['taking']).toBe(loop)
    expect(one('[data-taking-words]').textContent).toBe('Into For each page')
    await pointer.release()
    expect(nodeNow('transform').parent).toBe(loop)
    expect(document.querySelector('[data-taking]')).toBeNull()
    store.dispatch(undo())
    expect(operationNow()).toEqual(before)
  })

  test('outwards says which edges cannot stay, and takes them away with it', async () => {
    const { store } = await openWalk()
    const before = operationNow()
    const frame = cardOf('pagination-loop').getBoundingClientRect()
    const pointer = await dragTo('request', { x: frame.left + frame.width / 2, y: frame.top - 60 })
    await expect
      .poll(() => one('[data-taking-words]').textContent)
      .toBe('Out of For each page2 edges at the border go')
    await pointer.release()
    expect(nodeNow('request').parent).toBeUndefined()
    expect(Object.keys(operationNow().graph.edges)).toHaveLength(Object.keys(before.graph.edges).length - 2)
    store.dispatch(undo())
    expect(operationNow()).toEqual(before)
  })
})

describe('the corner of a container', () => {
  test('sizes it by the pointer as one step, and never below what it holds', async () => {
    const { store } = await openWalk()
    const loop = nodeNow('pagination-loop').id
    store.dispatch(selected([loop]))
    const grip = page.getByRole('button', { name: 'Size of For each page, by arrow keys' })
    await expect.element(grip).toBeVisible()
    const before = operationNow()
    const width = () => operationNow().layout[loop]?.width ?? 0
    const pointer = Pointer.press(grip.element())
    await pointer.by(120, 80)
    expect(operationNow()).toBe(before)
    await pointer.release()
    expect(width()).toBeGreaterThan((before.layout[loop]?.width ?? 0) + 40)
    store.dispatch(undo())
    expect(operationNow()).toEqual(before)
    const again = Pointer.press(grip.element())
    await again.by(-600, -500)
    await again.release()
    expect(width()).toBeGreaterThanOrEqual(360)
  })

  test('sizes it by the arrows, where it has the focus', async () => {
    const { store } = await openWalk()
    const loop = nodeNow('pagination-loop').id
    store.dispatch(selected([loop]))
    const before = operationNow().layout[loop]
    const grip = page.getByRole('button', { name: 'Size of For each page, by arrow keys' })
    await expect.element(grip).toBeVisible()
    ;(grip.element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}')
    expect(operationNow().layout[loop]).toMatchObject({
      x: before?.x,
      y: before?.y,
      width: (before?.width ?? 0) + 16,
      // On the grid.
      height: Math.round(((before?.height ?? 0) + 8) / 8) * 8,
    })
  })
})

test('the menu of a card moves it into a container, and out of the one it stands in', async () => {
  await openWalk()
  await userEvent.click(cardOf('transform'), { button: 'right' })
  await page.getByRole('menuitem', { name: 'Move into For each page' }).click()
  expect(nodeNow('transform').parent).toBe(nodeNow('pagination-loop').id)
  await userEvent.click(cardOf('transform'), { button: 'right' })
  await page.getByRole('menuitem', { name: 'Move out of For each page' }).click()
  expect(nodeNow('transform').parent).toBeUndefined()
})
