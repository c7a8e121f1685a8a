import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { NewConnectorDialog } from '../../src/editor/home/NewConnectorDialog.tsx'
import { asked, onStage, staged } from './stage.tsx'

const meta = {
  title: 'Home/NewConnectorDialog',
  component: NewConnectorDialog,
  args: { onClose: fn() },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof NewConnectorDialog>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  async play() {
    await waitFor(() => expect(screen.getByLabelText('Service')).toHaveFocus())
  },
}

export const Playground: Story = {}

/** Nothing is asked for before somebody wants to go on. */
export const SaysWhatIsMissing: Story = {
  async play() {
    await userEvent.click(await screen.findByRole('button', { name: 'Next' }))
    await expect(screen.getByText('What is the service called?')).toBeVisible()
    await expect(screen.getByText('Where is the service? Type its address.')).toBeVisible()
  },
}

/** A service with two headers and its connector, by keyboard alone. */
export const ByKeyboard: Story = {
  async play({ args }) {
    await waitFor(() => expect(screen.getByLabelText('Service')).toHaveFocus())
    await userEvent.keyboard('Acme CRM{Tab}api.acme.example')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect(screen.getByLabelText('Base URL')).toHaveValue('https://api.acme.example')
    screen.getByRole('radio', { name: 'None' }).focus()
    // The next key comes when the one before has been answered.
    for (const name of ['API key', 'Bearer token', 'Basic', 'Login request', 'Custom']) {
      await userEvent.keyboard('{ArrowRight}')
      await waitFor(() => expect(screen.getByRole('radio', { name })).toBeChecked())
    }
    screen.getByRole('button', { name: 'Add a field' }).focus()
    await userEvent.keyboard('{Enter}')
    const [, second] = screen.getAllByLabelText('Name of the header or parameter')
    second?.focus()
    await userEvent.keyboard('X-App')
    await expect(screen.getByText('X-App: ••••••••')).toBeVisible()
    // Enter in a field does the same; the library that plays the keys does not know buttons outside of their form.
    screen.getByRole('button', { name: 'Next' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Connector')).toHaveFocus())
    await expect(screen.getByLabelText('Connector')).toHaveValue('Acme CRM')
    await userEvent.keyboard('Acme contacts')
    screen.getByRole('button', { name: 'Create connector' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(asked).toEqual(['create Acme contacts', 'go operation'])
  },
}
