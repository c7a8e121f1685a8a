import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { MainBar } from '../../../src/editor/shell/TopBar.tsx'
import { listings } from '../listings.ts'
import { asked, loaded, onStage, stage, staged } from '../stage.tsx'
import { inWindow } from '../windows.ts'

const meta = {
  title: 'Shell/TopBar',
  component: MainBar,
  decorators: [onStage],
  parameters: {
    layout: 'fullscreen',
    ...staged({ connector: null, route: { page: 'credentials' }, listings }),
  },
} satisfies Meta<typeof MainBar>
export default meta
type Story = StoryObj<typeof meta>

const themes = [
  ['Theme: as the system', 'light'],
  ['Theme: light', 'dark'],
  ['Theme: dark', 'system'],
] as const

export const Default: Story = {
  async play({ canvas, step }) {
    await step('it says where one is, and leads elsewhere', async () => {
      await expect(canvas.getByRole('link', { name: 'Credentials' })).toHaveAttribute('aria-current', 'page')
      const runs = canvas.getByRole('link', { name: 'Runs' })
      await expect(runs).not.toHaveAttribute('aria-current')
      await userEvent.click(runs)
      await userEvent.click(canvas.getByRole('link', { name: 'Patchbay, all connectors' }))
      await expect(asked).toEqual(['go runs', 'go home'])
    })
    await step('the search opens the palette, which takes the keys', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Find a connector or operation' }))
      await waitFor(() => expect(screen.getByRole('combobox')).toHaveFocus(), loaded)
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(stage.store.getState().session.overlay).toBeUndefined())
    })
    await step('the theme goes from the system’s to light, to dark, and round again', async () => {
      for (const [name, next] of themes) {
        await userEvent.click(canvas.getByRole('button', { name }))
        await expect(stage.store.getState().session.theme).toBe(next)
      }
    })
  },
}

/** A window so narrow that the words of the search give way: nothing is pushed out of it. */
export const Narrow: Story = {
  ...inWindow(560),
  async play({ canvas }) {
    await expect(canvas.getByRole('button', { name: 'Find a connector or operation' })).toBeVisible()
    const bar = canvas.getByRole('banner')
    await expect(bar.scrollWidth).toBeLessThanOrEqual(bar.clientWidth)
  },
}
