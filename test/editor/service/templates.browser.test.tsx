import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NewConnectorDialog } from '../../../src/editor/home/NewConnectorDialog.tsx'
import { ServicePage } from '../../../src/editor/service/ServicePage.tsx'
import '../../../src/ui/base.css'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { Stage, stage, type StageProps } from '../../../stories/editor/stage.tsx'

let unmount = () => {}
afterEach(() => unmount())

function open(props: StageProps): void {
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  root.render(<Stage {...props} />)
  unmount = () => {
    root.unmount()
    host.remove()
  }
}

const service = () => stage.store.getState().document.connector?.service
const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const values = (name: string) => page.getByRole('tree', { name: `Values for ${name}` })
const choose = (scheme: string) => page.getByText(scheme, { exact: true }).click()

describe('typing {{ on the service page', () => {
  test('in the base URL offers the fields of a credential, and none that is secret', async () => {
    open({ connector: customers(), children: <ServicePage /> })
    await box('Base URL').fill('https://')
    await userEvent.keyboard('{{{{')
    await expect.element(values('Base URL')).toBeVisible()
    await expect
      .element(page.getByRole('treeitem', { name: /^restApiKey/ }))
      .toHaveAttribute('aria-disabled', 'true')
    await userEvent.keyboard('app{Enter}.example.com')
    await expect.poll(() => service()?.baseUrl).toBe('https://{{ auth.applicationId }}.example.com')
  })

  test('in a place of the credential offers the fields of that authentication', async () => {
    open({ connector: customers(), children: <ServicePage /> })
    const place = page.getByRole('group', { name: 'Place X-Parse-REST-API-Key' })
    await place.getByRole('textbox', { name: 'Value' }).fill('Token ')
    await userEvent.keyboard('{{{{rest{Enter}')
    await expect
      .poll(() => service()?.authentications[0]?.placements[1]?.value)
      .toBe('Token {{ auth.restApiKey }}')
  })

  test('in what every request sends offers service and credential, never an input', async () => {
    open({ connector: customers(), children: <ServicePage /> })
    await button('Add a header').click()
    await expect.element(box('Name')).toHaveFocus()
    await userEvent.keyboard('X-App{Tab}{{{{')
    await expect.element(values('Value')).toBeVisible()
    await expect.element(page.getByRole('treeitem', { name: /^Inputs/ })).not.toBeInTheDocument()
    await userEvent.keyboard('appl{Enter}')
    await expect.poll(() => service()?.defaults.headers[0]?.value).toBe('{{ auth.applicationId }}')
  })
})

describe('a new connector', () => {
  const dialog = () => open({ connector: null, children: <NewConnectorDialog onClose={() => unmount()} /> })

  test('the list belongs to the dialog: a press on it and Escape leave the dialog open', async () => {
    dialog()
    await choose('Custom')
    const value = page.getByRole('group', { name: 'Place X-API-Key' }).getByRole('textbox', { name: 'Value' })
    await value.fill('Token ')
    await userEvent.keyboard('{{{{')
    await page.getByRole('treeitem', { name: /^key/ }).click()
    await expect.element(value).toHaveValue('Token {{ auth.key }}')
    await userEvent.keyboard(' {{{{')
    await expect.element(values('Value')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(values('Value')).not.toBeInTheDocument()
    await expect.element(page.getByRole('dialog')).toBeVisible()
  })

  test('a field that is added is titled at once, and its name goes with the title', async () => {
    dialog()
    await choose('Custom')
    await button('Add a field').click()
    await userEvent.keyboard('REST API key')
    const added = page.getByRole('group', { name: 'Field REST API key' })
    await expect
      .element(added.getByRole('textbox', { name: 'Name in expressions' }))
      .toHaveValue('restApiKey')
    await added.getByRole('button', { name: /^Remove/ }).click()
    await expect
      .element(page.getByRole('group', { name: 'Field Key' }).getByRole('textbox', { name: 'Title' }))
      .toHaveFocus()
  })

  test('Enter in the base URL goes on, as in any field of one line', async () => {
    dialog()
    await box('Service').fill('Acme')
    await box('Base URL').fill('https://api.example.com')
    await userEvent.keyboard('{Enter}')
    await expect.element(box('Connector')).toHaveFocus()
  })
})
