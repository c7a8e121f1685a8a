import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileTemplate } from '../../src/expressions/evaluate.ts'
import { filters, findFilter } from '../../src/expressions/filters.ts'
import { parseTemplate } from '../../src/expressions/parse.ts'
import { outcomeOf } from './arbitraries.ts'

const lines = [
  { sku: 'b', price: 2, on: true, id: 9007199254740993n },
  { sku: 'a', price: 10, on: false },
  { sku: 'c', price: null, on: true },
]
const scope = {
  v: {
    lines,
    tags: ['b', 'a', 'b', null],
    big: 9007199254740993n,
    text: '  Größe 😀  ',
    bag: { a: 1, b: 2 },
    empty: '',
  },
}
const evaluate = (expression: string, extra: Record<string, unknown> = {}) =>
  compileTemplate(`{{ ${expression} }}`)({ ...scope, ...extra })

describe('what each filter gives', () => {
  it.each<[string, unknown]>([
    ['v.none | default: 5', 5],
    ['v.empty | default: "x"', 'x'],
    ['false | default: true', false],
    ['0 | default: 1', 0],
    ['v.none | default: v.big', 9007199254740993n],
    ['v.big | json', '9007199254740993'],
    ['v.bag | json', '{"a":1,"b":2}'],
    ['"a\\"b" | json', '"a\\"b"'],
    ['null | json', 'null'],
    ['v.big | string', '9007199254740993'],
    ['v.bag | string', '{"a":1,"b":2}'],
    ['"478" | number', 478],
    ['"9007199254740993" | number', 9007199254740993n],
    ['" -1.50 " | number', -1.5],
    ['"" | number', undefined],
    ['"Yes" | boolean', true],
    ['0 | boolean', false],
    ['"" | boolean', false],
    ['"größe" | upcase', 'GRÖSSE'],
    ['"ÄB" | downcase', 'äb'],
    ['"my GREAT title" | capitalize', 'My great title'],
    ['"" | capitalize', ''],
    ['v.text | strip', 'Größe 😀'],
    ['v.text | lstrip', 'Größe 😀  '],
    ['v.text | rstrip', '  Größe 😀'],
    ['1 | append: 2', '12'],
    ['"a" | append: v.none', 'a'],
    ['"a" | prepend: "b"', 'ba'],
    ['"a.b.c" | replace: ".", "$&"', 'a$&b$&c'],
    ['"aaa" | replace: "", "b"', 'aaa'],
    ['"a.b.c" | replace_first: ".", "$1"', 'a$1b.c'],
    ['"a.b.c" | remove: "."', 'abc'],
    ['"abcdef" | truncate: 5', 'ab...'],
    ['"😀😀😀😀" | truncate: 3, "…"', '😀😀…'],
    ['"abc" | truncate: 3', 'abc'],
    ['"a,b" | split: ","', ['a', 'b']],
    ['"😀a" | split: ""', ['😀', 'a']],
    ['"" | split: ","', []],
    ['v.tags | join', 'b a b '],
    ['v.tags | compact | join: "-"', 'b-a-b'],
    ['v.tags | first', 'b'],
    ['"😀a" | first', '😀'],
    ['"a😀" | last', '😀'],
    ['v.lines | last | json', '{"sku":"c","price":null,"on":true}'],
    ['v.tags | size', 4],
    ['"😀a" | size', 2],
    ['v.bag | size', 2],
    ['v.none | size', 0],
    ['"abcdef" | slice: 1', 'b'],
    ['"abcdef" | slice: -3, 2', 'de'],
    ['v.tags | slice: 0, 2', ['b', 'a']],
    ['v.tags | slice: -9, 2', []],
    ['v.tags | reverse', [null, 'b', 'a', 'b']],
    ['v.tags | sort', ['a', 'b', 'b', null]],
    ['v.lines | sort: "price" | map: "sku"', ['b', 'a', 'c']],
    ['v.lines | sort: "sku" | map: "sku"', ['a', 'b', 'c']],
    ['v.tags | uniq', ['b', 'a', null]],
    ['v.lines | uniq: "on" | map: "sku"', ['b', 'a']],
    ['v.lines | compact: "price" | size', 2],
    ['v.tags | concat: v.tags | size', 8],
    ['v.lines | map: "id"', [9007199254740993n, undefined, undefined]],
    ['v.lines | where: "on" | map: "sku"', ['b', 'c']],
    ['v.lines | where: "on", false | map: "sku"', ['a']],
    ['v.lines | where: "id", 9007199254740993 | size', 1],
    ['v.lines | where: "price", v.none | map: "sku"', ['c']],
    ['v.lines | sum: "price"', 12],
    ['v.lines | map: "id" | sum', 9007199254740993n],
    ['9007199254740991 | plus: 2', 9007199254740993n],
    ['9007199254740993 | minus: 2', 9007199254740991],
    ['"2" | plus: "3"', 5],
    ['4294967296 | times: 4294967296', 18446744073709551616n],
    ['7 | divided_by: 2', 3.5],
    ['9007199254740994 | divided_by: 2', 4503599627370497],
    ['-7 | modulo: 3', 2],
    ['9007199254740993 | modulo: 10', 3],
    ['-3 | abs', 3],
    ['1.2 | ceil', 2],
    ['-0.5 | ceil', 0],
    ['1.8 | floor', 1],
    ['1.005 | round: 2', 1.01],
    ['-2.5 | round', -3],
    ['1e300 | round: 15', 1e300],
    ['0.0000001 | round: 2', 0],
    ['v.big | round: 2', 9007199254740993n],
    ['5 | at_least: 10', 10],
    ['v.big | at_most: 10', 10],
    ['"a b+c/ü&" | url_encode', 'a%20b%2Bc%2F%C3%BC%26'],
    ['"(it\'s)*!" | url_encode', '%28it%27s%29%2A%21'],
    ['"\\ud800" | url_encode', '%EF%BF%BD'],
    ['"a%20b+c%C3%BC" | url_decode', 'a b cü'],
    ['"ü😀" | base64_encode', 'w7zwn5iA'],
    ['"w7zwn5iA" | base64_decode', 'ü😀'],
    ['"Pj4_" | base64_decode', '>>?'],
    ['"YQ" | base64_decode', 'a'],
    ['"<a b=\\"c\\">&\'" | escape', '&lt;a b=&quot;c&quot;&gt;&amp;&#39;'],
    ['"2026-05-31T12:00:00.250+02:00" | date', '2026-05-31T12:00:00.250+02:00'],
    ['0 | date: "%Y-%m-%d %H:%M:%S %z"', '1970-01-01 00:00:00 +0000'],
    ['"" | date', undefined],
  ])('%s', (expression, expected) => expect(evaluate(expression)).toEqual(expected))
})

