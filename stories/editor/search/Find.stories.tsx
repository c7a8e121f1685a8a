import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { Find } from '../../../src/editor/search/Find.tsx'
import { overlayOpened } from '../../../src/store/sessionSlice.ts'
import { largeConnector, type OpenEditor } from '../../../test/store/editor.ts'
import { loaded, onStage, stage, staged } from '../stage.tsx'

const open = ({ store }: OpenEditor) => store.dispatch(overlayOpened({ kind: 'find' }))

/** Drawn by the stage, as by the page: it is open for as long as the session says so. */
const meta = {
  title: 'Search/Find',
  component: Find,
  render: () => <></>,
  decorators: [onStage],
  parameters: staged({ prepare: open }),
} satisfies Meta<typeof Find>
export default meta
type Story = StoryObj<typeof meta>

const ready = async () => {
  const name = 'Find nodes, settings, expressions and notes'
  const field = await screen.findByRole('combobox', { name }, loaded)
  await waitFor(() => expect(field).toHaveFocus())
}

/** What was found stands by its sort and says where it is; Enter goes to the very field. */
export const Default: Story = {
  async play() {
    await ready()
    await userEvent.keyboard('customerId')
    const option = screen.getByRole('option', { name: /input\.customerId/ })
    await expect(option).toHaveTextContent('Get customer · ')
    await expect(screen.getByText('Expressions')).toBeVisible()
    await userEvent.click(option)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const { session } = stage.store.getState()
    await expect(session.selected).toEqual({ [stage.node('request')]: true })
    await expect(session.focus?.setting).toEqual(['url'])
  },
}

export const NothingFound: Story = {
  async play() {
    await ready()
    await expect(screen.queryByText(/^Nothing/)).toBeNull()
    await userEvent.keyboard('zzz')
    await expect(screen.getByText(/“zzz”/)).toBeVisible()
  },
}

/** Among hundreds, no more are listed than anybody reads. */
export const Many: Story = {
  parameters: staged({ connector: largeConnector(300), prepare: open }),
  async play() {
    await ready()
    await userEvent.keyboard('step')
    await expect(screen.getAllByRole('option')).toHaveLength(60)
  },
}
