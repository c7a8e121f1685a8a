import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { ImportCurlDialog } from '../../../src/editor/import/ImportCurlDialog.tsx'
import { customers, nodeOf } from '../canvas/customers.ts'
import { asked, onStage, stage, staged } from '../stage.tsx'

const keys = `-H 'X-Parse-Application-Id: app-0123456789-4kQz' -H 'X-Parse-REST-API-Key: rest-0123456789-m1Ty'`
const one = `curl -G https://parseapi.back4app.com/classes/Customer \\
  ${keys.replace(' -H', ' \\\n  -H')} \\
  -d limit=100 -d skip=0`
const three = `curl ${keys} https://parseapi.back4app.com/classes/Region
curl ${keys} -G 'https://parseapi.back4app.com/classes/Customer?where={"region":"{{region}}"}' -d limit=100 -d skip=0
curl -X PUT ${keys} -H 'Content-Type: application/json' -d '{"email":"{{email}}"}' 'https://parseapi.back4app.com/classes/Customer/{customerId}' --interface eth0`

const meta = {
  title: 'Import/ImportCurlDialog',
  component: ImportCurlDialog,
  args: { onClose: fn(), text: one },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof ImportCurlDialog>
export default meta
type Story = StoryObj<typeof meta>

const dialog = () => screen.findByRole('dialog', { name: 'Import cURL' })

/** One command becomes a connector with one operation; its secret is hidden and goes to the credential. */
export const Default: Story = {
  async play({ args }) {
    const shown = within(await dialog())
    await expect(shown.getByText('Secrets moved out: 1')).toBeVisible()
    await expect(shown.getByText('••••••••m1Ty')).toBeVisible()
    await expect(shown.queryByText(/rest-0123/)).toBeNull()
    await expect(shown.getByRole('switch', { name: 'For each page' })).toBeChecked()
    const name = shown.getByRole('textbox', { name: 'Name of the operation' })
    await userEvent.clear(name)
    await userEvent.type(name, 'All customers')
    await userEvent.click(shown.getByRole('button', { name: 'Create connector' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(asked).toEqual(['create Back4app', 'create credential Keys, imported', 'go operation'])
  },
}

export const Playground: Story = {}

/** Several commands are ticked one by one; what was left out is said. */
export const Several: Story = {
  args: { text: three },
  async play() {
    const shown = within(await dialog())
    await userEvent.click(shown.getByRole('checkbox', { name: 'List regions' }))
    await expect(shown.getByText(/--interface is about how the host is found/)).toBeVisible()
    await expect(shown.getByText('Customer ID, Email')).toBeVisible()
    await expect(shown.getByRole('button', { name: 'Create connector' })).toBeEnabled()
  },
}

/** Into the open connector, as one step that can be undone. */
export const IntoConnector: Story = {
  args: { text: three },
  parameters: staged({
    connector: customers(),
    route: { page: 'operation', connector: customers().id },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    const before = stage.store.getState().document.connector?.operations.length ?? 0
    await userEvent.click(shown.getByRole('button', { name: 'Create 3 operations' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    const { document, session } = stage.store.getState()
    await expect(document.connector?.operations).toHaveLength(before + 3)
    await expect(session.operation).toBe(document.connector?.operations[before]?.id)
  },
}

/** Pasted into the address of a request: it takes that request's place, with its inputs and its way to sign in. */
export const IntoRequest: Story = {
  args: {
    text: `curl -X PUT https://api.example.com/v2/things/{thing} -u ana:hush-hush -d 'a={{a}}'`,
    into: nodeOf(customers(), 'request').id,
  },
  parameters: staged({
    connector: customers(),
    route: { page: 'operation', connector: customers().id },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    const { document, session } = stage.store.getState()
    const open = () =>
      stage.store.getState().document.connector?.operations.find(({ id }) => id === session.operation)
    const count = document.connector?.operations.length
    await expect(shown.queryByRole('textbox', { name: 'Name of the operation' })).toBeNull()
    await userEvent.click(shown.getByRole('button', { name: 'Replace the request' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(stage.store.getState().document.connector?.operations).toHaveLength(count ?? 0)
    await expect(JSON.stringify(open())).toContain('{{ input.thing }}')
    await expect(JSON.stringify(open())).not.toContain('hush')
  },
}

/** A text without a command says what was looked for. */
export const NothingRecognised: Story = {
  args: { text: 'wget https://api.example.com' },
  async play() {
    const shown = within(await dialog())
    await expect(shown.getByText('There is no curl command in the text.')).toBeVisible()
    await expect(shown.getByRole('button', { name: 'Create connector' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  },
}

/** Nothing was pasted yet: it is typed, by keys alone. */
export const Empty: Story = {
  args: { text: undefined },
  async play() {
    const shown = within(await dialog())
    const commands = shown.getByRole('textbox', { name: 'Commands' })
    await waitFor(() => expect(commands).toHaveFocus())
    await userEvent.keyboard('curl https://api.example.com/v1/orders')
    await expect(await shown.findByDisplayValue('List orders')).toBeVisible()
    await expect(shown.getByText('https://api.example.com/v1')).toBeVisible()
  },
}

/** A connector that could not be kept says why, and nothing is lost. */
export const NotKept: Story = {
  parameters: staged({
    connector: null,
    host: {
      shelf: {
        list: async () => [],
        read: async () => undefined,
        create: () => Promise.reject(new Error('This browser has no room left.')),
        replace: async () => undefined,
        remove: async () => undefined,
        watch: () => () => undefined,
      },
    },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    await userEvent.click(shown.getByRole('button', { name: 'Create connector' }))
    await expect(await shown.findByText('This browser has no room left.')).toBeVisible()
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}
