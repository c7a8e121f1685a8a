import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, screen, userEvent, waitFor } from 'storybook/test'
import { Canvas } from '../../../src/editor/canvas/Canvas.tsx'
import type { Edge } from '../../../src/model/document.ts'
import type { NoteId } from '../../../src/model/ids.ts'
import { edit } from '../../../src/store/edit.ts'
import { selectOperation, selectViewport } from '../../../src/store/selectors.ts'
import { overlayOpened, selected } from '../../../src/store/sessionSlice.ts'
import type { Overlay } from '../../../src/store/state.ts'
import { Pointer, placeOf } from '../../../test/editor/canvas/pointer.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { loaded } from '../stage.tsx'
import { editor, framed } from './frame.tsx'

/** What stands around and above the graph: map, list of kinds, menus, notes, the rectangle that chooses. */
const meta = {
  title: 'Canvas/Furniture',
  component: Canvas,
  decorators: [framed()],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Canvas>
export default meta
type Story = StoryObj<typeof meta>

const prepared = (prepare: (open: OpenEditor) => void) => [framed({ prepare })]
const drawn = () => waitFor(() => expect(document.querySelector('[data-node]')).not.toBeNull(), loaded)
const pane = () => document.querySelector('.react-flow__pane') as HTMLElement
const chosen = () => Object.keys(editor.store.getState().session.selected)
const edgesNow = () => Object.values<Edge>(selectOperation(editor.store.getState())?.graph.edges ?? {})
/** The edge that comes out of a node of a kind. */
const edgeFrom = (kind: string) => {
  const edge = edgesNow().find(({ from }) => from.node === editor.node(kind))
  if (edge === undefined) throw new Error(`No edge comes out of ${kind}.`)
  return edge
}

/** A press in the map goes there. */
export const Default: Story = {
  async play({ canvas }) {
    await drawn()
    const before = selectViewport(editor.store.getState())
    const map = canvas.getByRole('img', { name: 'Map of the whole graph' })
    const { left, top, width, height } = map.getBoundingClientRect()
    // As a pull: a press of the mouse is captured, which only a real one can be.
    fireEvent.pointerMove(map, { buttons: 1, clientX: left + width * 0.75, clientY: top + height / 2 })
    const after = selectViewport(editor.store.getState())
    await expect(after.x).toBeGreaterThan(before.x)
    await expect(after.zoom).toBe(before.zoom)
  },
}

const kinds = (more: (open: OpenEditor) => Partial<Extract<Overlay, { kind: 'kinds' }>>) =>
  prepared((open) =>
    open.store.dispatch(overlayOpened({ kind: 'kinds', at: { x: 420, y: 220 }, ...more(open) })),
  )

/** Behind a port only what fits it is offered, and Enter adds it there. */
export const KindsAfterAPort: Story = {
  decorators: kinds((open) => ({ from: { node: open.node('request'), port: 'out', way: 'out' } })),
  async play({ canvas }) {
    await canvas.findByRole('dialog', { name: 'Add after Get customer' })
    await waitFor(() => expect(canvas.getByRole('combobox', { name: 'Find a kind' })).toHaveFocus())
    await expect(canvas.queryByRole('option', { name: /^Auth/ })).toBeNull()
    await userEvent.keyboard('transform{Enter}')
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull())
    await expect(edgesNow().some(({ to }) => to.node === editor.node('transform'))).toBe(true)
  },
}

/** Asked for at the border, the list stays inside of it. */
export const KindsForAnEdge: Story = {
  decorators: kinds((open) => ({
    at: { x: 5_000, y: 5_000 },
    into: Object.values<Edge>(open.connector.operations[0]?.graph.edges ?? {}).find(
      ({ from }) => from.node === open.node('request'),
    )?.id,
  })),
  async play({ canvas }) {
    const list = await canvas.findByRole('dialog', { name: 'Put a node into the edge' })
    const { right, bottom } = list.getBoundingClientRect()
    const frame = pane().getBoundingClientRect()
    await expect(right).toBeLessThanOrEqual(frame.right)
    await expect(bottom).toBeLessThanOrEqual(frame.bottom)
    await expect(canvas.queryByRole('option', { name: /^Output/ })).toBeNull()
  },
}

