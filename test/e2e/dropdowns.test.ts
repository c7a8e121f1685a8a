// The fault table of the live dropdowns: each fault is played by a real service to the whole product, and what the person is told is
// asked of the page; what was superseded is cancelled where it was asked for, at the service.
import { writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Answers,
  dropdownConnector,
  type DropdownService,
  dropdownService,
  europe,
  json,
} from './dropdownService.ts'
import { EditorPage } from './editorPage.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let service: DropdownService
beforeAll(async () => {
  service = await dropdownService()
  product = await startProduct()
})
afterAll(async () => {
  await product?.close()
  await service?.close()
})

/** The form of the operation that takes a customer. */
class Form {
  readonly editor: EditorPage

  constructor(editor: EditorPage) {
    this.editor = editor
  }

  box(name: string) {
    return this.editor.runPanel.getByRole('combobox', { name })
  }

  get list() {
    return this.editor.page.getByRole('listbox')
  }

  async choose(field: string, label: string) {
    await this.box(field).click()
    await this.list.getByRole('option', { name: new RegExp(`^${label}`) }).click()
    await this.list.waitFor({ state: 'hidden' })
  }

  options = () => this.list.getByRole('option').allTextContents()

  /** Waits until the page says this, in the box, in its list or below it. */
  told = (words: string | RegExp) =>
    this.editor.page.getByText(words).filter({ visible: true }).first().waitFor()

  async delete(operation: string) {
    const { page, operations } = this.editor
    await page.keyboard.press('Escape')
    await operations.getByRole('button', { name: new RegExp(`^${operation} `) }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await operations.getByRole('button', { name: /^Take a customer / }).click()
  }

  async rename(operation: string, to: string) {
    const { page, operations, dialog } = {
      page: this.editor.page,
      operations: this.editor.operations,
      dialog: this.editor.dialog('Rename operation'),
    }
    await page.keyboard.press('Escape')
    await operations.getByRole('button', { name: new RegExp(`^${operation} `) }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: /^Rename/ }).click()
    await dialog.getByLabel('Title').fill(to)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await operations.getByRole('button', { name: /^Take a customer / }).click()
  }
}

interface Fault {
  readonly fault: string
  readonly answers?: Answers
  readonly circle?: boolean
  /** What the person does; then what is told. Region is Europe already, and the list of customers is open, but for a circle. */
  readonly play: (form: Form) => Promise<void>
}

const gives =
  (body: string, status = 200): Answers =>
  (answer) =>
    json(answer, body, status)
const never: Answers = () => {}
const ana = '[{"id":"a","name":"Ana"}]'

/** Europe is never answered, but for `late`; Africa at once. */
const slowEurope = (late: (europe: ServerResponse | undefined) => void = () => {}): Answers => {
  let waiting: ServerResponse | undefined
  return (answer, { region }) => {
    if (region === '9007199254740993') waiting = answer
    else {
      late(waiting)
      json(answer, '[{"id":"n","name":"Nia"}]')
    }
  }
}

