// oxlint-disable unicorn/no-thenable -- `then` is an error rule's own word in the document.
import { describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../../src/engine/fake.ts'
import { mask } from '../../../src/engine/redact.ts'
import type { Draft } from '../../../src/engine/send.ts'
import type { ErrorRule } from '../../../src/model/document.ts'
import { createAuthentication } from '../../nodes/drawing.ts'
import { bytes, createSent, plain, policy } from './sending.ts'

const rule = (then: ErrorRule['then'], left: string, test: string, right = '', message = ''): ErrorRule => ({
  when: [{ left, test, right }],
  then,
  message,
})

async function judged(answer: FakeAnswer, rules: ErrorRule[] = [], service: ErrorRule[] = []) {
  const { ask } = createSent({ script: [answer], errorRules: service })
  return ask({}, { policy: policy({ rules }) })
}

describe('without a rule, status 400 and above is a failure that says what the service said', () => {
  const cases: [status: number, body: FakeAnswer['body'], message: string][] = [
    [
      404,
      { code: 101, error: 'Object not found.' },
      'GET https://api.example.com/a answered 404 (Not Found): Object not found. Check the address and the ids in it.',
    ],
    [
      401,
      { error: 'invalid_token', error_description: 'The token expired' },
      'answered 401 (Unauthorized): The token expired. Check the credential.',
    ],
    [422, { errors: [{ detail: 'is taken' }, { detail: 'is short' }] }, ': is taken; is short. Check'],
    [422, { errors: { email: ['is taken'] } }, ': email: is taken. Check'],
    [400, { error: { message: 'No such field' } }, ': No such field. Check'],
    [400, { title: 'Bad', detail: 'Because.' }, ': Because. Check'],
    [500, 'it broke', '(Internal Server Error): it broke. The service failed'],
    [500, '<html>long</html>', '(Internal Server Error). The service failed'],
    [418, '', 'answered 418. Look at the answer'],
    [503, { unrelated: 1 }, '(Service Unavailable). Try again later.'],
    [400, { message: 'x'.repeat(5000) }, `${'x'.repeat(300)}… Check`],
    [400, bytes('{"message":"\u0000\n  a   b"}'), 'a b'],
  ]
  test.each(cases)('%i %j', async (status, body, message) => {
    await expect(judged({ status, body })).rejects.toThrow(message)
    await expect(judged({ status, body })).rejects.toMatchObject({
      kind: 'status',
      status,
      node: 'ask',
      at: 'ask',
    })
  })

  test.each([
    [429, true],
    [503, true],
    [599, true],
    [404, false],
    [501, false],
  ])('%i may be tried again: %s', async (status, retryable) => {
    await expect(judged({ status })).rejects.toMatchObject({ retryable })
  })
})

describe('[E20] words hold no part of the credential', () => {
  const signed = (answer: FakeAnswer, secrets: Record<string, string>) =>
    createSent({
      script: [answer],
      secrets,
      authentication: createAuthentication([{ in: 'header', name: 'X-Key', value: '{{ auth.key }}' }], {
        key: 'secret',
        pin: 'secret',
      }),
    })
  const words = (sent: ReturnType<typeof signed>, draft: Draft, rules: ErrorRule[] = []) =>
    sent.ask(draft, { policy: policy({ rules }) }).then(
      () => '',
      (error: unknown) => (error as Error).message,
    )

  test('not in the address, however short it is', async () => {
    const sent = signed({ status: 404 }, { key: 'k', pin: '4711' })
    const said = await words(sent, ({ pin }) => ({ ...plain, url: `${plain.url}/${pin}` }))
    expect(said).toBe(
      `GET ${plain.url}/${mask} answered 404 (Not Found). Check the address and the ids in it.`,
    )
  })

  test('not its beginning where what the service says is cut', async () => {
    const key = 'a-secret-of-many-letters'
    const long = `${'x'.repeat(290)} ${key}`
    expect(
      await words(signed({ status: 400, body: { message: long } }, { key, pin: '4711' }), () => plain),
    ).toContain('xxx ••••••••. Check')
    const rules = [rule('fail', '{{ status }}', 'equals', '200', `${'y'.repeat(990)} {{ body.key }}`)]
    expect(await words(signed({ body: { key } }, { key, pin: '4711' }), () => plain, rules)).not.toContain(
      'a-sec',
    )
  })
})

describe('error rules', () => {
  const okButWrong = rule('fail', '{{ body.ok }}', 'is-false', '', 'No: {{ body.reason }} ({{ status }})')

  test('an API that answers 200 when it fails', async () => {
    await expect(judged({ body: { ok: false, reason: 'full' } }, [], [okButWrong])).rejects.toMatchObject({
      kind: 'rule',
      message: 'No: full (200)',
      status: 200,
    })
    expect((await judged({ body: { ok: true } }, [], [okButWrong])).status).toBe(200)
  })

  test('GraphQL errors, in the service’s words', async () => {
    const failing = rule('fail', '{{ body.errors }}', 'is-not-empty')
    await expect(
      judged({ body: { data: null, errors: [{ message: 'No field x' }] } }, [failing]),
    ).rejects.toThrow('answered 200: No field x. An error rule says')
  })

  test('the first that matches decides, the request’s before the service’s', async () => {
    const accept = rule('accept', '{{ status }}', 'equals', '404')
    const fail = rule('fail', '{{ status }}', 'at-least', '400', 'Service rule')
    expect((await judged({ status: 404, body: { a: 1 } }, [accept], [fail])).records.values()).toEqual([
      { a: 1 },
    ])
    await expect(judged({ status: 409 }, [accept], [fail])).rejects.toThrow('Service rule')
  })

  test('ignore gives nothing', async () => {
    const exchange = await judged({ status: 404, body: {} }, [
      rule('ignore', '{{ status }}', 'equals', '404'),
    ])
    expect(exchange.ignored).toBe(true)
    expect(exchange.records.count).toBe(0)
  })

  test('headers are seen in lower case, text bodies as text', async () => {
    const limited = rule('fail', '{{ headers.x-error }}', 'contains', 'quota', 'Quota')
    await expect(
      judged(
        {
          headers: [
            ['X-Error', 'a'],
            ['x-error', 'quota'],
          ],
        },
        [limited],
      ),
    ).rejects.toThrow('Quota')
    const busy = rule('fail', '{{ body }}', 'contains', 'busy', 'Busy')
    await expect(
      judged({ body: 'too busy', headers: [['content-type', 'text/plain']] }, [busy]),
    ).rejects.toThrow('Busy')
  })

  test('a rule without conditions, with an unknown test, or that cannot be evaluated matches nothing', async () => {
    const rules = [
      { when: [], then: 'fail' as const, message: 'x' },
      rule('fail', '1', 'unheard-of'),
      rule('fail', '{{ status | split: "," | nothing }}', 'exists'),
    ]
    expect((await judged({ body: {} }, rules)).status).toBe(200)
  })

  test('[E3] an answer is judged before anything of it goes on, also where it is no JSON', async () => {
    await expect(judged({ status: 500, body: '{"trunc' })).rejects.toMatchObject({ kind: 'status' })
  })
})
