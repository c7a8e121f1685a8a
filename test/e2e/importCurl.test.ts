// The ancestor's example from three pasted commands: a connector made of nothing, its secret lifted into the vault, run against a real
// Parse Server, and one operation made the dropdown of another.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EditorPage } from './editorPage.ts'
import { type ParseServer, startParseServer } from './parse-server/start.ts'
import { find, keptBy } from './planted.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let parse: ParseServer
let ids: readonly string[]
beforeAll(async () => {
  ;[product, parse] = await Promise.all([startProduct(), startParseServer()])
  await parse.seed('Region', [{ name: 'Africa' }, { name: 'Europe' }])
  ids = await parse.seed('Customer', [
    { name: 'Ada Moreau', region: 'Europe', email: 'ada@example.com' },
    { name: 'Grace Okafor', region: 'Africa', email: 'grace@example.com' },
  ])
}, 600_000)
afterAll(async () => {
  await product?.close()
  await parse?.stop()
})

const commands = () => {
  const keys = `-H 'X-Parse-Application-Id: ${parse.applicationId}' -H 'X-Parse-REST-API-Key: ${parse.restApiKey}'`
  return [
    `curl ${keys} '${parse.url}/classes/Region'`,
    `curl ${keys} -G '${parse.url}/classes/Customer' --data-urlencode 'where={"region":"{{region}}"}' -d limit=100 -d skip=0`,
    `curl -X PUT ${keys} -H 'Content-Type: application/json' -d '{"email":"{{email}}"}' '${parse.url}/classes/Customer/{customerId}'`,
  ].join('\n')
}

test('three pasted commands become a connector that runs, and its secret is kept by the vault alone', async () => {
  const context = await product.profile()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const editor = await EditorPage.open(context)
  const { page, runPanel } = editor
  const leaks = async (when: string) =>
    Object.entries(await keptBy(page)).flatMap(([where, text]) =>
      find([parse.restApiKey], `${when}: ${where}`, text),
    )
  await editor.emptyHome()
  await page.evaluate((text) => navigator.clipboard.writeText(text), commands())
  await page.keyboard.press('ControlOrMeta+V')
  const dialog = editor.dialog('Import cURL')
  await dialog.getByText('Secrets moved out: 1').waitFor()
  expect(await leaks('asked')).toEqual([])
  await dialog.getByRole('button', { name: 'Create connector' }).click()
  await editor.button('Credential: Keys, imported').waitFor()

  const open = async (operation: string) => {
    await editor.operations.getByRole('button', { name: new RegExp(`^${operation}`) }).click()
    await editor.openRunPanel()
  }
  await open('List regions')
  await editor.run()
  await runPanel.getByText('Africa').first().waitFor()

  await open('List customers')
  await editor.node('List customers').click()
  await editor.inspector.getByRole('combobox', { name: 'Records at' }).fill('results')
  await runPanel.getByRole('textbox', { name: 'Region' }).fill('Europe')
  await editor.run()
  await runPanel.getByText('Ada Moreau').first().waitFor()
  // Whom the region leaves out was not answered: the input is in what was sent.
  expect(await runPanel.getByText('Grace Okafor').count()).toBe(0)

  await open('Update customer')
  await editor.node('Inputs').click()
  await editor.inspector.getByRole('button', { name: /^Customer ID/ }).click()
  await editor.inspector
    .getByRole('combobox', { name: 'Choices', exact: true })
    .selectOption({ label: 'From List customers' })
  await editor.inspector
    .getByRole('group', { name: 'What List customers is given' })
    .getByRole('textbox', { name: /^Region/ })
    .fill('Europe')
  await runPanel.getByRole('combobox', { name: 'Customer ID' }).click()
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /^Ada Moreau/ })
    .click()
  await runPanel.getByRole('textbox', { name: 'Email' }).fill('ada.moreau@example.com')
  await editor.run()
  await editor.operations.getByRole('button', { name: 'Update customer Tested' }).waitFor()
  const answer = await fetch(`${parse.url}/classes/Customer/${ids[0]}`, {
    headers: { 'X-Parse-Application-Id': parse.applicationId, 'X-Parse-REST-API-Key': parse.restApiKey },
  })
  expect(await answer.json()).toMatchObject({ email: 'ada.moreau@example.com', name: 'Ada Moreau' })

  // Pasted into the address of a request, a command takes that request's place; one undo brings it back.
  await editor.node('Update customer').click()
  await editor.inspector.getByRole('textbox', { name: 'Address' }).click()
  await page.evaluate((text) => navigator.clipboard.writeText(text), commands().split('\n')[0] ?? '')
  await page.keyboard.press('ControlOrMeta+V')
  await dialog.getByRole('button', { name: 'Replace the request' }).click()
  await editor.node('Update customer').getByText('/classes/Region').waitFor()
  await editor.button('Undo', { startsWith: true }).click()
  await editor.node('Update customer').getByText('/classes/Customer').waitFor()

  // The list's own button opens the same dialog, with nothing in it.
  await editor.operations.getByRole('button', { name: 'Import cURL' }).click()
  await dialog.getByRole('textbox', { name: 'Commands' }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  await editor.saved()
  expect(await leaks('made')).toEqual([])
  expect(find([parse.restApiKey], 'export', await editor.exportOpen())).toEqual([])
  expect(editor.thrown).toEqual([])
  await context.close()
})
