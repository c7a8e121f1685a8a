// Files as people really have them: cut off, far too large, of tomorrow, of something else. Each is answered in words, and
// what is here stays as it was.
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EditorPage, textOf } from './editorPage.ts'
import { patchbay, type Product, startProduct } from './product.ts'

const sample = 'Back4App Customers'

let product: Product
let context: BrowserContext
let editor: EditorPage
let folder: string
/** The sample as its file holds it. */
let file: string
beforeAll(async () => {
  product = await startProduct()
  folder = await mkdtemp(join(tmpdir(), 'patchbay-files-'))
  context = await product.profile()
  editor = await EditorPage.open(context)
  file = await textOf(await editor.download(() => editor.cardMenu(sample, 'Export')))
})
afterAll(async () => {
  await product?.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  // Where a test has failed, the next one begins anew all the same.
  if ((await editor.page.getByRole('dialog').count()) > 0) await editor.page.reload()
  if (new URL(editor.page.url()).pathname !== '/') await editor.page.goto('/')
  await editor.card(sample).waitFor()
})

/** Changes the sample's document as a hand in a text editor would. */
function changed(change: (document: Loose) => void): string {
  const document = JSON.parse(file) as Loose
  change(document)
  return JSON.stringify(document, null, 2)
}
// A document on its way to being wrong has no type.
type Loose = { [key: string]: Loose } & { [index: number]: Loose } & { push(value: unknown): void }

const refused: readonly {
  readonly name: string
  readonly content: () => string | Uint8Array
  readonly words: RegExp
}[] = [
  {
    name: 'cut-off.connector.json',
    content: () => file.slice(0, file.length / 2),
    words: /cannot be read as JSON/,
  },
  { name: 'empty.connector.json', content: () => '', words: /cannot be read as JSON/ },
  { name: 'picture.png', content: () => Buffer.from('89504e470d0a1a0a00', 'hex'), words: /cannot be read/ },
  {
    name: 'invalid-utf-8.json',
    content: () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    words: /cannot be read/,
  },
  { name: 'list.json', content: () => '[1, 2, 3]', words: /no Patchbay connector/ },
  { name: 'collection.json', content: () => '{"info": {"name": "Other"}}', words: /no Patchbay connector/ },
  {
    name: 'of-tomorrow.connector.json',
    content: () => file.replace('"patchbay.connector/1"', '"patchbay.connector/99"'),
    words: /made by a newer Patchbay .*Update Patchbay/,
  },
  {
    name: 'wrong-type.connector.json',
    content: () =>
      changed((document) => {
        Object.assign(document, { operations: 'none' })
      }),
    words: /operations: expected a list, but a text/,
  },
]

async function stored(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** What the dialog says of a file; it is closed again, and the page is seen to be as it was. */
async function refusal(name: string): Promise<{ words: string | null; connectors: number; sample: string }> {
  const dialog = editor.dialog(`${name} was not imported`)
  await dialog.getByText('Nothing was changed here.').waitFor()
  const words = await dialog.textContent()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await dialog.waitFor({ state: 'hidden' })
  return {
    words,
    connectors: await editor.page.getByRole('article').count(),
    sample: await textOf(await editor.download(() => editor.cardMenu(sample, 'Export'))),
  }
}

const refusedWith = (words: RegExp) => ({ words: expect.stringMatching(words), connectors: 1, sample: file })

describe('a file that is no connector', () => {
  test.each(refused)('$name is answered in words, and nothing is lost', async ({ name, content, words }) => {
    await editor.importFile(await stored(name, content()))
    expect(await refusal(name)).toEqual(refusedWith(words))
  })

  test('a file of 50 MB is refused by its size', async () => {
    const name = 'large.connector.json'
    const path = join(folder, name)
    const handle = await open(path, 'w')
    await handle.truncate(50 * 1024 * 1024)
    await handle.close()
    await editor.importFile(path)
    expect(await refusal(name)).toEqual(refusedWith(/larger than 20 MB/))
  })

  test('a file that is dropped is judged like one that is chosen', async () => {
    const dropped = await editor.page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['not JSON'], 'notes.txt', { type: 'text/plain' }))
      return data
    })
    for (const event of ['dragenter', 'dragover', 'drop'])
      await editor.page.getByRole('main').dispatchEvent(event, { dataTransfer: dropped })
    expect(await refusal('notes.txt')).toEqual(refusedWith(/cannot be read as JSON/))
  })
})

describe('a connector with parts that cannot run', () => {
  test('a kind of node that is not known here opens, is named as a problem, and goes out as it came in', async () => {
    const given = changed((document) => {
      Object.assign(document, { id: 'connectorWithUnknown', title: 'From elsewhere', name: 'from-elsewhere' })
      document['operations']?.[0]?.['graph']?.['nodes']?.push({
        id: 'zzTeleportNode',
        kind: 'teleport',
        title: 'Teleport',
        settings: { to: 'Mars', speed: { of: 'light' } },
      })
    })
    await editor.importFile(await stored('from-elsewhere.connector.json', given))
    await editor.node('Teleport').waitFor()
    await editor.page.getByRole('button', { name: /^\d+ (problem|warning)s?$/ }).click()
    await editor.page
      .getByRole('dialog', { name: 'Problems' })
      .getByText(/teleport/i)
      .first()
      .waitFor()
    await editor.page.keyboard.press('Escape')

    const exported = await editor.exportOpen()
    expect(JSON.parse(exported)).toEqual(JSON.parse(given))
    const again = await stored('again.connector.json', exported)
    const check = await patchbay(['check', again])
    expect(check).toMatchObject({ code: 1 })
    expect(check.stdout + check.stderr).toMatch(/teleport/i)
    await editor.goHome()
    await editor.page.getByRole('article').nth(1).waitFor()
  })

  test('the same file once more asks, makes a copy beside it, and changes nothing of what is here', async () => {
    await editor.importFile(await stored('sample.connector.json', file))
    const dialog = editor.dialog(`${sample} is here already`)
    await dialog.getByRole('button', { name: 'Import as a copy' }).click()
    await editor.canvas.waitFor()
    const copy = JSON.parse(await editor.exportOpen()) as { id: string }
    expect(copy.id).not.toBe((JSON.parse(file) as { id: string }).id)
    await editor.goHome()
    expect(await textOf(await editor.download(() => editor.cardMenu(sample, 'Export')))).toBe(file)
    expect(editor.thrown).toEqual([])
  })
})

test('an address that leads nowhere says so, and leads back', async () => {
  const lost = await EditorPage.open(context, '/connectors/there-is-none')
  await lost.page.getByText('This browser keeps no connector at this address.').waitFor()
  await lost.button('All connectors').click()
  await lost.page.getByRole('link', { name: sample, exact: true }).waitFor()
  await lost.page.goto('/nothing/here')
  await lost.page.getByText('There is no page at this address.').waitFor()
  expect(lost.thrown).toEqual([])
  await lost.page.close()
})
