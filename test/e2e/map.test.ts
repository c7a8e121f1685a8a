// The ancestor's cascade on the connector map, in a real browser: regions fill the customers' region, customers fill whose address
// changes. Once by dragging, once by keys alone; a circle is refused; what was made fills the form.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EditorPage } from './editorPage.ts'
import { Keyboard } from './keyboard.ts'
import { type Product, startProduct } from './product.ts'

const sample = 'Back4App Customers'
const [regions, customers, update] = [
  'List regions',
  'Get list of all customers',
  'Update email address',
] as const

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.close())

describe('the connector map', () => {
  let editor: EditorPage
  let map: Locator
  /** The sample with no dropdown in it. */
  beforeEach(async () => {
    editor = await EditorPage.open(await product.profile())
    await editor.openConnector(sample)
    await editor.operations.getByRole('button', { name: 'Connector map' }).click()
    map = editor.page.getByRole('application')
    await map.waitFor()
    for (const [name, operation] of [
      ['region', customers],
      ['region', update],
      ['customer', update],
    ] as const) {
      await field(name, operation).focus()
      await editor.page.keyboard.press('Delete')
    }
    await editor.page.getByRole('application', { name: /, 0 dropdowns filled$/ }).waitFor()
  })

  const options = (operation: string) =>
    map.getByRole('button', { name: `Options of ${operation}`, exact: true })
  const field = (name: string, operation: string) =>
    map.getByRole('button', { name: new RegExp(`^${name} of ${operation}, `) })
  const popover = (name: string) =>
    editor.page
      .getByRole('dialog')
      .filter({ has: editor.page.getByRole('heading', { name: `Options for ${name}` }) })

  const dropdowns = async () => {
    const file = JSON.parse(await editor.exportOpen()) as {
      operations: { id: string; title: string; role?: string; graph: { nodes: { settings: Settings }[] } }[]
    }
    interface Settings {
      readonly fields?: readonly {
        readonly id: string
        readonly name: string
        readonly options?: {
          operation: string
          value: string
          label: string
          arguments: Record<string, string>
        }
      }[]
    }
    const titles = new Map(file.operations.map(({ id, title }) => [id, title]))
    const names = new Map(
      file.operations.flatMap(({ graph }) =>
        graph.nodes.flatMap(({ settings }) => (settings.fields ?? []).map(({ id, name }) => [id, name])),
      ),
    )
    return file.operations.flatMap(({ title, graph }) =>
      graph.nodes.flatMap(({ settings }) =>
        (settings.fields ?? []).flatMap(({ name, options: found }) =>
          found === undefined
            ? []
            : [
                {
                  at: `${title}: ${name}`,
                  from: titles.get(found.operation),
                  given: Object.fromEntries(
                    Object.entries(found.arguments).map(([id, template]) => [names.get(id), template]),
                  ),
                },
              ],
        ),
      ),
    )
  }

  const cascade = [
    { at: `${customers}: region`, from: regions, given: {} },
    { at: `${update}: region`, from: regions, given: {} },
    { at: `${update}: customer`, from: customers, given: { region: '{{ input.region }}' } },
  ]

  const drag = async (from: Locator, to: Locator, drop = true) => {
    const { mouse } = editor.page
    const [start, end] = [await from.boundingBox(), await to.boundingBox()]
    if (start === null || end === null) throw new Error('Both are in sight.')
    await mouse.move(start.x + start.width / 2, start.y + start.height / 2)
    await mouse.down()
    await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 })
    if (drop) await mouse.up()
  }

  test('a cascade is made by dragging, refuses a circle, shows what it gives, and fills the form', async () => {
    const { page } = editor
    for (const [from, name, to] of [
      [regions, 'region', customers],
      [regions, 'region', update],
      [customers, 'customer', update],
    ] as const) {
      await drag(options(from), field(name, to))
      await popover(name).waitFor()
      // Customers know their region by its name, not by its id: the first guess is corrected where it is made.
      if (name === 'region') await popover(name).getByRole('textbox', { name: 'Value' }).fill('name')
      await page.keyboard.press('Escape')
      await popover(name).waitFor({ state: 'hidden' })
    }
    expect(await dropdowns()).toEqual(cascade)

    await drag(options(customers), field('pageSize', customers), false)
    await page.getByRole('tooltip').getByText(`${customers} cannot feed a field of its own.`).waitFor()
    await page.mouse.up()
    expect(await dropdowns()).toEqual(cascade)

    await field('customer', update).click()
    await popover('customer')
      .getByRole('button', { name: `Run ${customers}` })
      .click()
    await popover('customer').getByText('First 5 of 240').waitFor()
    await popover('customer').getByText('region first').waitFor()
    await page.keyboard.press('Escape')
    await field('customer', update)
      .and(map.getByRole('button', { name: /, 240 options from/ }))
      .waitFor()

    await editor.saved()
    await page.reload()
    await page.getByRole('application', { name: /, 3 dropdowns filled$/ }).waitFor()
    await map.getByRole('button', { name: new RegExp(`^${update}, `) }).dblclick()
    await editor.openRunPanel()
    const choose = async (label: string, option: RegExp) => {
      await editor.runPanel.getByRole('combobox', { name: label }).click()
      await page.getByRole('listbox').getByRole('option', { name: option }).first().click()
    }
    await choose('Region', /^Europe/)
    await choose('Customer', /cOitPJvgMW/)
    expect(editor.thrown).toEqual([])
  })

  test('the same by keys alone, each step undone by one undo', async () => {
    const { page } = editor
    const keyboard = new Keyboard(page)
    const join = async (from: string, typed: string, name: string) => {
      await options(from).focus()
      await keyboard.press('Enter')
      await page.getByRole('combobox', { name: 'Field' }).waitFor()
      await keyboard.type(typed)
      await page.getByRole('option', { selected: true, name: new RegExp(`^${name} ?`) }).waitFor()
      await keyboard.press('Enter')
      await popover(name).waitFor()
      await keyboard.press('Escape')
      await popover(name).waitFor({ state: 'hidden' })
    }
    // The map is one stop for Tab, and arrows lead from card to card.
    await page.getByRole('textbox', { name: 'Find an operation' }).focus()
    await keyboard.reach(map.locator('[data-stop][tabindex="0"]'))
    await keyboard.press('Home', 'PageDown')
    await keyboard.press('End')
    await join(regions, 'region get list', 'region')
    await join(regions, 'region update', 'region')
    await join(customers, 'customer update', 'customer')
    expect(await dropdowns()).toEqual(cascade)
    for (const left of [2, 1, 0]) {
      await keyboard.press('ControlOrMeta+Z')
      await page
        .getByRole('application', { name: new RegExp(`, ${String(left)} dropdowns? filled$`) })
        .waitFor()
    }
    expect(editor.thrown).toEqual([])
  })
})