describe('what a filter cannot do is told in words', () => {
  it.each([
    ['v.bag | upcase', '“upcase” works on text, but got an object.'],
    ['v.tags | upcase', '“upcase” works on text, but got a list.'],
    ['"a" | map: "b"', '“map” works on a list, but got text.'],
    ['"a" | append: v.bag', '“append” needs text as its text, but got an object.'],
    ['1 | plus: v.none', '“plus” needs a number as its number, but got nothing.'],
    ['"abc" | slice: 1.5', '“slice” needs a whole number as its start, but got a number.'],
    ['5 | first', '“first” works on a list or text, but got a number.'],
    ['v.tags | sum', '“sum” needs numbers to add, but got text.'],
    ['"maybe" | boolean', '“boolean” needs true or false, yes or no, 1 or 0, and got other text.'],
    ['"%zz" | url_decode', '“url_decode” needs percent-encoded UTF-8, and got other text.'],
    ['"/w==" | base64_decode', '“base64_decode” needs text in base64 that holds UTF-8, and got other text.'],
    ['"2026-02-30" | date', '“date” needs a date such as 2026-05-31T12:00:00Z, and got other text.'],
    ['true | date', '“date” needs a date in the years 0 to 9999, as text or seconds, but got true or false.'],
    ['0 | date: "%Q"', '“date” needs a format it knows, such as %Y-%m-%d, iso or epoch.'],
    ['1e308 | times: 10', '“times” would give a number that is too large.'],
    ['5 | modulo: 0', '“modulo” cannot divide by 0.'],
    ['1.5 | round: 40', '“round” rounds to between 0 and 15 digits.'],
    ['"a" | truncate: -1', '“truncate” needs a length of 0 or more.'],
  ])('%s', (expression, message) => expect(() => evaluate(expression)).toThrow(message))
})

describe('every filter', () => {
  it.each(Object.values(filters).map((filter) => [filter.name, filter] as const))(
    '%s is described by an example that reads',
    (name, filter) => {
      expect(findFilter(name)).toBe(filter)
      expect(parseTemplate(filter.example).errors).toEqual([])
      expect(filter.example).toContain(name)
      expect(filter.title.length * filter.description.length).toBeGreaterThan(0)
    },
  )

  it('gives nothing for nothing, but for those that say otherwise', () => {
    for (const filter of Object.values(filters)) {
      const args = filter.arguments.filter((argument) => argument.required).map(() => '1')
      if (filter.nothing === 'run') continue
      const call = args.length === 0 ? filter.name : `${filter.name}: ${args.join(', ')}`
      expect(evaluate(`missing | ${call}`)).toBeUndefined()
      expect(evaluate(`null | ${call}`)).toBeNull()
    }
  })

  it('either gives data or fails in words, and leaves what it was given as it was', () => {
    const values = fc.anything({
      withBigInt: true,
      maxDepth: 2,
      values: [fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null)],
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(filters)),
        values,
        values,
        values,
        (filter, value, a, b) => {
          const call = ['a', 'b'].slice(0, filter.arguments.length).join(', ')
          const run = compileTemplate(`{{ v | ${filter.name}${call && ': '}${call} }}`)
          const before = structuredClone({ value, a, b })
          const { value: result, failure } = outcomeOf(() => run({ v: value, a, b }))
          expect(typeof result).not.toMatch(/function|symbol/)
          expect(failure?.name ?? 'ExpressionFailure').toBe('ExpressionFailure')
          expect(failure?.message ?? `“${filter.name}”`).toContain(`“${filter.name}”`)
          expect({ value, a, b }).toEqual(before)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('findFilter knows no inherited name', () => expect(findFilter('toString')).toBeUndefined())
})

describe('pairs undo each other', () => {
  it.each([
    ['base64_encode', 'base64_decode'],
    ['url_encode', 'url_decode'],
  ])('%s and %s', (there, back) => {
    const run = compileTemplate(`{{ text | ${there} | ${back} }}`)
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(run({ text })).toBe(text)))
    const long = 'ü😀a'.repeat(20_000)
    expect(run({ text: long })).toBe(long)
  })

  it('whole numbers of any length: plus and minus, times and divided_by', () => {
    const sum = compileTemplate('{{ a | plus: b | minus: b }}')
    const product = compileTemplate('{{ a | times: b | divided_by: b }}')
    const whole = fc
      .bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
      .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value))
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(sum({ a, b })).toBe(a)
        const factor = b === 0 ? 1 : b
        expect(product({ a, b: factor })).toBe(a)
      }),
    )
  })
})
