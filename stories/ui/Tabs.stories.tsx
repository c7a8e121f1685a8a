import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Provenance } from '../../src/ui/Provenance.tsx'
import { Tabs } from '../../src/ui/Tabs.tsx'
import { Held } from './fields.tsx'

const meta = {
  title: 'UI/Tabs',
  component: Tabs<string>,
  args: {
    label: 'Run',
    value: 'output',
    tabs: [
      { value: 'output', label: 'Output', count: 250 },
      { value: 'requests', label: 'Requests', count: 3 },
      { value: 'timeline', label: 'Timeline', disabled: true },
      { value: 'log', label: 'Log', count: 9 },
    ],
    onChange: fn(),
    children: '',
  },
  render: (args) => (
    <Held first={args.value}>
      {(value, set) => (
        <Tabs {...args} value={value} onChange={set}>
          <p style={{ padding: 16 }}>Shows the {value}.</p>
        </Tabs>
      )}
    </Held>
  ),
} satisfies Meta<typeof Tabs<string>>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await expect(canvas.getByRole('tab', { name: /Output/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect(canvas.getByRole('tab', { name: /Log/ })).toHaveFocus()
    await expect(canvas.getByRole('tabpanel', { name: /Log/ })).toHaveTextContent('Shows the log.')
    await userEvent.keyboard('{ArrowRight}{End}{Home}')
    await expect(canvas.getByRole('tab', { name: /Output/ })).toHaveAttribute('aria-selected', 'true')
  },
}
export const Playground: Story = {}
export const WithActions: Story = {
  args: {
    actions: (
      <>
        <Provenance origin="live" />
        <Button size={28}>Use output as schema</Button>
      </>
    ),
  },
}
