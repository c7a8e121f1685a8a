import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Mark } from '../../src/ui/Mark.tsx'

const meta = {
  title: 'UI/Mark',
  component: Mark,
  args: { children: 'cursor=YWJj' },
} satisfies Meta<typeof Mark>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = { args: { tone: 1, number: '2', title: 'The session' } }
/** Several values: each has a colour and a number of its own. */
export const Several: Story = {
  render: () => (
    <p style={{ font: 'var(--m-12)' }}>
      {['page=3', 'session=a1', 'seed=77', 'at=9', 'of=12'].map((words, tone) => (
        <span key={words} style={{ marginRight: 12 }}>
          <Mark tone={tone} number={String(tone + 1)}>
            {words}
          </Mark>
        </span>
      ))}
    </p>
  ),
  play: async ({ canvas }) => {
    // The number is drawn, and no part of what is copied.
    await expect(canvas.getByText('session=a1')).toHaveTextContent(/^session=a1$/)
    await expect(canvas.getByText('session=a1')).toHaveAttribute('data-number', '2')
  },
}
