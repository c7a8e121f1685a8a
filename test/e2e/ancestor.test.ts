// The ancestor's two-part example, made by hand from nothing against a real Parse Server: a list of all customers, page by page, fills
// the dropdown of the operation that changes an address; then regions fill the dropdown that narrows the customers down.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { EditorPage } from './editorPage.ts'
import { makeByDragging, type OperationToMake } from './operationPage.ts'
import { type ParseServer, startParseServer } from './parse-server/start.ts'
import { type Product, startProduct } from './product.ts'

const listCustomers: OperationToMake = {
  title: 'Get list of all customers',
  fields: [],
  request: { title: 'List customers', method: 'GET', address: ['/classes/Customer'] },
}

const updateAddress: OperationToMake = {
  title: 'Update email address',
  fields: [
    { title: 'Customer ID', name: 'customerId' },
    { title: 'Email', name: 'email' },
  ],
  request: {
    title: 'Update customer',
    method: 'PUT',
    address: ['/classes/Customer/', { pick: 'customerId' }],
    json: ['{ "email": "', { pick: 'email' }, '" }'],
  },
}

/** Small enough to be one answer, which is passed on as it comes. */
const listRegions: OperationToMake = {
  title: 'List regions',
  fields: [],
  request: { title: 'Ask for regions', method: 'GET', address: ['/classes/Region'] },
}

const regions = [
  { code: 'af', name: 'Africa' },
  { code: 'eu', name: 'Europe' },
]
/** More than two pages of them; the last one is of Europe. */
const customers = Array.from({ length: 120 }, (_, at) => ({
  name: `Customer ${String(at).padStart(3, '0')}`,
  email: `customer.${at}@example.com`,
  region: regions[at % 2]?.code,
}))

let product: Product
let parse: ParseServer
let context: BrowserContext
let editor: EditorPage
let ids: readonly string[]
beforeAll(async () => {
  ;[product, parse] = await Promise.all([startProduct(), startParseServer()])
  ids = await parse.seed('Customer', customers)
  await parse.seed('Region', regions)
  context = await product.profile()
  editor = await EditorPage.open(context)
}, 600_000)
afterAll(async () => {
  await context?.close()
  await product?.close()
  await parse?.stop()
})

const open = (title: string) =>
  editor.operations.getByRole('button', { name: new RegExp(`^${title}`) }).click()

/** A row of the request's query, the value typed as it is. */
async function addParameter(row: number, name: string, value: string): Promise<void> {
  const query = editor.inspector.getByRole('group', { name: 'Query' })
  await query.getByRole('button', { name: 'Add a parameter' }).click()
  await query.getByRole('textbox', { name: `Name of row ${row} of Query` }).fill(name)
  await query.getByRole('textbox', { name: `Value of ${name}` }).fill(value)
}

/** Opens the card of an input. */
async function openField(title: string, name: string): Promise<void> {
  await editor.node('Inputs').click()
  const card = editor.inspector.getByRole('button', { name: new RegExp(`^${title} ?${name}`) })
  if ((await card.getAttribute('aria-expanded')) !== 'true') await card.click()
}

const chooseSource = (title: string) =>
  editor.inspector.getByRole('combobox', { name: 'Choices' }).selectOption(`From ${title}`)

/** Chooses in a dropdown of the form, by what is typed at it. */
async function choose(field: string, typed: string, option: RegExp): Promise<void> {
  await editor.runPanel.getByRole('combobox', { name: field }).click()
  await editor.page.getByPlaceholder('Find by name').fill(typed)
  await editor.page.getByRole('listbox').getByRole('option', { name: option }).click()
}

/** What the service has now. */
async function addressOf(at: number): Promise<unknown> {
  const answer = await fetch(`${parse.url}/classes/Customer/${ids[at]}`, {
    headers: { 'X-Parse-Application-Id': parse.applicationId, 'X-Parse-REST-API-Key': parse.restApiKey },
  })
  return ((await answer.json()) as { email: unknown }).email
}

/** Runs the operation that is open until the service has the address: the answer of a run before may still be on the screen. */
async function update(at: number, email: string): Promise<void> {
  await editor.runPanel.getByRole('textbox', { name: 'Email' }).fill(email)
  await editor.run()
  await expect.poll(() => addressOf(at), { timeout: 10_000 }).toBe(email)
  await editor.runPanel.getByRole('treeitem', { name: /^updatedAt/ }).waitFor()
}

