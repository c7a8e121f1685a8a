import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { CredentialDialog } from '../../../src/editor/credentials/CredentialDialog.tsx'
import type { Authentication, Connector } from '../../../src/model/document.ts'
import { customers } from '../canvas/customers.ts'
import { oneCredential } from '../credentials.ts'
import { asked, onStage, staged } from '../stage.tsx'

const connector = customers()
const authenticationOf = ({ service }: Connector): Authentication => {
  const [first] = service.authentications
  if (first === undefined) throw new Error('The sample has no authentication.')
  return first
}

const meta = {
  title: 'Credentials/CredentialDialog',
  component: CredentialDialog,
  args: { connector, authentication: authenticationOf(connector), onClose: fn(), onKept: fn() },
  decorators: [onStage],
  parameters: staged({ connector }),
} satisfies Meta<typeof CredentialDialog>
export default meta
type Story = StoryObj<typeof meta>

const field = (name: RegExp) => screen.findByLabelText<HTMLInputElement>(name, { selector: 'input' })
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const fill = async () => {
  await waitFor(async () => expect(await field(/^Name/)).toHaveFocus())
  await userEvent.type(await field(/^Application ID/), 'my-app')
  await userEvent.type(await field(/^REST API key/), 'planted-secret')
}

/** What is filled in goes to the runner once and is tried at once; the answer of the service is said. */
export const Default: Story = {
  async play({ args }) {
    await fill()
    await press('Create and test')
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(asked).toEqual(['create credential Customers demo credential'])
    await expect(await screen.findByText('Customers demo accepted the keys (200, 41 ms).')).toBeVisible()
    await expect(document.body.textContent).not.toContain('planted-secret')
  },
}

/** Each field says what it misses, and the focus goes to the first that does, whichever sort it is: it is read out there. */
export const SomethingMissing: Story = {
  async play() {
    const name = await field(/^Name/)
    const id = await field(/^Application ID/)
    const key = await field(/^REST API key/)
    await userEvent.clear(name)
    await press('Create and test')
    for (const [missing, words] of [
      [name, 'A credential needs a name.'],
      [id, 'Application ID is missing.'],
      [key, 'REST API key is missing.'],
    ] as const) {
      await expect(screen.getByText(words)).toBeVisible()
      await expect(missing).toBeInvalid()
      await expect(missing).toHaveAccessibleDescription(expect.stringContaining(words))
    }
    await expect(name).toHaveFocus()
    await userEvent.keyboard('Mine')
    await press('Create and test')
    await expect(id).toHaveFocus()
    await userEvent.keyboard('my-app')
    await press('Create and test')
    await expect(key).toHaveFocus()
    await expect(asked).toEqual([])
  },
}

/** What is kept is not shown again, and stays unless something is typed in its place. */
export const Replaces: Story = {
  args: { credential: oneCredential() },
  async play() {
    await expect(await field(/^Application ID/)).toHaveValue('patchbay-demo')
    await expect(screen.getByText('hidden')).toBeVisible()
    await press('Replace REST API key')
    await waitFor(async () => expect(await field(/^REST API key/)).toHaveFocus())
    await press('Keep the old one')
    await expect(screen.getByText('hidden')).toBeVisible()
  },
}

/** A secret is covered unless it is asked for. Where the runner refuses, why is said, and nothing that was typed is lost. */
export const Refused: Story = {
  parameters: staged({
    connector,
    runner: { createCredential: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
  async play({ args }) {
    await fill()
    const secret = await field(/^REST API key/)
    await expect(secret).toHaveAttribute('type', 'password')
    await press('Show REST API key')
    await expect(secret).toHaveAttribute('type', 'text')
    await press('Hide REST API key')
    await press('Create and test')
    await expect(await screen.findByRole('alert')).toHaveTextContent('The runner does not answer.')
    await expect(secret).toHaveValue('planted-secret')
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}

/** A credential belongs to an address: without a whole one there is nothing to bind it to. */
export const NoWholeAddress: Story = {
  args: { connector: { ...connector, service: { ...connector.service, baseUrl: '/classes' } } },
  async play() {
    await fill()
    await press('Create and test')
    await expect(await screen.findByRole('alert')).toHaveTextContent('is not a whole address yet')
    await expect(asked).toEqual([])
  },
}

/** Many fields, long words, what is optional and what the owner of the service fills in. */
export const ManyFields: Story = {
  args: {
    authentication: {
      ...authenticationOf(connector),
      title: 'The key of the partner programme and the one of the shop',
      fields: Array.from({ length: 9 }, (_, at) => ({
        name: `field${at}`,
        title:
          at === 4 ? 'Identifier of the organisational unit that this key was handed out to' : `Key ${at}`,
        secret: at % 2 === 0,
        required: at % 3 === 0,
        filledBy: at === 2 ? 'owner' : 'user',
        description: at === 4 ? 'Settings, organisation, units, the third column of the table there.' : '',
      })),
    },
  },
  async play() {
    await expect(await screen.findByText('Filled in once by the owner of the service.')).toBeVisible()
    const { bottom } = screen.getByRole('button', { name: 'Create and test' }).getBoundingClientRect()
    await expect(bottom).toBeLessThanOrEqual(window.innerHeight)
  },
}
