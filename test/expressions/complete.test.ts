import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTemplate } from '../../src/expressions/check.ts'
import { applyCompletion, completeAt, insertReference } from '../../src/expressions/complete.ts'
import { escapeText } from '../../src/expressions/print.ts'
import { hostileText, scope } from './arbitraries.ts'

/** The caret is written as ‸. */
function at(marked: string): [string, number] {
  return [marked.replace('‸', ''), marked.indexOf('‸')]
}
const complete = (marked: string) => completeAt(...at(marked), scope)
const inserts = (marked: string) => complete(marked)?.options.map(({ insert }) => insert)
const show = ({ text, caret }: { text: string; caret: number }) =>
  `${text.slice(0, caret)}‸${text.slice(caret)}`

describe('with nothing typed, the scope is a tree', () => {
  it.each(['{{‸', '{{ ‸ }}', 'Hi {{‸}} all', '{{ input.limit | default: ‸', '{{ x {{ ‸ }}'])(
    '%s',
    (marked) => {
      const { options, stage } = complete(marked) ?? {}
      expect(stage).toBe('reference')
      const references = (options ?? []).filter((option) => option.kind === 'reference')
      expect(references.filter(({ depth }) => depth === 0).map(({ insert }) => insert)).toEqual([
        'input',
        'service',
        'auth',
        'nodes',
      ])
      expect(references.slice(0, 4).map(({ label, depth }) => [label, depth])).toEqual([
        ['input', 0],
        ['customerId', 1],
        ['limit', 1],
        ['tags', 1],
      ])
      expect(references.find(({ insert }) => insert === 'input.tags[0]')).toMatchObject({
        label: '[0]',
        depth: 2,
        path: ['input', 'tags', 0],
      })
    },
  )

  it('shows samples, but never of a secret', () => {
    const options = complete('{{‸')?.options ?? []
    expect(options.find(({ insert }) => insert === 'input.customerId')).toMatchObject({
      entry: { sample: 'c1' },
    })
    const key = options.find(({ insert }) => insert === 'auth.apiKey')
    expect(key).toMatchObject({ entry: { hasSample: false, title: 'REST key' } })
    expect(JSON.stringify(key)).not.toContain('never')
  })
})

describe('typing filters it', () => {
  it.each([
    ['{{ inp‸', ['input', 'input.customerId', 'input.limit', 'input.tags', 'input.tags[0]']],
    ['{{ input.‸ }}', ['input.customerId', 'input.limit', 'input.tags', 'input.tags[0]']],
    ['{{ CUST‸', ['input.customerId', 'nodes["Get customers"]']],
    ['{{ nodes["Get cu‸', ['nodes["Get customers"]', 'nodes["Get customers"].body']],
    ['{{ get customers‸', ['nodes["Get customers"]']],
    ['{{ rest k‸', ['auth.apiKey']],
    ['{{ sku‸', ['nodes["Get customers"].body.items[0].sku']],
    ['{{ "a" | append: lim‸ }}', ['input.limit']],
  ])('%s', (marked, first) => expect(inserts(marked)?.slice(0, first.length)).toEqual(first))

  it('what cannot be used here comes last, with its reason', () => {
    const options = complete('{{ nodes.‸')?.options ?? []
    expect(options.at(-1)).toMatchObject({
      insert: 'nodes["List orders"]',
      entry: { hint: expect.stringContaining('For each') },
    })
  })
})

describe('filters after a bar', () => {
  it.each([
    ['{{ input.limit | ‸', 'abs'],
    ['{{ input.limit | up‸ }}', 'upcase'],
    ['{{ input.limit | upcase | def‸ }}', 'default: '],
    ['{{ input.limit | lower‸ }}', 'downcase'],
  ])('%s', (marked, first) => {
    expect(complete(marked)?.stage).toBe('filter')
    expect(inserts(marked)?.[0]).toBe(first)
  })
})

it.each([
  '‸',
  'text ‸',
  '{‸{ input }}',
  '{{ input }‸}',
  '{{ input }}‸',
  '{{ "te‸xt" }}',
  '{{ input.limit ‸ }}',
  '{{ input | default: 5 ‸}}',
  'a {{ input\nand much more text‸',
])('nothing is offered at %j', (marked) => expect(complete(marked)).toBeUndefined())

