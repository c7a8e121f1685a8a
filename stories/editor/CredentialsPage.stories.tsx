import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { CredentialsPage } from '../../src/editor/credentials/CredentialsPage.tsx'
import { customers } from './canvas/customers.ts'
import { credentialsFor } from './credentials.ts'
import { asked, onStage, staged } from './stage.tsx'

const connector = customers()
const route = { page: 'credentials' } as const
const meta = {
  title: 'Credentials/CredentialsPage',
  component: CredentialsPage,
  decorators: [onStage],
  parameters: {
    layout: 'fullscreen',
    ...staged({ connector, route, credentials: credentialsFor(connector) }),
  },
} satisfies Meta<typeof CredentialsPage>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}

export const Playground: Story = {}

export const Empty: Story = { parameters: staged({ connector: null, route }) }

export const RunnerGone: Story = {
  parameters: staged({
    connector: null,
    route,
    host: { presence: 'gone' },
    runner: { credentials: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
}

/** Deleting asks first: the values are nowhere else. */
export const Deletes: Story = {
  async play({ canvasElement }) {
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Delete Demo keys' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Delete credential' }))
    await waitFor(() => expect(asked).toEqual(['delete credential credential1']))
  },
}

/** A secret that is kept is never shown: it says hidden, and can be replaced. */
export const ReplacesValues: Story = {
  async play({ canvasElement }) {
    await userEvent.click(
      await within(canvasElement).findByRole('button', { name: 'Replace values of Demo keys' }),
    )
    await screen.findByRole('dialog', { name: 'Replace values of Demo keys' })
    await expect(screen.getByText('hidden')).toBeVisible()
  },
}
