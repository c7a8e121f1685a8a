import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { PageWait } from '../../../src/editor/shell/PageWait.tsx'
import { Shell } from '../../../src/editor/shell/Shell.tsx'
import { customers } from '../canvas/customers.ts'
import { listings } from '../listings.ts'
import { asked, loaded, onStage, staged } from '../stage.tsx'

const connector = customers()
const meta = {
  title: 'Shell/Shell',
  component: Shell,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...staged({ connector: null, listings, whole: true }) },
} satisfies Meta<typeof Shell>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  async play({ canvas, step }) {
    await step('the page of the address stands, and the window is called after it', async () => {
      await canvas.findByRole('link', { name: 'Order desk' }, loaded)
      await expect(document.title).toBe('Connectors · Patchbay')
    })
    await step('the keys of commands are heard, and Escape closes what they open', async () => {
      await userEvent.keyboard('?')
      const shortcuts = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }, loaded)
      await waitFor(() => expect(shortcuts).toContainElement(document.activeElement as HTMLElement))
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    })
  },
}

export const Operation: Story = {
  parameters: staged({ connector, route: { page: 'operation', connector: connector.id }, whole: true }),
  async play({ canvas }) {
    await canvas.findByRole('heading', { name: 'Get details of customer', level: 1 }, loaded)
    await expect(document.title).toBe('Get details of customer · Back4App Customers · Patchbay')
    await canvas.findByRole('group', { name: /^Get customer/ }, loaded)
  },
}

export const UnknownAddress: Story = {
  parameters: staged({ connector: null, route: { page: 'unknown', path: '/nowhere' }, whole: true }),
  async play({ canvas }) {
    await expect(canvas.getByText('There is no page at this address.')).toBeVisible()
    await expect(document.title).toBe('Nothing here · Patchbay')
    await userEvent.click(canvas.getByRole('button', { name: 'All connectors' }))
    await expect(asked).toEqual(['go home'])
  },
}

/** What stands until the part of a page has come. */
export const Wait: Story = {
  render: () => <PageWait />,
  async play({ canvas }) {
    await expect(canvas.getByRole('main')).toHaveAttribute('aria-busy', 'true')
    await expect(within(canvas.getByRole('banner')).getByRole('link', { name: /Patchbay/ })).toBeVisible()
  },
}
