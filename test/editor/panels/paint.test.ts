import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paintTemplate, type TemplateLanguage } from '../../../src/editor/panels/template/paint.ts'
import { checkTemplate } from '../../../src/expressions/check.ts'
import type { ScopeEntry } from '../../../src/expressions/scope.ts'

const scope: readonly ScopeEntry[] = [
  { name: 'input', type: 'object', children: [{ name: 'id', type: 'string' }] },
  { name: 'nodes', type: 'object', children: [{ name: 'Get it', kind: 'request', open: true }] },
]
const paint = (source: string, language: TemplateLanguage = 'text') =>
  paintTemplate(source, language, scope, checkTemplate(source, scope))

describe('the drawing of a template', () => {
  it('draws each reference in the colour of what it is of', () => {
    const hues = paint('{{ input.id }} {{ nodes["Get it"].a }} {{ auth.key }} {{ "x" }} {{ ! }}').flatMap(
      (part) => (part.as === 'chip' ? [part.hue] : []),
    )
    expect(hues).toEqual(['inputs', 'request', 'auth', 'output', undefined])
  })

  it('marks exactly the name that is wrong', () => {
    const wrong = paint('a {{ input.idd | upcase }}').flatMap(({ strokes }) =>
      strokes.filter((each) => each.wrong),
    )
    expect(wrong.map(({ text }) => text)).toEqual(['.idd'])
  })

  it('knows JSON around and inside of expressions', () => {
    const inks = paint('{"a": "x{{ input.id }}y", "n": -1, "t": true}', 'json').flatMap(({ as, strokes }) =>
      as === 'text'
        ? strokes.filter(({ text }) => text.trim() !== '').map(({ ink, text }) => `${ink} ${text}`)
        : [],
    )
    expect(inks).toEqual([
      'sign {',
      'key "a"',
      'sign :',
      'string "x',
      'string y"',
      'sign ,',
      'key "n"',
      'sign :',
      'number -1',
      'sign ,',
      'key "t"',
      'sign :',
      'word true',
      'sign }',
    ])
  })

  it('holds every character once and in order, whatever is typed', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      ' ',
      'input',
      '.id',
      '|',
      '"',
      '\\',
      '{',
      '}',
      ':',
      '1',
      'x',
      '\n',
      '\u00e9',
    )
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('text' as const, 'json' as const), (pieces, language) => {
        const source = pieces.join('')
        const drawn = paint(source, language).flatMap(({ strokes }) => strokes.map(({ text }) => text))
        expect(drawn.join('')).toBe(source)
      }),
    )
  })
})
