import { describe, expect, it } from 'vitest'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import { plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import { checkConnector } from '../../src/model/checks.ts'
import type { FieldOptions, Operation } from '../../src/model/document.ts'
import { fieldsOf } from '../../src/model/fields.ts'
import type { Json } from '../../src/model/json.ts'
import { readChoices } from '../../src/model/options.ts'
import type { OperationId } from '../../src/model/ids.ts'
import { printConnector } from '../../src/model/print.ts'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { createParseDemo } from '../../src/simulation/demo/parse.ts'
import { servedBy } from '../../src/simulation/torture/served.ts'
import { sampleConnector, sampleCredential } from '../../src/simulation/demo/sample.ts'
import { sampleCustomerId } from '../../src/simulation/demo/customers.ts'

function sample() {
  let last = 0
  return sampleConnector({ baseUrl: 'http://127.0.0.1:4400/demo/parse', makeId: () => `id${(last += 1)}` })
}

describe('the sample connector', () => {
  it('has no problems', () => {
    expect(checkConnector(sample(), catalog)).toEqual([])
  })

  it('is read back as it was printed', () => {
    const printed = printConnector(sample())
    const { connector, problems } = readConnector(printed)
    expect(problems).toEqual([])
    expect(connector === undefined ? undefined : printConnector(connector)).toBe(printed)
  })

  it('holds no value of its credential', () => {
    const printed = printConnector(sample())
    for (const value of Object.values(sampleCredential)) expect(printed).not.toContain(value)
  })

  it('begins with a customer that the demo has, and keys that it takes', () => {
    const { handle } = createParseDemo({ now: () => 0 })
    const headers: Readonly<Record<string, string | undefined>> = {
      'x-parse-application-id': sampleCredential['applicationId'],
      'x-parse-rest-api-key': sampleCredential['restApiKey'],
    }
    const answer = handle({
      method: 'GET',
      path: `/classes/Customer/${sampleCustomerId}`,
      query: '',
      header: (name) => headers[name.toLowerCase()],
      body: new Uint8Array(),
    })
    expect(answer.status).toBe(200)
  })
})

it('reads all customers of the demo, each once, page by page', async () => {
  const { handle } = createParseDemo({ now: () => 0 })
  const connector = sample()
  const list = connector.operations.find(({ name }) => name === 'get-list-of-all-customers')
  const planned = plan(connector, list?.id as OperationId, catalog)
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems))
  const io = fakeIo({ jumps: true, secrets: sampleCredential, script: servedBy(handle, '/demo/parse') })
  const events: RunEvent[] = []
  for await (const event of run(planned.plan, { run: 'run' as RunId, input: {}, io })) events.push(event)
  const records = io.records.read().values() as readonly { objectId: string }[]
  expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'completed', records: records.length })
  expect(new Set(records.map(({ objectId }) => objectId)).size).toBe(records.length)
  expect(io.requests).toHaveLength(Math.floor(records.length / 100) + 1)
  expect(io.requests[1]?.url).toMatch(/skip=100/)
})

it('reads all orders of a customer by their cursor', async () => {
  const { handle } = createParseDemo({ now: () => 0 })
  const connector = sample()
  const list = connector.operations.find(({ name }) => name === 'list-orders-of-a-customer')
  const planned = plan(connector, list?.id as OperationId, catalog)
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems))
  const io = fakeIo({ jumps: true, secrets: sampleCredential, script: servedBy(handle, '/demo/parse') })
  const input = { customerId: sampleCustomerId }
  const events: RunEvent[] = []
  for await (const event of run(planned.plan, { run: 'run' as RunId, input, io })) events.push(event)
  const orders = io.records.read().values() as readonly { objectId: string; number: string }[]
  expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'completed', records: 47 })
  expect(orders.map(({ number }) => number)).toEqual(Array.from({ length: 47 }, (_, at) => `A-${1000 + at}`))
  expect(new Set(orders.map(({ objectId }) => objectId)).size).toBe(47)
  expect(io.requests).toHaveLength(3)
})

it('feeds a dropdown with the customers of a region, and changes the address of the one that is taken', async () => {
  const { handle } = createParseDemo({ now: () => 0 })
  const connector = sample()
  const asked = async (name: string, input: Readonly<Record<string, Json>>) => {
    const operation = connector.operations.find((each) => each.name === name)
    const planned = plan(connector, operation?.id as OperationId, catalog)
    if (!planned.ok) throw new Error(JSON.stringify(planned.problems))
    const io = fakeIo({ jumps: true, secrets: sampleCredential, script: servedBy(handle, '/demo/parse') })
    const events: RunEvent[] = []
    for await (const event of run(planned.plan, { run: 'run' as RunId, input, io })) events.push(event)
    expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'completed' })
    return io.records.read().values()
  }
  const update = connector.operations.find(({ name }) => name === 'update-email-address')
  const [region, customer] = fieldsOf(update as Operation).map(({ options }) => options as FieldOptions)
  const regions = readChoices(region as FieldOptions, await asked('list-regions', {})).choices
  expect(regions.map(({ label }) => label)).toContain('Europe')

  const found = await asked('get-list-of-all-customers', { region: 'Europe' })
  expect(new Set(found.map((each) => (each as { region: string }).region))).toEqual(new Set(['Europe']))
  const [first] = readChoices(customer as FieldOptions, found).choices
  await asked('update-email-address', { customer: first?.value ?? '', email: 'new@example.com' })
  const [changed] = await asked('get-details-of-customer', { customerId: first?.value ?? '' })
  expect(changed).toMatchObject({ name: first?.label, email: 'new@example.com' })
})
