import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referencePath } from '../../src/expressions/ast.ts'
import { compileTemplate, ExpressionFailure, templateReferences } from '../../src/expressions/evaluate.ts'
import { isTemplated } from '../../src/expressions/templated.ts'
import { escapeText, printReference } from '../../src/expressions/print.ts'
import { toText } from '../../src/expressions/values.ts'
import { hostileText, outcomeOf, paths } from './arbitraries.ts'

const evaluate = (source: string, scope: Record<string, unknown> = {}) => compileTemplate(source)(scope)

const scope = {
  input: {
    id: 12345678901234567890n,
    count: 3,
    active: false,
    none: null,
    name: 'Ann',
    price: 0.1,
    list: [1, 2n, 'x'],
    object: { a: { b: 5 } },
  },
}

describe('[E15] a whole-value reference keeps its type', () => {
  it.each([
    ['{{ input.id }}', 12345678901234567890n],
    ['{{input.count}}', 3],
    ['{{ input.active }}', false],
    ['{{ input.none }}', null],
    ['{{ input.name }}', 'Ann'],
    ['{{ input.list }}', [1, 2n, 'x']],
    ['{{ input.object.a }}', { b: 5 }],
    ['{{ input.list[1] }}', 2n],
    ['{{ input.missing }}', undefined],
    ['{{ missing.at.all }}', undefined],
    ['{{ 12345678901234567890 }}', 12345678901234567890n],
    ['{{ "478" }}', '478'],
    ['{{ "{{" }}', '{{'],
  ])('%s', (source, value) => expect(evaluate(source, scope)).toEqual(value))
})

