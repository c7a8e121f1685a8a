import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NewConnectorDialog } from '../../../src/editor/home/NewConnectorDialog.tsx'
import type { Connector } from '../../../src/model/document.ts'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { listings } from '../../../stories/editor/listings.ts'
import type { StageProps } from '../../../stories/editor/stage.tsx'
import { openStage } from '../openStage.tsx'

const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const values = (name: string) => page.getByRole('tree', { name: `Values for ${name}` })
const choose = (scheme: string) => page.getByText(scheme, { exact: true }).click()

/** The dialog, and the connectors that it makes. */
function dialog(host: Partial<StageProps> = {}, read?: () => Promise<Connector | undefined>): Connector[] {
  const made: Connector[] = []
  const stage = openStage({
    connector: null,
    children: <NewConnectorDialog onClose={() => stage.close()} />,
    host: {
      shelf: {
        list: async () => host.listings ?? [],
        read: read ?? (async () => customers()),
        create: async (connector) => void made.push(connector),
        replace: async () => {},
        remove: async () => {},
        watch: () => () => undefined,
      },
    },
    ...host,
  })
  return made
}

const finish = async (title: string) => {
  await button('Next').click()
  await box('Connector').fill(title)
  await userEvent.keyboard('{Enter}')
}

describe('a new connector', () => {
  test('the list belongs to the dialog: a press on it and Escape leave the dialog open', async () => {
    dialog()
    await choose('Custom')
    const value = page.getByRole('group', { name: 'Place X-API-Key' }).getByRole('textbox', { name: 'Value' })
    await value.fill('Token ')
    await userEvent.keyboard('{{{{')
    await page.getByRole('treeitem', { name: /^key/ }).click()
    await expect.element(value).toHaveValue('Token {{ auth.key }}')
    await userEvent.keyboard(' {{{{')
    await expect.element(values('Value')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(values('Value')).not.toBeInTheDocument()
    await expect.element(page.getByRole('dialog')).toBeVisible()
  })

  test('a field that is added is titled at once, and its name goes with the title', async () => {
    dialog()
    await choose('Custom')
    await button('Add a field').click()
    await userEvent.keyboard('REST API key')
    const added = page.getByRole('group', { name: 'Field REST API key' })
    await expect
      .element(added.getByRole('textbox', { name: 'Name in expressions' }))
      .toHaveValue('restApiKey')
    await added.getByRole('button', { name: /^Remove/ }).click()
    await expect
      .element(page.getByRole('group', { name: 'Field Key' }).getByRole('textbox', { name: 'Title' }))
      .toHaveFocus()
  })

  test('Enter in the base URL goes on, as in any field of one line', async () => {
    dialog()
    await box('Service').fill('Acme')
    await box('Base URL').fill('https://api.example.com')
    await userEvent.keyboard('{Enter}')
    await expect.element(box('Connector')).toHaveFocus()
  })

  test.each([
    ['API key', 'Acme API key'],
    ['Bearer token', 'Acme bearer token'],
    ['Basic', 'Acme basic'],
  ])('that signs in by %s has it called %j', async (scheme, title) => {
    const made = dialog()
    await box('Service').fill('Acme')
    await box('Base URL').fill('https://api.example.com')
    await choose(scheme)
    await finish('Contacts')
    await expect.poll(() => made.map(({ service }) => service.authentications[0]?.title)).toEqual([title])
  })

  test('wears the icon that was chosen for it', async () => {
    const made = dialog()
    await box('Service').fill('Acme')
    await box('Base URL').fill('https://api.example.com')
    await page.getByRole('radio', { name: 'Shop' }).click({ force: true })
    await finish('Orders')
    await expect.poll(() => made.map(({ icon }) => icon)).toEqual(['shopping-cart'])
  })

  test('begins with a service that is known: a copy of it, with an authentication of its own', async () => {
    const from = customers()
    const made = dialog({ listings }, async () => from)
    await page.getByRole('combobox', { name: 'Begin with' }).click()
    await page.getByRole('option', { name: /Back4App Customers service/ }).click()
    await expect.element(box('Service')).toHaveValue(from.service.title)
    await expect.element(box('Base URL')).toHaveValue(from.service.baseUrl)
    await finish('More customers')
    await expect.poll(() => made.length).toBe(1)
    const [copy] = made
    const { authentications, testOperation, ...rest } = copy?.service ?? {}
    const { authentications: before, testOperation: _before, ...same } = from.service
    expect(rest).toEqual(same)
    expect(testOperation).toBeUndefined()
    expect(authentications?.map(({ id: _id, ...parts }) => parts)).toEqual(
      before.map(({ id: _id, ...parts }) => parts),
    )
    expect(authentications?.[0]?.id).not.toBe(before[0]?.id)
    expect(copy?.operations).toEqual([])
  })

  test('says where a known service could not be read, and goes on with a new one', async () => {
    dialog({ listings }, () => Promise.reject(new Error('The disk does not answer.')))
    await box('Service').fill('Acme')
    await page.getByRole('combobox', { name: 'Begin with' }).click()
    await page.getByRole('option', { name: /Order desk/ }).click()
    await expect.element(page.getByText('The disk does not answer.')).toBeVisible()
    await expect.element(box('Service')).toHaveValue('Acme')
    await expect
      .element(page.getByRole('combobox', { name: 'Begin with' }))
      .toHaveTextContent('A new service')
  })
})
