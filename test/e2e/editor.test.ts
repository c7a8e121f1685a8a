// From an empty home page to the answer of a real Parse Server, once with the pointer and once by keys alone; the file that
// comes out of it runs in the terminal and gives the same answers.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Drawn, drawWalk } from '../nodes/pagination/walking.ts'
import { EditorPage, type ServiceToMake } from './editorPage.ts'
import { Keyboard } from './keyboard.ts'
import { makeByDragging, makeByKeys, type OperationToMake } from './operationPage.ts'
import { describeParseServer } from './parse-server/running.ts'
import { type ParseServer, startParseServer } from './parse-server/start.ts'
import { patchbay, type Product, startProduct } from './product.ts'

let product: Product
let parse: ParseServer
/** A customer that is there from the beginning. */
let ada: string
beforeAll(async () => {
  ;[product, parse] = await Promise.all([startProduct(), startParseServer()])
  ;[ada = ''] = await parse.seed('Customer', [{ name: 'Ada Moreau', region: 'EMEA', visits: 3 }])
}, 600_000)
afterAll(async () => {
  await product?.close()
  await parse?.stop()
})

const service = (): ServiceToMake => ({
  service: 'Back4App',
  baseUrl: parse.url,
  connector: 'Back4App customers',
  headers: [
    { title: 'Application ID', name: 'applicationId', header: 'X-Parse-Application-Id' },
    { title: 'REST API key', name: 'restApiKey', header: 'X-Parse-REST-API-Key' },
  ],
})

const getCustomer: OperationToMake = {
  title: 'Get details of customer',
  fields: [{ title: 'Customer ID', name: 'customerId' }],
  request: { title: 'Get customer', method: 'GET', address: ['/classes/Customer/', { pick: 'customerId' }] },
}

const addCustomer: OperationToMake = {
  title: 'Add a new customer',
  fields: [
    { title: 'Name', name: 'name' },
    { title: 'Region', name: 'region' },
  ],
  request: {
    title: 'Create customer',
    method: 'POST',
    address: ['/classes/Customer'],
    json: ['{ "name": "', { pick: 'name' }, '", "region": "', { pick: 'region' }, '" }'],
  },
}

/** What the two ways must agree on: all but ids, places and the hash of what was proved, which are each document's own. */
function meaning(file: string): unknown {
  const document = JSON.parse(file) as { id: string; operations: { layout: object; output: object }[] }
  const ids = new Map<string, string>()
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value === 'string') return ids.get(value) ?? value
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]))
  }
  const name = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    const { id, title, name: called } = value as { id?: string; title?: string; name?: string }
    if (typeof id === 'string') ids.set(id, `${path}/${title ?? called ?? ''}`)
    for (const [key, member] of Object.entries(value))
      name(member, `${path}/${Array.isArray(value) ? '' : key}`)
  }
  name(document, '')
  for (const operation of document.operations) {
    operation.layout = {}
    operation.output = {}
  }
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    if (typeof value !== 'object' || value === null) return value
    const { id: _id, ...rest } = value as { id?: unknown }
    return Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, sorted(member)]))
  }
  return sorted(walk(document))
}

const exported: string[] = []

/** Runs both operations in the page; answers what each gave, as its tree shows it. */
async function runBoth(
  editor: EditorPage,
  runWith: (title: string, input: Record<string, string>) => Promise<void>,
) {
  await runWith(getCustomer.title, { 'Customer ID': ada })
  await editor.runPanel.getByRole('treeitem', { name: /name "Ada Moreau"/ }).waitFor()
  await runWith(addCustomer.title, { Name: 'Grace Okafor', Region: 'APAC' })
  const created = editor.runPanel.getByRole('treeitem', { name: /^objectId/ })
  await created.waitFor()
  const id = /"(\w+)"/.exec((await created.textContent()) ?? '')?.[1] ?? ''
  const kept = await fetch(`${parse.url}/classes/Customer/${id}`, {
    headers: { 'X-Parse-Application-Id': parse.applicationId, 'X-Parse-REST-API-Key': parse.restApiKey },
  })
  expect(await kept.json()).toMatchObject({ objectId: id, name: 'Grace Okafor', region: 'APAC' })
}

describeParseServer(() => parse)

