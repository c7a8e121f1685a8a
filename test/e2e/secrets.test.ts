// [E20] A secret that a person fills in reaches the service and nothing else: it is looked for in all that the page and the
// runner keep, say and send, while the terminal prints the answer of the service as it came.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths, type RunSummary } from '../../src/api/contract.ts'
import type { RunEvent } from '../../src/engine/events.ts'
import { connectorFile } from '../runner/documents.ts'
import { EditorPage } from './editorPage.ts'
import { find, formsOf, keptBy } from './planted.ts'
import { patchbay, type Product, startProduct } from './product.ts'

// Signs that percent-encoding, base64 and JSON each write differently.
const secret = 'Plant3d/s+cret "q"=x&y%z\\w'
const application = 'application-4711'

let product: Product
let service: Server
let baseUrl: string
/** What came to the service in the header of the secret. */
const arrived: (string | undefined)[] = []
beforeAll(async () => {
  // A service that says all it was told, in every way it can, when it works and when it fails.
  service = createServer((request, answer) => {
    const key = String(request.headers['x-key'] ?? '')
    arrived.push(key)
    answer.setHeader('content-type', 'application/json')
    answer.setHeader('x-echo', key)
    answer.setHeader('x-echo-percent', encodeURIComponent(key))
    answer.writeHead(request.url?.endsWith('/refused') === true ? 401 : 200)
    answer.end(echo(key))
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', () => resolve()))
  baseUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  product = await startProduct()
})
afterAll(async () => {
  await product?.close()
  service?.closeAllConnections()
  service?.close()
})

const echo = (key: string) =>
  JSON.stringify({
    error: `There is no key ${key}.`,
    raw: key,
    percent: `https://example.com/?key=${encodeURIComponent(key)}`,
    base64: Buffer.from(`user:${key}`).toString('base64'),
    json: JSON.stringify({ key }),
    [key]: true,
  })

/** Two operations: one that works and one that is refused. */
function file(): string {
  type Loose = { operations: Record<string, unknown>[] }
  const works = connectorFile({ baseUrl, url: '/works', signed: true }) as unknown as Loose
  const refused = connectorFile({ baseUrl, url: '/refused', signed: true }) as unknown as Loose
  works.operations.push({ ...refused.operations[0], id: 'operation-2', name: 'refused', title: 'Be refused' })
  return JSON.stringify(works)
}

test('the forms that are looked for are those that stand in an answer that echoes the secret', () => {
  const found = find([secret], 'echo', echo(secret))
  expect(found).toEqual(expect.arrayContaining(['echo: percent', 'echo: JSON', 'echo: JSON in JSON']))
  expect(found.some((place) => place.startsWith('echo: base64'))).toBe(true)
  expect(formsOf(secret).size).toBe(11)
})

test('[E20] a planted secret reaches the service and is found nowhere else', async () => {
  const context = await product.profile()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const editor = await EditorPage.open(context)
  const places = new Map<string, string>()
  const sent: string[] = []
  editor.page.on('request', (request) => {
    places.set(`address ${request.method()} ${new URL(request.url()).pathname}`, request.url())
    const body = request.postData() ?? ''
    if (find([secret], '', body).length > 0)
      sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  const path = join(product.served.data, 'echo.connector.json')
  await writeFile(path, file())
  await editor.importFile(path)
  await editor.makeCredential('Planted', { Application: application, Key: secret })

  for (const [title, state] of [
    ['Get it', 'done'],
    ['Be refused', 'failed'],
  ] as const) {
    await editor.operations.getByRole('button', { name: title }).click()
    await editor.runButton.click()
    await editor.ran(state)
    for (const tab of ['Output', 'Requests', 'Log']) {
      await editor.runPanel.getByRole('tab', { name: tab }).click()
      if (tab === 'Requests') {
        await editor.runPanel
          .getByText(title === 'Get it' ? '/works' : '/refused')
          .first()
          .click()
        await editor.runPanel
          .getByText(/x-echo/i)
          .first()
          .waitFor()
      }
      for (const [where, text] of Object.entries(await keptBy(editor.page)))
        places.set(`${title}, ${tab}: ${where}`, text)
    }
  }
  await editor.saved()
  places.set('export', await editor.exportOpen())
  await editor.page.goto('/credentials')
  await editor.page.getByRole('heading', { name: 'Planted' }).waitFor()
  for (const [where, text] of Object.entries(await keptBy(editor.page)))
    places.set(`credentials: ${where}`, text)
  await editor.page.goto('/runs')
  await editor.page.getByText('Be refused').first().waitFor()
  for (const [where, text] of Object.entries(await keptBy(editor.page))) places.set(`runs: ${where}`, text)
  places.set('console', editor.said.join('\n'))
  places.set('errors', editor.thrown.join('\n'))

  const runs = (await (await product.served.call(paths.runs)).json()) as RunSummary[]
  expect(runs.map(({ outcome }) => outcome).toSorted()).toEqual(['completed', 'failed'])
  for (const { id } of runs) await tell(places, id)
  places.set('credentials', await (await product.served.call(paths.credentials)).text())
  await context.close()
  await product.served.stop()
  places.set('log of the runner', product.served.printed)
  for (const name of await readdir(product.served.data, { recursive: true })) {
    const full = join(product.served.data, name)
    places.set(`name ${name}`, name)
    if ((await stat(full)).isFile()) places.set(`file ${name}`, (await readFile(full)).toString('latin1'))
  }
  await product.served.start()

  expect(new Set(arrived)).toEqual(new Set([secret]))
  expect(sent).toEqual([`POST ${paths.credentials}`])
  expect([...places].flatMap(([where, text]) => find([secret], where, text))).toEqual([])
  // What is no secret is shown: the search looks where things are.
  expect([...places.values()].some((text) => text.includes(application))).toBe(true)
  expect(
    [...places.keys()].filter((name) => name.startsWith('Get it, Log: IndexedDB')).length,
  ).toBeGreaterThan(3)
  expect([...places.keys()].some((name) => name.startsWith('file runs/'))).toBe(true)
})

/** All that the API tells of a run. */
async function tell(places: Map<string, string>, run: string): Promise<void> {
  const events = await (await product.served.call(`${paths.events(run)}?after=-1`)).text()
  places.set(`events of ${run}`, events)
  for (const path of [
    paths.run(run),
    paths.records(run),
    paths.download(run, 'ndjson'),
    paths.download(run, 'csv'),
  ]) {
    const answer = await product.served.call(path)
    places.set(path, JSON.stringify([...answer.headers]) + (await answer.text()))
  }
  for (const line of events.trim().split('\n')) {
    const event = JSON.parse(line) as RunEvent
    if (event.type !== 'attempt') continue
    const text = await (await product.served.call(paths.exchange(run, event.exchange))).text()
    places.set(`exchange ${event.exchange}`, text)
    for (const [, body = ''] of text.matchAll(/"bodyBase64":"([^"]*)"/g))
      places.set(`body of ${event.exchange}`, Buffer.from(body, 'base64').toString())
  }
}

test('[E20] in the terminal the answer is printed as it came; events and messages hold no secret', async () => {
  const { data } = product.served
  const path = join(data, 'terminal.connector.json')
  const events = join(data, 'events.ndjson')
  await writeFile(path, file())
  const env = { PATCHBAY_CREDENTIAL: JSON.stringify({ application, key: secret }) }
  const works = await patchbay(['run', path, 'get', '--events', events], env)
  expect(works).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(works.stdout)).toEqual(JSON.parse(echo(secret)))
  expect(find([secret], 'events', await readFile(events, 'utf8'))).toEqual([])

  const refused = await patchbay(['run', path, 'refused', '--events', events], env)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('401')
  expect(find([secret], 'stderr', refused.stderr)).toEqual([])
  expect(find([secret], 'events', await readFile(events, 'utf8'))).toEqual([])

  const preview = await patchbay(['preview', path, 'get'], env)
  expect(preview.code).toBe(0)
  expect(find([secret], 'preview', preview.stdout + preview.stderr)).toEqual([])
})
