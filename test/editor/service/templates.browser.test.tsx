import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ServicePage } from '../../../src/editor/service/ServicePage.tsx'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { stage } from '../../../stories/editor/stage.tsx'
import { openStage } from '../openStage.tsx'

const service = () => stage.store.getState().document.connector?.service
const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const values = (name: string) => page.getByRole('tree', { name: `Values for ${name}` })

describe('typing {{ on the service page', () => {
  test('in the base URL offers the fields of a credential, and none that is secret', async () => {
    openStage({ connector: customers(), children: <ServicePage /> })
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
    openStage({ connector: customers(), children: <ServicePage /> })
    const place = page.getByRole('group', { name: 'Place X-Parse-REST-API-Key' })
    await place.getByRole('textbox', { name: 'Value' }).fill('Token ')
    await userEvent.keyboard('{{{{rest{Enter}')
    await expect
      .poll(() => service()?.authentications[0]?.placements[1]?.value)
      .toBe('Token {{ auth.restApiKey }}')
  })

  test('in what every request sends offers service and credential, never an input', async () => {
    openStage({ connector: customers(), children: <ServicePage /> })
    await button('Add a header').click()
    await expect.element(box('Name')).toHaveFocus()
    await userEvent.keyboard('X-App{Tab}{{{{')
    await expect.element(values('Value')).toBeVisible()
    await expect.element(page.getByRole('treeitem', { name: /^Inputs/ })).not.toBeInTheDocument()
    await userEvent.keyboard('appl{Enter}')
    await expect.poll(() => service()?.defaults.headers[0]?.value).toBe('{{ auth.applicationId }}')
  })
})
