import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the service answers who asks for the customers of a region; it may keep the answer to itself. */
export type Answers = (
  answer: ServerResponse,
  asked: { readonly region: string; readonly at: number },
) => void

export interface DropdownService {
  readonly url: string
  /** What was asked, path and query, in order. */
  readonly asked: string[]
  /** Of these, what was given up before it was answered. */
  readonly givenUp: string[]
  answers: Answers
  /** Resolves when it was asked for this, again where it was before. */
  heard(path: string): Promise<void>
  /** Resolves when whoever asked for this has given up. */
  abandoned(path: string): Promise<void>
  close(): Promise<void>
}

/** Regions with ids of 64 bits, customers of a region, and what takes a customer: all that is asked is written down. */
const regions = '[{"id":9007199254740993,"name":"Europe"},{"id":9007199254740995,"name":"Africa"}]'
/** What is asked of a customer is another thing in each region. */
const fieldsOf = (region: string) =>
  region === '9007199254740993'
    ? '{"schema":{"type":"object","properties":{"vat":{"type":"string","title":"VAT number"},"terms":{"type":"integer","title":"Days to pay","default":30}},"required":["vat"]}}'
    : '{"schema":{"type":"object","properties":{}}}'

export const europe = '/customers?region=9007199254740993'

export const json = (answer: ServerResponse, body: string, status = 200): void => {
  answer.writeHead(status, { 'content-type': 'application/json' })
  answer.end(body)
}

export async function dropdownService(): Promise<DropdownService> {
  const listeners = new Set<() => void>()
  const told = (list: string[], path: string) => {
    list.push(path)
    for (const listener of listeners) listener()
  }
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  const service: DropdownService = {
    url: '',
    asked: [],
    givenUp: [],
    answers: (answer) => json(answer, '[]'),
    heard: (path) => until(() => service.asked.includes(path)),
    abandoned: (path) => until(() => service.givenUp.includes(path)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const server = createServer((request, answer) => {
    const path = request.url ?? ''
    answer.on('close', () => {
      if (!answer.writableFinished) told(service.givenUp, path)
    })
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1')
    told(service.asked, path)
    if (pathname === '/regions') json(answer, regions)
    else if (pathname === '/customers')
      service.answers(answer, { region: searchParams.get('region') ?? '', at: service.asked.length })
    else if (pathname === '/fields') json(answer, fieldsOf(searchParams.get('region') ?? ''))
    else json(answer, '{"ok":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(service, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

const operation = (
  name: string,
  title: string,
  { role, fields, request }: { role: string; fields: readonly object[]; request: object },
) => ({
  id: name,
  name,
  title,
  role,
  graph: {
    nodes: [
      { id: `${name}-in`, kind: 'inputs', title: 'Inputs', settings: { fields } },
      { id: `${name}-ask`, kind: 'request', title: 'Ask', settings: { method: 'GET', ...request } },
      { id: `${name}-out`, kind: 'output', title: 'Output', settings: {} },
    ],
    edges: [
      {
        id: `${name}-1`,
        from: { node: `${name}-in`, port: 'out' },
        to: { node: `${name}-ask`, port: 'in' },
      },
      {
        id: `${name}-2`,
        from: { node: `${name}-ask`, port: 'out' },
        to: { node: `${name}-out`, port: 'in' },
      },
    ],
  },
  layout: {
    [`${name}-in`]: { x: 0, y: 0 },
    [`${name}-ask`]: { x: 300, y: 0 },
    [`${name}-out`]: { x: 600, y: 0 },
  },
})

const details = {
  id: 'take-details',
  name: 'details',
  title: 'Details',
  type: 'object',
  fieldsFrom: {
    operation: 'fields',
    schema: 'schema',
    arguments: { 'fields-region': '{{ input.region }}' },
  },
}

/**
 * Regions → customers of a region → what takes one. `circle`: the region waits for the customer too. `asksDetails`: an object whose
 * fields are others in each region.
 */
export const dropdownConnector = (baseUrl: string, { circle = false, asksDetails = false } = {}): string =>
  JSON.stringify({
    format: 'patchbay.connector/1',
    id: 'chain',
    name: 'chain',
    title: 'Chain',
    service: { title: 'Service', baseUrl, authentications: [], defaults: {} },
    operations: [
      operation('take', 'Take a customer', {
        role: 'call',
        fields: [
          {
            id: 'take-region',
            name: 'region',
            title: 'Region',
            type: 'integer',
            options: {
              operation: 'regions',
              records: '$',
              value: 'id',
              label: '{{ item.name }}',
              arguments: circle ? { 'regions-of': '{{ input.customer }}' } : {},
            },
          },
          {
            id: 'take-customer',
            name: 'customer',
            title: 'Customer',
            type: 'string',
            options: {
              operation: 'customers',
              records: '$',
              value: 'id',
              label: '{{ item.name }}',
              arguments: { 'customers-region': '{{ input.region }}' },
            },
          },
          ...(asksDetails ? [details] : []),
        ],
        request: {
          url: '/take/{{ input.customer }}',
          query: [
            { name: 'region', value: '{{ input.region }}' },
            ...(asksDetails ? [{ name: 'details', value: '{{ input.details | json }}' }] : []),
          ],
        },
      }),
      operation('customers', 'Customers', {
        role: 'list',
        fields: [
          { id: 'customers-region', name: 'region', title: 'Region', type: 'integer', required: true },
        ],
        request: { url: '/customers', query: [{ name: 'region', value: '{{ input.region }}' }] },
      }),
      operation('fields', 'Fields of a region', {
        role: 'call',
        fields: [{ id: 'fields-region', name: 'region', title: 'Region', type: 'integer', required: true }],
        request: { url: '/fields', query: [{ name: 'region', value: '{{ input.region }}' }] },
      }),
      operation('regions', 'Regions', {
        role: 'list',
        fields: [{ id: 'regions-of', name: 'of', title: 'Of', type: 'string' }],
        request: { url: '/regions' },
      }),
    ],
  })
