import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { ServicePage } from '../../src/editor/service/ServicePage.tsx'
import { findScheme } from '../../src/model/schemes.ts'
import { undo } from '../../src/store/edit.ts'
import { readOnlyChanged } from '../../src/store/sessionSlice.ts'
import { customers } from './canvas/customers.ts'
import { credentialsFor } from './credentials.ts'
import { onStage, stage, staged } from './stage.tsx'

const connector = customers()
const meta = {
  title: 'Service/ServicePage',
  component: ServicePage,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...staged({ connector, credentials: credentialsFor(connector) }) },
} satisfies Meta<typeof ServicePage>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    await expect(page.getByText('X-Parse-REST-API-Key: ••••••••')).toBeVisible()
    await userEvent.click(await page.findByRole('button', { name: 'Test connection' }))
    await page.findByText('Customers demo accepted the keys (200, 41 ms).')
  },
}

export const Playground: Story = {}

export const ReadOnly: Story = {
  parameters: staged({
    connector,
    prepare: ({ store }) => store.dispatch(readOnlyChanged('This connector is open in another tab.')),
  }),
}

export const NoOperationsYet: Story = {
  parameters: staged({ connector: { ...connector, operations: [] } }),
}

/** Renaming a field rewrites the places that use it; a preset is one error rule. */
export const Changes: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    const name = page.getAllByLabelText('Name in expressions')[1]
    if (name === undefined) throw new Error('There is no second field.')
    await userEvent.type(name, '2')
    await userEvent.click(page.getByLabelText('The body says ok: false'))
    const { service } = stage.store.getState().document.connector ?? {}
    await expect(service?.authentications[0]?.placements[1]?.value).toBe('{{ auth.restApiKey2 }}')
    await expect(service?.defaults.errorRules).toHaveLength(1)
  },
}

const fields = () => stage.store.getState().document.connector?.service.authentications[0]?.fields

/** A field that may stay empty, as services have them that take a key or none. */
export const OptionalField: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    const [field] = page.getAllByRole('group', { name: /^Field / })
    if (field === undefined) throw new Error('There is no field.')
    const required = within(field).getByRole('checkbox', { name: 'Required' })
    await expect(required).toBeChecked()
    await userEvent.click(required)
    await expect(fields()?.[0]?.required).toBe(false)
    stage.store.dispatch(undo())
    await expect(fields()?.[0]?.required).toBe(true)
  },
}

/** A login request: its questions, and by which signs one sees that its token has expired. */
export const LoginRequest: Story = {
  async play({ canvasElement }) {
    const page = within(canvasElement)
    await userEvent.click(page.getByRole('radio', { name: 'Login request' }))
    await expect(page.getByText('Authorization: Bearer ••••••••')).toBeVisible()
    const address = page.getByLabelText('Address')
    await userEvent.clear(address)
    await userEvent.type(address, '/oauth/token')
    await userEvent.click(page.getByRole('button', { name: 'Add a sign' }))
    const [key] = stage.store.getState().document.connector?.service.authentications ?? []
    await expect(key?.login).toMatchObject({ url: '/oauth/token', reads: [{ field: 'token', at: 'token' }] })
    await expect(key?.expiry).toEqual([
      { when: 'status', number: 401 },
      { when: 'status', number: 401 },
    ])
  },
}

const loginNow = () => stage.store.getState().document.connector?.service.authentications[0]?.login

const withLogin = {
  ...connector,
  service: {
    ...connector.service,
    authentications: connector.service.authentications.map((each) => ({
      ...each,
      ...findScheme('login')?.make(),
      scheme: 'custom',
      expiry: [
        { when: 'status' as const, number: 401 },
        { when: 'body' as const, at: 'error.code', equals: 'token_expired' },
        { when: 'age' as const, number: 3600 },
      ],
    })),
  },
}

/** The same with parts that are the author's own. */
export const CustomLogin: Story = {
  parameters: staged({ connector: withLogin }),
  async play({ canvasElement }) {
    const page = within(canvasElement)
    const login = within(page.getByRole('region', { name: 'Login request' }))
    await userEvent.click(login.getByRole('button', { name: 'Send something more' }))
    await userEvent.click(login.getByRole('button', { name: 'Read something more' }))
    await expect(loginNow()?.placements).toHaveLength(3)
    await expect(loginNow()?.reads).toHaveLength(2)
    await userEvent.click(login.getByRole('button', { name: 'Remove' }))
    await expect(loginNow()).toBeUndefined()
    await userEvent.click(page.getByRole('button', { name: 'Sign in by a request first' }))
    await expect(loginNow()?.reads).toHaveLength(1)
  },
}