export const NoKindFound: Story = {
  decorators: kinds(() => ({})),
  async play({ canvas }) {
    await canvas.findByRole('dialog', { name: 'Add a node' })
    await userEvent.keyboard('zzz')
    await expect(canvas.getByText('Nothing fits here.')).toBeVisible()
    await userEvent.keyboard('{Enter}{Escape}')
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull())
    await expect(Object.keys(selectOperation(editor.store.getState())?.graph.nodes ?? {})).toHaveLength(4)
  },
}

const opens = async (target: Element, at: { x: number; y: number }, name: string) => {
  fireEvent.contextMenu(target, { clientX: at.x, clientY: at.y })
  await screen.findByRole('menu', { name }, loaded)
  await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
}

export const MenuOfTheCanvas: Story = {
  async play() {
    await drawn()
    await opens(pane(), placeOf(pane(), { x: 40, y: 40 }), 'Canvas')
    await userEvent.click(screen.getByRole('menuitem', { name: /^Select all/ }))
    await expect(chosen().length).toBeGreaterThanOrEqual(4)
  },
}

export const MenuOfAnEdge: Story = {
  async play() {
    await drawn()
    const { id } = edgeFrom('request')
    const wire = document.querySelector(`[data-edge="${id}"]`) as Element
    await opens(wire, placeOf(wire), 'Edge')
    await expect(chosen()).toEqual([id])
    await userEvent.click(screen.getByRole('menuitem', { name: /^Delete edge/ }))
    await expect(edgesNow().map((edge) => edge.id)).not.toContain(id)
  },
}

const notes = [
  { text: 'Ask Ana for the key.', width: 200, height: 96 },
  { text: 'A note that says more than it has room for: '.repeat(12), width: 200, height: 96 },
  { text: 'Anaddresswithnoplacetobreak/'.repeat(8), width: 200, height: 96 },
  { text: '', width: 120, height: 64 },
]
const withNotes = ({ store, operation }: OpenEditor) =>
  store.dispatch(
    edit(
      notes.map(({ text, ...size }, at) => ({
        edit: 'addNote',
        operation,
        note: { id: `note${at}` as NoteId, text },
        box: { x: at * 224, y: 320, ...size },
      })),
      { label: 'Add notes', policy: 'ignore' },
    ),
  )

/** Long words stay inside of their note. */
export const Notes: Story = {
  decorators: prepared((open) => {
    withNotes(open)
    open.store.dispatch(selected(['note0']))
  }),
  async play({ canvas }) {
    await drawn()
    const note = await canvas.findByRole('group', { name: 'Note: Ask Ana for the key.' })
    await expect(canvas.getByRole('button', { name: 'Size of the note, by arrow keys' })).toBeVisible()
    for (const each of document.querySelectorAll<HTMLElement>('[data-node^="note"] > p'))
      await expect(each.scrollWidth).toBeLessThanOrEqual(each.clientWidth)
    await opens(note, placeOf(note), 'Note')
  },
}

/** Shift and a pull chooses what the rectangle touches, beside what was chosen before. */
export const Chooses: Story = {
  decorators: prepared(({ store, node }) => store.dispatch(selected([node('output')]))),
  async play() {
    await drawn()
    const card = document.querySelector(`[data-node="${editor.node('inputs')}"]`) as Element
    const { left, top } = card.getBoundingClientRect()
    const frame = pane().getBoundingClientRect()
    const pointer = Pointer.press(
      pane(),
      { shiftKey: true },
      { x: left - frame.left - 24, y: top - frame.top - 24 },
    )
    await pointer.move({ x: left + 40, y: top + 20 })
    await expect(chosen().toSorted()).toEqual([editor.node('inputs'), editor.node('output')].toSorted())
    await expect(document.querySelector('[class*="band"]')).toBeVisible()
    await pointer.release()
    await expect(document.querySelector('[class*="band"]')).toBeNull()
  },
}