describe('a connector for a real Parse Server', () => {
  test('is made by dragging, and answers', async () => {
    const context = await product.profile()
    const editor = await EditorPage.open(context)
    await editor.emptyHome()
    await editor.makeConnector(service())
    await editor.makeCredential('Our app', {
      'Application ID': parse.applicationId,
      'REST API key': parse.restApiKey,
    })
    await makeByDragging(editor, getCustomer)
    await makeByDragging(editor, addCustomer)
    await runBoth(editor, async (title, input) => {
      await editor.operations.getByRole('button', { name: title }).click()
      await editor.openRunPanel()
      for (const [label, value] of Object.entries(input))
        await editor.runPanel.getByRole('textbox', { name: label, exact: true }).fill(value)
      await editor.run()
    })
    await editor.saved()
    exported.push(await editor.exportOpen())
    expect(editor.thrown).toEqual([])
    await context.close()
  })

  test('is made by keys alone, and answers', async () => {
    const context = await product.profile()
    const editor = await EditorPage.open(context)
    const keyboard = new Keyboard(editor.page)
    await keyboard.activate(editor.button(`More for Back4App Customers`))
    await editor.page.getByRole('menuitem', { name: 'Delete', exact: true }).waitFor()
    await keyboard.type('Delete')
    await keyboard.press('Enter')
    await editor.page.getByText('There are no connectors yet.').waitFor()
    await editor.makeConnectorByKeys(keyboard, service())
    await editor.makeCredentialByKeys(keyboard, 'Our app', {
      'Application ID': parse.applicationId,
      'REST API key': parse.restApiKey,
    })
    await makeByKeys(editor, keyboard, getCustomer)
    await makeByKeys(editor, keyboard, addCustomer)
    await runBoth(editor, async (title, input) => {
      await keyboard.activate(editor.operations.getByRole('button', { name: title }))
      await editor.runPanel.getByRole('tab', { name: 'Output' }).waitFor()
      if (await editor.button('Open the run panel').isVisible()) await keyboard.press('ControlOrMeta+J')
      for (const [label, value] of Object.entries(input))
        await keyboard.fill(editor.runPanel.getByRole('textbox', { name: label, exact: true }), value)
      await keyboard.press('ControlOrMeta+Enter')
      await editor.ran('done')
    })
    await editor.saved()
    exported.push(await editor.exportOpen())
    expect(editor.thrown).toEqual([])
    await context.close()
  })

  test('is the same connector, however it was made', () => {
    const [dragged, typed] = exported.map(meaning)
    expect(dragged).toBeDefined()
    expect(typed).toEqual(dragged)
  })

  test('gives the same answers in the terminal', async () => {
    const credential = join(product.served.data, 'credential.json')
    await writeFile(
      credential,
      JSON.stringify({ applicationId: parse.applicationId, restApiKey: parse.restApiKey }),
    )
    for (const [at, text] of exported.entries()) {
      const file = join(product.served.data, `${at}.connector.json`)
      await writeFile(file, text)
      expect(await patchbay(['check', file])).toMatchObject({ code: 0 })
      const got = await patchbay([
        'run',
        file,
        'get-details-of-customer',
        '--input',
        JSON.stringify({ customerId: ada }),
        '--credential',
        `@${credential}`,
      ])
      expect(got).toMatchObject({ code: 0, stderr: '' })
      expect(JSON.parse(got.stdout)).toMatchObject({ objectId: ada, name: 'Ada Moreau', visits: 3 })
      const made = await patchbay([
        'run',
        file,
        'add-a-new-customer',
        '--input',
        '{"name": "Lin Sørensen", "region": "Nordics"}',
        '--credential',
        `@${credential}`,
      ])
      expect(made).toMatchObject({ code: 0, stderr: '' })
      expect(JSON.parse(made.stdout)).toMatchObject({ objectId: expect.stringMatching(/^\w{10}$/) })
    }
    expect(exported).toHaveLength(2)
  })

  test('comes back byte for byte from export, import and export', async () => {
    const context = await product.profile()
    const editor = await EditorPage.open(context)
    for (const [at, text] of exported.entries()) {
      const file = join(product.served.data, `again-${at}.connector.json`)
      await writeFile(file, text)
      await editor.importFile(file)
      await editor.canvas.waitFor()
      expect(await editor.exportOpen()).toBe(text)
      await editor.goHome()
    }
    expect(exported).toHaveLength(2)
    expect(editor.thrown).toEqual([])
    await context.close()
  })

  test('reads 2,500 customers page by page: all ids, once', async () => {
    const ids = await parse.seed(
      'Member',
      Array.from({ length: 2500 }, (_, at) => ({ number: at })),
    )
    const document = JSON.parse(drawWalk(members(parse.url))) as object
    const file = join(product.served.data, 'members.connector.json')
    await writeFile(file, JSON.stringify(document))
    const credential = join(product.served.data, 'members.credential.json')
    await writeFile(
      credential,
      JSON.stringify({ applicationId: parse.applicationId, restApiKey: parse.restApiKey }),
    )
    const got = await patchbay(['run', file, 'list', '--credential', `@${credential}`])
    expect(got).toMatchObject({ code: 0, stderr: '' })
    const read = got.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { objectId: string }).objectId)
    expect(read).toHaveLength(2500)
    expect(new Set(read)).toEqual(new Set(ids))
  })
})

/** Offset paging of a class, in pages of 400. */
const members = (baseUrl: string): Drawn => ({
  service: {
    baseUrl,
    authentications: [
      {
        id: 'keys',
        title: 'Keys',
        scheme: 'custom',
        fields: [
          { name: 'applicationId', title: 'Application ID', secret: false },
          { name: 'restApiKey', title: 'REST API key', secret: true },
        ],
        placements: [
          { in: 'header', name: 'X-Parse-Application-Id', value: '{{ auth.applicationId }}' },
          { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.restApiKey }}' },
        ],
      },
    ],
  },
  nodes: [{ id: 'key', kind: 'auth', title: 'Auth', settings: { authentication: 'keys' } }],
  edges: [
    ['inputs', 'pages'],
    ['ask', 'pages.emit'],
    ['pages', 'output'],
    ['key', 'ask.auth'],
  ],
  request: {
    method: 'GET',
    url: '/classes/Member',
    records: 'results',
    query: [
      { name: 'order', value: 'createdAt,objectId' },
      { name: 'limit', value: '400' },
    ],
  },
  pages: {
    size: '400',
    start: { value: '0' },
    carry: { from: 'offset', by: 'size' },
    put: [{ to: 'query', name: 'skip' }],
    stop: [{ rule: 'short-page' }],
  },
})
