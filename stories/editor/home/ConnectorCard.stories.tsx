import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { ConnectorCard } from '../../../src/editor/home/ConnectorCard.tsx'
import { listing } from '../listings.ts'
import { asked, loaded, onStage, staged, storyNowMs } from '../stage.tsx'

const day = 86_400_000

const meta = {
  title: 'Home/ConnectorCard',
  component: ConnectorCard,
  args: {
    listing: listing('Order desk', 'shopping-cart', 120_000, ['tested', 'stale', 'never']),
    nowMs: storyNowMs,
    demo: false,
    acts: { open: fn(), rename: fn(), duplicate: fn(), exportFile: fn(), remove: fn() },
  },
  decorators: [
    (Story) => (
      <div style={{ width: 320 }}>
        <Story />
      </div>
    ),
    onStage,
  ],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof ConnectorCard>
export default meta
type Story = StoryObj<typeof meta>

/** Its title is the link that opens it; how its operations stand is told by the worst of them. */
export const Default: Story = {
  async play({ canvas }) {
    await expect(canvas.getByText('3 operations')).toBeVisible()
    await expect(canvas.getByText('1 tested, 1 stale, 1 never run')).toBeVisible()
    await expect(canvas.getByText('2 min ago')).toBeVisible()
    await userEvent.click(canvas.getByRole('link', { name: 'Order desk' }))
    await expect(asked).toEqual(['go operation'])
  },
}

/** By keyboard: the menu takes the focus, arrows move along its lines, and Enter does what is chosen. */
export const Menu: Story = {
  async play({ args, canvas }) {
    canvas.getByRole('button', { name: 'More for Order desk' }).focus()
    await userEvent.keyboard('{Enter}')
    const menu = await screen.findByRole('menu', undefined, loaded)
    await waitFor(() => expect(menu).toContainElement(document.activeElement as HTMLElement))
    await userEvent.keyboard('{End}{ArrowUp}{ArrowUp}{Enter}')
    await waitFor(() => expect(args.acts.duplicate).toHaveBeenCalledOnce())
    await expect(args.acts.remove).not.toHaveBeenCalled()
  },
}

export const Failing: Story = {
  args: { listing: listing('Card payments', 'credit-card', day, ['tested', 'failing', 'failing']) },
  async play({ canvas }) {
    await expect(canvas.getByText('1 tested, 2 failing')).toBeVisible()
    await expect(canvas.getByText('Yesterday')).toBeVisible()
  },
}

/** No operations, an icon that this version does not know, no graph to draw. */
export const Empty: Story = {
  args: {
    listing: {
      ...listing('Newsletter', 'an-icon-of-later', 400 * day, []),
      preview: { boxes: [], lines: [] },
    },
  },
  async play({ canvas }) {
    await expect(canvas.getByText('No operations yet')).toBeVisible()
  },
}

/** A title with no place to break, and more operations than a line can count, stay inside of the card. */
export const LongTitle: Story = {
  args: {
    demo: true,
    listing: listing(
      'Customers_orders_and_invoices_of_all_shops_in_the_north_western_region',
      'database',
      400 * day,
      (['tested', 'stale', 'never', 'failing'] as const).flatMap((status) => Array(1_000).fill(status)),
    ),
  },
  async play({ canvas }) {
    const card = canvas.getByRole('article')
    await expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth)
    await expect(canvas.getByText(/^1,000 tested, 1,000 stale/)).toBeVisible()
    const foot = card.lastElementChild as HTMLElement
    await expect(foot.scrollHeight).toBeLessThanOrEqual(foot.clientHeight)
  },
}
