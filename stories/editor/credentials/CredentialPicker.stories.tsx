import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import type { CredentialSummary } from '../../../src/api/contract.ts'
import { CredentialPicker } from '../../../src/editor/credentials/CredentialPicker.tsx'
import type { Connector } from '../../../src/model/document.ts'
import { selectCredential } from '../../../src/store/selectors.ts'
import { customers } from '../canvas/customers.ts'
import { credentialsFor } from '../credentials.ts'
import { asked, loaded, onStage, stage, staged } from '../stage.tsx'

const connector = customers()
/** One that is not on the bundled demo, whose public keys are filled in by themselves. */
const elsewhere: Connector = {
  ...connector,
  service: { ...connector.service, baseUrl: 'https://api.example.com' },
}
const titled = (titles: readonly string[]): CredentialSummary[] =>
  credentialsFor(connector).flatMap((credential) =>
    titles.map((title, at) => ({ ...credential, id: `credential${at}`, title })),
  )

const meta = {
  title: 'Credentials/CredentialPicker',
  component: CredentialPicker,
  decorators: [
    (Story) => (
      <div style={{ display: 'flex', justifyContent: 'flex-end' }}>
        <Story />
      </div>
    ),
    onStage,
  ],
  parameters: staged({ connector, credentials: titled(['Demo keys', 'Keys of Ana']) }),
} satisfies Meta<typeof CredentialPicker>
export default meta
type Story = StoryObj<typeof meta>

const open = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }))
  const menu = await screen.findByRole('menu', undefined, loaded)
  await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  // Keys that come before it has the focus go elsewhere.
  await waitFor(() => expect(menu).toContainElement(document.activeElement as HTMLElement))
}
const chosen = () => selectCredential(stage.store.getState())

/** Of several none is chosen by itself; a press in the menu does, and the button says which. */
export const Default: Story = {
  async play({ canvas }) {
    await open('Choose a credential')
    await userEvent.click(screen.getByRole('menuitem', { name: 'Keys of Ana' }))
    await expect(chosen()).toBe('credential1')
    await canvas.findByRole('button', { name: 'Credential: Keys of Ana' })
  },
}

/** What stands on the button is its name. */
export const NoneChosen: Story = {
  async play({ canvas }) {
    await canvas.findByRole('button', { name: 'Choose a credential' })
  },
}

/** One that fits is the chosen one; a test says in the service's own words how it went. */
export const Tests: Story = {
  parameters: staged({ connector, credentials: titled(['Demo keys']) }),
  async play() {
    await open('Credential: Demo keys')
    await userEvent.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    await expect(await screen.findByText('Customers demo accepted the keys (200, 41 ms).')).toBeVisible()
  },
}

/** The bundled demo asks for no account: its keys are there before anybody looks. */
export const FirstOfTheDemo: Story = {
  parameters: staged({ connector }),
  async play() {
    await screen.findByRole('button', { name: 'Credential: Demo keys' })
    await expect(asked).toEqual(['create credential Demo keys'])
  },
}

export const NoneYet: Story = {
  parameters: staged({ connector: elsewhere }),
  async play() {
    await open('Choose a credential')
    await userEvent.click(screen.getByRole('menuitem', { name: 'New credential' }))
    await screen.findByRole('dialog', { name: 'New credential' }, loaded)
    await expect(asked).toEqual([])
  },
}

/** The runner has gone since: which one is chosen is still said, and why there is no other now. */
export const RunnerGone: Story = {
  parameters: staged({ connector, credentials: titled(['Demo keys']), host: { presence: 'gone' } }),
  async play({ canvas }) {
    const button = await canvas.findByRole('button', { name: 'Credential: Demo keys' })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    button.focus()
    await expect(await screen.findByRole('tooltip')).toHaveTextContent('the runner, which does not answer')
  },
}

export const ManyWithLongNames: Story = {
  parameters: staged({
    connector,
    credentials: titled(
      Array.from({ length: 40 }, (_, at) => `Keys of the shop in the north-western region, number ${at}`),
    ),
  }),
  async play() {
    await open('Choose a credential')
    const menu = screen.getByRole('menu')
    const { top, bottom } = menu.getBoundingClientRect()
    await expect(top).toBeGreaterThanOrEqual(0)
    await expect(bottom).toBeLessThanOrEqual(window.innerHeight)
    await expect(screen.getByRole('menuitem', { name: /^Test connection/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await userEvent.keyboard('{End}')
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'All credentials' })).toHaveFocus())
  },
}

/** A service that asks nobody has nothing to choose. */
export const NothingToFillIn: Story = {
  parameters: staged({
    connector: { ...connector, service: { ...connector.service, authentications: [] } },
  }),
  async play({ canvas }) {
    await expect(canvas.queryByRole('button', { name: /credential/i })).toBeNull()
  },
}