describe("the ancestor's example", () => {
  test('a list of all customers is made, and read page by page', async () => {
    await editor.emptyHome()
    await editor.makeConnector({
      service: 'Back4App',
      baseUrl: parse.url,
      connector: 'Back4App customers',
      headers: [
        { title: 'Application ID', name: 'applicationId', header: 'X-Parse-Application-Id' },
        { title: 'REST API key', name: 'restApiKey', header: 'X-Parse-REST-API-Key' },
      ],
    })
    await editor.makeCredential('Our app', {
      'Application ID': parse.applicationId,
      'REST API key': parse.restApiKey,
    })
    await makeByDragging(editor, listCustomers)
    await addParameter(1, 'order', 'name')
    await addParameter(2, 'limit', '50')
    await editor.inspector.getByRole('combobox', { name: 'Records at' }).fill('results')
    await editor.page
      .getByRole('toolbar', { name: 'Add a node' })
      .getByRole('button', { name: 'Each page' })
      .click()
    await editor.inspector.getByRole('button', { name: 'Offset', exact: true }).click()
    await editor.inspector.getByRole('textbox', { name: 'Page size' }).fill('50')
    await editor.inspector.getByRole('textbox', { name: 'Parameter' }).fill('skip')
    await editor.openRunPanel()
    await editor.run()
    const strip = editor.page.getByRole('list', { name: /pages?$/ })
    await strip.getByText('Stopped: short page').waitFor()
    expect(await strip.getByRole('button', { name: /^Page #/ }).count()).toBe(3)
    await editor.node('Output').getByText('120').waitFor()
  })

  test('it fills the dropdown of an operation that changes an address', async () => {
    await makeByDragging(editor, updateAddress)
    await openField('Customer ID', 'customerId')
    await editor.inspector.getByRole('switch', { name: 'Required' }).click()
    await chooseSource(listCustomers.title)
    // The likeliest reading of the run before: nothing of it had to be typed.
    const source = editor.inspector
    expect(await source.getByRole('textbox', { name: 'Value', exact: true }).inputValue()).toBe('objectId')
    expect(await source.getByRole('textbox', { name: 'Label' }).textContent()).toContain('item.name')
    await source.getByText('Customer 000').waitFor()

    await editor.openRunPanel()
    await choose('Customer ID', '041', /^Customer 041/)
    await update(41, 'first@example.com')
    expect(await addressOf(40)).toBe('customer.40@example.com')
  })

  test('regions narrow the customers down: one dropdown waits for another', async () => {
    await makeByDragging(editor, listRegions)
    await editor.run()
    await editor.runPanel
      .getByRole('treeitem', { name: /^results/ })
      .first()
      .waitFor()

    // The list of customers asks for a region, and takes only those of it.
    await open(listCustomers.title)
    await editor.node('Inputs').click()
    await editor.inspector.getByRole('button', { name: 'Add a field' }).click()
    await editor.inspector.getByLabel('Title', { exact: true }).fill('Region')
    await chooseSource(listRegions.title)
    const source = editor.inspector
    await source.getByRole('group', { name: 'Guesses' }).getByRole('button', { name: /code/ }).first().click()
    expect(await source.getByRole('textbox', { name: 'Records at' }).inputValue()).toBe('results')
    expect(await source.getByRole('textbox', { name: 'Value', exact: true }).inputValue()).toBe('code')
    await editor.node('List customers').click()
    await addParameter(3, 'where', `{{ input.region | json | prepend: '{"region":' | append: '}' }}`)

    // The operation that changes an address asks for it first, and hands it to the list.
    await open(updateAddress.title)
    await editor.node('Inputs').click()
    await editor.inspector.getByRole('button', { name: 'Add a field' }).click()
    await editor.inspector.getByLabel('Title', { exact: true }).fill('Region')
    await chooseSource(listRegions.title)
    await source.getByRole('group', { name: 'Guesses' }).getByRole('button', { name: /code/ }).first().click()
    await openField('Customer ID', 'customerId')
    const given = editor.inspector.getByRole('group', { name: `What ${listCustomers.title} is given` })
    await given.getByRole('textbox', { name: /^Region/ }).fill('{{ input.region }}')

    await choose('Region', 'Afr', /^Africa/)
    await editor.runPanel.getByRole('combobox', { name: 'Customer ID' }).click()
    const offered = editor.page.getByRole('listbox').getByRole('option')
    await offered.filter({ hasText: 'Customer 002' }).waitFor()
    expect(await offered.filter({ hasText: 'Customer 001' }).count()).toBe(0)
    await editor.page.keyboard.press('Escape')
    await choose('Customer ID', '042', /^Customer 042/)
    await update(42, 'second@example.com')

    // Whom the other region does not have is kept, and said to be missing.
    await choose('Region', 'Eur', /^Europe/)
    await editor.runPanel
      .getByText('It is not among those that are loaded for Region Europe. It is kept as it is.')
      .waitFor()
    expect(editor.thrown).toEqual([])
  })
})
