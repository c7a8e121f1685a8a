import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Connector } from '../../../src/model/document.ts'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { nodeNow, nodesNow, one, openCanvas, operationNow, wiring } from './open.tsx'

/** The sample with nothing drawn in its first operation. */
function blank(): Connector {
  const connector = customers()
  const [first, ...rest] = connector.operations
  if (first === undefined) throw new Error('The sample has no operation.')
  return {
    ...connector,
    operations: [{ ...first, graph: { nodes: {}, edges: {}, notes: {} }, layout: {} }, ...rest],
  }
}

const keys = (...pressed: readonly string[]) => userEvent.keyboard(pressed.join(''))
const focusedName = () => document.activeElement?.getAttribute('aria-label')
const focusedNode = () => document.activeElement?.getAttribute('data-node')

describe('by keyboard alone', () => {
  test('inputs, request and output are added, joined and found again', async () => {
    const { store } = await openCanvas(blank())
    await keys('{Tab}')
    expect(document.activeElement?.getAttribute('role')).toBe('application')
    await keys('n')
    await expect.element(page.getByRole('combobox', { name: 'Find a kind' })).toHaveFocus()
    await keys('inputs{Enter}')
    await expect.poll(focusedName).toBe('Inputs, 1 of 1')
    // With a node chosen, what is added is joined to it.
    await keys('n')
    await expect.element(page.getByRole('dialog', { name: 'Add after Inputs' })).toBeVisible()
    await keys('request{Enter}')
    await expect.poll(focusedNode).toBe(nodeNow('request').id)
    expect(wiring()).toEqual(['Inputs → Request.in'])
    // An output by itself, and the edge to it by C and arrows.
    await keys('{Escape}')
    expect(store.getState().session.selected).toEqual({})
    await keys('n')
    await keys('output{Enter}')
    await expect.poll(focusedNode).toBe(nodeNow('output').id)
    // No edge leads anywhere from it yet: the nearest card above, and from there along its edge.
    await keys('{ArrowUp}{ArrowRight}')
    await expect.poll(focusedNode).toBe(nodeNow('request').id)
    await keys('c')
    const list = page.getByRole('region', { name: 'Ports where the edge can end' })
    await expect.element(list).toHaveTextContent('Connect Request to')
    await keys('{Enter}')
    await expect.poll(wiring).toEqual(['Inputs → Request.in', 'Request → Output.in'])
    await expect.poll(() => list.query()).toBeNull()
    // Arrows now walk along the edges.
    await keys('{ArrowLeft}')
    await expect.poll(focusedNode).toBe(nodeNow('inputs').id)
    await keys('{ArrowRight}{ArrowRight}')
    await expect.poll(focusedNode).toBe(nodeNow('output').id)
  })

  test('C offers the legal ends alone, arrows choose and say them, Escape leaves', async () => {
    const { host, store } = await openCanvas()
    await keys('{Tab}{ArrowRight}')
    await expect.poll(focusedName).toMatch(/^Inputs/)
    await keys('c')
    const targets = page.getByRole('region', { name: 'Ports where the edge can end' }).getByRole('listitem')
    // Get customer has this edge already; Auth takes nothing.
    await expect.poll(() => targets.elements().map((item) => item.textContent)).toEqual(['Outputrecords in'])
    await keys('{ArrowDown}')
    expect(host.said.at(-1)).toBe('Output, in, 1 of 1')
    await keys('{Escape}')
    expect(store.getState().session.overlay).toBeUndefined()
    await expect.poll(focusedName).toMatch(/^Inputs/)
    expect(wiring()).toHaveLength(3)
  })

  test('the canvas is one stop for Tab, and remembers its card', async () => {
    await openCanvas()
    await keys('{Tab}{ArrowRight}{ArrowRight}')
    await expect.poll(focusedName).toMatch(/^Get customer, request/)
    const stop = document.activeElement
    await keys('{Tab}')
    expect(
      one('.react-flow').contains(document.activeElement) && document.activeElement?.matches('[data-node]'),
    ).toBe(false)
    await keys('{Shift>}{Tab}{/Shift}')
    expect(document.activeElement).toBe(stop)
  })

  test('Alt and arrows move by the grid, and a held key is one step', async () => {
    const { store } = await openCanvas()
    await keys('{Tab}{ArrowRight}')
    const before = { ...operationNow().layout[nodeNow('inputs').id] }
    await keys('{Alt>}{ArrowDown}{ArrowDown}{ArrowRight}{/Alt}')
    expect(operationNow().layout[nodeNow('inputs').id]).toEqual({
      x: (before.x ?? 0) + 8,
      y: (before.y ?? 0) + 16,
    })
    expect(store.getState().document.history.undo).toHaveLength(1)
  })

  test('F2 renames in place, and a name that is taken is refused in words', async () => {
    const { host } = await openCanvas()
    await keys('{Tab}{ArrowRight}{F2}')
    await expect.element(page.getByRole('textbox', { name: 'Name of the node' })).toHaveFocus()
    await keys('Get customer{Enter}')
    expect(host.said.at(-1)).toContain('Another node is called “Get customer”.')
    await keys('{Control>}a{/Control}Question{Enter}')
    expect(nodeNow('inputs').title).toBe('Question')
    await expect.poll(focusedName).toMatch(/^Question, inputs/)
  })

  test('the card is the only place where a node is renamed: nothing else opens and takes the keys', async () => {
    await openCanvas()
    await keys('{Tab}{ArrowRight}')
    // The dialog for other names is loaded when first asked for; from here on it would be there at once.
    await keys('{Shift>}{F2}{/Shift}')
    await expect.element(page.getByRole('dialog', { name: 'Rename operation' })).toBeVisible()
    await keys('{Escape}')
    await expect.poll(() => page.getByRole('dialog').query()).toBeNull()
    await expect.poll(focusedName).toMatch(/^Inputs/)
    await keys('{F2}')
    const field = page.getByRole('textbox', { name: 'Name of the node' })
    await expect.element(field).toHaveFocus()
    await keys('Question')
    expect(page.getByRole('dialog').query()).toBeNull()
    await expect.element(field).toHaveFocus()
    await expect.element(field).toHaveValue('Question')
  })

  test('F2 far out brings the card near enough to write on', async () => {
    const { store, node, operation } = await openCanvas()
    const { selected, viewportMoved } = await import('../../../src/store/sessionSlice.ts')
    store.dispatch(viewportMoved({ operation, viewport: { x: 4_000, y: 4_000, zoom: 0.1 } }))
    store.dispatch(selected([node('request')]))
    await expect.poll(() => document.querySelectorAll('[data-node]')).toHaveLength(0)
    one('.react-flow').focus()
    await keys('{F2}')
    await expect.element(page.getByRole('textbox', { name: 'Name of the node' })).toHaveFocus()
    await keys('Question{Enter}')
    expect(nodeNow('request').title).toBe('Question')
  })

  test('Delete removes the card with its edges and goes to the one before', async () => {
    await openCanvas()
    await keys('{Tab}{ArrowRight}{ArrowRight}{Delete}')
    expect(nodesNow().map(({ kind }) => kind)).not.toContain('request')
    expect(wiring()).toEqual([])
    await expect.poll(focusedName).toMatch(/^(Inputs|Auth)/)
  })

  test('plus, minus, 0 and 1 zoom; Space and arrows pan', async () => {
    const { store, operation } = await openCanvas()
    await keys('{Tab}')
    const viewport = () => store.getState().session.viewports[operation]
    await keys('0')
    expect(viewport()?.zoom).toBe(1)
    await keys('+')
    expect(viewport()?.zoom).toBe(1.25)
    await keys('-')
    expect(viewport()?.zoom).toBe(1)
    const { x = 0, y = 0 } = viewport() ?? {}
    await keys('{ >}{ArrowRight}{ArrowDown}{/ }')
    expect(viewport()).toEqual({ x: x + 96, y: y + 96, zoom: 1 })
    await keys('1')
    expect(viewport()?.x).not.toBe(x + 96)
  })

  test('a card’s name says kind, problems and place', async () => {
    const { store, node } = await openCanvas()
    const { operationsChecked } = await import('../../../src/store/documentSlice.ts')
    const { operation } = store.getState().session
    if (operation === undefined) throw new Error('No operation is open.')
    store.dispatch(
      operationsChecked({
        [operation]: {
          hash: undefined,
          problems: [
            {
              code: 'x',
              severity: 'error',
              path: [],
              place: { node: node('request') },
              message: 'The address is missing.',
            },
          ],
        },
      }),
    )
    await expect
      .element(page.getByRole('group', { name: 'Get customer, request, 1 problem, 3 of 4' }))
      .toBeInTheDocument()
  })
})
