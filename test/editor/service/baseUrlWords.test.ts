import { describe, expect, it } from 'vitest'
import { judgeBaseUrl } from '../../../src/editor/service/baseUrlWords.ts'

describe('a base URL as one types it', () => {
  it.each([
    '',
    'https://api.example.com',
    'http://127.0.0.1:4400/demo/parse',
    'https://{{ auth.subdomain }}.example.com/v1',
    'https://xn--bcher-kva.example',
  ])('%j is good', (url) => {
    expect(judgeBaseUrl(url, ['key'])).toBeUndefined()
  })

  it.each([
    ['api.example.com', 'begins with', 'https://api.example.com'],
    // What listens on this computer seldom has a certificate.
    ['localhost:1337/parse', 'begins with', 'http://localhost:1337/parse'],
    ['127.0.0.1:4000', 'begins with', 'http://127.0.0.1:4000'],
    ['[::1]:4000/v1', 'begins with', 'http://[::1]:4000/v1'],
    ['127.0.0.1.example.com', 'begins with', 'https://127.0.0.1.example.com'],
    ['//api.example.com', 'begins with', 'https://api.example.com'],
    ['ftp://files.example.com', 'Only addresses', undefined],
    ['https://', 'no whole address', undefined],
    ['https://me:secret@api.example.com/v1', 'does not belong', 'https://api.example.com/v1'],
    ['https://api.example.com/v1?x=1', 'before ? and #', 'https://api.example.com/v1'],
    ['https://{{ auth.key }}.example.com', 'is secret', undefined],
    ['https://{{ auth.sub', 'no }}', undefined],
  ])('%j is answered in words', (url, words, better) => {
    const judged = judgeBaseUrl(url, ['key'])
    expect(judged?.message).toContain(words)
    expect(judged?.better).toBe(better)
    expect(judged?.message).not.toContain('me:secret')
  })

  it('offers nothing that is wrong again', () => {
    for (const url of ['api.example.com', 'https://a:b@c.example', 'https://c.example#x']) {
      const better = judgeBaseUrl(url)?.better
      expect(better === undefined ? undefined : judgeBaseUrl(better)).toBeUndefined()
    }
  })
})
