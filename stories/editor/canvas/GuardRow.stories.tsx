import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { GuardRow } from '../../../src/editor/canvas/GuardRow.tsx'
import { guardsOf } from '../../../src/editor/canvas/guards.ts'

const meta = {
  title: 'Canvas/GuardRow',
  component: GuardRow,
  args: { guards: guardsOf({}), onOpen: fn() },
  decorators: [
    (Story) => (
      <div style={{ padding: '48px 24px 16px', background: 'var(--canvas)' }}>
        <div
          style={{ position: 'relative', width: 360, height: 40, border: '1px solid var(--border-strong)' }}
        >
          <Story />
        </div>
      </div>
    ),
  ],
} satisfies Meta<typeof GuardRow>
export default meta
type Story = StoryObj<typeof meta>

/** All of them are on, until somebody turns one off. */
export const Default: Story = {
  play: async ({ canvas, args }) => {
    await expect(canvas.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      '≤10K pages',
      '≤10M records',
      '≤1 h',
      'value once',
      'page once',
    ])
    await userEvent.click(canvas.getByRole('button', { name: /^≤10K pages: At most 10,000 pages/ }))
    await expect(args.onOpen).toHaveBeenCalledWith(args.guards[0])
  },
}
export const Playground: Story = {}
export const Off: Story = {
  args: {
    guards: guardsOf({
      guards: { maxPages: 0, maxRecords: 0, maxMs: 0, repeatedValue: 'off', repeatedPage: false },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: /^pages off: .*this guard is off/ })).toBeVisible()
  },
}
/** One has ended the last run: in words, with an icon and in the colour of what waits for somebody. */
export const Ended: Story = {
  args: { guards: guardsOf({ guards: { maxPages: 3 } }), ended: 'maxPages', reachable: true },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByText('ended by ≤3 pages')).toBeVisible()
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: /It ended the last run/ })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(args.onOpen).toHaveBeenCalledWith(args.guards[0])
  },
}
