import '../../../src/ui/base.css'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Outline } from '../../../src/editor/outline/Outline.tsx'
import { editor, EditorFrame } from '../../../stories/editor/canvas/frame.tsx'
import { commandById } from '../../../src/store/commands/list.ts'
import { selected } from '../../../src/store/sessionSlice.ts'
import type { Connector, Note } from '../../../src/model/document.ts'
import { largeConnector } from '../../store/editor.ts'
import { nodeNow, nodesNow, operationNow, wiring } from './open.tsx'

let root: Root

async function open(connector?: Connector): Promise<void> {
  await page.viewport(1100, 760)
  const place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
  root.render(
    <EditorFrame {...(connector && { connector })} width={1000} height={640}>
      <Outline />
    </EditorFrame>,
  )
  await vi.waitFor(() => row(/^1 Inputs/).element(), 10_000)
}

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

const row = (name: RegExp) => page.getByRole('button', { name })
const keys = (pressed: string) => userEvent.keyboard(pressed)

async function act(title: string, ...items: readonly RegExp[]): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${title}` }).click()
  for (const name of items) await page.getByRole('menuitem', { name }).click()
}

describe('the outline', () => {
  beforeEach(() => open())

  test('reads the graph in order, in words, with where values come from', () => {
    expect(
      page
        .getByRole('listitem')
        .elements()

        .map((item) => item.querySelector('button')?.textContent),
    ).toEqual([
      '1Inputs, Take Customer ID, ',
      '2Auth, Sign in with Application keys, ',
      '3Get customer, Request, Ask for /classes/Customer/{{ input.customerId }} (GET), from 1 Inputs, signed by 2 Auth, ',
      '4Output, Give back what comes in, from 3 Get customer, ',
    ])
  })

  test('adds behind a node, joined to it', async () => {
    await act('Get customer', /Add after/, /Transform/)
    await expect.poll(wiring).toContain('Get customer → Transform.in')
    await expect.element(row(/Transform/).first()).toBeVisible()
  })

  test('connects and disconnects', async () => {
    await act('Inputs', /Connect to/, /Output/)
    await expect.poll(wiring).toContain('Inputs → Output.in')
    await act('Output', /Disconnect/, /from 1 Inputs/)
    await expect.poll(wiring).not.toContain('Inputs → Output.in')
  })

  test('puts a node between two', async () => {
    await keys('{Tab}n')
    await keys('{Escape}')
    await page.getByRole('button', { name: 'Add a node' }).click()
    await keys('transform{Enter}')
    await expect.poll(() => nodesNow().length).toBe(5)
    await act('Transform', /Put between/, /Get customer and Output/)
    await expect.poll(wiring).toContain('Transform → Output.in')
  })

  test('moves a node out of its container and into one', async () => {
    const request = editor.node('request')
    editor.store.dispatch(selected([request]))
    await commandById('add-pagination-loop').run(editor.store)
    await expect.poll(() => nodeNow('request').parent).toBe(editor.node('pagination-loop'))
    await act('Get customer', /Move out of For each page/)
    await expect.poll(() => nodeNow('request').parent).toBeUndefined()
    await act('Get customer', /Move into/, /For each page/)
    await expect.poll(() => nodeNow('request').parent).toBe(editor.node('pagination-loop'))
  })

  test('turns a node off and on, which its row says', async () => {
    await act('Get customer', /Turn off/)
    await expect.element(row(/Get customer.*Request.*Off, passed over/)).toBeVisible()
    await act('Get customer', /Turn on/)
    await expect.poll(() => nodeNow('request').disabled).toBeUndefined()
  })

  test('moves a node on the canvas it does not show', async () => {
    const before = operationNow().layout[nodeNow('auth').id]
    await act('Auth', /Move on the canvas/, /Down/)
    await expect.poll(() => operationNow().layout[nodeNow('auth').id]?.y).toBe((before?.y ?? 0) + 40)
  })

  test('is worked by keyboard: arrows, F2, C, Enter, Delete', async () => {
    await keys('{Tab}')
    await expect.element(row(/^1 Inputs/)).toHaveFocus()
    await keys('{ArrowDown}{ArrowDown}')
    await expect.element(row(/^3 Get customer/)).toHaveFocus()
    await keys('{F2}')
    await expect.element(page.getByRole('textbox', { name: 'Name of the node' })).toHaveFocus()
    await keys('Find customer{Enter}')
    await expect.element(row(/^3 Find customer/)).toHaveFocus()
    await keys('{Enter}')
    expect(editor.store.getState().session.focus).toEqual({ node: nodeNow('request').id })
    await keys('{Home}c')
    await expect
      .element(page.getByRole('region', { name: 'Ports where the edge can end' }))
      .toHaveTextContent('Output')
    await keys('{Enter}')
    await expect.poll(wiring).toContain('Inputs → Output.in')
    await keys('{End}{Delete}')
    await expect.poll(() => nodesNow().map(({ kind }) => kind)).not.toContain('output')
  })

  test('has the notes too: added, written and deleted with no canvas', async () => {
    await keys('{Tab}{Shift>}n{/Shift}')
    const note = row(/^Empty note/)
    await expect.element(note).toHaveFocus()
    await keys('{Enter}')
    await expect.element(page.getByRole('textbox', { name: 'Text of the note' })).toHaveFocus()
    await keys('Ask Ana about the limits{Escape}')
    await expect.element(row(/^Ask Ana about the limits/)).toHaveFocus()
    expect(Object.values<Note>(operationNow().graph.notes).map(({ text }) => text)).toEqual([
      'Ask Ana about the limits',
    ])
    await keys('{ArrowUp}')
    await expect.element(row(/^4 Output/)).toHaveFocus()
    await keys('{ArrowDown}{Delete}')
    await expect.poll(() => operationNow().graph.notes).toEqual({})
  })
})

describe('the outline of 5,000 nodes', () => {
  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-outline-row]')]

  test('draws what is near the screen, and says how many there are', async () => {
    await open(largeConnector(5_000))
    await expect.poll(() => rows().length).toBeGreaterThan(5)
    expect(rows().length).toBeLessThan(200)
    expect(rows()[0]?.getAttribute('aria-setsize')).toBe('5000')
  })

  test('goes to the last one by End, and back by Home', async () => {
    await open(largeConnector(5_000))
    await keys('{Tab}{End}')
    await expect.element(row(/^5000 /)).toHaveFocus()
    const inSight = () => {
      const box = document.activeElement?.getBoundingClientRect()
      return box !== undefined && box.top >= 0 && box.bottom <= 640
    }
    await expect.poll(inSight).toBe(true)
    expect(rows().length).toBeLessThan(300)
    await keys('{Home}')
    await expect.element(row(/^1 Inputs/)).toHaveFocus()
    await expect.poll(inSight).toBe(true)
  })
})
