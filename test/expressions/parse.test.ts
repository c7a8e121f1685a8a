import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expressionReferences, referencePath } from '../../src/expressions/ast.ts'
import { parseTemplate } from '../../src/expressions/parse.ts'
import { escapeText, printReference } from '../../src/expressions/print.ts'
import { hostileText, paths, templates } from './arbitraries.ts'

/** The template's references as paths. */
const pathsOf = (source: string) =>
  parseTemplate(source).parts.flatMap((part) =>
    part.type === 'expression' && part.expression
      ? expressionReferences(part.expression).map(referencePath)
      : [],
  )

describe('references', () => {
  it.each([
    ['{{ input }}', ['input']],
    ['{{input.name}}', ['input', 'name']],
    ['{{ input . name [ 0 ] }}', ['input', 'name', 0]],
    ['{{ input["any text"][\'and this\'] }}', ['input', 'any text', 'and this']],
    ['{{ input["a\\"b\\\\c\\u00e9\\n"] }}', ['input', 'a"b\\cé\n']],
    ['{{ nodes["Get }} {{ all"].body[12].id }}', ['nodes', 'Get }} {{ all', 'body', 12, 'id']],
    ['{{ item.@odata.größe.2nd.a-b_c }}', ['item', '@odata', 'größe', '2nd', 'a-b_c']],
    ['{{ $.auth.x }}', ['$', 'auth', 'x']],
    ['{{ input[""] }}', ['input', '']],
    ['{{\n  input\n}}', ['input']],
  ])('%s', (source, path) => {
    expect(parseTemplate(source).errors).toEqual([])
    expect(pathsOf(source)).toEqual([path])
  })

  it('know where they stand', () => {
    const source = 'a {{ nodes["T"].id | default: input.x }}'
    const part = parseTemplate(source).parts[1]
    if (part?.type !== 'expression' || part.expression === undefined) throw new Error('no expression')
    const [first, second] = expressionReferences(part.expression)
    const text = (span: { from: number; to: number } | undefined) => span && source.slice(span.from, span.to)
    expect(text(first?.span)).toBe('nodes["T"].id')
    expect(text(first?.rootSpan)).toBe('nodes')
    expect(first?.steps.map((step) => text(step.span))).toEqual(['["T"]', '.id'])
    expect(text(second?.span)).toBe('input.x')
    expect(text(part.expression.filters[0]?.span)).toBe('default: input.x')
    expect(text(part.expression.filters[0]?.nameSpan)).toBe('default')
    expect(text(part)).toBe('{{ nodes["T"].id | default: input.x }}')
  })
})

describe('literals', () => {
  it.each([
    ['"a}}b"', 'a}}b'],
    ["'it\\'s'", "it's"],
    ['"\\u00e9\\t\\/"', 'é\t/'],
    ['12', 12],
    ['-1.5e3', -1500],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-12345678901234567890', -12345678901234567890n],
    ['true', true],
    ['false', false],
    ['null', null],
  ])('%s', (text, value) => {
    const [part] = parseTemplate(`{{ ${text} }}`).parts
    expect(part).toMatchObject({
      type: 'expression',
      broken: false,
      expression: { value: { type: 'literal', value } },
    })
  })
})

