import { describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { viewportMoved } from '../../../src/store/sessionSlice.ts'
import { largeConnector } from '../../store/editor.ts'
import { one, openCanvas } from './open.tsx'

const cards = () => document.querySelectorAll('[data-node]').length
const wires = () => document.querySelectorAll('[data-edge]').length
const frame = () => new Promise(requestAnimationFrame)

/** How many cards are drawn once a look from elsewhere has been drawn to its end: the same in two frames, and not none. */
async function settledCards(): Promise<number> {
  let count = 0
  await expect
    .poll(async () => {
      const before = cards()
      await frame()
      await frame()
      count = cards()
      return (
        count > 4 && count === before && document.querySelectorAll('canvas[aria-hidden][hidden]').length > 0
      )
    })
    .toBe(true)
  return count
}

describe('5,000 nodes', () => {
  test('at 100 % only what is near the screen is drawn', async () => {
    const { store, operation } = await openCanvas(largeConnector(5_000))
    store.dispatch(viewportMoved({ operation, viewport: { x: 5_000, y: 5_000, zoom: 1 } }))
    expect(await settledCards()).toBeLessThan(80)
    expect(wires()).toBeLessThan(160)
  })

  test('an edge across the screen is drawn though both its ends are out of sight', async () => {
    const { store, operation, connector } = await openCanvas(largeConnector(5_000))
    const { graph, layout } = connector.operations[0] ?? {}
    const long = Object.values(graph?.edges ?? {}).find(({ from, to }) => {
      const [a, b] = [layout?.[from.node], layout?.[to.node]]
      return a !== undefined && b !== undefined && Math.abs(a.x - b.x) > 6_000
    })
    const [a, b] = [layout?.[long?.from.node ?? ''], layout?.[long?.to.node ?? '']]
    if (long === undefined || a === undefined || b === undefined) throw new Error('There is no long edge.')
    const middle = { x: (a.x + b.x) / 2 - 400, y: (a.y + b.y) / 2 - 300 }
    store.dispatch(viewportMoved({ operation, viewport: { ...middle, zoom: 1 } }))
    await expect.poll(() => document.querySelector(`[data-edge="${long.id}"]`)).not.toBeNull()
    expect(document.querySelector(`[data-node="${long.from.node}"]`)).toBeNull()
    expect(document.querySelector(`[data-node="${long.to.node}"]`)).toBeNull()
  })

  test('far out no card is an element: boxes and lines are painted', async () => {
    await openCanvas(largeConnector(5_000))
    // Opened for the first time, it is fitted: far out.
    await expect.poll(() => one('canvas[aria-hidden]').hidden).toBe(false)
    expect(cards()).toBe(0)
    expect(wires()).toBe(0)
    const canvas = one('canvas[aria-hidden]') as HTMLCanvasElement
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    expect(data.some((value) => value !== 0)).toBe(true)
  })

  test('far out a press chooses what is under it, and the keyboard still walks', async () => {
    const { store } = await openCanvas(largeConnector(5_000))
    await expect.poll(() => one('canvas[aria-hidden]').hidden).toBe(false)
    one('.react-flow').focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(Object.keys(store.getState().session.selected)).toHaveLength(1)
    await userEvent.keyboard('{ArrowRight}')
    expect(Object.keys(store.getState().session.selected)).toHaveLength(1)
  })

  test('choosing all draws nothing more', async () => {
    const { store, operation } = await openCanvas(largeConnector(5_000))
    store.dispatch(viewportMoved({ operation, viewport: { x: 5_000, y: 5_000, zoom: 1 } }))
    const before = await settledCards()
    one('.react-flow').focus()
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(Object.keys(store.getState().session.selected)).toHaveLength(5_000)
    expect(await settledCards()).toBe(before)
  })
})
