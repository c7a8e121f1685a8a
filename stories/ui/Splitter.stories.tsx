import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { Splitter } from '../../src/ui/Splitter.tsx'
import { Held } from './fields.tsx'

const meta = {
  title: 'UI/Splitter',
  component: Splitter,
  args: {
    label: 'Resize the list',
    value: 200,
    min: 120,
    max: 320,
    orientation: 'vertical',
    panel: 'start',
    onChange: fn(),
    onToggle: fn(),
  },
  render: (args) => (
    <Held first={args.value}>
      {(value, set) => {
        const upright = args.orientation === 'vertical'
        const sized = <div style={{ [upright ? 'width' : 'height']: value }}>{value} px</div>
        const rest = <div style={{ flex: 1 }}>The rest</div>
        return (
          <div
            style={{ display: 'flex', flexDirection: upright ? 'row' : 'column', width: 480, height: 400 }}
          >
            {args.panel === 'start' ? sized : rest}
            <Splitter {...args} value={value} onChange={set} />
            {args.panel === 'start' ? rest : sized}
          </div>
        )
      }}
    </Held>
  ),
} satisfies Meta<typeof Splitter>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const line = canvas.getByRole('separator', { name: 'Resize the list' })
    await userEvent.tab()
    await expect(line).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}')
    await expect(line).toHaveAttribute('aria-valuenow', '208')
    await userEvent.keyboard('{End}{PageUp}')
    await expect(line).toHaveAttribute('aria-valuenow', '320')
    await userEvent.keyboard('{Home}')
    await expect(line).toHaveAttribute('aria-valuenow', '120')
    await userEvent.keyboard('{Enter}')
    await expect(args.onToggle).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const Below: Story = {
  args: { label: 'Resize the run panel', orientation: 'horizontal', panel: 'end' },
  play: async ({ canvas }) => {
    await userEvent.tab()
    await userEvent.keyboard('{ArrowUp}')
    await expect(canvas.getByRole('separator')).toHaveAttribute('aria-valuenow', '208')
  },
}
export const Dragged: Story = {
  play: async ({ canvas }) => {
    const line = canvas.getByRole('separator')
    const { left, top } = line.getBoundingClientRect()
    await userEvent.pointer([
      { keys: '[MouseLeft>]', target: line, coords: { x: left + 4, y: top + 50 } },
      { target: line, coords: { x: left + 44, y: top + 50 } },
      { keys: '[/MouseLeft]', target: line },
    ])
    await expect(line).toHaveAttribute('aria-valuenow', '240')
  },
}
