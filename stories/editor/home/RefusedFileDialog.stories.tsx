import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { RefusedFileDialog } from '../../../src/editor/home/RefusedFileDialog.tsx'
import type { Problem } from '../../../src/model/problem.ts'
import { onStage, stage, staged } from '../stage.tsx'

const problem = (message: string, path: Problem['path'] = []): Problem => ({
  code: 'format',
  severity: 'error',
  path,
  message,
})

const meta = {
  title: 'Home/RefusedFileDialog',
  component: RefusedFileDialog,
  args: {
    name: 'orders.connector.json',
    problems: [problem('The file ends in the middle: line 12, column 4 expects a “}”.')],
  },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof RefusedFileDialog>
export default meta
type Story = StoryObj<typeof meta>

/** One thing is wrong: it is said, and that nothing was changed. */
export const Default: Story = {
  async play() {
    const dialog = await screen.findByRole('dialog', { name: 'orders.connector.json was not imported' })
    await expect(dialog).toHaveAccessibleDescription('Nothing was changed here.')
    await expect(screen.getByText(/line 12, column 4/)).toBeVisible()
    await expect(screen.queryByText('1 problem')).toBeNull()
  },
}

/** Everything that is wrong is listed with its place; the buttons stay in sight. */
export const Many: Story = {
  args: {
    problems: Array.from({ length: 50 }, (_, at) =>
      problem('A node needs a kind.', ['operations', 0, 'graph', 'nodes', at, 'kind']),
    ),
  },
  async play() {
    await expect(await screen.findByText('50 problems')).toBeVisible()
    await expect(screen.getByText('operations[0].graph.nodes[49].kind')).toBeInTheDocument()
    const [, close] = screen.getAllByRole('button', { name: 'Close' })
    await expect(close?.getBoundingClientRect().bottom).toBeLessThanOrEqual(window.innerHeight)
    await userEvent.click(close as HTMLElement)
    await waitFor(() => expect(stage.store.getState().session.overlay).toBeUndefined())
  },
}

/** Names without a place to break wrap all the same. */
export const LongWords: Story = {
  args: {
    name: `${'orders-of-the-north-western-region-'.repeat(4)}.connector.json`,
    problems: [
      problem(`“${'a'.repeat(120)}” is no kind that this version knows.`, [
        'operations',
        0,
        'graph',
        'nodes',
        'n'.repeat(120),
      ]),
    ],
  },
  async play() {
    const dialog = await screen.findByRole('dialog')
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth)
  },
}
