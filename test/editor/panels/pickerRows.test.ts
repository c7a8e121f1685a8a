import { describe, expect, it } from 'vitest'
import { pickerRows } from '../../../src/editor/panels/template/pickerRows.ts'
import { completeAt } from '../../../src/expressions/complete.ts'
import { entryFromSample, type ScopeEntry } from '../../../src/expressions/scope.ts'

const scope: readonly ScopeEntry[] = [
  {
    name: 'input',
    kind: 'inputs',
    type: 'object',
    children: [{ name: 'id', kind: 'field', type: 'string' }],
  },
  { name: 'service', kind: 'service', type: 'object', children: [{ name: 'baseUrl', type: 'string' }] },
  {
    name: 'auth',
    title: 'Keys',
    type: 'object',
    children: [
      { name: 'app', kind: 'credential', type: 'string', sample: 'shown', hasSample: true },
      { name: 'key', kind: 'credential', type: 'secret', secret: true, sample: 'no', hasSample: true },
    ],
  },
  { name: 'item', kind: 'record', hint: 'Nothing comes in.' },
  {
    name: 'nodes',
    type: 'object',
    children: [
      { ...entryFromSample('Get it', { count: 2, results: [{ name: 'Ana' }] }), kind: 'request' },
      { name: 'Later', hint: 'It does not stand before this node.' },
    ],
  },
]

const drawn = (typed: string, opened: Record<string, boolean> = {}) => {
  const source = `{{ ${typed}`
  const completion = completeAt(source, source.length, scope)
  if (completion === undefined) throw new Error('Nothing is offered.')
  return pickerRows(completion, scope, new Map(Object.entries(opened)))
}
const lines = (typed: string, opened?: Record<string, boolean>) =>
  drawn(typed, opened).rows.map((row) =>
    row.row === 'value' ? `${'  '.repeat(row.depth)}${row.label} ${row.sample}`.trimEnd() : row.label,
  )

describe('the `{{` list', () => {
  it('is a tree of what is in scope, the nearest first, nodes by their titles, credentials by name alone', () => {
    expect(drawn('').form).toBe('tree')
    expect(lines('')).toEqual([
      'This record',
      'Inputs',
      '  id empty',
      'Keys',
      '  app hidden',
      '  key hidden',
      'Get it 2 fields',
      '  count 2',
      '  results 1 item',
      '    [0] 1 field',
      '      name "Ana"',
      'Service',
    ])
  })

  it('opens and closes', () => {
    expect(lines('', { 'nodes["Get it"]': false, input: false, service: true })).toEqual(
      expect.arrayContaining(['Service', '  baseUrl']),
    )
    expect(lines('', { input: false })).not.toContain('  id empty')
  })

  it('tells why something cannot be used here, and leaves later nodes out', () => {
    const [item] = drawn('').rows
    expect(item).toMatchObject({ row: 'value', hint: 'Nothing comes in.', expandable: false })
    expect(lines('').join()).not.toContain('Later')
  })

  it('lists the inputs once, where they are also the record and the output of their node', () => {
    const [input] = scope
    const twice: ScopeEntry[] = [
      ...scope.filter(({ name }) => name === 'input'),
      { ...input, name: 'item', kind: 'record' },
      { name: 'nodes', type: 'object', children: [{ ...input, name: 'Inputs', kind: 'inputs' }] },
    ]
    const completion = completeAt('{{', 2, twice)
    if (completion === undefined) throw new Error('Nothing is offered.')
    expect(pickerRows(completion, twice, new Map()).rows.map(({ key }) => key)).toEqual(['input', 'input.id'])
  })

  it('is a flat list of whole paths once something is typed', () => {
    expect(drawn('na').form).toBe('list')
    expect(lines('na')[0]).toBe('nodes["Get it"].results[0].name "Ana"')
  })

  it('lists filters behind a bar', () => {
    expect(lines('input.id | upc')).toEqual(['upcase'])
  })
})
