// What a person has made is never lost: a closed page, a crash, two tabs, a runner that is gone.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { paths, type RunSummary } from '../../src/api/contract.ts'
import { EditorPage } from './editorPage.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let context: BrowserContext
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.close())
beforeEach(async () => {
  context = await product.profile()
})
afterEach(() => context.close())

const sample = 'Back4App Customers'

/** A tab with the sample open, all on the disk. */
async function opened(): Promise<EditorPage> {
  const editor = await EditorPage.open(context)
  await editor.openConnector(sample)
  await editor.canvas.waitFor()
  await editor.saved()
  return editor
}

/** Types a title over the open operation's one, letter by letter, and does not wait for the disk. */
async function renameOperation(editor: EditorPage, title: string): Promise<void> {
  await editor.page.keyboard.press('Shift+F2')
  const dialog = editor.dialog('Rename operation')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await editor.operations.getByRole('button', { name: title }).waitFor()
}

/** Makes a tab that only reads the one that edits. */
async function takeOver(editor: EditorPage): Promise<void> {
  const button = editor.button('Take over')
  await button.click()
  await button.waitFor({ state: 'hidden' })
}

describe('one tab', () => {
  test('a reload brings back the same connector and the same place, byte for byte', async () => {
    const editor = await opened()
    const before = await editor.exportOpen()
    const address = editor.page.url()
    await editor.page.reload()
    await editor.canvas.waitFor()
    expect(await editor.exportOpen()).toBe(before)
    expect(editor.page.url()).toBe(address)
    expect(editor.thrown).toEqual([])
  })

  test('a page that is closed right after an edit has kept it', async () => {
    const editor = await opened()
    await renameOperation(editor, 'Named at the last moment')
    await editor.page.close()
    const again = await EditorPage.open(context)
    await again.openConnector(sample)
    await again.operations.getByRole('button', { name: 'Named at the last moment' }).waitFor()
    expect(again.thrown).toEqual([])
  })

  test('a page that crashes has kept what was edited', async () => {
    const editor = await opened()
    await renameOperation(editor, 'Before the crash')
    await editor.saved()
    const crashed = editor.page.waitForEvent('crash')
    // Answered by nobody: the process that would answer ends.
    editor.page.goto('chrome://crash').catch(() => undefined)
    await crashed
    const again = await EditorPage.open(context)
    await again.openConnector(sample)
    await again.operations.getByRole('button', { name: 'Before the crash' }).waitFor()
    expect((await again.exportOpen()).includes('Before the crash')).toBe(true)
  })

  test('undo after a reload has nothing to undo and breaks nothing', async () => {
    const editor = await opened()
    await editor.page.reload()
    await editor.canvas.waitFor()
    const before = await editor.exportOpen()
    await editor.page.keyboard.press('ControlOrMeta+Z')
    expect(await editor.exportOpen()).toBe(before)
  })
})

describe('two tabs', () => {
  test('the second one reads, says why, and takes over; the first one then reads; nothing is lost', async () => {
    const first = await opened()
    await renameOperation(first, 'From the first tab')
    const second = await EditorPage.open(context, new URL(first.page.url()).pathname)
    await second.button('Take over').waitFor()
    await second.page.getByText('Read only').waitFor()
    await second.operations.getByRole('button', { name: 'From the first tab' }).waitFor()
    await expectRefused(second)

    await takeOver(second)
    await renameOperation(second, 'From the second tab')
    await second.saved()

    await first.page.getByText('Read only').waitFor()
    await takeOver(first)
    await first.operations.getByRole('button', { name: 'From the second tab' }).waitFor()
    await renameOperation(first, 'From the first again')
    await first.saved()
    expect(first.thrown).toEqual([])
    expect(second.thrown).toEqual([])
  })

  test('the tab that owns a connector closes: the other one can edit', async () => {
    const first = await opened()
    const second = await EditorPage.open(context, new URL(first.page.url()).pathname)
    await second.button('Take over').waitFor()
    await renameOperation(first, 'The last words')
    await first.page.close()
    await takeOver(second)
    await second.operations.getByRole('button', { name: 'The last words' }).waitFor()
    await renameOperation(second, 'And on')
    await second.saved()
    expect(second.thrown).toEqual([])
  })

  test('each tab may edit a connector of its own', async () => {
    const first = await opened()
    const second = await EditorPage.open(context)
    await second.cardMenu(sample, 'Duplicate')
    await second.openConnector(`${sample} (copy)`)
    await renameOperation(first, 'In the first')
    await renameOperation(second, 'In the second')
    await Promise.all([first.saved(), second.saved()])
    for (const { page } of [first, second]) expect(await page.getByText('Read only').count()).toBe(0)
  })
})

/** Nothing that changes the document can be done. */
async function expectRefused(editor: EditorPage): Promise<void> {
  const before = await editor.exportOpen()
  await editor.page.keyboard.press('Shift+F2')
  await editor.page.keyboard.press('Alt+Shift+N')
  await editor.canvas.click()
  await editor.page.keyboard.press('ControlOrMeta+A')
  await editor.page.keyboard.press('Delete')
  expect(await editor.exportOpen()).toBe(before)
  expect(await editor.dialog('Rename operation').count()).toBe(0)
}

/** How the runs ended that the runner keeps. */
async function outcomes({ served }: Product): Promise<(string | undefined)[]> {
  const runs = (await (await served.call(paths.runs)).json()) as RunSummary[]
  return runs.map(({ outcome }) => outcome)
}

describe('the runner goes away', () => {
  test('words, editing goes on; when it is back all works without a reload', async () => {
    const alone = await startProduct()
    try {
      context = await alone.profile({ ahead: true })
      // More than the 250 that a page keeps by itself: nothing that was fetched may be forgotten below.
      await context.addInitScript(() => performance.setResourceTimingBufferSize(2_000))
      const editor = await EditorPage.open(context)
      await editor.openConnector(sample)
      await editor.canvas.waitFor()
      // Until all parts of the page are here: those that are not on the screen are fetched once it rests.
      await editor.page.waitForFunction(() => {
        const here = new Set(performance.getEntriesByType('resource').map(({ name }) => name))
        const parts = document.querySelectorAll<HTMLLinkElement>('link[rel="prefetch"]')
        return parts.length > 0 && [...parts].every(({ href }) => here.has(href))
      })
      for (const [at, signal] of (['SIGINT', 'SIGKILL'] as const).entries()) {
        await alone.served.stop(signal)
        await editor.page.keyboard.press('ControlOrMeta+Enter')
        await editor.page.getByText(/The runner does not answer\. You can go on editing/).waitFor()
        await renameOperation(editor, `While it was away ${signal}`)
        await editor.saved()
        await alone.served.start()
        await editor.button('Ask again').click()
        await editor.button('Ask again').waitFor({ state: 'hidden' })
        await editor.runButton.click()
        await expect.poll(() => outcomes(alone)).toEqual(Array.from({ length: at + 1 }, () => 'completed'))
        await editor.page.getByRole('group', { name: /^Output, done/ }).waitFor()
      }
      expect(editor.thrown).toEqual([])
    } finally {
      await context.close()
      await alone.close()
    }
  })
})
