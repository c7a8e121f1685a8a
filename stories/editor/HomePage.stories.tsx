import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, within } from 'storybook/test'
import { HomePage } from '../../src/editor/home/HomePage.tsx'
import { listings } from './listings.ts'
import { asked, emptyShelf, onStage, staged } from './stage.tsx'

const meta = {
  title: 'Home/HomePage',
  component: HomePage,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...staged({ connector: null, listings }) },
} satisfies Meta<typeof HomePage>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    await page.findByRole('link', { name: 'Order desk' })
    await expect(page.getByText('1 tested, 1 stale, 1 never run')).toBeVisible()
    await expect(page.getByText('1 failing')).toBeVisible()
    await expect(page.getByText('Demo')).toBeVisible()
  },
}

export const Playground: Story = {}

export const Empty: Story = { parameters: staged({ connector: null }) }

export const NothingCanBeKept: Story = {
  parameters: staged({
    connector: null,
    host: { storageProblem: 'This browser does not let the page keep anything.' },
  }),
}

/** The database answers with an error: its words are said, and a new connector can still be begun. */
export const CannotBeListed: Story = {
  parameters: staged({
    connector: null,
    host: {
      shelf: {
        ...emptyShelf,
        list: () => Promise.reject(new Error('The connectors of this browser cannot be read.')),
      },
    },
  }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('cannot be read')
    await expect(canvas.getByRole('button', { name: /^Blank/ })).toBeVisible()
  },
}

/** Until the connectors are known nothing is said of them: neither a number nor that there are none. */
export const Loading: Story = {
  parameters: staged({
    connector: null,
    host: { shelf: { ...emptyShelf, list: () => new Promise(() => undefined) } },
  }),
  async play({ canvas }) {
    await expect(canvas.getByRole('heading', { name: 'Connectors' })).toBeVisible()
    await expect(canvas.queryByText(/no connectors yet/)).toBeNull()
  },
}

export const RunnerGone: Story = {
  parameters: staged({ connector: null, listings, host: { presence: 'gone' } }),
}

/** The menu deletes, and the message offers to undo it. */
export const DeletesWithUndo: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'More for Order desk' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await expect(asked.filter((words) => !words.startsWith('go'))).toEqual([
      'remove Orderdesk',
      'create Back4App Customers',
    ])
  },
}

/** What is pasted and is no connector of ours is answered with everything that is wrong with it. */
export const RefusesABadFile: Story = {
  async play({ canvasElement }) {
    await within(canvasElement).findByRole('link', { name: 'Order desk' })
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '{"format": "patchbay.connector/1", "id": 5}')
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    await screen.findByRole('dialog', { name: 'The pasted text was not imported' })
    await expect(asked).toEqual([])
  },
}
