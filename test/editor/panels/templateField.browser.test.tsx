import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openInspector, set, settings } from './open.tsx'

const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const address = () => box('Address')
const withAddress = (url: string) =>
  openInspector((opened) => set(opened, 'request', ['url'], url), 'request')

function area(name: string): HTMLTextAreaElement {
  const found = box(name).element()
  if (!(found instanceof HTMLTextAreaElement)) throw new Error(`“${name}” is no field for text.`)
  return found
}

/** Pastes as the browser does: the event alone, which the field may take. */
function paste(name: string, text: string): boolean {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  area(name).dispatchEvent(event)
  return event.defaultPrevented
}

test('several lines pasted into a field of one line become one, at the caret, and its own undo takes them back', async () => {
  const editor = withAddress('/start/end')
  await address().click()
  area('Address').setSelectionRange(7, 7)
  expect(paste('Address', '\none\r\ntwo\rthree\n')).toBe(true)
  await expect.element(address()).toHaveValue('/start/one two threeend')
  expect(area('Address').selectionStart).toBe('/start/one two three'.length)
  expect(settings(editor, 'request')?.['url']).toBe('/start/one two threeend')
  await userEvent.keyboard('{Control>}z{/Control}')
  await expect.element(address()).toHaveValue('/start/end')
})

test('a pasted line, and lines pasted where lines may stand, are left to the browser', async () => {
  openInspector((opened) => set(opened, 'request', ['body'], { kind: 'json' }), 'request')
  await address().click()
  expect(paste('Address', 'one')).toBe(false)
  await box('JSON').click()
  expect(paste('JSON', '{\n}')).toBe(false)
})

test('a very long value scrolls inside of its field', async () => {
  withAddress('/start')
  await address().fill(`/${'x'.repeat(20_000)}`)
  const field = area('Address').parentElement?.parentElement
  await expect.poll(() => field?.clientHeight).toBeLessThan(200)
  expect(field?.scrollHeight).toBeGreaterThan(1_000)
  await address().click()
  await userEvent.keyboard('{Control>}{End}{/Control}y')
  // What is typed is in view.
  await expect.poll(() => field?.scrollTop).toBeGreaterThan(500)
})

test('what is typed in a row is not called wrong in the address that mirrors it', async () => {
  openInspector((opened) => {
    set(opened, 'request', ['url'], '/classes')
    set(opened, 'request', ['query'], [{ name: 'limit', value: '', enabled: true, whenEmpty: 'omit' }])
  }, 'request')
  await box('Value of limit').click()
  await userEvent.keyboard('{{{{ inp')
  await expect.element(address()).toHaveValue('/classes?limit={{ inp')
  await userEvent.keyboard('{Escape}')
  await expect.element(address()).not.toHaveAttribute('aria-invalid', 'true')
  // Left as it is, it is wrong where it stands, and there alone.
  await userEvent.keyboard('{Tab}')
  await expect.element(box('Value of limit')).toHaveAttribute('aria-invalid', 'true')
  await expect.element(address()).not.toHaveAttribute('aria-invalid', 'true')
})

test('the list says nothing is wrong with the text that it is finishing', async () => {
  withAddress('/a')
  await address().fill('/a/{{ nowhere }}/')
  await userEvent.keyboard('{{{{')
  await expect.element(page.getByRole('tree', { name: 'Values for Address' })).toBeVisible()
  await expect.element(address()).not.toHaveAttribute('aria-invalid', 'true')
  await userEvent.keyboard('{Escape}')
  await expect.element(address()).toHaveAttribute('aria-invalid', 'true')
})

test('nobody means a whole credential: Enter on it folds it, and a path to it goes on to its fields', async () => {
  withAddress('')
  await address().click()
  await userEvent.keyboard('{{{{')
  const credential = page.getByRole('treeitem', { name: /Application keys/ })
  await expect.element(credential).toHaveAttribute('aria-expanded', 'true')
  await credential.click()
  await expect.element(credential).toHaveAttribute('aria-expanded', 'false')
  await userEvent.keyboard('{Enter}')
  await expect.element(credential).toHaveAttribute('aria-expanded', 'true')
  await expect.element(address()).toHaveValue('{{')
  await userEvent.keyboard('auth')
  await page.getByRole('option', { name: /^auth/ }).first().click()
  await expect.element(address()).toHaveValue('{{auth.')
  await expect.element(page.getByRole('option', { name: /restApiKey/ })).toBeVisible()
})
