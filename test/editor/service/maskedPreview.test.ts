import { describe, expect, it } from 'vitest'
import { maskedPreview } from '../../../src/editor/service/maskedPreview.ts'
import type { CredentialField, Placement } from '../../../src/model/document.ts'

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
