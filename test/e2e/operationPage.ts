import type { Locator } from 'playwright-core'
import type { EditorPage } from './editorPage.ts'
import type { Keyboard } from './keyboard.ts'

/** A text of a templated field: words, and values that are chosen from the list that `{{` opens. */
export type Typed = readonly (string | { readonly pick: string })[]

/** What an operation asks for and sends: made by dragging and made by keys, it is the same. */
export interface OperationToMake {
  readonly title: string
  readonly fields: readonly { readonly title: string; readonly name: string }[]
  readonly request: {
    readonly title: string
    readonly method: string
    readonly address: Typed
    readonly json?: Typed
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Makes an operation with the pointer: kinds dragged from the palette, edges drawn from port to port. */
export async function makeByDragging(editor: EditorPage, wanted: OperationToMake): Promise<void> {
  const { operations, inspector } = editor
  await operations.getByRole('button', { name: 'New operation' }).first().click()
  await inspector.getByLabel('Title', { exact: true }).fill(wanted.title)
  await operations.getByRole('button', { name: wanted.title }).waitFor()

  // From an empty canvas: what every new operation begins with is taken away.
  await emptyCanvas(editor)
  await place(editor, 'Inputs', { x: 110, y: 80 })
  await place(editor, 'Auth', { x: 110, y: 260 })
  await place(editor, 'Request', { x: 420, y: 80 })
  await place(editor, 'Output', { x: 740, y: 80 })
  await connect(editor, 'Inputs', 'Request', 'in')
  await connect(editor, 'Auth', 'Request', 'auth')
  await connect(editor, 'Request', 'Output', 'in')

  await editor.node('Inputs').click()
  const { fields, request } = wanted
  for (const { title, name } of fields) {
    await inspector.getByRole('button', { name: 'Add a field' }).click()
    await inspector.getByLabel('Title', { exact: true }).fill(title)
    await inspector.getByLabel('Name', { exact: true }).fill(name)
    await inspector.getByLabel('Description', { exact: true }).click()
  }

  await editor.node('Request').click()
  await inspector.getByLabel('Title of the node').fill(request.title)
  await inspector.getByRole('combobox', { name: 'Method' }).fill(request.method)
  await inspector.getByRole('textbox', { name: 'Address' }).click()
  await type(editor, request.address)
  if (request.json === undefined) return
  await inspector.getByRole('combobox', { name: 'Body' }).selectOption('JSON')
  await inspector.getByRole('textbox', { name: 'JSON' }).click()
  await type(editor, request.json)
}

async function emptyCanvas({ page, canvas }: EditorPage): Promise<void> {
  await canvas.click({ position: { x: 20, y: 400 } })
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  await page.getByText('Nothing here yet.').waitFor()
}

/** Drags a kind from the palette to a place of the canvas, in pixels from its upper left corner. */
async function place(editor: EditorPage, kind: string, at: Point): Promise<void> {
  const { page, canvas } = editor
  const corner = await boxOf(canvas)
  const palette = page.getByRole('toolbar', { name: 'Add a node' })
  const from = middle(await boxOf(palette.getByRole('button', { name: kind, exact: true })))
  await drag(editor, from, { x: corner.x + at.x, y: corner.y + at.y })
  await editor.node(kind).waitFor()
}

/** Draws an edge from an output to an input. */
async function connect(editor: EditorPage, from: string, to: string, port: string): Promise<void> {
  const start = editor.node(from).locator('[data-port="out:out"]')
  const end = editor.node(to).locator(`[data-port="in:${port}"]`)
  await drag(editor, middle(await boxOf(start)), middle(await boxOf(end)))
  await editor.edge(from, to).waitFor({ state: 'attached' })
}

/** Presses, moves in steps as a hand does, and lets go. */
async function drag({ page: { mouse } }: EditorPage, from: Point, to: Point): Promise<void> {
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await mouse.move(to.x, to.y, { steps: 4 })
  await mouse.up()
}

async function boxOf(target: Locator) {
  const box = await target.boundingBox()
  if (box === null) throw new Error(`${String(target)} is not on the screen.`)
  return box
}

const middle = (box: { x: number; y: number; width: number; height: number }): Point => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
})

