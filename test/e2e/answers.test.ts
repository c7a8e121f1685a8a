// Bad days of a service, without the service having one: its request is answered by samples, and what the operation makes of them is
// seen on the canvas and in the run panel. Then an answer that came is kept under a name, and answers every request, without a network.
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { bySkipping, drawWalk, range } from '../nodes/pagination/walking.ts'
import { EditorPage } from './editorPage.ts'
import { type Product, startProduct } from './product.ts'

const all = 5

const asked: string[] = []
const service = createServer((request, answer) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  asked.push(url.search)
  const skip = Number(url.searchParams.get('skip') ?? 0)
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify({ rows: range(skip, Math.min(all, skip + 2)) }))
})

/** The file with its cards beside each other: where none has a place, they lie on one. */
function apart(file: string): string {
  const document = JSON.parse(file) as { operations: { layout?: object }[] }
  const [operation] = document.operations
  if (operation !== undefined)
    operation.layout = {
      inputs: { x: 0, y: 0 },
      pages: { x: 280, y: 0 },
      ask: { x: 320, y: 80 },
      output: { x: 760, y: 0 },
    }
  return JSON.stringify(document)
}

let product: Product
let context: BrowserContext
let editor: EditorPage
beforeAll(async () => {
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  product = await startProduct()
  const drawn = bySkipping(2, `http://127.0.0.1:${(service.address() as AddressInfo).port}`)
  const file = join(product.served.data, 'walk.connector.json')
  await writeFile(file, apart(drawWalk({ ...drawn, request: { ...drawn.request, retry: { attempts: 3 } } })))
  context = await product.profile()
  editor = await EditorPage.open(context)
  await editor.importFile(file)
  await editor.canvas.waitFor()
}, 60_000)
afterAll(async () => {
  await context?.close()
  await product?.close()
  await new Promise((done) => service.close(done))
})

const answers = () => editor.inspector.getByRole('combobox', { name: 'Answered by' })
const tab = (name: string) => editor.runPanel.getByRole('tab', { name })

describe('answers of the service, as samples', () => {
  test('a 429 is chosen: the wait and its reason are seen, then the records', async () => {
    await editor.node('ask').click()
    await editor.inspector.getByRole('button', { name: 'Sample answers' }).click()
    await answers().selectOption('429, wait 2 s')
    await editor.node('ask').getByText('429, wait 2 s · first request').waitFor()
    await editor.runButton.click()
    await editor
      .node('ask')
      .getByText(/^The service asked to wait, [\d.]+ s$/)
      .waitFor()
    await editor.runPanel.getByText(/^Finished in/).waitFor()
    await editor.runPanel.getByText('Sample', { exact: true }).first().waitFor()
    await editor.page.getByRole('group', { name: /^ask, request, sample, done, 5 records/ }).waitFor()
    // The service heard of the pages, and of nothing else.
    expect(asked).toEqual(['?limit=2', '?limit=2&skip=2', '?limit=2&skip=4'])
    await tab('Log').click()
    await editor.runPanel.getByText('Nothing was sent: a sample answered 429 in its place.').waitFor()
    await tab('Timeline').click()
    await editor.runPanel.getByText(/429, sample$/).waitFor()
    await editor.runPanel.getByText(/^Waiting /).waitFor()
    // It proves nothing of the operation.
    await editor.operations.getByRole('button', { name: /^List .*run/i }).waitFor()
  })

  test('an answer that came is kept under a name, and answers every request without a network', async () => {
    await tab('Requests').click()
    await editor.runPanel.getByRole('grid', { name: 'Requests' }).getByText('200').first().click()
    await editor.runPanel.getByRole('button', { name: 'Keep as a sample …' }).click()
    const dialog = editor.dialog('Keep an answer as a sample')
    await dialog.getByLabel('Name').fill('last page')
    await dialog.getByLabel('Body').fill('{"rows":[{"id":"mine"}]}')
    await dialog.getByLabel('Name').press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await answers().selectOption('last page (kept)')
    await editor.inspector.getByText('Every request', { exact: true }).click()
    asked.length = 0
    await editor.runButton.click()
    await tab('Output').click()
    await editor.runPanel.getByText('mine').first().waitFor()
    expect(asked).toEqual([])
  })

  test('it is there when the page is loaded anew, and in no file', async () => {
    await editor.saved()
    await editor.page.reload()
    await editor.node('ask').click()
    await expect(answers().locator('option:checked').textContent()).resolves.toBe('last page (kept)')
    expect(await editor.exportOpen()).not.toContain('mine')
    expect(editor.thrown).toEqual([])
  })
})
