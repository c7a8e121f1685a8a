import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { Canvas } from '../../../src/editor/canvas/Canvas.tsx'
import { Outline } from '../../../src/editor/outline/Outline.tsx'
import { checkOperation } from '../../../src/model/checks.ts'
import type { Connector } from '../../../src/model/document.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { operationsChecked } from '../../../src/store/documentSlice.ts'
import { operationOpened } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { drawnConnector, pictured } from '../map/connectors.ts'
import { allRun } from '../map/runs.ts'
import { loaded } from '../stage.tsx'
import { editor, framed } from './frame.tsx'

const opened = (
  connector: Connector,
  operation: string,
  more: (open: OpenEditor) => void = () => undefined,
) =>
  framed({
    connector,
    prepare: (open) => {
      open.store.dispatch(operationOpened(operation as OperationId))
      more({ ...open, connector })
    },
  })

/** Which operations fill the inputs of this one, and which dropdowns it fills, on its own canvas. */
const meta = {
  title: 'Canvas/References',
  component: Canvas,
  decorators: [opened(pictured(), 'update', allRun)],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Canvas>
export default meta
type Story = StoryObj<typeof meta>

const settled = () => waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
const line = 'customerId: value ← objectId · label ← name · 128 options'

/** The label opens its settings, the card the operation. */
export const Default: Story = {
  async play({ canvas, step }) {
    await step('the label tells what the dropdown is made of, and opens it', async () => {
      await userEvent.click(await canvas.findByRole('button', { name: line }, loaded))
      await screen.findByRole('heading', { name: 'Options for customerId' }, loaded)
      await settled()
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    })
    await step('it is no node: nothing of it is chosen or copied', async () => {
      await userEvent.keyboard('{Control>}a{/Control}')
      const { selected, operation } = editor.store.getState().session
      const { graph } = editor.store
        .getState()
        .document.connector?.operations.find(({ id }) => id === operation) ?? { graph: undefined }
      for (const id of Object.keys(selected))
        await expect(Object.hasOwn({ ...graph?.nodes, ...graph?.edges, ...graph?.notes }, id)).toBe(true)
    })
    await step('the card opens the operation', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'List customers, open this operation' }))
      await expect(editor.store.getState().session.operation).toBe('customers')
    })
  },
}

/** What this operation fills stands right of its output, and leads to the map. */
export const Feeds: Story = {
  decorators: [opened(pictured(), 'customers', allRun)],
  async play({ canvas }) {
    await canvas.findByRole('button', { name: 'List regions, open this operation' }, loaded)
    await userEvent.click(
      canvas.getByRole('button', {
        name: /^options → customerId of Get customer, and 2 more: it fills .* customerId of Create order\. Show it/,
      }),
    )
    const { page, map } = editor.store.getState().session
    await expect({ page, chosen: map.chosen }).toEqual({
      page: 'map',
      chosen: { operation: 'customers', port: 'options' },
    })
  },
}

const withoutSource = () =>
  drawnConnector([
    {
      name: 'update',
      title: 'Update email',
      method: 'PUT',
      path: '/u',
      fields: ['customerId<customers', 'email'],
    },
  ])

/** The operation that filled the field is gone. */
export const Gone: Story = {
  decorators: [
    opened(withoutSource(), 'update', ({ store, connector }) =>
      store.dispatch(
        operationsChecked(
          Object.fromEntries(
            connector.operations.map(({ id }) => [
              id,
              { hash: undefined, problems: checkOperation(connector, id, store.extra.catalog) },
            ]),
          ),
        ),
      ),
    ),
  ],
  async play({ canvas }) {
    await expect(
      await canvas.findByRole(
        'button',
        { name: /^customerId: its list is gone\. .*is not there any more/ },
        loaded,
      ),
    ).toHaveTextContent('its list is gone')
    await expect(canvas.getByRole('button', { name: /^It is gone/ })).toBeDisabled()
  },
}

/** The outline says the same in words. */
export const InWords: Story = {
  decorators: [opened(pictured(), 'customers')],
  render: () => <Outline />,
  async play({ canvas }) {
    await expect(
      await canvas.findByRole('button', {
        name: /Inputs.*region: choices from List regions, value ← objectId · label ← name/,
      }),
    ).toBeVisible()
    await expect(
      canvas.getByRole('button', {
        name: /Output.*fills the choices of customerId of Get customer, customerId of Update email/,
      }),
    ).toBeVisible()
  },
}