/** Types into the field that has the focus; what is picked is found by its first letters and taken with Enter. */
async function type({ page }: EditorPage, text: Typed): Promise<void> {
  for (const part of text) {
    if (typeof part === 'string') {
      await page.keyboard.insertText(part)
      continue
    }
    await page.keyboard.type(`{{${part.pick}`)
    await page
      .getByRole('option', { name: new RegExp(part.pick) })
      .or(page.getByRole('treeitem', { name: new RegExp(part.pick) }))
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
  }
}

/** Makes an operation by keys alone. */
export async function makeByKeys(
  editor: EditorPage,
  keyboard: Keyboard,
  wanted: OperationToMake,
): Promise<void> {
  const { page, inspector } = editor
  await keyboard.press('Alt+Shift+N')
  await editor.operations.getByRole('button', { name: /^New operation .*run/i }).waitFor()
  await keyboard.press('Shift+F2')
  await keyboard.fill(editor.dialog('Rename operation').getByLabel('Title'), wanted.title)
  await keyboard.press('Enter')
  await editor.operations.getByRole('button', { name: wanted.title }).waitFor()

  await keyboard.reach(editor.canvas)
  await keyboard.press('ControlOrMeta+A', 'Delete')
  await page.getByText('Nothing here yet.').waitFor()
  // A node that is added with another one selected is joined to it.
  for (const kind of ['Inputs', 'Request', 'Output']) await addByKeys(editor, keyboard, kind)
  await editor.edge('Inputs', 'Request').waitFor({ state: 'attached' })
  await editor.edge('Request', 'Output').waitFor({ state: 'attached' })
  await keyboard.press('Escape')
  await addByKeys(editor, keyboard, 'Auth')
  await keyboard.press('c', 'Enter')
  await editor.edge('Auth', 'Request').waitFor({ state: 'attached' })

  await select(editor, keyboard, 'Inputs')
  for (const { title, name } of wanted.fields) {
    await keyboard.activate(inspector.getByRole('button', { name: 'Add a field' }))
    await keyboard.fill(inspector.getByLabel('Title', { exact: true }), title)
    await keyboard.fill(inspector.getByLabel('Name', { exact: true }), name)
    await keyboard.press('Tab')
  }

  const { request } = wanted
  await back(editor, keyboard)
  await select(editor, keyboard, 'Request')
  await keyboard.fill(inspector.getByLabel('Title of the node'), request.title)
  await keyboard.fill(inspector.getByRole('combobox', { name: 'Method' }), request.method)
  await keyboard.reach(inspector.getByRole('textbox', { name: 'Address' }))
  await type(editor, request.address)
  if (request.json === undefined) return
  await keyboard.reach(inspector.getByRole('combobox', { name: 'Body' }))
  await keyboard.type('JSON')
  await keyboard.reach(inspector.getByRole('textbox', { name: 'JSON' }))
  await type(editor, request.json)
}

async function addByKeys(editor: EditorPage, keyboard: Keyboard, kind: string): Promise<void> {
  const picker = editor.page.getByRole('dialog', { name: /^Add (a node|after)/ })
  await keyboard.press('n')
  await picker.getByRole('combobox').waitFor()
  await keyboard.type(kind)
  await keyboard.press('Enter')
  await editor.node(kind).waitFor()
  await picker.waitFor({ state: 'hidden' })
}

/** Walks along the edges until a card is reached, and opens its settings. */
async function select(editor: EditorPage, keyboard: Keyboard, title: string): Promise<void> {
  const settings = editor.inspector.getByRole('region', { name: `Settings of ${title}` })
  await keyboard.press('Escape')
  for (let steps = 0; steps < 6 && !(await settings.isVisible()); steps += 1) {
    await keyboard.press('ArrowRight')
    await editor.inspector.getByRole('region', { name: /^Settings of/ }).waitFor()
  }
  await settings.waitFor()
  await keyboard.press('Enter')
}

/** From the inspector to the canvas, where Tab stops at the card that is chosen. */
async function back(editor: EditorPage, keyboard: Keyboard): Promise<void> {
  await keyboard.reach(editor.canvas.locator('[data-node][tabindex="0"]'), 'Shift+Tab')
}
