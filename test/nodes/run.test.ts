import { expect, test } from 'vitest'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import { type FakeOptions, fakeIo } from '../../src/engine/fake.ts'
import { plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import type { Connector } from '../../src/model/document.ts'
import type { OperationId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'

/** Inputs → request (signed in with two headers) → transform → output, as a file holds it. */
const file = {
  format: 'patchbay.connector/1',
  id: 'con1',
  name: 'customers',
  title: 'Customers',
  service: {
    title: 'Parse',
    baseUrl: 'https://parse.example/api',
    authentications: [
      {
        id: 'keys',
        title: 'Keys',
        scheme: 'custom',
        fields: [
          { name: 'appId', title: 'Application id', secret: false },
          { name: 'restKey', title: 'REST key', secret: true },
        ],
        placements: [
          { in: 'header', name: 'X-Parse-Application-Id', value: '{{ auth.appId }}' },
          { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.restKey }}' },
        ],
      },
    ],
    defaults: {},
  },
  operations: [
    {
      id: 'op1',
      name: 'list',
      title: 'List',
      graph: {
        nodes: [
          {
            id: 'in1',
            kind: 'inputs',
            title: 'Inputs',
            settings: { fields: [{ id: 'f1', name: 'region', title: 'Region', type: 'string' }] },
          },
          { id: 'au1', kind: 'auth', title: 'Auth', settings: { authentication: 'keys' } },
          {
            id: 're1',
            kind: 'request',
            title: 'Get customers',
            settings: {
              url: '/classes/Customer',
              query: [{ name: 'where', value: '{"region":"{{ input.region }}"}' }],
              records: 'results',
            },
          },
          {
            id: 'tr1',
            kind: 'transform',
            title: 'Shape',
            settings: {
              steps: [
                {
                  step: 'map',
                  rows: [
                    { name: 'id', value: '{{ item.objectId }}' },
                    { name: 'key', value: '{{ item.key }}' },
                  ],
                },
              ],
            },
          },
          { id: 'ou1', kind: 'output', title: 'Output', settings: {} },
        ],
        edges: [
          { id: 'e1', from: { node: 'in1', port: 'out' }, to: { node: 're1', port: 'in' } },
          { id: 'e2', from: { node: 'au1', port: 'out' }, to: { node: 're1', port: 'auth' } },
          { id: 'e3', from: { node: 're1', port: 'out' }, to: { node: 'tr1', port: 'in' } },
          { id: 'e4', from: { node: 'tr1', port: 'out' }, to: { node: 'ou1', port: 'in' } },
        ],
      },
    },
  ],
}

async function play(input: Json, options: FakeOptions) {
  const { connector, problems } = readConnector(JSON.stringify(file))
  expect(problems).toEqual([])
  const planned = plan(connector as Connector, 'op1' as OperationId, catalog)
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems))
  const io = fakeIo({
    shown: { appId: 'app' },
    secrets: { appId: 'app', restKey: 'planted-secret' },
    ...options,
  })
  const events: RunEvent[] = []
  for await (const event of run(planned.plan, { run: 'run1' as RunId, input, io })) events.push(event)
  return { io, events, finished: events.at(-1) }
}

test('[E20] [E34] the catalogue runs: signed in, records mapped, the planted secret nowhere in what is told or kept', async () => {
  const { io, events, finished } = await play(
    { region: 'Asia "Pacific"' },
    {
      script: [
        {
          body: '{"results":[{"objectId":9007199254740993,"key":"planted-secret"}]}',
          headers: [['content-type', 'application/json']],
        },
      ],
    },
  )
  expect(finished).toMatchObject({ type: 'finished', outcome: 'completed', records: 1 })
  expect(io.requests[0]?.url).toBe(
    'https://parse.example/api/classes/Customer?where=%7B%22region%22%3A%22Asia%20%22Pacific%22%22%7D',
  )
  expect(io.requests[0]?.headers.slice(-2)).toEqual([
    ['X-Parse-Application-Id', 'app'],
    ['X-Parse-REST-API-Key', 'planted-secret'],
  ])
  expect(JSON.stringify(events)).not.toContain('planted-secret')
})

test('a service that refuses: the run fails in its words, at the node and the exchange', async () => {
  const { finished } = await play(
    { region: 'x' },
    { script: [{ status: 403, body: { error: 'unauthorized' } }] },
  )
  expect(finished).toMatchObject({
    outcome: 'failed',
    failure: { kind: 'status', node: 're1', status: 403, message: expect.stringContaining('unauthorized') },
  })
})
