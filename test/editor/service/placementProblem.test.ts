import { describe, expect, it } from 'vitest'
import { placementProblem } from '../../../src/editor/service/placementProblem.ts'
import type { Authentication, CredentialField } from '../../../src/model/document.ts'
import type { AuthenticationId } from '../../../src/model/ids.ts'
import { schemes } from '../../../src/model/schemes.ts'

const field = (name: string): CredentialField => ({
  name,
  title: '',
  secret: true,
  filledBy: 'user',
  required: true,
  description: '',
})
const authentication: Authentication = {
  id: 'a1' as AuthenticationId,
  title: 'Keys',
  scheme: 'custom',
  fields: [field('appId'), field('key')],
  placements: [],
  expiry: [],
}

describe('a placement as one types it', () => {
  it.each([
    [{ in: 'header', name: '', value: '{{ auth.key }}' }, { name: 'The name is missing.' }],
    [
      { in: 'header', name: 'X Key', value: '{{ auth.key }}' },
      { name: 'Letters, digits and - only, without blanks.' },
    ],
    [{ in: 'query', name: 'the key', value: '{{ auth.key }}' }, {}],
    [{ in: 'header', name: 'X', value: ' ' }, { value: 'The value is missing.' }],
    [{ in: 'header', name: 'X', value: '{{ auth.keyy }}' }, { value: expect.stringMatching(/keyy/) }],
    [
      { in: 'header', name: 'X', value: 'Bearer {{ auth.key' },
      { value: expect.stringMatching(/never closed/) },
    ],
    [{ in: 'header', name: 'X', value: '{{ input.id }}' }, { value: expect.stringMatching(/input/) }],
  ] as const)('%j', (placement, problem) => {
    expect(placementProblem(placement, authentication)).toEqual(problem)
  })

  it('finds nothing wrong with what the schemes make', () => {
    for (const scheme of schemes) {
      const made = { ...authentication, ...scheme.make() }
      for (const placement of made.placements) expect(placementProblem(placement, made)).toEqual({})
    }
  })
})