describe('with anything beside it, an expression prints', () => {
  it.each([
    [' {{ input.count }}', ' 3'],
    ['{{ input.count }}\n', '3\n'],
    ['a{{ input.id }}b', 'a12345678901234567890b'],
    ['{{ input.none }}{{ input.missing }}.', '.'],
    ['{{ input.active }}/{{ input.price }}', 'false/0.1'],
    ['{"l":{{ input.list }}}', '{"l":[1,2,"x"]}'],
    ['{"l":{{ input.object }}}', '{"l":{"a":{"b":5}}}'],
    ['{{ input.list[2] }}{{ input.name }}', 'xAnn'],
    ['no braces', 'no braces'],
    ['', ''],
  ])('%s', (source, text) => expect(evaluate(source, scope)).toBe(text))

  it('integers print as their digits', () => {
    for (const value of [0, -0, 1e15, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) {
      expect(toText(value)).toMatch(/^-?\d+$/)
    }
  })
})

describe('[E15] own properties only', () => {
  const walked = [
    'input.toString',
    'input.hasOwnProperty',
    'input.__defineGetter__',
    'input.list.length',
    'input.list["length"]',
    'input.list.map',
    'input.name.length',
    'input.name[0]',
    'input.count.toFixed',
    'input.list["01"]',
    'input.list[99]',
    'input.none.x',
    'input.method',
    'toString',
    'hasOwnProperty',
    'input.list["-1"]',
    'input.object["a.b"]',
  ]
  it.each(walked)('%s is absent', (path) => {
    const value = { ...scope.input, method: () => 'reached' }
    expect(evaluate(`{{ ${path} }}`, { input: value })).toBeUndefined()
  })

  it('inherited properties are absent, own ones that carry the same name are data', () => {
    expect(evaluate('{{ input.secret }}', { input: Object.create({ secret: 1 }) })).toBeUndefined()
    expect(evaluate('{{ input.toString }}', { input: { toString: 'mine' } })).toBe('mine')
  })

  it.each(['__proto__', 'prototype', 'constructor'])(
    '%s is never read, not even as data, not even by a filter',
    (name) => {
      const input = JSON.parse(`{"list":[{"${name}":"reached"}],"${name}":"reached"}`)
      expect(() => evaluate(`{{ input.${name} }}`, { input })).toThrow(ExpressionFailure)
      expect(evaluate('{{ input.list | map: input.name }}', { input: { ...input, name } })).toEqual([
        undefined,
      ])
      expect(evaluate(`{{ input.list | map: "${name}" }}`, { input })).toEqual([undefined])
    },
  )

  it('no expression reaches anything but the data it was given', () => {
    const inner = { id: 1, 'Get customers': [{ name: 'x' }], list: ['a'] }
    const given = new Set<unknown>([
      undefined,
      inner,
      inner['Get customers'],
      inner['Get customers'][0],
      inner.list,
      1,
      'x',
      'a',
    ])
    const names = fc.constantFrom(
      'id',
      'list',
      'Get customers',
      'name',
      'toString',
      'valueOf',
      '__proto__',
      'constructor',
      'length',
      'at',
      0,
      1,
    )
    fc.assert(
      fc.property(fc.array(names, { maxLength: 5 }), (steps) => {
        const run = compileTemplate(`{{ ${printReference(['input', ...steps])} }}`)
        const { value, failure } = outcomeOf(() => run({ input: inner }))
        expect(failure instanceof ExpressionFailure || given.has(value)).toBe(true)
        expect(failure === undefined || value === undefined).toBe(true)
      }),
    )
  })

  it('a scope may be lazy: only what a path asks for is read', () => {
    const reads: string[] = []
    const lazy = {
      get item() {
        reads.push('item')
        return { id: 1 }
      },
      get page() {
        reads.push('page')
        return {}
      },
    }
    expect(evaluate('{{ item.id }}', lazy)).toBe(1)
    expect(reads).toEqual(['item'])
  })
})

describe('failures', () => {
  const secret = 'hunter2-hunter2'
  it.each([
    ['x {{ input.v | plus: 1 }}', '“plus” works on a number, but got text.'],
    ['{{ input.v | join }}', '“join” works on a list, but got text.'],
    ['{{ 1 | plus: input.v }}', '“plus” needs a number as its number, but got text.'],
    ['{{ input.v | number }}', '“number” needs text that is a number, and got other text.'],
    ['{{ input.v | date }}', '“date” needs a date such as 2026-05-31T12:00:00Z, and got other text.'],
    ['{{ input.v | nope }}', 'There is no filter called “nope”.'],
    ['{{ input.v | toString }}', 'There is no filter called “toString”.'],
    ['{{ input.v | append }}', '“append” needs its text, as in {{ input.name | append: ".json" }}'],
    ['{{ input.v | upcase: 1 }}', '“upcase” takes no argument.'],
    ['{{ 1 | divided_by: 0 }}', '“divided_by” cannot divide by 0.'],
  ])('%s', (source, message) => {
    const { failure } = outcomeOf(() => evaluate(source, { input: { v: secret } }))
    expect(failure).toBeInstanceOf(ExpressionFailure)
    expect(failure).toMatchObject({ message, source })
    expect(String(failure)).not.toContain(secret)
    const { from, to } = failure as ExpressionFailure
    expect(source.slice(from, to)).toMatch(/^[a-z]\w+/i)
  })

  it('a template with a mistake compiles, and fails when it is asked', () => {
    const run = compileTemplate('a {{ input. }}')
    expect(() => run({})).toThrow('A name is missing after the dot.')
  })

  it('growth is bounded', () => {
    const big = 'x'.repeat(10_000_000)
    const input = { big, list: Array(3_000_000).fill(1) }
    expect(() => evaluate('{{ input.big | replace: "x", input.big }}', { input })).toThrow(
      '“replace” would give more than 50 MB.',
    )
    expect(() => evaluate(`{{ input.big${' | append: input.big'.repeat(6)} }}`, { input })).toThrow(
      '“append” would give',
    )
    expect(() => evaluate('{{ input.list | concat: input.list }}', { input })).toThrow('“concat” would give')
    expect(() => evaluate('{{ input.list | join: input.big }}', { input })).toThrow('“join” would give')
    expect(() => evaluate('{{ input.big | split: "" }}', { input })).toThrow('“split” would give')
    expect(() => evaluate('{{ input.big }}'.repeat(6), { input })).toThrow(
      'This text would give more than 50 MB.',
    )
  })

  it('what is nested too deep or in a circle fails in words', () => {
    let deep: unknown = 1n
    for (let i = 0; i < 5_000; i++) deep = [deep]
    const circle: unknown[] = []
    circle.push(circle)
    expect(() => evaluate('a{{ input }}', { input: deep })).toThrow(
      'cannot print a value nested more than 1000 deep',
    )
    expect(() => evaluate('{{ input | json }}', { input: circle })).toThrow(
      'cannot print a value nested more than 1000 deep',
    )
  })
})

describe('what a template speaks of', () => {
  it('isTemplated and templateReferences', () => {
    expect(isTemplated('{ { a')).toBe(false)
    expect(isTemplated('a {{ b }}')).toBe(true)
    expect(templateReferences('{{ a.b | default: c }} {{ d. }} {{ "e" }} {{ f').map(referencePath)).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
    ])
  })
})

/** Printing by hand, for values without a bigint inside. */
const print = (value: unknown) =>
  Array.isArray(value) ? JSON.stringify(value) : value === null ? '' : String(value)

describe('any template', () => {
  it('evaluates to what interpolation by hand gives', () => {
    const values = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer()),
    )
    const pieces = fc.array(
      fc.oneof(
        // The blank keeps braces of two neighbours apart: they were escaped one by one.
        hostileText.map((text) => ({ source: escapeText(`${text} `) })),
        fc.record({ path: paths, value: values }),
      ),
      {
        minLength: 2,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(pieces, (pieces) => {
        // One root for each, so that no two paths stand in each other's way.
        const scope: Record<string, unknown> = {}
        let source = ''
        let expected = ''
        for (const [index, piece] of pieces.entries()) {
          if ('source' in piece) {
            source += piece.source
            expected += toText(compileTemplate(piece.source)({}))
            continue
          }
          const root = `r${index}`
          const [, ...keys] = piece.path
          scope[root] = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), piece.value)
          source += `{{ ${printReference([root, ...keys])} }}`
          expected += print(piece.value)
        }
        expect(toText(compileTemplate(source)(scope))).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('escaped text evaluates to itself', () => {
    fc.assert(
      fc.property(hostileText, (text) => void expect(evaluate(escapeText(text))).toBe(text)),
      { numRuns: 1000 },
    )
  })
})
