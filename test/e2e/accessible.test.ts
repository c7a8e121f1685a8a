// axe finds nothing on any page, in light and in dark, with everything open that can be opened.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EditorPage } from './editorPage.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let axe: string
beforeAll(async () => {
  product = await startProduct()
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(() => product?.close())

/**
 * What axe has to say of the page as it is, a line each. Left out are the focus guards of Base UI's popups: empty elements
 * that take focus only to hand it on, which axe cannot tell from hidden content; and menus, lists and tooltips from the rule
 * that everything is in a landmark, as axe itself leaves out dialogs: they are of the page's top layer and named.
 */
async function judge(page: Page, where: string, rules?: readonly string[]): Promise<string[]> {
  // The page's policy lets no foreign script in by a tag; evaluated, it is the test's own.
  await page.evaluate(`window.axe ?? (0, eval)(${JSON.stringify(axe)})`)
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: Axe }
    const context = { include: ['body'], exclude: ['[data-base-ui-focus-guard]'] }
    const only = runOnly === undefined ? {} : { runOnly }
    const { violations } = await axe.run(context, { ...only, resultTypes: ['violations'] })
    const floats = (selector: string) =>
      document.querySelector(selector)?.closest('[role="menu"], [role="listbox"], [role="tooltip"]') != null
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'region' || !floats(target.join(' ')))
        .map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
  }, rules)
  return found.map((line) => `${where}: ${line}`)
}

/** The rules that another theme can break: it changes colours and nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block']

interface Axe {
  run(
    context: object,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>
}

/** In place of a name: what is on the screen again was judged before. */
const backAgain = undefined

/** Every state that is judged, by name, in the order in which a person would come through them. */
const walk: readonly (readonly [string | undefined, (editor: EditorPage) => Promise<unknown>])[] = [
  ['home', (editor) => editor.card(sample).waitFor()],
  ['menu of a card', (editor) => editor.button(`More for ${sample}`).click()],
  [backAgain, (editor) => closed(editor, 'menu')],
  ['new connector', (editor) => editor.button('Blank', { startsWith: true }).click()],
  [
    'new connector, custom sign-in, things missing',
    async (editor) => {
      await editor.dialog('New connector').getByRole('radio', { name: 'Custom' }).check({ force: true })
      await editor.dialog('New connector').getByRole('button', { name: 'Next' }).click()
      await editor.dialog('New connector').getByText('What is the service called?').waitFor()
    },
  ],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['operation', (editor) => editor.openConnector(sample)],
  ...['Inputs', 'Auth', 'Get customer', 'Output'].map(
    (title) => [`inspector of ${title}`, (editor: EditorPage) => selected(editor, title)] as const,
  ),
  ['kinds that can be added', (editor) => opened(editor, 'n', 'dialog', /^Add/)],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['palette', (editor) => opened(editor, 'ControlOrMeta+K', 'dialog', /.*/)],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['find', (editor) => opened(editor, 'ControlOrMeta+F', 'dialog', /.*/)],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['shortcuts', (editor) => opened(editor, '?', 'dialog', /Keyboard shortcuts/)],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['rename operation', (editor) => opened(editor, 'Shift+F2', 'dialog', /Rename operation/)],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['output of a run', (editor) => editor.run()],
  [
    'requests of a run',
    async (editor) => {
      await editor.runPanel.getByRole('tab', { name: 'Requests' }).click()
      await editor.runPanel.getByRole('gridcell', { name: '200' }).click()
    },
  ],
  ['log of a run', (editor) => editor.runPanel.getByRole('tab', { name: 'Log' }).click()],
  ['outline', (editor) => editor.page.getByRole('radio', { name: 'Outline' }).check({ force: true })],
  [backAgain, (editor) => editor.page.getByRole('radio', { name: 'Canvas' }).check({ force: true })],
  ['credential menu', (editor) => editor.button('Credential: Demo keys').click()],
  ['new credential', (editor) => editor.page.getByRole('menuitem', { name: 'New credential' }).click()],
  [backAgain, (editor) => closed(editor, 'dialog')],
  [
    'service',
    async (editor) => {
      await editor.operations.getByRole('button', { name: 'Service and auth' }).click()
      await editor.page.getByRole('heading', { name: 'Service and auth' }).waitFor()
    },
  ],
  [
    'connector map',
    async (editor) => {
      await editor.operations.getByRole('button', { name: 'Connector map' }).click()
      await editor.canvas.waitFor()
    },
  ],
  [
    'what options could go to',
    async (editor) => {
      await editor.page.getByRole('button', { name: 'Options of List regions' }).click()
      await editor.page.getByRole('combobox', { name: 'Field' }).waitFor()
    },
  ],
  [backAgain, (editor) => closed(editor, 'dialog')],
  [
    'a dropdown on the map',
    async (editor) => {
      await editor.page.getByRole('button', { name: /^customer of Update email address, / }).click()
      await editor.page.getByRole('heading', { name: 'Options for customer' }).waitFor()
    },
  ],
  [backAgain, (editor) => closed(editor, 'dialog')],
  [
    'an operation that others fill',
    async (editor) => {
      await editor.operations.getByRole('button', { name: /^Update email address/ }).click()
      await editor.page.getByRole('button', { name: 'List regions, open this operation' }).waitFor()
    },
  ],
  [
    'an operation with problems',
    async (editor) => {
      await editor.operations.getByRole('button', { name: 'New operation' }).click()
      await editor.canvas.click({ position: { x: 20, y: 200 } })
      await editor.page.keyboard.press('ControlOrMeta+A')
      await editor.page.keyboard.press('Delete')
      await editor.page.getByRole('button', { name: /^1 problem$/ }).click()
      await editor.page.getByRole('dialog', { name: 'Problems' }).waitFor()
    },
  ],
  [backAgain, (editor) => closed(editor, 'dialog')],
  ['credentials', (editor) => reached(editor, 'Credentials')],
  ['runs', (editor) => reached(editor, 'Runs')],
]

const sample = 'Back4App Customers'

async function selected(editor: EditorPage, title: string): Promise<void> {
  await editor.node(title).click()
  await editor.inspector.getByRole('region', { name: `Settings of ${title}` }).waitFor()
}

async function opened(editor: EditorPage, key: string, role: 'dialog', name: RegExp): Promise<void> {
  await editor.page.keyboard.press(key)
  await editor.page.getByRole(role, { name }).waitFor()
}

async function closed(editor: EditorPage, role: 'dialog' | 'menu'): Promise<void> {
  await editor.page.keyboard.press('Escape')
  await editor.page.getByRole(role).waitFor({ state: 'hidden' })
}

async function reached(editor: EditorPage, page: string): Promise<void> {
  await editor.page.goto(`/${page.toLowerCase()}`)
  await editor.page.getByRole('heading', { name: page, level: 1 }).waitFor()
}

test('axe finds nothing on any page, in light and in dark, and no page is wider than the screen', async () => {
  const context = await product.profile({ colorScheme: 'light' })
  const editor = await EditorPage.open(context)
  const { page } = editor
  const found: string[] = []
  for (const [where, go] of walk) {
    await go(editor)
    if (where === backAgain) continue
    found.push(...(await judge(page, where)))
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await judge(page, `${where}, in dark`, colourRules)))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1024, height: 768 })
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (over > 0) found.push(`${where}: ${over} px wider than 1024`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  expect(found).toEqual([])
  expect(editor.thrown).toEqual([])
  await context.close()
})
