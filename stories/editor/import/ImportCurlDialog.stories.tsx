import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, fn, screen, userEvent, waitFor, within } from 'storybook/test'
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

/** A connector of `api.example.com`, whose first operation asks for its orders. */
function sameService() {
  const connector = customers()
  connector.service.baseUrl = 'https://api.example.com/v1'
  connector.service.authentications = []
  for (const node of Object.values(connector.operations[0]?.graph.nodes ?? {}))
    if (node.kind === 'request') Object.assign(node.settings, { method: 'GET', url: '/orders' })
  return connector
}

const file = (name: string) => new File([`curl https://api.example.com/v1/${name}`], `${name}.sh`)

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

/** Many commands are folded: what each asks for stands beside its name, and one is unfolded by keys. */
export const Many: Story = {
  args: {
    text: ['orders', 'items', 'shops', 'people', 'notes']
      .map((name) => `curl https://api.example.com/v1/${name}`)
      .join('\n'),
  },
  async play() {
    const shown = within(await dialog())
    await expect(shown.queryByRole('textbox', { name: 'Name of the operation' })).toBeNull()
    const details = shown.getByRole('button', { name: 'Details of List shops' })
    await expect(details).toHaveAttribute('aria-expanded', 'false')
    details.focus()
    await userEvent.keyboard('{Enter}')
    await expect(shown.getByDisplayValue('List shops')).toBeVisible()
    await userEvent.click(shown.getByRole('checkbox', { name: 'List shops' }))
    await expect(shown.queryByDisplayValue('List shops')).toBeNull()
  },
}

const away = { presence: 'gone' } as const

/** The runner is away: that the secrets cannot be kept is said before anything is made, and a person may go on. */
export const RunnerAway: Story = {
  parameters: staged({
    connector: null,
    host: away,
    runner: { createCredential: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    await expect(shown.getByText(/Secrets left out: 1\./)).toBeVisible()
    await expect(shown.queryByText(/moved out/)).toBeNull()
    await expect(shown.getByRole('button', { name: 'Ask again' })).toBeEnabled()
    await userEvent.click(shown.getByRole('button', { name: 'Create connector' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(await screen.findByText(/The secrets of Keys were not kept: The runner/)).toBeVisible()
    await expect(asked).toEqual(['create Back4app', 'go operation'])
  },
}

/** An operation that asks for the same is named, and nothing is made of a command that is given up. */
export const AsksForTheSame: Story = {
  args: { text: `curl -X POST https://api.example.com/v1/orders\ncurl https://api.example.com/v1/orders` },
  parameters: staged({
    connector: sameService(),
    route: { page: 'operation', connector: customers().id },
  }),
  async play() {
    const shown = within(await dialog())
    const same = within(shown.getByRole('group', { name: /^List orders/ }))
    await expect(same.getByText('Get details of customer asks for the same.')).toBeVisible()
    await userEvent.click(same.getByRole('checkbox'))
    await expect(shown.getByRole('button', { name: 'Create operation' })).toBeEnabled()
  },
}

/** Two ways to sign in are two credentials. One that fails does not take the other with it. */
export const OneNotKept: Story = {
  args: {
    text: `curl https://api.example.com/a -H 'Authorization: Bearer first-0123456789'
curl https://api.example.com/b -u ana:second-0123456789`,
  },
  parameters: staged({
    connector: null,
    runner: {
      createCredential: async (made) => {
        if (made.title.startsWith('Bearer')) throw new Error('The vault is full.')
        return {
          id: 'basic',
          title: made.title,
          authentication: made.authentication,
          connector: made.connector,
          origin: made.origin,
          fields: [],
          createdMs: 0,
          changedMs: 0,
        }
      },
    },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    await userEvent.click(shown.getByRole('button', { name: 'Create connector' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(
      await screen.findByText(/secrets of Bearer token were not kept: The vault is full/),
    ).toBeVisible()
    await expect(Object.values(stage.store.getState().session.credentials)).toContain('basic')
  },
}

/** A token of another service goes into no credential of this one, whatever stands first. */
export const AnotherService: Story = {
  args: {
    text: `curl https://elsewhere.example.org/b -H 'Authorization: Bearer theirs-0123456789'
curl https://api.example.com/v1/a -H 'Authorization: Bearer ours-0123456789'`,
  },
  parameters: staged({
    connector: sameService(),
    route: { page: 'operation', connector: customers().id },
    runner: { createCredential: (made) => Promise.reject(new Error(JSON.stringify(made.fields))) },
  }),
  async play({ args }) {
    const shown = within(await dialog())
    await expect(shown.getByText('Secrets moved out: 1')).toBeVisible()
    await expect(shown.getByText(/of another service: a credential here belongs to this one/)).toBeVisible()
    await userEvent.click(shown.getByRole('button', { name: 'Create 2 operations' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    // What the runner was asked to keep, told by its refusal.
    await expect(await screen.findByText(/ours-0123456789/)).toBeVisible()
    await expect(screen.queryByText(/theirs-0123456789/)).toBeNull()
  },
}

/** A file is dropped on the dialog; several at once are refused in words. */
export const Dropped: Story = {
  args: { text: undefined },
  async play() {
    const shown = within(await dialog())
    const commands = shown.getByRole('textbox', { name: 'Commands' })
    const drop = (...files: File[]) => {
      const dataTransfer = new DataTransfer()
      for (const each of files) dataTransfer.items.add(each)
      fireEvent(commands, new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
    }
    drop(file('orders'), file('items'))
    await expect(await shown.findByText('One file at a time, please: nothing was taken.')).toBeVisible()
    drop(file('orders'))
    await expect(await shown.findByDisplayValue('List orders')).toBeVisible()
    await expect(shown.queryByText(/One file at a time/)).toBeNull()
  },
}
