import { describe, expect, test } from 'vitest'
import { EngineError } from '../../../src/engine/errors.ts'
import { mask } from '../../../src/engine/redact.ts'
import type { Draft, Path } from '../../../src/engine/send.ts'
import { createAuthentication } from '../../nodes/drawing.ts'
import { bytes, createSent, home, plain } from './sending.ts'

describe('one exchange', () => {
  test('is told with its times, and kept', async () => {
    const { ask, events, io } = createSent({ script: [{ status: 201, body: { a: 1 } }], now: 1000 })
    const exchange = await ask({ method: 'POST' })
    expect(events).toEqual([
      {
        type: 'attempt',
        node: 'ask',
        at: 'ask',
        exchange: exchange.id,
        attempt: 1,
        request: { method: 'POST', url: `${home}/a`, headers: [['Accept', '*/*']], bodyBytes: 0 },
        status: 201,
        bytes: 7,
        startedMs: 1000,
        phases: { connectMs: 0, firstByteMs: 0, downloadMs: 0 },
      },
    ])
    expect(io.tape.exchanges.size).toBe(1)
  })

  test('that fails names the request, without its query, and the exchange', async () => {
    const { ask, events } = createSent({ script: [new EngineError('network', 'The connection was reset.')] })
    const failure = await ask({ url: `${home}/a?q=1` }).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      kind: 'network',
      message: `The connection was reset. (GET ${home}/a)`,
      retryable: true,
      node: 'ask',
      exchange: expect.any(String),
    })
    expect(events).toMatchObject([{ type: 'attempt', failure: { kind: 'network' }, bytes: 0 }])
  })

  const unreadable: [
    words: string,
    body: string,
    type: string,
    records: Path | undefined,
    message: string,
  ][] = [
    ['JSON', '[1,', 'application/json', undefined, 'is cut off'],
    ['NDJSON', '1\n{', 'application/x-ndjson', undefined, 'is cut off'],
    ['CSV', 'a\n"', 'text/csv', undefined, 'is cut off'],
    ['XML', '<a>', 'text/xml', [], 'is cut off'],
    ['no records', 'x', 'text/plain', ['results'], 'Records were expected'],
  ]
  test.each(unreadable)(
    '[E3] whose answer cannot be read names the request where it is read, with masks: %s',
    async (_words, body, type, records, message) => {
      const { ask } = createSent({
        script: [{ headers: [['Content-Type', type]], body: bytes(body) }],
        secrets: { key: 'planted-key' },
        authentication: createAuthentication([], { key: 'secret' }),
      })
      const draft: Draft = ({ key }) => ({ ...plain, url: `${home}/${key}/a?q=1` })
      const exchange = await ask(draft, { records })
      for (const read of [() => exchange.records, () => exchange.envelope()])
        expect(read).toThrow(
          expect.objectContaining({
            kind: 'decode',
            message: expect.stringMatching(`${message}.* \\(GET ${home}/${mask}/a\\)$`),
            retryable: false,
            node: 'ask',
            at: 'ask',
            exchange: exchange.id,
            status: 200,
          }),
        )
    },
  )

  test('with an answer that is too large is refused', async () => {
    const { ask } = createSent({ script: [{ body: 'x'.repeat(101) }] })
    await expect(ask({ maxBytes: 100 })).rejects.toMatchObject({ kind: 'size', retryable: false })
  })

  test('[E28] after a stop nothing is told', async () => {
    const controller = new AbortController()
    const { ask, events } = createSent({
      script: [
        () => {
          controller.abort(new Error('stopped'))
          return new EngineError('network', 'aborted')
        },
      ],
    })
    await expect(ask({}, { signal: controller.signal })).rejects.toThrow('stopped')
    expect(events).toEqual([])
  })

  const unsendable: [words: string, header: [string, string], message: RegExp][] = [
    ['a line break in a value', ['X', 'a\r\nY: 1'], /header X holds a line break/],
    ['a line feed', ['X', 'a\nb'], /line break/],
    ['a null character', ['X', 'a\0b'], /line break/],
    ['characters that no header carries', ['X', 'smile 😀'], /cannot carry/],
    ['a name with a blank', ['X Y', '1'], /cannot be the name/],
    ['a name with a line break', ['X\r\nY', '1'], /cannot be the name/],
  ]
  test.each(unsendable)('with %s is not sent', async (_words, header, message) => {
    const { ask, io } = createSent({ script: () => ({}) })
    await expect(ask({ headers: [header] })).rejects.toThrow(message)
    expect(io.requests).toEqual([])
  })

  test('may carry latin-1', async () => {
    const { ask, io } = createSent({ script: () => ({}) })
    await ask({ headers: [['X', 'é']] })
    expect(io.requests).toHaveLength(1)
  })

  test('[E30] beyond a thousand, only failures and retries are told', async () => {
    let status = 200
    const { ask, events } = createSent({ script: () => ({ status }) })
    for (let count = 0; count < 1005; count++) await ask()
    expect(events).toHaveLength(1000)
    status = 500
    await ask().catch(() => undefined)
    expect(events).toHaveLength(1001)
    status = 200
    await ask({}, { attempt: 2 })
    expect(events).toHaveLength(1002)
  })

  test('[E21] the credential can be renewed, and nothing does so yet: an expiry is a failure', async () => {
    const { ask, io } = createSent({ script: () => ({ status: 401 }), secrets: { key: 'x' } })
    await expect(ask(() => plain)).rejects.toMatchObject({ kind: 'status', status: 401 })
    expect(io.requests).toHaveLength(1)
  })
})
