import type { Spot } from '../../engine/events.ts'
import type { Carry, CarryKind, Put, PutKind } from './settings.ts'

/** Where in the answer each kind of Carry reads; nowhere, where it counts. */
const carrySpots: {
  readonly [Kind in CarryKind]: (carry: Extract<Carry, { from: Kind }>) => Spot | undefined
} = {
  body: ({ path }) => ({ in: 'body', at: path }),
  header: ({ name }) => ({ in: 'header', at: name }),
  link: () => ({ in: 'header', at: 'Link' }),
  'last-record': ({ path }) => ({ in: 'last-record', at: path }),
  keys: ({ path }) => ({ in: 'body', at: path }),
  element: ({ list }) => ({ in: 'body', at: list }),
  page: () => undefined,
  offset: () => undefined,
}

/** Where in the request each kind of Put writes. */
const putSpots: { readonly [Kind in PutKind]: (put: Extract<Put, { to: Kind }>) => Spot } = {
  query: ({ name }) => ({ in: 'query', at: name }),
  header: ({ name }) => ({ in: 'header', at: name }),
  json: ({ path }) => ({ in: 'body', at: path }),
  variable: ({ name }) => ({ in: 'body', at: `variables.${name}` }),
  form: ({ name }) => ({ in: 'form', at: name }),
  path: () => ({ in: 'path', at: '' }),
  text: ({ in: part, after }) => ({ in: part, at: part === 'body' ? '' : after }),
  url: () => ({ in: 'url', at: '' }),
  keys: ({ in: part }) => ({ in: part === 'json' ? 'body' : part, at: '' }),
  endpoint: () => ({ in: 'url', at: '' }),
}

export const carrySpot = (carry: Carry): Spot | undefined => carrySpots[carry.from](carry as never)

export const putSpot = (put: Put): Spot => putSpots[put.to](put as never)
