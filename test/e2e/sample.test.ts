// The first start: the sample runs with no account and no network, and says that it is a demo.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EditorPage } from './editorPage.ts'
import { patchbay, type Product, startProduct } from './product.ts'

const sample = 'Back4App Customers'

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.close())

test('the sample connector runs at first start, with no account and no network', async () => {
  const context = await product.profile()
  // Everything but this computer is out of reach, and anything that tries is told of.
  const outside: string[] = []
  await context.route(
    (url) => url.origin !== new URL(product.served.url).origin && /^https?:|^wss?:/.test(url.protocol),
    (route) => {
      outside.push(route.request().url())
      return route.abort()
    },
  )
  const editor = await EditorPage.open(context)
  await editor.card(sample).getByText('Demo').waitFor()
  await editor.openConnector(sample)
  await editor.page.getByRole('banner').getByText('Demo', { exact: true }).waitFor()
  await editor.button('Credential: Demo keys').waitFor()

  await editor.run()
  await editor.runPanel.getByText('cOitPJvgMW').first().waitFor()
  await editor.operations.getByRole('button', { name: 'Get details of customer Tested' }).waitFor()

  // What came back is its schema; a change says what it was; then it runs on what is made up from the schema, and sends nothing.
  await editor.runPanel.getByRole('tab', { name: 'Schema' }).click()
  await editor.runPanel.getByRole('button', { name: 'Use output' }).click()
  await editor.runPanel.getByText('Fresh: tested as it is now.').waitFor()
  await editor.node('Get customer').click()
  await editor.inspector.getByRole('textbox', { name: 'Address' }).click()
  await editor.page.keyboard.press('End')
  await editor.page.keyboard.type('/more')
  await editor.runPanel
    .getByText('Configuration changed since its last test: Address of Get customer.')
    .waitFor()
  await editor.runPanel.getByRole('button', { name: 'Run with sample data' }).click()
  await editor.runPanel.getByText('Simulated').first().waitFor()
  await editor.operations.getByRole('button', { name: 'Get details of customer Stale' }).waitFor()

  await editor.operations.getByRole('button', { name: /^Add a new customer/ }).click()
  await editor.run()
  await editor.runPanel.getByText('objectId').first().waitFor()
  await editor.operations.getByRole('button', { name: 'Add a new customer Tested' }).waitFor()

  // A chain of dropdowns, each filled by its list operation: the customers are those of the region.
  const { page } = editor
  const choose = async (field: string, option: RegExp) => {
    await editor.runPanel.getByRole('combobox', { name: field }).click()
    await page.getByRole('listbox').getByRole('option', { name: option }).first().click()
  }
  await editor.operations.getByRole('button', { name: /^Update email address/ }).click()
  await choose('Region', /^Europe/)
  await choose('Customer', /cOitPJvgMW/)
  await editor.runPanel.getByRole('textbox', { name: 'New email address' }).fill('ana@example.com')
  await editor.run()
  await editor.operations.getByRole('button', { name: 'Update email address Tested' }).waitFor()
  await choose('Region', /^Africa/)
  await editor.runPanel.getByText('It is not in the list for Region Africa. It is kept as it is.').waitFor()

  await editor.operations.getByRole('button', { name: 'Service and auth' }).click()
  await editor.page.getByText(/A demo: an API that is bundled with Patchbay/).waitFor()
  await editor.page.getByRole('main').getByText('Demo', { exact: true }).waitFor()

  const file = join(product.served.data, 'sample.connector.json')
  await writeFile(file, await editor.exportOpen())
  expect(await patchbay(['check', file])).toMatchObject({ code: 0 })
  expect(outside).toEqual([])
  expect(editor.thrown).toEqual([])
  await context.close()
})

test('who deletes the sample does not get it again, and can have it when asked for', async () => {
  const context = await product.profile()
  const editor = await EditorPage.open(context)
  await editor.emptyHome()
  await editor.page.reload()
  await editor.page.getByText('There are no connectors yet.').waitFor()
  await editor.button('Sample', { startsWith: true }).click()
  await editor.canvas.waitFor()
  await editor.goHome()
  await editor.card(sample).waitFor()
  expect(editor.thrown).toEqual([])
  await context.close()
})
