import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { FilmStrip } from '../../../src/editor/canvas/FilmStrip.tsx'
import { hueStyle } from '../../../src/nodes/card/view.tsx'
import { pagesOf, trialOf } from './pages.ts'

const meta = {
  title: 'Canvas/FilmStrip',
  component: FilmStrip,
  args: { pages: pagesOf(3, 'short-page'), running: false, onOpen: fn() },
  decorators: [
    (Story) => (
      <div style={{ padding: 16, background: 'var(--canvas)' }}>
        <div style={{ position: 'relative', width: 360, height: 1, marginBottom: 96, ...hueStyle('pages') }}>
          <Story />
        </div>
      </div>
    ),
  ],
} satisfies Meta<typeof FilmStrip>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas, args }) => {
    await expect(canvas.getByText('skip 100 → 200')).toBeVisible()
    await expect(canvas.getByText('Stopped: short page')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: /^Page #2 412 ms 100 records/ }))
    await expect(args.onOpen).toHaveBeenCalledWith(args.pages[1])
  },
}
export const Playground: Story = {}
export const UnderWay: Story = { args: { pages: pagesOf(2), running: true } }
export const OnePage: Story = { args: { pages: pagesOf(1, 'empty-page') } }
/** The first page was answered by a sample: it took no time, and says so. */
export const Sampled: Story = {
  args: { pages: pagesOf(3, 'short-page').map((page, at) => (at === 0 ? { ...page, given: true } : page)) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: /^Page #1 sample 100 records/ })).toBeVisible()
  },
}
export const Shown: Story = { args: { shown: 'pages:2' } }
/** The first two, how many more, and the last two. */
export const ManyPages: Story = {
  args: { pages: pagesOf(10_000, 'max-pages') },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('9,996 more')).toBeVisible()
    await expect(canvas.getAllByRole('button')).toHaveLength(4)
    await expect(canvas.getByText('Stopped: most pages')).toBeVisible()
  },
}

const trial = trialOf(3, 3)
/** A try, made up: it says so, marks the page where it went wrong, and leads back to the last run. */
export const Simulated: Story = {
  args: { pages: trial.run.pages, trial, shown: trial.page, onBack: fn() },
  play: async ({ canvas, args }) => {
    await expect(canvas.getByText('Simulated')).toBeVisible()
    await expect(canvas.getByRole('button', { name: /^Page #3 wrong here/, pressed: true })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Last run' }))
    await expect(args.onBack).toHaveBeenCalled()
  },
}
const long = trialOf(40, 12)
/** The page at fault is always among those that are drawn. */
export const SimulatedLong: Story = {
  args: { pages: long.run.pages, trial: long, shown: long.page },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('9 more')).toBeVisible()
    await expect(canvas.getByRole('button', { name: /^Page #12 wrong here/ })).toBeVisible()
    await expect(canvas.getByText('26 more')).toBeVisible()
  },
}
