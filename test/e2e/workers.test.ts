// The workers of the built editor, which share their code with the page: that each loads and answers, with no page about it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connector } from '../../src/model/document.ts'
import { readConnector } from '../../src/model/read.ts'
import { type Product, root, startProduct } from './product.ts'

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.close())

const assets = join(root, 'dist/editor/assets')
const fileOf = (worker: string): string => {
  const file = readdirSync(assets).find((name) => name.startsWith(`${worker}-`) && name.endsWith('.js'))
  if (file === undefined) throw new Error(`${worker} was not built.`)
  return file
}

/** What the worker answers to one message; its own failure to load is told as one. */
async function ask(worker: string, message: unknown): Promise<unknown> {
  const context = await product.profile()
  const page = await context.newPage()
  await page.goto('/icon.svg')
  const answer = await page.evaluate(
    ([address, sent]) =>
      new Promise((resolve) => {
        const made = new Worker(address as string, { type: 'module' })
        made.addEventListener('message', ({ data }) => resolve(data))
        made.addEventListener('error', ({ message: words }) => resolve({ notLoaded: words }))
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin.
        made.postMessage(sent)
      }),
    [`/assets/${fileOf(worker)}`, message] as const,
  )
  await context.close()
  return answer
}

describe('a worker loads from the built editor and answers', () => {
  test('the one that checks', async () => {
    const { connector } = readConnector(
      readFileSync(join(root, 'test/fixtures/connector.v1.json'), 'utf8'),
    ) as { connector: Connector }
    const operations = connector.operations.map(({ id }) => id)
    const answer = await ask('check.worker', { number: 7, connector, operations })
    expect(answer).toMatchObject({ number: 7 })
    expect(Object.keys((answer as { checks: object }).checks)).toEqual(operations)
  })

  test('the one that folds', async () => {
    // There is nothing to fold, and that is an answer too.
    expect(await ask('fold.worker', { database: 'nothing-kept', connector: 'nobody' })).toEqual({ folded: 0 })
  })

  test('neither carries what the page has too', () => {
    for (const worker of ['check.worker', 'fold.worker'])
      expect(readFileSync(join(assets, fileOf(worker))).byteLength).toBeLessThan(10_000)
  })
})
