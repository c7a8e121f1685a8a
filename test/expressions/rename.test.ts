import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReferencePath, referencePath } from '../../src/expressions/ast.ts'
import { templateReferences } from '../../src/expressions/evaluate.ts'
import { mapReferences, modernizeReferences, renameInTemplate } from '../../src/expressions/rename.ts'
import { hostileText, paths, templates } from './arbitraries.ts'

describe('renaming', () => {
  const title: ReferencePath = ['nodes', 'Old title']
  it.each<[string, ReferencePath, string, string]>([
    ['{{ input.customerId }}', ['input', 'customerId'], 'id', '{{ input.id }}'],
    ['a{{input . customerId|upcase}}b', ['input', 'customerId'], 'id', 'a{{input . id|upcase}}b'],
    ['{{ input.customerId.x }}', ['input', 'customerId'], 'id', '{{ input.id.x }}'],
    ['{{ input.customerId }}', ['input', 'customerId'], 'the id', '{{ input["the id"] }}'],
    ['{{ input["customerId"] }}', ['input', 'customerId'], 'id', '{{ input["id"] }}'],
    ['{{ "x" | default: input.customerId }}', ['input', 'customerId'], 'id', '{{ "x" | default: input.id }}'],
    ['{{ nodes["Old title"].body.id }}', title, 'New title', '{{ nodes["New title"].body.id }}'],
    ["{{ nodes[ 'Old title' ].id }}", title, "It's", "{{ nodes['It\\'s'].id }}"],
    ['{{ nodes["Old title"].id }}', title, 'say "hi"', '{{ nodes["say \\"hi\\""].id }}'],
    ['{{ nodes["Old title"].id }}', title, 'plain', '{{ nodes.plain.id }}'],
    ['{{ nodes["Old\\u0020title"].id }}', title, 'New title', '{{ nodes["New title"].id }}'],
    ['{{ input.a }} {{ item.a }}', ['input'], 'values', '{{ values.a }} {{ item.a }}'],
    [
      '{{ input.customerId | }} {{ input.customerId',
      ['input', 'customerId'],
      'id',
      '{{ input.id | }} {{ input.customerId',
    ],
  ])('%s', (source, path, to, expected) => expect(renameInTemplate(source, { path, to })).toBe(expected))

  it.each([
    'customerId',
    '{{ input.customerIds }}',
    '{{ item.customerId }}',
    '{{ input.x.customerId }}',
    '{{ "input.customerId" }}',
    '{{ item | map: "customerId" }}',
    '{{ customerId }}',
  ])('%s does not walk through it', (source) => {
    expect(renameInTemplate(source, { path: ['input', 'customerId'], to: 'id' })).toBe(source)
  })

  it('a root cannot be renamed to what is no name', () => {
    expect(renameInTemplate('{{ input.a }}', { path: ['input'], to: 'two words' })).toBe('{{ input.a }}')
  })

  it('there and back again is the same template, byte for byte', () => {
    fc.assert(
      fc.property(
        templates,
        paths,
        fc.constantFrom('fresh', 'a fresh title', 'it\'s "new"'),
        (source, path, to) => {
          const old = path.at(-1)
          if (path.length === 1 || old === undefined) return
          // A list's index becoming a name is a change of another kind.
          if (typeof old === 'number') return
          const renamed = renameInTemplate(source, { path, to })
          const [root, ...keys] = path
          expect(renameInTemplate(renamed, { path: [root, ...keys.slice(0, -1), to], to: old })).toBe(source)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('renames what walks through the path and nothing else', () => {
    fc.assert(
      fc.property(templates, fc.constantFrom('fresh', 'a fresh title'), fc.nat(), (source, to, n) => {
        const before = templateReferences(source).map(referencePath)
        const chosen = before[n % Math.max(1, before.length)]
        const [root, key] = chosen ?? []
        if (root === undefined || key === undefined) return
        const after = templateReferences(renameInTemplate(source, { path: [root, key], to })).map(
          referencePath,
        )
        const expected = before.map(([r, k, ...rest]) => {
          if (k === undefined) return [r]
          return r === root && String(k) === String(key) ? [r, to, ...rest] : [r, k, ...rest]
        })
        expect(after).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves any text alone that has nothing to rename', () => {
    fc.assert(
      fc.property(hostileText, (source) => {
        expect(renameInTemplate(source, { path: ['nowhere', 'to'], to: 'be' })).toBe(source)
        expect(mapReferences(source, () => undefined)).toBe(source)
      }),
    )
  })
})

describe('mapping references', () => {
  it('resolves titles to ids, in every place of an expression', () => {
    const ids: Record<string, string> = { 'Get all': 'n_1', Other: 'n_2' }
    const resolve = ([root, title, ...rest]: ReferencePath): ReferencePath | undefined =>
      root === 'nodes' && typeof title === 'string' ? ['nodes', ids[title] ?? title, ...rest] : undefined
    expect(mapReferences('x {{ nodes["Get all"].a | default: nodes.Other[0] }} {{ input.a }}', resolve)).toBe(
      'x {{ nodes.n_1.a | default: nodes.n_2[0] }} {{ input.a }}',
    )
  })
})

describe('references in the old form', () => {
  it.each([
    ['{{ $.auth.token }}', '{{ auth.token }}'],
    ['Bearer {{$.auth.token}}/{{ $.input["a b"].c }}', 'Bearer {{auth.token}}/{{ input["a b"].c }}'],
    ['{{ $["auth"].x | default: $.input.y }}', '{{ auth.x | default: input.y }}'],
    ['{{ auth.token }}', '{{ auth.token }}'],
    ['$.auth.token {$.auth.token}', '$.auth.token {$.auth.token}'],
    ['{{ $ }}{{ $[0] }}{{ $["two words"] }}', '{{ $ }}{{ $[0] }}{{ $["two words"] }}'],
    ['{{ "$.auth.token" }}', '{{ "$.auth.token" }}'],
  ])('%s', (text, expected) => expect(modernizeReferences(text)).toBe(expected))
})
