import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTemplate } from '../../src/expressions/check.ts'
import { entriesFromSample } from '../../src/expressions/scope.ts'
import { hostileText, scope } from './arbitraries.ts'

/** The source with the first problem's suggestion put in. */
function repaired(source: string): string | undefined {
  const problem = checkTemplate(source, scope).find(({ suggestion }) => suggestion !== undefined)
  return problem && source.slice(0, problem.from) + problem.suggestion + source.slice(problem.to)
}

describe('[E12] what is in scope is no problem', () => {
  it.each([
    'text',
    '{{ input.customerId | upcase }}',
    '{{ input.tags[7] }}',
    '{{ input.tags | join: ", " }}',
    '{{ nodes["Get customers"].body.items[3].sku }}',
    '{{ nodes["Get customers"].headers["X-Any"].deep[0] }}',
    '{{ auth.apiKey }}',
    '{{ input.limit | default: input.customerId }}',
  ])('%s', (source) => expect(checkTemplate(source, scope)).toEqual([]))
})

describe('unknown names are problems, with what was meant', () => {
  it.each([
    ['{{ input.custmerId }}', '.custmerId', '{{ input.customerId }}'],
    ['{{ input.customer_id }}', '.customer_id', '{{ input.customerId }}'],
    ['{{ imput.limit }}', 'imput', '{{ input.limit }}'],
    ['{{ customerId }}', 'customerId', '{{ input.customerId }}'],
    ['{{ custmerId | upcase }}', 'custmerId', '{{ input.customerId | upcase }}'],
    ['{{ nodes["Get custmers"].body.id }}', '["Get custmers"]', '{{ nodes["Get customers"].body.id }}'],
    [
      '{{ nodes["Get customers"].body.items[0].sk }}',
      '.sk',
      '{{ nodes["Get customers"].body.items[0].sku }}',
    ],
    ['{{ $.auth.apiKey }}', '$.auth', '{{ auth.apiKey }}'],
    ['{{ "x" | default: input.limti }}', '.limti', '{{ "x" | default: input.limit }}'],
  ])('%s', (source, place, fixed) => {
    const [problem, ...others] = checkTemplate(source, scope)
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      code: 'unknown-reference',
      message: expect.stringContaining('Did you mean'),
    })
    expect(source.slice(problem?.from, problem?.to)).toBe(place)
    expect(repaired(source)).toBe(fixed)
    expect(checkTemplate(fixed, scope)).toEqual([])
  })

  it.each([
    ['{{ input.somethingElse }}', '“input” has no “somethingElse”.'],
    ['{{ zzz }}', 'There is no “zzz” here.'],
    ['{{ input.customerId.x }}', '“input.customerId” has no “x”: it is a single value'],
    ['{{ input.tags.name }}', '“input.tags” is a list: take an element with [0]'],
  ])('%s has no near name', (source, message) => {
    const [problem] = checkTemplate(source, scope)
    expect(problem?.message).toContain(message)
    expect(problem?.suggestion).toBeUndefined()
  })
})

describe('[E13] what exists but cannot be used here says why', () => {
  it.each(['{{ nodes["List orders"] }}', '{{ nodes["List orders"].body[0].id }}'])('%s', (source) => {
    const [problem] = checkTemplate(source, scope)
    expect(problem).toMatchObject({ code: 'not-here', message: expect.stringContaining('For each') })
    expect(source.slice(problem?.from, problem?.to)).toBe('["List orders"]')
  })

  it('and is never suggested', () => expect(repaired('{{ nodes["List orderz"] }}')).toBeUndefined())
})

describe('filters', () => {
  it.each([
    ['{{ input.limit | upcas }}', 'unknown-filter', 'upcas', 'upcase'],
    ['{{ input.limit | trim }}', 'unknown-filter', 'trim', 'strip'],
    ['{{ input.limit | toJSON }}', 'unknown-filter', 'toJSON', 'json'],
    ['{{ input.limit | constructor_ }}', 'unknown-filter', 'constructor_', undefined],
    ['{{ input.limit | plus }}', 'bad-argument', 'plus', undefined],
    ['{{ input.limit | plus: 1, 2 }}', 'bad-argument', 'plus: 1, 2', undefined],
    ['{{ input.limit | plus: "x" }}', 'bad-argument', '"x"', undefined],
    ['{{ input.limit | date: "%Q" }}', 'bad-argument', '"%Q"', undefined],
    ['{{ input.tags | map: "__proto__" }}', 'bad-argument', '"__proto__"', undefined],
    ['{{ input.tags | concat: 5 }}', 'bad-argument', '5', undefined],
  ])('%s', (source, code, place, suggestion) => {
    const [problem, ...others] = checkTemplate(source, scope)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code })
    expect(source.slice(problem?.from, problem?.to)).toBe(place)
    expect(problem?.suggestion).toBe(suggestion)
  })
})

it.each([
  ['{{ input. }}', 'syntax'],
  ['{{ input', 'syntax'],
  ['{{ input.__proto__ }}', 'refused-name'],
])('%s is %s', (source, code) => expect(checkTemplate(source, scope)).toMatchObject([{ code }]))

it('problems come in the order of the text', () => {
  const found = checkTemplate('{{ zzz }} {{ input. }} {{ input.limit | nope }}', scope)
  expect(found.map(({ code }) => code)).toEqual(['unknown-reference', 'syntax', 'unknown-filter'])
})

it('any text is checked without a throw, and places lie within it', () => {
  fc.assert(
    fc.property(hostileText, (source) => {
      for (const { from, to } of checkTemplate(source, scope)) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(source.length)
        expect(to).toBeGreaterThan(from)
      }
    }),
  )
})

describe('entries made from a sample', () => {
  it('name what is inside, with types and values', () => {
    expect(entriesFromSample({ id: 5n, price: 1.5, tags: ['x'], gone: null, ok: true })).toEqual([
      { name: 'id', type: 'integer', sample: 5n, hasSample: true },
      { name: 'price', type: 'number', sample: 1.5, hasSample: true },
      {
        name: 'tags',
        type: 'array',
        sample: ['x'],
        hasSample: true,
        children: [{ name: '0', type: 'string', sample: 'x', hasSample: true }],
      },
      { name: 'gone', type: 'null', sample: null, hasSample: true },
      { name: 'ok', type: 'boolean', sample: true, hasSample: true },
    ])
  })

  it('are open where a limit cuts something off, or where nothing is known', () => {
    expect(entriesFromSample({ a: { b: { c: 1 } } }, { depth: 2 })[0]?.children?.[0]).toMatchObject({
      name: 'b',
      open: true,
    })
    expect(entriesFromSample({ a: [], b: 1 })).toMatchObject([{ name: 'a', open: true }, { name: 'b' }])
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, { x: 1 }]))
    const [entry] = entriesFromSample({ many }, { count: 20 })
    expect(entry?.open).toBe(true)
    expect(checkTemplate('{{ many.k49.x }}', [entry ?? { name: '' }])).toEqual([])
  })

  it('are bounded for any size of sample', () => {
    let deep: unknown = {}
    for (let i = 0; i < 100_000; i++) deep = { deep }
    expect(entriesFromSample(deep)).toHaveLength(1)
    expect(entriesFromSample(Array.from({ length: 1_000_000 }, () => ({ a: 1 })))).toHaveLength(1)
  })
})
