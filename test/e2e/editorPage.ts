import type { Keyboard } from './keyboard.ts'
import type { BrowserContext, Download, Locator, Page } from 'playwright-core'

/** A service with header fields, as a person fills in the two stages of *New connector*. */
export interface ServiceToMake {
  readonly service: string
  readonly baseUrl: string
  readonly connector: string
  /** Fields of the custom scheme: each goes into one header. */
  readonly headers: readonly { readonly title: string; readonly name: string; readonly header: string }[]
}

/** What is on the screen, by the names that a person reads there. */
export class EditorPage {
  readonly page: Page
  /** What the page has printed to the console and thrown, for the search for secrets and for a clean end. */
  readonly said: string[] = []
  readonly thrown: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('console', (message) => this.said.push(message.text()))
    page.on('pageerror', (error) => this.thrown.push(error.stack ?? error.message))
  }

  /** A new tab on the home page. */
  static async open(context: BrowserContext, path = '/'): Promise<EditorPage> {
    const editor = new EditorPage(await context.newPage())
    await editor.page.goto(path)
    return editor
  }

  // ── home

  card(title: string): Locator {
    return this.page
      .getByRole('article')
      .filter({ has: this.page.getByRole('link', { name: title, exact: true }) })
  }

  /** The home page of somebody who wants no sample. */
  async emptyHome(): Promise<void> {
    await this.cardMenu('Back4App Customers', 'Delete')
    await this.page.getByText('There are no connectors yet.').waitFor()
    await this.button('Dismiss').click()
  }

  async goHome(): Promise<void> {
    await this.page.getByRole('link', { name: 'Connectors', exact: true }).click()
    await this.page.getByRole('heading', { name: 'Connectors' }).waitFor()
  }

  async cardMenu(title: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${title}`, exact: true }).click()
    await this.page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  /** Takes a file from the disk through the browser's own dialog, and does not wait for what becomes of it. */
  async importFile(path: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.button('Import file', { startsWith: true }).click(),
    ])
    await chooser.setFiles(path)
  }

  async openConnector(title: string): Promise<void> {
    await this.page.getByRole('link', { name: title, exact: true }).click()
    await this.button('Undo', { startsWith: true }).waitFor()
  }

  // ── dialogs and fields

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name })
  }

  button(name: string, { startsWith = false }: { startsWith?: boolean } = {}): Locator {
    return this.page.getByRole(
      'button',
      startsWith ? { name: new RegExp(`^${name}`) } : { name, exact: true },
    )
  }

  /** Fills in both stages with the pointer and creates the connector. */
  async makeConnector({ service, baseUrl, connector, headers }: ServiceToMake): Promise<void> {
    await this.button('Blank', { startsWith: true }).click()
    const dialog = this.dialog('New connector')
    await dialog.getByLabel('Service', { exact: true }).fill(service)
    await dialog.getByLabel('Base URL').fill(baseUrl)
    await dialog.getByRole('radio', { name: 'Custom' }).check({ force: true })
    const fields = dialog.getByRole('region', { name: 'Fields' })
    const placements = dialog.getByRole('region', { name: 'Placements' })
    for (const [at, { title, name, header }] of headers.entries()) {
      // The scheme begins with one field and its place.
      if (at > 0) await fields.getByRole('button', { name: 'Add a field' }).click()
      const field = fields.getByRole('group').nth(at)
      await field.getByLabel('Title').fill(title)
      await field.getByLabel('Name in expressions').fill(name)
      await placements.getByRole('group').nth(at).getByLabel('Name of the header or parameter').fill(header)
    }
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByLabel('Connector', { exact: true }).fill(connector)
    await dialog.getByRole('button', { name: 'Create connector' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** The same by keys alone. */
  async makeConnectorByKeys(keyboard: Keyboard, wanted: ServiceToMake): Promise<void> {
    const { service, baseUrl, connector, headers } = wanted
    await keyboard.activate(this.button('Blank', { startsWith: true }))
    const dialog = this.dialog('New connector')
    await keyboard.fill(dialog.getByLabel('Service', { exact: true }), service)
    await keyboard.fill(dialog.getByLabel('Base URL'), baseUrl)
    await keyboard.choose(dialog.getByRole('group', { name: 'Scheme' }), 'Custom')
    const fields = dialog.getByRole('region', { name: 'Fields' })
    const placements = dialog.getByRole('region', { name: 'Placements' })
    for (const [at, { title, name, header }] of headers.entries()) {
      if (at > 0) await keyboard.activate(fields.getByRole('button', { name: 'Add a field' }))
      const field = fields.getByRole('group').nth(at)
      await keyboard.fill(field.getByLabel('Title'), title)
      await keyboard.fill(field.getByLabel('Name in expressions'), name)
      await keyboard.fill(
        placements.getByRole('group').nth(at).getByLabel('Name of the header or parameter'),
        header,
      )
    }
    await keyboard.activate(dialog.getByRole('button', { name: 'Next' }))
    await keyboard.fill(dialog.getByLabel('Connector', { exact: true }), connector)
    await keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Fills in a credential, with the button of the bar. */
  async makeCredential(name: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.button('(Credential: |Choose a credential$)', { startsWith: true }).click()
    await this.page.getByRole('menuitem', { name: 'New credential' }).click()
    const dialog = this.dialog('New credential')
    await dialog.getByLabel('Name', { exact: true }).fill(name)
    for (const [label, value] of Object.entries(values))
      await dialog.getByLabel(label, { exact: true }).fill(value)
    await dialog.getByRole('button', { name: 'Create and test' }).click()
    await this.button(`Credential: ${name}`).waitFor()
    // The test's answer stands until it was read.
    await this.button('Dismiss').click()
  }

  /** The same by keys alone. */
  async makeCredentialByKeys(
    keyboard: Keyboard,
    name: string,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    await keyboard.activate(this.button('(Credential: |Choose a credential$)', { startsWith: true }))
    await this.page.getByRole('menuitem', { name: 'New credential' }).waitFor()
    await keyboard.type('New')
    await keyboard.press('Enter')
    const dialog = this.dialog('New credential')
    await keyboard.fill(dialog.getByLabel('Name', { exact: true }), name)
    for (const [label, value] of Object.entries(values))
      await keyboard.fill(dialog.getByLabel(label, { exact: true }), value)
    await keyboard.press('Enter')
    await this.button(`Credential: ${name}`).waitFor()
  }

  /** Exports the open connector and gives the file's text. */
  async exportOpen(): Promise<string> {
    return textOf(await this.download(() => this.page.keyboard.press('ControlOrMeta+Shift+E')))
  }

  async download(start: () => Promise<void>): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), start()])
    return download
  }

  // ── the open operation

  get canvas(): Locator {
    return this.page.getByRole('application')
  }

  /** A card, by the node's title. */
  node(title: string): Locator {
    return this.page.getByRole('group', { name: new RegExp(`^${escaped(title)}(,|$)`) })
  }

  /** An edge, by the titles of its ends. It has no size that Playwright would call visible. */
  edge(from: string, to: string): Locator {
    return this.page.getByRole('img', { name: `From ${from} to ${to}`, exact: true })
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' })
  }

  get runPanel(): Locator {
    return this.page.getByRole('region', { name: 'Run', exact: true })
  }

  get operations(): Locator {
    return this.page.getByRole('navigation', { name: 'Operations' })
  }

  /** The one of the bar, which is there whatever the run panel shows. */
  get runButton(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Run', exact: true })
  }

  async openRunPanel(): Promise<void> {
    await this.runPanel.getByRole('tab', { name: 'Output' }).waitFor()
    const open = this.button('Open the run panel')
    if (await open.isVisible()) await open.click()
  }

  /** Runs the open operation with the button of the bar and waits until it has worked. */
  async run(): Promise<void> {
    await this.runButton.click()
    await this.ran('done')
  }

  /** Waits for the end of a run as its output's card tells it. */
  async ran(state: 'done' | 'failed'): Promise<void> {
    await this.runButton.waitFor()
    await this.page
      .getByRole('group', { name: new RegExp(`, ${state}(,|$)`) })
      .first()
      .waitFor()
  }

  /** Waits until all edits are on the disk. */
  async saved(): Promise<void> {
    await this.page.getByText(/^Saved/).waitFor()
  }
}

export const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

export async function textOf(download: Download): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