describe('choosing', () => {
  it.each([
    ['{{‸', 'input.limit', '{{ input.limit }}‸'],
    ['{{‸}}', 'input.limit', '{{ input.limit‸ }}'],
    ['{{ inp‸ }}', 'input.limit', '{{ input.limit‸ }}'],
    ['a {{ cust‸', 'input.customerId', 'a {{ input.customerId }}‸'],
    ['{{ input.li‸mit | upcase }}', 'input.limit', '{{ input.limit‸ | upcase }}'],
    ['{{ get cust‸', 'nodes["Get customers"]', '{{ nodes["Get customers"] }}‸'],
    ['{{ input.limit | def‸', 'default: ', '{{ input.limit | default: ‸ }}'],
    ['{{ input.limit | up‸case }}', 'upcase', '{{ input.limit | upcase‸ }}'],
  ])('%s + %s', (marked, insert, result) => {
    const [source, caret] = at(marked)
    const completion = completeAt(source, caret, scope)
    const option = completion?.options.find((option) => option.insert === insert)
    if (completion === undefined || option === undefined) throw new Error('not offered')
    expect(show(applyCompletion(source, completion, option))).toBe(result)
  })

  it('any offered reference gives a template that checks clean', () => {
    const before = hostileText.map(escapeText).filter((text) => !text.endsWith('{'))
    fc.assert(
      fc.property(
        before,
        fc.constantFrom('{{', '{{ ', '{{ inp', '{{ cust', '{{ nodes["Get', '{{ input.limit | default: '),
        fc.constantFrom('', ' }}', '}}'),
        fc.nat(),
        (before, typed, after, choice) => {
          const source = before + typed + after
          const completion = completeAt(source, (before + typed).length, scope)
          const usable =
            completion?.options.filter(
              (option) => option.kind === 'reference' && option.entry.hint === undefined,
            ) ?? []
          const option = usable[choice % usable.length]
          if (completion === undefined || option === undefined) throw new Error('nothing offered')
          expect(checkTemplate(applyCompletion(source, completion, option).text, scope)).toEqual([])
        },
      ),
    )
  })
})

describe('a value dropped on a template', () => {
  it.each([
    ['‸', '{{ input.limit }}‸'],
    ['a ‸b', 'a {{ input.limit }}‸b'],
    ['{{ ‸ }}', '{{ input.limit‸ }}'],
    ['{{‸}}', '{{ input.limit‸ }}'],
    ['{{‸', '{{ input.limit }}‸'],
    ['{{ input.cust‸omerId | upcase }}', '{{ input.limit‸ | upcase }}'],
    ['{{‸ input.customerId }}', '{{ input.limit‸ }}'],
    ['{{ 1 | plus: ‸2 }}', '{{ 1 | plus: input.limit‸ }}'],
    ['{{ 1 | plus: ‸ }}', '{{ 1 | plus: input.limit‸ }}'],
    ['{{ 1 | pl‸us: 2 }}', '{{ 1 | plus: 2 }}{{ input.limit }}‸'],
    ['{‸{ input.tags }}', '{{ input.limit‸ }}'],
  ])('%s', (marked, result) => expect(show(insertReference(...at(marked), ['input', 'limit']))).toBe(result))

  it.each([
    ['a [bc] d', 'a {{ input.limit }} d'],
    ['a {{ [input.tags] }}', 'a {{ input.limit }}'],
    ['a [b {{ input].tags }} c', 'a {{ input.limit }} c'],
    ['[{{ input.tags }} x]', '{{ input.limit }}'],
  ])('replaces what is selected: %s', (marked, result) => {
    // The selection stands between the outermost brackets.
    const from = marked.indexOf('[')
    const to = marked.lastIndexOf(']') - 1
    const source = marked.slice(0, from) + marked.slice(from + 1, to + 1) + marked.slice(to + 2)
    expect(insertReference(source, { from, to }, ['input', 'limit']).text).toBe(result)
  })

  it('leaves any clean template clean, wherever it falls', () => {
    const clean = fc
      .array(
        fc.oneof(
          hostileText.map((text) => escapeText(`${text} `)),
          fc.constantFrom(
            '{{ input.limit | default: input.customerId }}',
            '{{ nodes["Get customers"].body.id|append:"}}" }}',
            '{{input}}',
            '{{ 5 }}',
          ),
        ),
        { maxLength: 4 },
      )
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(clean, fc.nat(), fc.nat(), (source, a, b) => {
        const from = a % (source.length + 1)
        const to = from + (b % (source.length - from + 1))
        const dropped = insertReference(source, from, ['input', 'limit'])
        expect(checkTemplate(dropped.text, scope)).toEqual([])
        // Not so for a selection: cutting into text can join braces that stood apart.
        const replaced = insertReference(source, { from, to }, ['input', 'limit'])
        for (const { text, caret } of [dropped, replaced]) {
          expect(text.slice(0, caret)).toContain('input.limit')
        }
      }),
      { numRuns: 1000 },
    )
  })
})

it('never throws, wherever the caret stands in any text', () => {
  fc.assert(
    fc.property(hostileText, fc.nat(), (source, n) => {
      const completion = completeAt(source, n % (source.length + 1), scope)
      if (completion === undefined) return
      expect(source.slice(completion.from, n % (source.length + 1))).toBe(completion.typed)
      expect(completion.to).toBeGreaterThanOrEqual(n % (source.length + 1))
    }),
    { numRuns: 2000 },
  )
})

it('stays bounded in a large scope', () => {
  const large = [
    { name: 'input', children: Array.from({ length: 100_000 }, (_, index) => ({ name: `field${index}` })) },
  ]
  const completion = completeAt('{{', 2, large)
  expect(completion?.options).toHaveLength(300)
  expect(completion?.more).toBe(true)
})
