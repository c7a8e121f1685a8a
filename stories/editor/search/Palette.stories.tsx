import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { Palette } from '../../../src/editor/search/Palette.tsx'
import { selectOperation } from '../../../src/store/selectors.ts'
import { overlayOpened, readOnlyChanged } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { listing, listings } from '../listings.ts'
import { asked, loaded, onStage, stage, staged } from '../stage.tsx'

const open = ({ store }: OpenEditor) => store.dispatch(overlayOpened({ kind: 'palette' }))

/** Drawn by the stage, as by the page: it is open for as long as the session says so. */
const meta = {
  title: 'Search/Palette',
  component: Palette,
  render: () => <></>,
  decorators: [onStage],
  parameters: staged({ listings, prepare: open }),
} satisfies Meta<typeof Palette>
export default meta
type Story = StoryObj<typeof meta>

const line = async (label: string) => {
  const field = await screen.findByRole('combobox', { name: label }, loaded)
  await waitFor(() => expect(field).toHaveFocus())
  return field
}
const inConnector = 'Find a command, an operation or a node'
const names = () => screen.getAllByRole('option').map(({ textContent }) => textContent)

export const Default: Story = {
  async play({ step }) {
    await line(inConnector)
    await step('commands, operations, nodes, other connectors and pages are listed', async () => {
      const groups = ['Operations', 'Nodes', 'Connectors', 'Operations of other connectors', 'Pages']
      for (const group of groups) await expect(screen.getByText(group)).toBeInTheDocument()
    })
    await step('what nothing is called is said, and Enter does nothing', async () => {
      await userEvent.keyboard('zzz{Enter}')
      await expect(screen.getByText('Nothing is called “zzz”.')).toBeVisible()
    })
    await step('what is typed finds, and Enter goes there', async () => {
      await userEvent.clear(screen.getByRole('combobox'))
      await userEvent.keyboard('add a new cust')
      await expect(names()[0]).toBe('Add a new customer')
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(selectOperation(stage.store.getState())?.title).toBe('Add a new customer')
    })
  },
}

/** On the home page: connectors and what is in them. */
export const NoConnectorOpen: Story = {
  parameters: staged({ connector: null, listings, prepare: open }),
  async play() {
    await line('Find a connector or operation')
    await userEvent.keyboard('order desk')
    await waitFor(() => expect(names()[0]).toContain('Order desk'))
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expect(asked).toEqual(['go operation'])
  },
}

/** What cannot be done is not offered. */
export const ReadOnly: Story = {
  parameters: staged({
    listings,
    prepare: (editor) => {
      editor.store.dispatch(readOnlyChanged('This connector is open in another tab.'))
      open(editor)
    },
  }),
  async play() {
    await line(inConnector)
    await userEvent.keyboard('new operation')
    await expect(screen.queryByRole('option', { name: /^New operation/ })).toBeNull()
  },
}

/** Long names end in an ellipsis; the keys reach the last of many and bring it into sight. */
export const ManyWithLongNames: Story = {
  parameters: staged({
    connector: null,
    listings: Array.from({ length: 80 }, (_, at) =>
      listing(`Orders of every shop in the north-western region, as of quarter ${at}`, 'plug', at, []),
    ),
    prepare: open,
  }),
  async play() {
    await line('Find a connector or operation')
    await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(40))
    await userEvent.keyboard('{ArrowUp}')
    await expect(screen.getByRole('option', { selected: true })).toBeVisible()
    const list = screen.getByRole('listbox')
    await expect(list.scrollTop).toBeGreaterThan(0)
    await expect(list.scrollWidth).toBe(list.clientWidth)
  },
}
