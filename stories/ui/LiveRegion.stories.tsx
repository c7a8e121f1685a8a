import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { announce, LiveRegion } from '../../src/ui/LiveRegion.tsx'

const meta = { title: 'UI/LiveRegion', component: LiveRegion } satisfies Meta<typeof LiveRegion>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    announce('For each page, done, 3 pages, 250 records')
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('3 pages, 250 records'), {
      timeout: 3_000,
    })
  },
}
export const Playground: Story = {}
