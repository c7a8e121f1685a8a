// Designing the paging of three unlike lists in the editor: two by hand, one by what its answers speak of. Then watching it, stopping
// it, going on from a page, and finding it again after the page was loaded anew in the middle of a run.
import { writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { range } from '../nodes/pagination/walking.ts'
import { EditorPage } from './editorPage.ts'
import { patchbay, type Product, startProduct } from './product.ts'

const all = 95
const size = 10

/** Three lists of the same records, each paged in a way of its own. */
class Lists {
  url = ''
  /** Before each answer, in milliseconds. */
  delayMs = 0
  readonly asked: string[] = []
  readonly server = createServer((request, answer) => {
    const url = new URL(request.url ?? '/', this.url)
    this.asked.push(`${url.pathname}${url.search}`)
    const say = () => this.#answer(url, answer)
    if (this.delayMs > 0) setTimeout(say, this.delayMs)
    else say()
  })

  #answer(url: URL, answer: ServerResponse): void {
    const from = Number(
      url.searchParams.get('skip') ??
        url.searchParams.get('from') ??
        /^c(\d+)x$/.exec(url.searchParams.get('cursor') ?? '')?.[1] ??
        0,
    )
    const items = range(from, Math.min(all, from + size))
    const next = from + size < all ? from + size : undefined
    const bodies: Record<string, object> = {
      '/offset': { items },
      '/links': { items, paging: { next: next === undefined ? null : `${this.url}/links?from=${next}` } },
      '/cursor': {
        items,
        meta: { next_cursor: next === undefined ? '' : `c${next}x`, has_more: next !== undefined },
      },
    }
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify(bodies[url.pathname] ?? {}))
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }
}

const titles = { offset: 'List by offset', links: 'List by links', cursor: 'List by cursor' } as const

/** Three operations that ask once. */
function connector(baseUrl: string): string {
  const node = (id: string, kind: string, title: string, settings: object) => ({ id, kind, title, settings })
  const edge = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: 'out' },
    to: { node: to, port: 'in' },
  })
  return JSON.stringify({
    format: 'patchbay.connector/1',
    id: 'lists',
    name: 'lists',
    title: 'Lists',
    service: { title: 'Lists', baseUrl, authentications: [], defaults: {} },
    operations: Object.entries(titles).map(([path, title]) => ({
      id: path,
      name: `list-by-${path}`,
      title,
      graph: {
        nodes: [
          node(`${path}-inputs`, 'inputs', 'Inputs', { fields: [] }),
          node(`${path}-ask`, 'request', 'Ask', {
            method: 'GET',
            url: `/${path}`,
            query: [{ name: 'limit', value: String(size) }],
            records: 'items',
          }),
          node(`${path}-output`, 'output', 'Output', {}),
        ],
        edges: [edge(`${path}-inputs`, `${path}-ask`), edge(`${path}-ask`, `${path}-output`)],
      },
      layout: {
        [`${path}-inputs`]: { x: 0, y: 0 },
        [`${path}-ask`]: { x: 296, y: 0 },
        [`${path}-output`]: { x: 680, y: 0 },
      },
    })),
  })
}

let product: Product
let lists: Lists
let context: BrowserContext
let editor: EditorPage
beforeAll(async () => {
  lists = new Lists()
  ;[product] = await Promise.all([startProduct(), lists.start()])
  const file = join(product.served.data, 'lists.connector.json')
  await writeFile(file, connector(lists.url))
  context = await product.profile()
  editor = await EditorPage.open(context)
  await editor.importFile(file)
  await editor.canvas.waitFor()
}, 60_000)
afterAll(async () => {
  await context?.close()
  await product?.close()
  await lists?.stop()
})

