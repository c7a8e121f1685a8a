import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { DotRow } from '../../../src/editor/canvas/DotRow.tsx'
import type { Dot } from '../../../src/simulation/torture/ordeal.ts'

const dots = (outcomes: string): Dot[] =>
  [...outcomes].map((outcome, at) => ({
    id: `F${at}`,
    group: 'faults',
    words: 'a cursor that has expired on the third page',
    outcome: outcome === 'p' ? 'passed' : outcome === 'f' ? 'failed' : 'skipped',
    why: 'Every record once.',
    calls: 4,
    ...(outcome === 'f' && { page: 3 }),
  }))

const meta = {
  title: 'Canvas/DotRow',
  component: DotRow,
  args: { dots: dots('ppppppppfpp-pf'), onOpen: fn(), onLook: fn() },
  decorators: [
    (Story) => (
      <div style={{ padding: 24, background: 'var(--canvas)' }}>
        <div style={{ position: 'relative', width: 360, height: 40 }}>
          <Story />
        </div>
      </div>
    ),
  ],
} satisfies Meta<typeof DotRow>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Tried with 14: 2 failed' }))
    await expect(args.onOpen).toHaveBeenCalled()
    await userEvent.click(canvas.getByRole('button', { name: 'F8 failed: open page 3' }))
    await expect(args.onLook).toHaveBeenCalledWith(args.dots[8])
  },
}
export const Playground: Story = {}
export const ItHolds: Story = { args: { dots: dots('ppppppppppppp') } }
/** The walk of a failed one is looked into. */
export const Shown: Story = {
  args: { shown: 'F8' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: /^F8/, pressed: true })).toBeVisible()
  },
}
export const UnderWay: Story = { args: { dots: dots('ppp') } }
