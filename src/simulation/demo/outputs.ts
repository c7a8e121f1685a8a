import type { JsonObject } from '../../model/json.ts'

/** What the operations of the sample give back, as “Use output” makes it of the demo API's own answers. */

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const text = { type: 'string' }
const moment = { type: 'string', format: 'date-time' }

const record = (properties: JsonObject, optional: readonly string[] = []): JsonObject => ({
  $schema: dialect,
  type: 'object',
  properties,
  required: Object.keys(properties)
    .filter((name) => !optional.includes(name))
    .toSorted(),
})

/** A customer that was added by the sample itself has neither seats nor a state. */
export const customerSchema = record(
  {
    objectId: text,
    name: text,
    email: { type: 'string', format: 'email' },
    region: text,
    plan: { type: 'string', enum: ['Business', 'Solo', 'Team'] },
    seats: { type: 'integer' },
    active: { type: 'boolean' },
    createdAt: moment,
    updatedAt: moment,
  },
  ['seats', 'active'],
)

export const createdSchema = record({ objectId: text, createdAt: moment })

export const updatedSchema = record({ updatedAt: moment })

export const regionSchema = record({
  objectId: text,
  code: text,
  name: text,
  createdAt: moment,
  updatedAt: moment,
})

export const orderSchema = record({
  objectId: text,
  number: text,
  product: text,
  amount: { type: 'number' },
  currency: text,
  state: { type: 'string', enum: ['open', 'paid', 'refunded'] },
  createdAt: moment,
})
