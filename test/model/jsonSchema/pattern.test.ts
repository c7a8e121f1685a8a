// The platform's own matcher is what ours is judged by, where that one comes to an end.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patternProgram } from '../../../src/model/jsonSchema/pattern.ts'
import { patternFits } from '../../../src/model/jsonSchema/patternRun.ts'

const fits = (source: string, text: string): boolean | string => {
  const program = patternProgram(source)
  return typeof program === 'string' ? program : patternFits(program, text, { left: 1_000_000 })
}

describe('a pattern fits what the platform says it fits', () => {
  const texts = [
    '',
    'a',
    'ab',
    'aab',
    'abab',
    'A1',
    '12',
    'a-b',
    'a b',
    'é',
    '😀',
    'a\nb',
    '{2}',
    'a.b',
    '_x',
    '2026-01-31',
  ]
  test.each([
    '',
    '^$',
    'a',
    '^a',
    'b$',
    '^a*b?$',
    '^(ab)+$',
    '^(?:ab){2}$',
    '^(?<name>a|b){1,3}$',
    'a|b|',
    '^.$',
    '^[^a]+$',
    '[a-c\\d]',
    '^\\w+$',
    '^\\W$',
    '\\s',
    '^\\p{L}+$',
    '^\\P{L}$',
    '^\\u{1F600}$',
    '^\\uD83D\\uDE00$',
    '\\u0061',
    '\\x61',
    '\\bb',
    '\\Bb',
    '^a{2,}b$',
    '^a{0,1}b',
    'a\\.b',
    '^(?=.*b)a',
    '^(?!a)',
    '^(a+)+$',
    '(a*)*b',
    '^(?:)*$',
    '[\\]\\-]',
    'a\\-b|-',
    '\\n',
    '^\\d{4}-\\d{2}-\\d{2}$',
    'a+?',
    'a??b',
    '[]',
    '[^]',
  ])('%s', (source) => {
    // The platform refuses escapes that mean nothing in texts of code points.
    const native = new RegExp(source.replace('a\\-b', 'a-b'), 'u')
    for (const text of texts)
      expect([source, text, fits(source, text)]).toEqual([source, text, native.test(text)])
  })

  test('of any parts', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '^', '$', '\\b')
    const { whole } = fc.letrec<{ whole: string; part: string }>((tie) => ({
      whole: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
      part: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc
          .tuple(fc.constantFrom('a', 'b', '.'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?'))
          .map((all) => all.join('')),
        fc.tuple(tie('whole'), tie('whole')).map(([one, other]) => `(${one}|${other})`),
        tie('whole').map((inside) => `(?:${inside})?`),
        tie('whole').map((inside) => `(?=${inside})`),
      ),
    }))
    fc.assert(
      fc.property(whole, fc.stringMatching(/^[ab \n]{0,6}$/), (source, text) => {
        expect(fits(source, text)).toBe(new RegExp(source, 'u').test(text))
      }),
      { numRuns: 400 },
    )
  })
})

test.each([
  [')', /closes nothing/],
  ['(a', /not closed/],
  ['*a', /repeats nothing/],
  ['a{3,1}', /fewer times than it must/],
  ['[b-a]', /no set of characters/],
  ['[a', /ends too early/],
  ['\\', /ends too early/],
  ['\\y', /means nothing/],
  ['(?<a', /ends too early/],
  ['(?i:a)', /unknown here/],
  ['\\k<a>', /refers back/],
  ['(?<!a)b', /looks behind/],
  ['a{99999}', /repeats too much/],
  ['((a{99}){99}){99}', /repeats too much/],
])('%s is no pattern that can be checked, in words', (source, words) => {
  expect(patternProgram(source)).toMatch(words)
})
