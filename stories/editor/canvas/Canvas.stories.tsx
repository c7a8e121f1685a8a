import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Canvas } from '../../../src/editor/canvas/Canvas.tsx'
import { operationsChecked } from '../../../src/store/documentSlice.ts'
import { edit } from '../../../src/store/edit.ts'
import { commandById } from '../../../src/store/commands/list.ts'
import { readOnlyChanged, selected, viewportMoved } from '../../../src/store/sessionSlice.ts'
import { largeConnector, type OpenEditor } from '../../../test/store/editor.ts'
import { Pointer, placeOf } from '../../../test/editor/canvas/pointer.ts'
import { customers } from './customers.ts'
import { editor, framed } from './frame.tsx'
import { done, failed, running, sampled, waiting } from './runs.ts'

const meta = {
  title: 'Canvas/Canvas',
  component: Canvas,
  decorators: [framed()],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Canvas>
export default meta
type Story = StoryObj<typeof meta>

const drawn = () =>
  waitFor(() => expect(document.querySelector('[data-node], .react-flow__pane')).not.toBeNull())
const card = (kind: string) =>
  document.querySelector<HTMLElement>(`[data-node="${editor.node(kind)}"]`) as HTMLElement
const port = (kind: string, name: string) => card(kind).querySelector(`[data-port="${name}"]`) as HTMLElement

export const Default: Story = { play: drawn }
export const Playground: Story = { play: drawn }

export const Empty: Story = {
  decorators: [
    (Story) => {
      const connector = customers()
      const [first] = connector.operations
      const operations =
        first === undefined ? [] : [{ ...first, graph: { nodes: {}, edges: {}, notes: {} }, layout: {} }]
      return framed({ connector: { ...connector, operations } })(Story, {} as never) as React.JSX.Element
    },
  ],
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/Nothing here yet/)).toBeVisible()
  },
}

const prepared = (prepare: (open: OpenEditor) => void) => [framed({ prepare })]

