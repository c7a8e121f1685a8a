import { expect, test } from 'vitest'
import { rankItems } from '../../src/ui/rankItems.ts'

const items = [
  { label: 'Undo' },
  { label: 'Run the operation', keywords: ['start', 'execute'] },
  { label: 'List customers' },
  { label: 'Customers, delete all' },
  { label: 'Zoé Martin' },
  { label: 'Rerun' },
]

test.each([
  ['', ['Undo', 'Run the operation', 'List customers', 'Customers, delete all', 'Zoé Martin', 'Rerun']],
  ['run', ['Run the operation', 'Rerun']],
  ['customers', ['Customers, delete all', 'List customers']],
  ['cust li', ['List customers']],
  ['START', ['Run the operation']],
  ['op start', ['Run the operation']],
  ['zoe', ['Zoé Martin']],
  ['nothing', []],
  ['(', []],
])('%j finds %j', (typed, labels) => {
  expect(rankItems(items, typed).map((item) => item.label)).toEqual(labels)
})