/** Puts the request of an operation into a container, which is selected then. */
async function putIntoPages(title: string): Promise<void> {
  await editor.operations.getByRole('button', { name: title }).click()
  await editor.node('Ask').click()
  await editor.page
    .getByRole('toolbar', { name: 'Add a node' })
    .getByRole('button', { name: 'Each page' })
    .click()
  await editor.inspector.getByRole('group', { name: 'How this service pages' }).waitFor()
}
const strip = () => editor.page.getByRole('list', { name: /pages?$/ })
const tab = (name: string) => editor.runPanel.getByRole('tab', { name })
const outcome = (words: RegExp) => editor.runPanel.getByText(words)
/** Runs to the end, and gives all records as the runner keeps them. */
async function runToEnd(): Promise<unknown[]> {
  await editor.runButton.click()
  await outcome(/^Finished in/).waitFor()
  return records()
}
async function records(): Promise<unknown[]> {
  const runs = (await (await product.served.call('/api/runs')).json()) as { id: string }[]
  const text = await (await product.served.call(`/api/runs/${runs[0]?.id}/records.ndjson`)).text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

describe('paging, designed in the editor', () => {
  test('an offset, by hand: the film strip shows each page, and says why the last one was', async () => {
    await putIntoPages(titles.offset)
    await editor.inspector.getByRole('button', { name: 'Offset', exact: true }).click()
    await editor.inspector.getByRole('textbox', { name: 'Page size' }).fill(String(size))
    await editor.inspector.getByRole('textbox', { name: 'Parameter' }).fill('skip')
    expect(await runToEnd()).toEqual(range(0, all))
    await expect(strip().getByRole('button').first().textContent()).resolves.toContain('skip 0 → 10')
    await strip().getByText('6 more').waitFor()
    await strip().getByText('Stopped: short page').waitFor()
  })

  test('an address in the answer, by hand', async () => {
    await putIntoPages(titles.links)
    await editor.inspector.getByRole('button', { name: 'Next URL' }).click()
    await editor.inspector.getByRole('textbox', { name: 'Path', exact: true }).fill('paging.next')
    expect(await runToEnd()).toEqual(range(0, all))
    await strip().getByText('Stopped: no next value').waitFor()
  })

  test('a cursor, detected from what the service answers, and proved', async () => {
    await putIntoPages(titles.cursor)
    await editor.inspector.getByRole('button', { name: 'Detect from a response' }).click()
    const found = editor.inspector.getByRole('region', { name: 'What was detected' })
    await found.getByText('answer body: meta.next_cursor').first().waitFor()
    await found.getByRole('button', { name: 'Use Cursor at meta.next_cursor' }).click()
    await editor.inspector.getByRole('button', { name: 'Prove it' }).click()
    await editor.inspector
      .getByText('Page 2 differs from page 1: 10 other records, told apart by id.')
      .waitFor()
    expect(await runToEnd()).toEqual(range(0, all))
    await strip().getByText('Stopped: by its flag').waitFor()
  })

  test('what is designed holds at every size and fault it was tried with, in the terminal too', async () => {
    await editor.saved()
    const file = join(product.served.data, 'designed.connector.json')
    await writeFile(file, await editor.exportOpen())
    const { stdout } = await patchbay(['torture', file, 'list-by-cursor'])
    expect(stdout).toMatch(/ok +16 records/)
    expect(stdout).not.toMatch(/FAILED {2}\d+ records/)
    const ran = await patchbay(['run', file, 'list-by-links'])
    expect([ran.code, ran.stdout.trimEnd().split('\n').length]).toEqual([0, all])
  })

  test('one page at a time, a stop in the middle, and on from a page that is chosen', async () => {
    await tab('Pages').click()
    const tools = editor.runPanel.getByRole('toolbar', { name: 'Fetch pages' })
    await tools.getByRole('button', { name: 'Fetch one page' }).click()
    await tools.getByRole('button', { name: 'Next page' }).click()
    await strip()
      .getByRole('button', { name: /^Page #2/ })
      .waitFor()
    lists.delayMs = 120
    await tools.getByRole('button', { name: 'Run to the end' }).click()
    await editor.runPanel.getByText('#4', { exact: true }).waitFor()
    await editor.page.keyboard.press('ControlOrMeta+.')
    await outcome(/^Stopped after/).waitFor()
    lists.delayMs = 0
    await strip()
      .getByRole('button', { name: /^Page #2/ })
      .click()
    const page = editor.runPanel.getByRole('region', { name: 'Page 2', exact: true })
    await page.getByText('cursor=c10x').waitFor()
    const before = lists.asked.length
    await page.getByRole('button', { name: 'Go on from here' }).click()
    await outcome(/^Finished in/).waitFor()
    expect(await records()).toEqual(range(0, all))
    // From the third page on, and each of them once.
    expect(lists.asked.slice(before)).toEqual(
      range(2, 10).map(({ id }) => `/cursor?limit=10&cursor=c${id * 10}x`),
    )
  })

  test('a page that is loaded anew in the middle of a run finds it again', async () => {
    lists.delayMs = 200
    const before = lists.asked.length
    await editor.runButton.click()
    // The pages of the run before stand in the strip still: that this one is under way, only the service knows for sure.
    await expect.poll(() => lists.asked.length - before, { timeout: 10_000 }).toBeGreaterThan(2)
    // However long the page takes to come back, the run is under way by then.
    lists.delayMs = 3000
    await editor.saved()
    await editor.page.reload()
    await outcome(/^Running/)
      .or(outcome(/^Finished in/))
      .waitFor()
    await outcome(/^Running/).waitFor()
    lists.delayMs = 0
    await outcome(/^Finished in/).waitFor()
    expect(await records()).toEqual(range(0, all))
    await strip().getByText('Stopped: by its flag').waitFor()
    expect(editor.thrown).toEqual([])
  })
})
