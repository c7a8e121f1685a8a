import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor, within } from 'storybook/test'
import { Shortcuts } from '../../../src/editor/search/Shortcuts.tsx'
import { commandGroups } from '../../../src/store/commands/command.ts'
import { commands } from '../../../src/store/commands/list.ts'
import { overlayOpened } from '../../../src/store/sessionSlice.ts'
import { loaded, onStage, staged } from '../stage.tsx'

/** Drawn by the stage, as by the page: it is open for as long as the session says so. */
const meta = {
  title: 'Search/Shortcuts',
  component: Shortcuts,
  render: () => <></>,
  decorators: [onStage],
  parameters: staged({ prepare: ({ store }) => store.dispatch(overlayOpened({ kind: 'shortcuts' })) }),
} satisfies Meta<typeof Shortcuts>
export default meta
type Story = StoryObj<typeof meta>

/** Every command that has keys is here, in its group; the arrows scroll, because the list has the focus. */
export const Default: Story = {
  async play() {
    const list = await screen.findByRole('region', { name: 'Shortcuts' }, loaded)
    await waitFor(() => expect(list).toHaveFocus())
    const keyed = commands.filter(({ shortcut }) => shortcut !== undefined)
    await expect(within(list).getAllByRole('term')).toHaveLength(keyed.length)
    for (const group of commandGroups.filter((each) => keyed.some((command) => command.group === each)))
      await expect(within(list).getByRole('heading', { name: group })).toBeInTheDocument()
  },
}