const faults: readonly Fault[] = [
  {
    fault: 'the source fails',
    answers: gives('{"error":"broken"}', 500),
    async play(form) {
      await form.told(/500/)
      await form.editor.page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
      service.answers = gives(ana)
      await form.editor.page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
      await form.list.getByRole('option', { name: /^Ana/ }).waitFor()
    },
  },
  {
    fault: 'the source is slow, and is given up',
    answers: never,
    async play(form) {
      await form.told('Loading from Customers')
      await service.heard(europe)
      await form.editor.page.keyboard.press('Escape')
      await form.editor.operations.getByRole('button', { name: /^Regions / }).click()
      await service.abandoned(europe)
    },
  },
  {
    fault: 'the source is empty',
    answers: gives('[]'),
    play: (form) => form.told('The service has none for Region Europe.'),
  },
  {
    fault: '50,000 options',
    answers: gives(
      JSON.stringify(Array.from({ length: 50_000 }, (_, at) => ({ id: `c${at}`, name: `Customer ${at}` }))),
    ),
    async play(form) {
      await form.list.getByRole('option', { name: /^Customer 0/ }).waitFor()
      await form.editor.page.keyboard.press('ArrowUp')
      const last = form.list.getByRole('option', { name: /^Customer 49999/ })
      await last.waitFor()
      expect(await last.getAttribute('aria-setsize')).toBe('50000')
    },
  },
  {
    fault: 'ids of 64 bits',
    answers: gives('[{"id":18446744073709551615,"name":"Ana"}]'),
    async play(form) {
      await form.list.getByRole('option', { name: /^Ana/ }).click()
      await form.editor.run()
      await service.heard('/take/18446744073709551615?region=9007199254740993')
    },
  },
  {
    fault: 'labels are missing',
    answers: gives('[{"id":"a","name":"Ana"},{"id":"bare"}]'),
    async play(form) {
      await form.told('1 without a label shown by value')
      expect(await form.options()).toEqual(['Anaa', 'bare'])
    },
  },
  {
    fault: 'values come twice',
    answers: gives('[{"id":"a","name":"Ana"},{"id":"a","name":"Again"},{"name":"None"}]'),
    async play(form) {
      await form.told('1 without a value left out · 1 with a value that is there already left out')
      expect(await form.options()).toEqual(['Anaa'])
    },
  },
  {
    fault: 'the parent changes while it loads',
    answers: slowEurope(),
    async play(form) {
      await service.heard(europe)
      await form.editor.page.keyboard.press('Escape')
      await form.choose('Region', 'Africa')
      await service.abandoned(europe)
      await form.box('Customer').click()
      await form.list.getByRole('option', { name: /^Nia/ }).waitFor()
    },
  },
  {
    fault: 'answers out of order',
    answers: slowEurope((late) => late !== undefined && json(late, ana)),
    async play(form) {
      await service.heard(europe)
      await form.editor.page.keyboard.press('Escape')
      await form.choose('Region', 'Africa')
      await form.box('Customer').click()
      await form.list.getByRole('option', { name: /^Nia/ }).waitFor()
      expect(await form.options()).toEqual(['Nian'])
    },
  },
  {
    fault: 'a value of the parent before',
    answers: (answer, { region }) =>
      json(answer, region === '9007199254740993' ? ana : '[{"id":"n","name":"Nia"}]'),
    async play(form) {
      await form.list.getByRole('option', { name: /^Ana/ }).click()
      await form.choose('Region', 'Africa')
      await form.told('It is not in the list for Region Africa. It is kept as it is.')
      expect(await form.box('Customer').textContent()).toContain('Ana')
    },
  },
  {
    fault: 'the source is renamed',
    answers: gives(ana),
    async play(form) {
      await form.list.getByRole('option', { name: /^Ana/ }).waitFor()
      await form.rename('Customers', 'People')
      await form.box('Customer').click()
      await form.list.getByRole('option', { name: /^Ana/ }).click()
      expect(await form.box('Customer').textContent()).toContain('Ana')
    },
  },
  {
    fault: 'the source is renamed while it loads',
    answers: never,
    async play(form) {
      await service.heard(europe)
      await form.rename('Customers', 'People')
      await form.box('Customer').click()
      await form.told('Loading from People')
    },
  },
  {
    fault: 'the source is deleted',
    answers: gives(ana),
    async play(form) {
      await form.list.getByRole('option', { name: /^Ana/ }).waitFor()
      await form.delete('Customers')
      await form.told(/The operation that gives the choices is not there any more/)
    },
  },
  {
    fault: 'the source is deleted while it loads',
    answers: never,
    async play(form) {
      await service.heard(europe)
      await form.delete('Customers')
      await service.abandoned(europe)
      await form.told(/The operation that gives the choices is not there any more/)
    },
  },
  {
    fault: 'a circle',
    circle: true,
    play: (form) => form.told(/Region, Customer, Region wait for each other’s choices/),
  },
]

async function opened(drawn: Parameters<typeof dropdownConnector>[1]): Promise<Form> {
  service.asked.length = 0
  service.givenUp.length = 0
  const file = join(product.served.data, 'chain.connector.json')
  await writeFile(file, dropdownConnector(service.url, drawn))
  const editor = await EditorPage.open(await product.profile())
  await editor.importFile(file)
  await editor.canvas.waitFor()
  await editor.openRunPanel()
  return new Form(editor)
}

describe('faults of a dropdown, in the product', () => {
  test.each(faults)('$fault', async ({ answers, circle = false, play }) => {
    if (answers !== undefined) service.answers = answers
    const form = await opened({ circle })
    if (!circle) {
      await form.choose('Region', 'Europe')
      await form.box('Customer').click()
    }
    await play(form)
    expect(form.editor.thrown).toEqual([])
    await form.editor.page.context().close()
  })
})

test('an object asks for the fields that the service says for the region, and a run is started with them', async () => {
  service.answers = gives(ana)
  const form = await opened({ asksDetails: true })
  const { editor } = form
  await form.told('Choose Region first, or give it as JSON.')
  await form.choose('Region', 'Europe')
  await form.choose('Customer', 'Ana')
  await editor.runPanel.getByRole('textbox', { name: 'Days to pay' }).fill('14')
  await editor.runButton.click()
  await form.told('“Details › VAT number” is missing. Give it a text.')
  expect(service.asked.filter((path) => path.startsWith('/take'))).toEqual([])
  await editor.runPanel.getByRole('textbox', { name: 'VAT number' }).fill('DE123')
  await editor.run()
  const details = encodeURIComponent('{"terms":14,"vat":"DE123"}')
  await service.heard(`/take/a?region=9007199254740993&details=${details}`)
  await form.choose('Region', 'Africa')
  await form.told(/The service asks for no fields for Region Africa\./)
  expect(editor.thrown).toEqual([])
  await editor.page.context().close()
})
