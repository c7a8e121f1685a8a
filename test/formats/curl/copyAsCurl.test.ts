import { describe, expect, it } from 'vitest'
import { mask } from '../../../src/engine/redact.ts'
import { readCurl } from '../../../src/formats/curl/readCurl.ts'
import { copiedWords, curlOf, curlShells, type ShownForCurl } from '../../../src/formats/curl/copyAsCurl.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

const post: ShownForCurl = {
  method: 'POST',
  url: `https://api.example.com/classes/Customer?limit=10&api_key=${mask}`,
  headers: [
    ['X-Parse-REST-API-Key', mask],
    ['Authorization', `Bearer ${mask}`],
    ['Content-Type', 'application/json'],
    ['Accept-Encoding', 'gzip, br'],
    ['Content-Length', '19'],
  ],
  bodyBase64: base64('{"name":"Ana\'s \\"x\\""}'),
}

describe('copy as cURL', () => {
  it.each(curlShells)('for $title it is read back as the request that was shown', ({ shell }) => {
    const { text } = curlOf(post, shell)
    const [read] = readCurl(text, shell).value
    expect(read).toMatchObject({
      method: 'POST',
      url: 'https://api.example.com/classes/Customer?limit=10&api_key=<API_KEY>',
      body: ['{"name":"Ana\'s \\"x\\""}'],
      transfer: { compressed: true },
    })
    expect(
      Object.fromEntries((read?.headers ?? []).map(([name, value]) => [name.toLowerCase(), value])),
    ).toMatchObject({
      'x-parse-rest-api-key': '<X_PARSE_REST_API_KEY>',
      authorization: 'Bearer <AUTHORIZATION>',
      'content-type': 'application/json',
    })
  })

  it('has a placeholder for each secret, and says how many', () => {
    const command = curlOf(post, 'bash')
    expect(command.text).not.toContain(mask)
    expect(command.placeholders).toBe(3)
    expect(copiedWords(command)).toBe('Copied. 3 secrets in it are placeholders.')
  })

  it('leaves out what curl writes itself', () => {
    expect(curlOf(post, 'bash').text).not.toMatch(/content-length|accept-encoding/i)
  })

  it('sends a file where the body is no text, and says so', () => {
    const command = curlOf({ ...post, bodyBase64: Buffer.from([0xff, 0xfe, 0]).toString('base64') }, 'bash')
    expect(command.text).toContain('@body.bin')
    expect(copiedWords(command)).toMatch(/The body is no text: the command sends the file body\.bin\.$/)
  })

  it('says what of a body is not kept', () => {
    expect(curlOf({ ...post, cut: 5 }, 'bash').notes).toEqual([
      '5 bytes of the body are not kept, and not in it.',
    ])
  })

  it('a plain GET is short', () => {
    expect(curlOf({ method: 'GET', url: 'https://api.example.com/', headers: [] }, 'bash')).toEqual({
      text: 'curl https://api.example.com/',
      placeholders: 0,
      notes: [],
    })
  })
})