describe('mistakes are told where they stand, and reading goes on', () => {
  it.each([
    ['{{ }}', 'Nothing stands between', '{{ }}'],
    ['{{ input. }}', 'name is missing after the dot', '.'],
    ['{{ input | }}', 'name of a filter is missing', '|'],
    ['{{ input ? 1 }}', 'not expected here', '?'],
    ['{{ input.a b }}', 'not expected here', 'b'],
    ['{{ input[-1] }}', 'whole number from 0', '[-'],
    ['{{ input[0 }}', 'closing ]', '[0 '],
    ['{{ input["a }}', 'no closing "', '"'],
    ['{{ "a }}', 'no closing "', '"'],
    ['{{ 12ab }}', 'is not a number', '12ab'],
    ['{{ 1e999 }}', 'too large', '1e999'],
    [`{{ ${'9'.repeat(401)} }}`, 'too long', '9'.repeat(401)],
    ['{{ "\\q" }}', 'means nothing here', '\\q'],
    ['{{ a | default: }}', 'Here goes', '}'],
    ['{{ a | default: 1, }}', 'Here goes', '}'],
    [`{{ a${'.b'.repeat(300)} }}`, 'at most 256 steps', '.'],
    [`{{ a${'|json'.repeat(70)} }}`, 'at most 64 filters', '|'],
  ])('%s', (source, message, place) => {
    const template = parseTemplate(`${source} and {{ input.ok }}`)
    expect(template.errors).toHaveLength(1)
    const [error] = template.errors
    expect(error?.message).toContain(message)
    expect(source.slice(error?.from, error?.to)).toBe(place)
    expect(template.parts.at(-1)).toMatchObject({ type: 'expression', broken: false })
  })

  it.each(['__proto__', 'prototype', 'constructor'])('%s is refused in every form', (name) => {
    for (const source of [
      `{{ ${name} }}`,
      `{{ input.${name} }}`,
      `{{ input["${name}"].x }}`,
      `{{ a | default: b.${name} }}`,
    ]) {
      const [error] = parseTemplate(source).errors
      expect(error).toMatchObject({ code: 'refused-name' })
      expect(source.slice(error?.from, error?.to)).toContain(name)
    }
    const escaped = name.replace('o', '\\u006f')
    expect(parseTemplate(`{{ input["${escaped}"] }}`).errors[0]?.code).toBe('refused-name')
  })

  it.each([
    ['Hi {{ input.name', 3],
    ['Hi {{', 3],
    ['{{ a {{ input.b }}', 0],
  ])('an unclosed {{ is an error and stays text: %s', (source, from) => {
    const template = parseTemplate(source)
    expect(template.errors).toMatchObject([{ code: 'unclosed', from, to: from + 2 }])
    expect(template.parts[0]).toMatchObject({ type: 'text' })
  })
})

describe('braces in text', () => {
  it.each([
    ['{"a":{"b":1}}', 1],
    ['{ { } }', 1],
    ['}} }}', 1],
    ['{"a":{"b":{{ input.b }}}}', 3],
    ['{{{ input.key }}: 1}', 3],
    ['', 0],
  ])('%s', (source, parts) => {
    const template = parseTemplate(source)
    expect(template.errors).toEqual([])
    expect(template.parts).toHaveLength(parts)
  })
})

describe('any text', () => {
  it('never throws, and the parts cover it without a gap', () => {
    fc.assert(
      fc.property(hostileText, (source) => {
        const { parts, errors } = parseTemplate(source)
        let at = 0
        for (const part of parts) {
          expect(part.from).toBe(at)
          expect(part.to).toBeGreaterThan(part.from)
          const written = source.slice(part.from, part.to)
          const expected = part.type === 'text' ? part.text : `{{${written.slice(2, -2)}}}`
          expect(written).toBe(expected)
          at = part.to
        }
        expect(at).toBe(source.length)
        for (const error of errors) {
          expect(error.from).toBeGreaterThanOrEqual(0)
          expect(error.to).toBeGreaterThan(error.from)
          expect(error.to).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('references are read back as they were printed', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const source = `{{${printReference(path)}}}`
        expect(parseTemplate(source).errors).toEqual([])
        expect(pathsOf(source)).toEqual([path])
      }),
      { numRuns: 1000 },
    )
  })

  it('well-formed templates have no mistakes', () => {
    fc.assert(fc.property(templates, (source) => void expect(parseTemplate(source).errors).toEqual([])))
  })

  it('text that was escaped has no mistakes and no references', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const source = escapeText(text)
        expect(parseTemplate(source).errors).toEqual([])
        expect(pathsOf(source)).toEqual([])
      }),
    )
  })

  /** The square of these lengths would be hours: that the test ends is the proof. */
  it.each([
    ['open braces', '{'.repeat(1_000_000)],
    ['open braces, closed at the end', `${'{{ '.repeat(400_000)}}}`],
    ['closing braces', '}'.repeat(1_000_000)],
    ['unclosed texts', '{{ " }}{{ \' }}'.repeat(80_000)],
    ['texts cut by braces', '{{ "\\" '.repeat(150_000)],
    ['unclosed expressions', '{{ a.b["c"] '.repeat(100_000)],
    ['a deep path', `{{ a${'[0]'.repeat(300_000)} }}`],
    ['many filters', `{{ a ${'| json '.repeat(150_000)} }}`],
    ['many bad escapes', `{{ "${'\\q'.repeat(500_000)}" }}`],
    ['a long name', `{{ ${'a'.repeat(1_000_000)} }}`],
    ['a long number', `{{ ${'1'.repeat(1_000_000)} }}`],
    ['blanks', `{{${' '.repeat(1_000_000)}`],
  ])('is read in linear time: %s', (_, source) => {
    const { parts, errors } = parseTemplate(source)
    expect(parts.at(-1)?.to).toBe(source.length)
    expect(errors.length).toBeLessThanOrEqual(50)
  })
})
