import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { viewportMoved } from '../../../src/store/sessionSlice.ts'
import { Pointer, placeOf } from './pointer.ts'
import {
  cardOf,
  emptyPlace,
  nodeNow,
  nodesNow,
  one,
  openCanvas,
  operationNow,
  portOf,
  wiring,
} from './open.tsx'

const start = ['Auth → Get customer.auth', 'Get customer → Output.in', 'Inputs → Get customer.in']

describe('dragging a kind from the palette', () => {
  test('puts a node where it is let go, chosen', async () => {
    const { store } = await openCanvas()
    const pointer = Pointer.press(one('[data-kind="transform"]'))
    await pointer.move(emptyPlace())
    await pointer.release()
    const transform = nodeNow('transform')
    await expect.poll(() => document.querySelector(`[data-node="${transform.id}"]`)).not.toBeNull()
    const card = cardOf('transform').getBoundingClientRect()
    expect(Math.abs(card.top + 22 - emptyPlace().y)).toBeLessThan(12)
    expect(store.getState().session.selected).toEqual({ [transform.id]: true })
    expect(wiring()).toEqual(start)
  })

  test('onto an edge, which lights up, splices it in', async () => {
    await openCanvas()
    const [a, b] = [placeOf(portOf('request', 'out:out')), placeOf(portOf('output', 'in:in'))]
    const pointer = Pointer.press(one('[data-kind="transform"]'))
    await pointer.move({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
    await expect.poll(() => document.body.textContent).toContain('into this edge')
    // What is carried stands beside the edge that lights up, and not on it.
    const carried = one('[data-carried]').getBoundingClientRect()
    expect(carried.top).toBeGreaterThan((a.y + b.y) / 2 + 4)
    await pointer.release()
    expect(wiring()).toEqual([
      'Auth → Get customer.auth',
      'Get customer → Transform.in',
      'Inputs → Get customer.in',
      'Transform → Output.in',
    ])
  })

  test('is given up by Escape', async () => {
    await openCanvas()
    const pointer = Pointer.press(one('[data-kind="request"]'))
    await pointer.move(emptyPlace())
    await userEvent.keyboard('{Escape}')
    await pointer.release()
    expect(nodesNow()).toHaveLength(4)
  })

  test('a kind of which there may be one, and is, says so and does nothing', async () => {
    await openCanvas()
    const button = page.getByRole('button', { name: 'Output' })
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    await button.click({ force: true })
    expect(nodesNow()).toHaveLength(4)
  })
})

describe('drawing an edge', () => {
  test('let go on empty canvas, opens the kinds that fit the port', async () => {
    await openCanvas()
    const pointer = Pointer.press(portOf('request', 'out:out'))
    await pointer.move(emptyPlace())
    await pointer.release()
    const options = page.getByRole('option')
    // Inputs and Auth take no records; a second Output is not allowed.
    await expect
      .poll(() => options.elements().map((option) => option.querySelector('span > span')?.textContent))
      .toEqual(['Request', 'For each page', 'For each', 'Transform'])
    await userEvent.keyboard('trans{Enter}')
    expect(wiring()).toContain('Get customer → Transform.in')
    await expect.poll(() => document.activeElement?.getAttribute('data-node')).toBe(nodeNow('transform').id)
  })

  test('greys a port that cannot take it before anyone lets go, says why, and leaves all as it was', async () => {
    const { host } = await openCanvas()
    const pointer = Pointer.press(portOf('auth', 'out:out'))
    await pointer.by(20, 20)
    await expect.poll(() => portOf('output', 'in:in').dataset['fits']).toBe('refused')
    await pointer.move(placeOf(portOf('output', 'in:in')))
    const why = '“Output” takes records here, and “Auth” gives a sign-in.'
    // By its words: a mouse that rests on the palette has the hint of a button there shown too.
    await expect.element(page.getByRole('tooltip').filter({ hasText: why })).toBeVisible()
    expect(host.said).toContain(why)
    await pointer.release()
    expect(wiring()).toEqual(start)
    expect(portOf('output', 'in:in').dataset['fits']).toBe('idle')
  })

  test('the reason is read whole, at the border of the canvas too', async () => {
    const { store, operation } = await openCanvas()
    const frame = one('.react-flow').getBoundingClientRect()
    const before = placeOf(portOf('output', 'in:in'))
    const { x = 0, y = 0, zoom = 1 } = store.getState().session.viewports[operation] ?? {}
    // The output now stands in the lower right corner.
    const by = { x: frame.right - 20 - before.x, y: frame.bottom - 20 - before.y }
    store.dispatch(viewportMoved({ operation, viewport: { x: x - by.x / zoom, y: y - by.y / zoom, zoom } }))
    await expect
      .poll(() => Math.round(placeOf(portOf('output', 'in:in')).y))
      .toBe(Math.round(frame.bottom - 20))
    const pointer = Pointer.press(portOf('auth', 'out:out'))
    await pointer.move(placeOf(portOf('output', 'in:in')))
    const hint = page.getByRole('tooltip')
    await expect.element(hint).toBeVisible()
    const box = hint.element().getBoundingClientRect()
    expect(box.right).toBeLessThanOrEqual(frame.right)
    expect(box.bottom).toBeLessThanOrEqual(frame.bottom)
    await pointer.release()
  })

  test('joins two ports that fit', async () => {
    const { store } = await openCanvas()
    const pointer = Pointer.press(portOf('inputs', 'out:out'))
    await pointer.move(placeOf(portOf('output', 'in:in')))
    await pointer.release()
    expect(wiring()).toEqual([...start, 'Inputs → Output.in'].toSorted())
    expect(store.getState().document.history.undo.at(-1)?.label).toBe('Connect')
  })

  test('let go on a card, meets its first port that fits', async () => {
    await openCanvas()
    const pointer = Pointer.press(portOf('inputs', 'out:out'))
    const card = cardOf('output').getBoundingClientRect()
    await pointer.move({ x: card.left + card.width - 20, y: card.top + card.height - 8 })
    await pointer.release()
    expect(wiring()).toContain('Inputs → Output.in')
  })
})

describe('dragging a card', () => {
  test('is one step, on the grid, and undo brings it back', async () => {
    const { store } = await openCanvas()
    const before = { ...operationNow().layout[nodeNow('auth').id] }
    const pointer = Pointer.press(cardOf('auth'), {}, { x: 60, y: 20 })
    await pointer.by(30, 40)
    // Under the pointer already, in the document not yet.
    expect(operationNow().layout[nodeNow('auth').id]).toEqual(before)
    await pointer.by(30, 20)
    await pointer.release()
    const after = operationNow().layout[nodeNow('auth').id]
    expect(after).not.toEqual(before)
    expect((after?.x ?? 1) % 8).toBe(0)
    expect(store.getState().document.history.undo).toHaveLength(1)
    one('.react-flow').focus()
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(operationNow().layout[nodeNow('auth').id]).toEqual(before)
    await expect
      .poll(() =>
        document.querySelector(`.react-flow__node[data-id="${nodeNow('auth').id}"]`)?.getAttribute('style'),
      )
      .toContain(`translate(${before.x}px, ${before.y}px)`)
  })

  test('goes above whatever it passes', async () => {
    await openCanvas()
    const request = cardOf('request').getBoundingClientRect()
    const auth = cardOf('auth').getBoundingClientRect()
    const pointer = Pointer.press(cardOf('auth'), {}, { x: 60, y: 20 })
    await pointer.by(request.left + 40 - auth.left, request.top + 10 - auth.top)
    const over = cardOf('auth').getBoundingClientRect()
    const place = { x: request.left + 40, y: over.top + 30 }
    expect(over.left < place.x && place.y < request.bottom).toBe(true)
    const top = document.elementFromPoint(place.x, place.y)
    expect(top?.closest('[data-node]')).toBe(cardOf('auth'))
    await pointer.release()
  })

  test('moves all that are chosen', async () => {
    const { store } = await openCanvas()
    await userEvent.click(cardOf('auth'), { position: { x: 60, y: 20 } })
    await userEvent.keyboard('{Shift>}')
    await userEvent.click(cardOf('inputs'), { position: { x: 60, y: 20 } })
    await userEvent.keyboard('{/Shift}')
    expect(Object.keys(store.getState().session.selected)).toHaveLength(2)
    const before = structuredClone(operationNow().layout)
    const pointer = Pointer.press(cardOf('inputs'), {}, { x: 60, y: 20 })
    await pointer.by(0, 64)
    await pointer.release()
    const { layout } = operationNow()
    const [inputs, auth] = [nodeNow('inputs').id, nodeNow('auth').id]
    const moved = (layout[inputs]?.y ?? 0) - (before[inputs]?.y ?? 0)
    expect(moved).toBeGreaterThan(0)
    expect((layout[auth]?.y ?? 0) - (before[auth]?.y ?? 0)).toBe(moved)
  })

  test('with Alt leaves it there and puts a copy down', async () => {
    await openCanvas()
    const before = { ...operationNow().layout[nodeNow('request').id] }
    const wire = () => document.querySelector(`[data-edge] path[d]`)?.getAttribute('d')
    const [place, edge] = [cardOf('request').getBoundingClientRect().top, wire()]
    const pointer = Pointer.press(cardOf('request'), { altKey: true }, { x: 120, y: 12 })
    await pointer.by(0, 160)
    // It is the copy that goes with the pointer: card and edges are where they were.
    expect(cardOf('request').getBoundingClientRect().top).toBe(place)
    expect(wire()).toBe(edge)
    const copy = document.querySelector('[data-copy]')
    expect(copy?.textContent).toContain('Get customer')
    expect((copy?.getBoundingClientRect().top ?? 0) - place).toBeGreaterThan(100)
    await pointer.release()
    expect(document.querySelector('[data-copy]')).toBeNull()
    expect(operationNow().layout[nodeNow('request').id]).toEqual(before)
    await expect.poll(() => nodesNow().map(({ title }) => title)).toContain('Get customer 2')
    expect(wiring()).toEqual(start)
  })

  test('onto an edge puts it in, as the same step', async () => {
    const { store } = await openCanvas()
    const first = Pointer.press(one('[data-kind="transform"]'))
    await first.move(emptyPlace())
    await first.release()
    await vi.waitFor(() => cardOf('transform'), 10_000)
    const card = cardOf('transform').getBoundingClientRect()
    const [a, b] = [placeOf(portOf('request', 'out:out')), placeOf(portOf('output', 'in:in'))]
    const pointer = Pointer.press(cardOf('transform'), {}, { x: 60, y: 20 })
    await pointer.by((a.x + b.x) / 2 - (card.left + card.width / 2), a.y - (card.top + 22))
    await expect.poll(() => store.getState().document.history.undo.length).toBe(1)
    await pointer.release()
    expect(wiring()).toContain('Transform → Output.in')
    expect(store.getState().document.history.undo).toHaveLength(2)
  })
})

describe('the rubber band', () => {
  test('chooses what it touches', async () => {
    const { store } = await openCanvas()
    const frame = one('.react-flow').getBoundingClientRect()
    const box = cardOf('auth').getBoundingClientRect()
    const pointer = Pointer.press(
      one('.react-flow__pane'),
      { shiftKey: true },
      { x: 4, y: box.bottom - frame.top + 12 },
    )
    await pointer.move({ x: box.left + 40, y: box.top + 10 })
    await pointer.release()
    expect(store.getState().session.selected).toEqual({ [nodeNow('auth').id]: true })
  })
})

describe('menus', () => {
  test('a card’s offers what the keys do, and the edges it has', async () => {
    await openCanvas()
    await userEvent.click(cardOf('request'), { button: 'right', position: { x: 120, y: 12 } })
    await expect.element(page.getByRole('menuitem', { name: /Rename/ })).toBeVisible()
    await page.getByRole('menuitem', { name: 'Disconnect' }).click()
    await page.getByRole('menuitem', { name: 'from Auth' }).click()
    await expect.poll(wiring).toEqual(start.slice(1))
  })
})