export const Selected: Story = {
  decorators: prepared((open) => open.store.dispatch(selected([open.node('request')]))),
  play: drawn,
}
export const SelectedEdge: Story = {
  play: async () => {
    await drawn()
    const [edge] = Object.keys(editor.connector.operations[0]?.graph.edges ?? {})
    editor.store.dispatch(selected([edge ?? '']))
  },
}
export const Running: Story = { decorators: prepared(running), play: drawn }
export const Waiting: Story = { decorators: prepared(waiting), play: drawn }
export const Done: Story = {
  decorators: prepared(done),
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole('group', { name: 'Get customer, request, done, 1 record, 3 of 4' }),
    ).toBeVisible()
    await expect(canvas.getByText('200 · 268 ms')).toBeVisible()
    await expect(canvas.getByText('1 item', { selector: 'span[class*=label]' })).toBeVisible()
  },
}
/** What answered it was a sample first: the card says so beside how the run went. */
export const Sampled: Story = {
  decorators: prepared(sampled),
  play: async ({ canvas }) => {
    await drawn()
    const sample = await canvas.findByRole('group', { name: /sample, done, 1 record/ })
    await expect(within(sample).getByText('Sample')).toBeVisible()
  },
}
export const Failed: Story = {
  decorators: prepared(failed),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'There is no such customer (404)' }))
    const { session } = editor.store.getState()
    await expect(session.panels.run).toMatchObject({ open: true, tab: 'requests' })
    await expect(session.selected).toEqual({ [editor.node('request')]: true })
  },
}
export const Disabled: Story = {
  decorators: prepared(({ store, operation, node }) => {
    store.dispatch(
      edit([{ edit: 'setDisabled', operation, nodes: [node('request')], disabled: true }], {
        label: 'Turn off',
        policy: 'record',
      }),
    )
  }),
  play: drawn,
}
export const Problems: Story = {
  decorators: prepared(({ store, operation, node }) => {
    const place = { node: node('request') }
    store.dispatch(
      operationsChecked({
        [operation]: {
          hash: undefined,
          problems: [
            {
              code: 'a',
              severity: 'error',
              path: [],
              place,
              message: 'There is no input called “customer”.',
            },
            { code: 'b', severity: 'warning', path: [], place, message: 'This header is sent twice.' },
          ],
        },
      }),
    )
  }),
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole('group', { name: 'Get customer, request, 2 problems, 3 of 4' }),
    ).toBeVisible()
  },
}
export const ReadOnly: Story = {
  decorators: prepared(({ store }) => store.dispatch(readOnlyChanged('Open in another tab'))),
  play: async ({ canvas }) => {
    await drawn()
    await expect(canvas.getByRole('button', { name: 'Request' })).toHaveAttribute('aria-disabled', 'true')
  },
}
export const Note: Story = {
  play: async ({ canvas }) => {
    await drawn()
    await userEvent.click(canvas.getByRole('button', { name: 'Note' }))
    const note = await canvas.findByRole('group', { name: 'Empty note' })
    await userEvent.dblClick(note)
    await userEvent.type(
      await canvas.findByRole('textbox', { name: 'Text of the note' }),
      'Ask Ana for the key{Escape}',
    )
    await expect(await canvas.findByRole('group', { name: 'Note: Ask Ana for the key' })).toBeVisible()
    const grip = canvas.getByRole('button', { name: /Size of the note/ })
    grip.focus()
    await userEvent.keyboard('{ArrowRight}{ArrowDown}')
    const [id] = Object.keys(editor.store.getState().session.selected)
    await expect(editor.store.getState().document.connector?.operations[0]?.layout[id ?? '']).toMatchObject({
      width: 232,
      height: 128,
    })
  },
}
export const Picker: Story = {
  play: async ({ canvas }) => {
    await drawn()
    const pane = document.querySelector('.react-flow__pane') as HTMLElement
    const box = pane.getBoundingClientRect()
    pane.dispatchEvent(
      new MouseEvent('dblclick', { bubbles: true, clientX: box.left + 300, clientY: box.top + 40 }),
    )
    await expect(await canvas.findByRole('dialog', { name: 'Add a node' })).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('combobox', { name: 'Find a kind' })).toHaveFocus())
    await userEvent.keyboard('trans')
    await expect(canvas.getAllByRole('option')).toHaveLength(1)
  },
}
export const Connecting: Story = {
  play: async ({ canvas }) => {
    await drawn()
    editor.store.dispatch(selected([editor.node('inputs')]))
    void commandById('start-edge').run(editor.store)
    await expect(await canvas.findByRole('region', { name: 'Ports where the edge can end' })).toBeVisible()
  },
}
export const RefusedPort: Story = {
  play: async ({ canvas }) => {
    await drawn()
    const pointer = Pointer.press(port('auth', 'out:out'))
    await pointer.move(placeOf(port('output', 'in:in')))
    await expect(await canvas.findByRole('tooltip')).toHaveTextContent('“Output” takes records here')
    await expect(port('output', 'in:in').dataset['fits']).toBe('refused')
    await expect(port('inputs', 'out:out').dataset['fits']).toBe('refused')
    await pointer.release()
  },
}
export const Renaming: Story = {
  play: async ({ canvas }) => {
    await drawn()
    editor.store.dispatch(selected([editor.node('request')]))
    void commandById('rename-node').run(editor.store)
    await expect(await canvas.findByRole('textbox', { name: 'Name of the node' })).toHaveFocus()
  },
}
export const Menu: Story = {
  play: async () => {
    await drawn()
    const box = card('request').getBoundingClientRect()
    card('request').dispatchEvent(
      new MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: box.left + 20,
        clientY: box.top + 20,
      }),
    )
    const page = within(document.body)
    await expect(await page.findByRole('menu', { name: 'Get customer' }, { timeout: 5_000 })).toBeVisible()
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
export const Ghosts: Story = {
  play: async ({ canvas }) => {
    await drawn()
    await expect(canvas.getByText('For each page')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Hide the hint about For each page' }))
    await waitFor(() => expect(canvas.queryByText('For each page')).toBeNull())
    await expect(canvas.getByText('FIFO queue')).toBeVisible()
  },
}
const zoomed = (zoom: number) =>
  prepared(({ store, operation }) => {
    store.dispatch(viewportMoved({ operation, viewport: { x: -200, y: -100, zoom } }))
  })
export const ZoomedOut: Story = { decorators: zoomed(0.5), play: drawn }
export const FarOut: Story = { decorators: zoomed(0.2), play: drawn }
export const FiveThousand: Story = {
  decorators: [framed({ connector: largeConnector(5_000) })],
  play: async () => {
    await waitFor(() =>
      expect(document.querySelector<HTMLElement>('canvas[aria-hidden]')?.hidden).toBe(false),
    )
    await expect(document.querySelectorAll('[data-node]')).toHaveLength(0)
  },
}
export const Narrow: Story = { decorators: [framed({ width: 520 })], play: drawn }
