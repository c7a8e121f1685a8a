// [W1] What is written for a shell is read back as the same request. [W2] curl itself, run by bash with what is written, sends the
// request that was recorded.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCurl } from '../../../src/formats/curl/readCurl.ts'
import type { CurlRequest, ShellName } from '../../../src/formats/curl/request.ts'
import { writeCurl } from '../../../src/formats/curl/writeCurl.ts'
import { curl, sentByCurl } from './running.ts'
import { corpus, differences, sentOf } from './sent.ts'

const requests = corpus.flatMap(({ name, command }) => {
  const [request] = readCurl(command).value
  return request === undefined ? [] : [{ name, request }]
})

/** What is the same however it is written: all but the variables, which are plain texts when they are written, and the words about it. */
function essence({ headers, ...request }: CurlRequest) {
  const sorted = headers.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  return { ...request, headers: sorted, variables: [], warnings: [], files: [] }
}

/** Requests that a shell cannot be asked for in words that only mean this. */
const ambiguous: Record<ShellName, Record<string, string>> = {
  bash: {},
  cmd: {},
  powershell: {
    'cc/post_escaped_double_quotes_in_single_quotes':
      'each quote of the text has a backslash before it, which is also how older PowerShells are asked for quotes alone',
  },
}

describe.each(['bash', 'cmd', 'powershell'] as const)('[W1] written for %s and read back', (shell) => {
  test('every request of the corpus is the same', () => {
    const lost = requests.filter(({ request }) => {
      const [again] = readCurl(writeCurl(request, shell), shell).value
      return again === undefined || JSON.stringify(essence(again)) !== JSON.stringify(essence(request))
    })
    expect(lost.map(({ name }) => name)).toEqual(Object.keys(ambiguous[shell]))
    expect(lost.length / requests.length).toBeLessThanOrEqual(0.01)
  })

  test.each([
    ['line breaks', 'a\nb\r\nc\n\nd'],
    ['quotes', `'"'' "" \\" \\\\" \\`],
    ['percent signs', '%PATH% 100%% %20 "%"%'],
    ['what a shell obeys', '& | < > ^ ; ( ) $HOME ${x} $(id) `id` ! # ~ * ? [a] {b,c} @file'],
    ['letters', 'é 日本 🚀 “smart” ‘quotes’ \u{E000}'],
    ['nothing', ''],
    ['control characters', 'a\tb\u0001\u001B[31m'],
  ])('a body of %s is the same', (_, text) => {
    const request: CurlRequest = {
      method: 'PUT',
      url: 'https://example.com/a?b=c%20d&e={f}',
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-Text', text.replaceAll(/[\r\n]+\s*/g, ' ').trim()],
      ],
      body: text === '' ? [] : [text],
      auth: { scheme: 'basic', user: 'me', password: text },
      transfer: { followRedirects: true, timeoutMs: 1500 },
      variables: [],
      files: [],
      warnings: [],
    }
    const [again] = readCurl(writeCurl(request, shell), shell).value
    expect(again && essence(again)).toEqual(essence(request))
  })
})

test('a command is broken into lines where it is long', () => {
  const [request] = readCurl(
    `curl -X PUT https://example.com/items/5 -H 'Accept: text/csv' -u me:you -d '{"name":"it is"}' -L`,
  ).value
  expect(request && writeCurl(request, 'bash')).toBe(
    [
      'curl -X PUT \\',
      '  https://example.com/items/5 \\',
      '  -L \\',
      '  -u me:you \\',
      "  -H 'Accept: text/csv' \\",
      `  --data-raw '{"name":"it is"}'`,
    ].join('\n'),
  )
  expect(request && writeCurl(request, 'cmd')).toContain('  --data-raw "{""name"":""it is""}"')
  expect(request && writeCurl(request, 'powershell')).toMatch(/^curl\.exe -X PUT `\n/)
})

/** Every ninth, so that all vendors and all kinds of bodies are among them. */
const sample = requests.filter(
  ({ request }, index) =>
    index % 9 === 4 && /^https?:\/\/[\w.:-]+\//.test(request.url) && request.method !== 'HEAD',
)

describe(`[W2] curl itself (${curl ?? 'not found: not run'})`, () => {
  test.skipIf(curl === undefined)(
    `sends what is written for bash, for ${sample.length} requests`,
    async () => {
      const moved = sample.map(
        ({ request }) =>
          (server: string) =>
            movedTo(request, server),
      )
      const sent = await sentByCurl((server, folder) => {
        const here = moved.map((move) => move(server))
        for (const file of here.flatMap(({ files }) => files))
          writeFileSync(join(folder, file), `contents of ${file}\n`)
        return here.map((request) => writeCurl(request, 'bash'))
      })
      const wrong = sample.flatMap(({ name }, at) => {
        const got = sent[at]
        if (got === undefined) return [{ name, found: ['nothing came'] }]
        const asked = moved[at]?.(new URL(got.url).origin)
        if (asked === undefined) return [{ name, found: ['nothing was asked'] }]
        const { semantic, exact } = differences(got, sentOf(asked))
        return semantic.length + exact.length > 0 ? [{ name, found: [...semantic, ...exact] }] : []
      })
      expect(wrong).toEqual([])
    },
    60_000,
  )
})

/** The request for another host, and its files without their folders. */
function movedTo(request: CurlRequest, base: string): CurlRequest {
  const plain = (file: string): string => file.replaceAll(/[^\w.-]/g, '_')
  const moved = <T>(value: T): T =>
    value !== null && typeof value === 'object' && 'file' in value
      ? { ...value, file: plain(String(value.file)) }
      : value
  return {
    ...request,
    url: request.url.replace(/^https?:\/\/[^/]+/, base),
    transfer: {},
    files: request.files.map(plain),
    ...(request.body === undefined ? {} : { body: request.body.map(moved) }),
    ...(request.parts === undefined
      ? {}
      : { parts: request.parts.map((part) => ({ ...part, value: moved(part.value) })) }),
  }
}
