import { describe, expect, it } from 'vitest'
import { maskedPreview } from '../../../src/editor/service/maskedPreview.ts'
import { placementProblem } from '../../../src/editor/service/placementProblem.ts'
import type { CredentialField, Placement } from '../../../src/model/document.ts'
import { schemes } from '../../../src/model/schemes.ts'

const field = (name: string, secret: boolean, title = ''): CredentialField => ({
  name,
  title,
  secret,
  filledBy: 'user',
  required: true,
  description: '',
})
const fields = [field('appId', false, 'Application ID'), field('key', true), field('key2', true)]
const cases: readonly [Placement, string][] = [
  [{ in: 'header', name: 'X-App', value: '{{ auth.appId }}' }, 'X-App: ‹Application ID›'],
  [{ in: 'header', name: 'Authorization', value: 'Token {{ auth.key }}' }, 'Authorization: Token ••••••••'],
  [{ in: 'query', name: 'k', value: '{{ auth.key2 | upcase }}' }, '?k=••••••••'],
  [{ in: 'cookie', name: 'sid', value: '{{ auth.key }}' }, 'Cookie: sid=••••••••'],
  [{ in: 'body', name: 'key', value: '{{ auth.key }}' }, '"key": "••••••••"'],
  [{ in: 'header', name: '', value: '{{ auth.gone }}' }, '…: …'],
]

describe('what is sent, masked', () => {
  it.each(cases)('%j', (placement, shown) => {
    expect(maskedPreview(placement, fields)).toBe(shown)
  })
})

describe('a placement as one types it', () => {
  it.each([
    [{ in: 'header', name: '', value: '{{ auth.key }}' }, { name: 'The name is missing.' }],
    [
      { in: 'header', name: 'X Key', value: '{{ auth.key }}' },
      { name: 'Letters, digits and - only, without blanks.' },
    ],
    [{ in: 'query', name: 'the key', value: '{{ auth.key }}' }, {}],
    [{ in: 'header', name: 'X', value: ' ' }, { value: 'The value is missing.' }],
    [
      { in: 'header', name: 'X', value: '{{ auth.keyy }}' },
      { value: 'There is no field keyy. Did you mean key?' },
    ],
  ] as const)('%j', (placement, problem) => {
    expect(placementProblem(placement, fields)).toEqual(problem)
  })

  it('finds nothing wrong with what the schemes make', () => {
    for (const scheme of schemes) {
      const made = scheme.make()
      for (const placement of made.placements) expect(placementProblem(placement, made.fields)).toEqual({})
    }
  })
})
