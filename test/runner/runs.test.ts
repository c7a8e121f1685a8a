import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  type ExchangeView,
  paths,
  type ProblemDetails,
  type RecordsPage,
  type RunSummary,
} from '../../src/api/contract.ts'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import { keptRuns } from '../../src/runner/runStore.ts'
import { apiOf, openApi } from './api.ts'
import { connectorFile } from './documents.ts'
import { makeFolder } from './logFiles.ts'
import { serveBytes, serveHttp } from './servers.ts'

const echo = (body: string) =>
  serveHttp((_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(body)
  })
const finishOf = (events: readonly RunEvent[]) =>
  events.find((event) => event.type === 'finished') as Extract<RunEvent, { type: 'finished' }>
const exchangeOf = (events: readonly RunEvent[]) =>
  (events.find((event) => event.type === 'attempt') as Extract<RunEvent, { type: 'attempt' }>).exchange

/** Something that happens once, and those who wait for it. */
function makeSign() {
  const stop = new AbortController()
  return { give: () => stop.abort(), given: once(stop.signal, 'abort') }
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  const files = await Promise.all(
    names.map(async (name) => ((await stat(join(folder, name))).isFile() ? join(folder, name) : '')),
  )
  return files.filter((file) => file !== '')
}

describe('[E35] answers that a run is given', () => {
  const answer = {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: '{"results":[{"id":9007199254740993,"key":"planted-secret-5f2a"}]}',
  }

  test('nothing goes out for them; the story and the tape say so, and secrets in them are masked', async () => {
    let calls = 0
    const baseUrl = await serveHttp((_, sent) => {
      calls++
      sent.end('{}')
    })
    const api = await openApi()
    const { id: credential } = await api.createCredential({ origin: baseUrl })
    const { summary, events } = await api.run({
      connector: connectorFile({ baseUrl, url: '/things', records: 'results', signed: true }),
      input: {},
      credential,
      answers: { request: { ...answer, when: 'every' } },
    })
    expect(calls).toBe(0)
    expect(summary).toMatchObject({ outcome: 'completed', records: 1 })
    expect(events[0]).toMatchObject({ type: 'started', answered: ['request'] })
    expect(events.find(({ type }) => type === 'attempt')).toMatchObject({
      status: 200,
      given: true,
      bytes: 0,
    })
    const exchange = (await api.json(paths.exchange(summary.id, exchangeOf(events)))) as ExchangeView
    expect(exchange.response).toMatchObject({ status: 200, given: true, headers: answer.headers })
    const records = await (await api.call(paths.records(summary.id))).text()
    expect(records).toContain('9007199254740993')
    for (const told of [JSON.stringify(events), atob(exchange.response?.bodyBase64 ?? ''), records])
      expect(told).not.toContain('planted-secret')
  })

  test('a node that is not among them asks the service', async () => {
    const api = await openApi()
    const run = await api.run({
      connector: connectorFile({
        baseUrl: await echo('{"results":[{"id":1}]}'),
        url: '/',
        records: 'results',
      }),
      input: {},
      answers: { other: { ...answer, when: 'first' } },
    })
    expect(run.summary).toMatchObject({ outcome: 'completed', records: 1 })
    expect(run.events.find(({ type }) => type === 'attempt')).not.toHaveProperty('given')
  })

  test.each([
    ['a status that is none', { ...answer, status: 99, when: 'first' }],
    ['a status that only announces', { ...answer, status: 100, when: 'first' }],
    ['headers that are no pairs', { ...answer, headers: { a: 'b' }, when: 'first' }],
    ['a body that is no text', { ...answer, body: { a: 1 }, when: 'every' }],
    ['no word of which requests', answer],
  ])('%s is refused', async (_what, wrong) => {
    const api = await openApi()
    const refused = await api.post(paths.runs, {
      connector: connectorFile({ baseUrl: 'https://api.example.com', url: '/' }),
      input: {},
      answers: { request: wrong },
    })
    expect(refused.status).toBe(400)
    expect(((await refused.json()) as ProblemDetails).code).toBe('bad-request')
  })
})

describe('a run over HTTP', () => {
  test('starts, tells numbered events, keeps its records and its exchange', async () => {
    const baseUrl = await echo('{"results":[{"id":9007199254740993,"n":[1]},{"id":2}],"count":2}')
    const api = await openApi()
    const { summary, events } = await api.run({
      connector: connectorFile({ baseUrl, url: '/things', records: 'results' }),
      input: {},
    })
    expect(summary).toMatchObject({
      connector: 'connector-1',
      operation: 'operation-1',
      operationTitle: 'Get it',
      outcome: 'completed',
      records: 2,
      yields: 'many',
      seq: events.at(-1)?.seq,
    })
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => (events[0]?.seq ?? 0) + index))
    expect(events[0]).toMatchObject({ type: 'started', run: summary.id })
    expect(events.at(-1)).toMatchObject({ type: 'finished', outcome: 'completed', records: 2 })

    const page = await (await api.call(paths.records(summary.id))).text()
    expect(page).toBe('{"from":0,"total":2,"records":[{"id":9007199254740993,"n":[1]},{"id":2}]}')
    const second = (await api.json(`${paths.records(summary.id)}?from=1&count=1`)) as RecordsPage
    expect(second).toEqual({ from: 1, total: 2, records: [{ id: 2 }] })

    const ndjson = await api.call(paths.download(summary.id, 'ndjson'))
    expect(await ndjson.text()).toBe('{"id":9007199254740993,"n":[1]}\n{"id":2}\n')
    expect(ndjson.headers.get('content-disposition')).toMatch(
      /^attachment; filename="Get-it-[-\dT]+\.ndjson"$/,
    )
    const csv = await api.call(paths.download(summary.id, 'csv'))
    expect(await csv.text()).toBe('id,n\r\n9007199254740993,[1]\r\n2,\r\n')

    const exchange = await api.json(paths.exchange(summary.id, exchangeOf(events)))
    expect(exchange).toMatchObject({
      request: { method: 'GET', url: `${baseUrl}/things` },
      response: { status: 200 },
    })
    expect(await api.json(paths.runs)).toEqual([summary])
  })

  test('events from any point', async () => {
    const api = await openApi()
    const { summary, events } = await api.run({
      connector: connectorFile({ baseUrl: await echo('[]'), url: '/' }),
      input: {},
    })
    for (const [index, { seq }] of events.entries())
      expect(await api.events(summary.id, seq)).toEqual(events.slice(index + 1))
    const wrong = await api.call(`${paths.events(summary.id)}?after=first`)
    expect(wrong.status).toBe(400)
  })

  test('events come while the run goes on', async () => {
    const waiting: ServerResponse[] = []
    const baseUrl = await serveHttp((_, answer) => void waiting.push(answer))
    const api = await openApi()
    const { id } = await api.start({ connector: connectorFile({ baseUrl, url: '/' }), input: {} })
    const reader = (await api.call(paths.events(id))).body?.getReader()
    const first = Buffer.from((await reader?.read())?.value ?? []).toString()
    expect(first).toContain('"type":"started"')
    expect(await api.json(paths.run(id))).not.toHaveProperty('outcome')
    await reader?.cancel()
    await api.call(paths.run(id), { method: 'DELETE' })
  })

  test('follows a redirect, each hop judged anew', async () => {
    const target = await echo('"there"')
    const baseUrl = await serveHttp((request, answer) =>
      answer
        .writeHead(302, { location: request.url === '/inner' ? 'http://169.254.169.254/' : target })
        .end(),
    )
    const api = await openApi()
    const there = await api.run({ connector: connectorFile({ baseUrl, url: '/outer' }), input: {} })
    expect(there.summary).toMatchObject({ outcome: 'completed', records: 1 })
    const inner = await api.run({ connector: connectorFile({ baseUrl, url: '/inner' }), input: {} })
    expect(inner.summary).toMatchObject({ outcome: 'failed', failure: { kind: 'address' } })
  })

  const failing: [string, () => Promise<string>, string, object][] = [
    [
      'a bomb',
      () =>
        serveHttp((_, answer) =>
          answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000))),
        ),
      'size',
      { maxBytes: 1_000_000 },
    ],
    ['silence', () => serveBytes(() => {}), 'timeout', { timeoutMs: 150 }],
    [
      'a reset in the middle',
      () =>
        serveBytes((socket) =>
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1', () => socket.resetAndDestroy()),
        ),
      'network',
      {},
    ],
    [
      'broken JSON',
      () => serveHttp((_, answer) => answer.setHeader('content-type', 'application/json').end('{"a":')),
      'decode',
      {},
    ],
    ['an error', () => serveHttp((_, answer) => answer.writeHead(500).end('oops')), 'status', {}],
  ]
  test.each(failing)('%s fails the run with words', async (_, serve, kind, changes) => {
    const api = await openApi()
    const { summary, events } = await api.run({
      connector: connectorFile({ baseUrl: await serve(), url: '/', ...changes }),
      input: {},
    })
    expect(summary).toMatchObject({ outcome: 'failed', failure: { kind } })
    expect(summary.failure?.message).toMatch(/[a-z]{3}/)
    expect(finishOf(events).failure).toEqual(summary.failure)
  })

  test('a runner without the private network reaches no private address', async () => {
    const api = await openApi({ privateNetwork: false })
    const { summary } = await api.run({
      connector: connectorFile({ baseUrl: await echo('1'), url: '/' }),
      input: {},
    })
    expect(summary.failure).toMatchObject({ kind: 'address' })
    expect(summary.failure?.message).toContain('--no-private-network')
  })
})

describe('what cannot start', () => {
  test.each([
    ['an operation that is not there', { operation: 'nothing' }, 400, 'bad-request'],
    ['a credential that is not there', { credential: 'nothing' }, 404, 'credential-not-found'],
  ])('%s', async (_, changes, status, code) => {
    const api = await openApi()
    const answer = await api.post(paths.runs, {
      connector: connectorFile({ baseUrl: 'https://api.example.com', url: '/' }),
      input: {},
      ...changes,
    })
    expect(answer.status).toBe(status)
    expect(((await answer.json()) as ProblemDetails).code).toBe(code)
    expect(await api.json(paths.runs)).toEqual([])
  })

  test('a connector with problems tells them', async () => {
    const api = await openApi()
    const connector = connectorFile({ baseUrl: 'https://api.example.com', url: '/{{ input.nothing' })
    const answer = await api.post(paths.runs, { connector, input: {} })
    expect(answer.status).toBe(422)
    const details = (await answer.json()) as ProblemDetails
    expect(details.code).toBe('document-has-problems')
    expect(details.problems).not.toHaveLength(0)
  })
})

describe('[E28] stopping', () => {
  test('DELETE ends a run that waits, and its summary says so', async () => {
    const asked = makeSign()
    const baseUrl = await serveHttp(() => asked.give())
    const api = await openApi()
    const { id } = await api.start({ connector: connectorFile({ baseUrl, url: '/' }), input: {} })
    await asked.given
    const startedMs = performance.now()
    const stopped = (await api.json(paths.run(id), { method: 'DELETE' })) as RunSummary
    expect(performance.now() - startedMs).toBeLessThan(1000)
    expect(stopped).toMatchObject({ id, outcome: 'stopped' })
    expect(finishOf(await api.events(id))).toMatchObject({ outcome: 'stopped' })
    // Once more changes nothing.
    expect(await api.json(paths.run(id), { method: 'DELETE' })).toEqual(stopped)
  })

  test('closing the runner stops its runs and keeps what they had', async () => {
    const asked = makeSign()
    const baseUrl = await serveHttp(() => asked.give())
    const data = await makeFolder()
    const first = await openApi({ data })
    const { id } = await first.start({ connector: connectorFile({ baseUrl, url: '/' }), input: {} })
    await asked.given
    const follower = await first.call(paths.events(id))
    await first.runner.close()
    expect(await follower.text()).toContain('"outcome":"stopped"')
    const again = await openApi({ data })
    expect(await again.json(paths.run(id))).toMatchObject({ outcome: 'stopped' })
    expect(finishOf(await again.events(id))).toMatchObject({ outcome: 'stopped' })
  })
})

test('a run aside fills a form: it is not listed, and is looked at and gone on with as any other', async () => {
  const api = await openApi()
  const connector = connectorFile({ baseUrl: await echo('{"results":[1,2]}'), url: '/', records: 'results' })
  const { summary } = await api.run({ connector, input: {}, aside: true })
  expect(summary).toMatchObject({ outcome: 'completed', aside: true })
  expect(await api.json(paths.runs)).toEqual([])
  expect(await api.json(paths.records(summary.id))).toMatchObject({ records: [1, 2] })
})

describe('runs of an earlier runner', () => {
  test('are listed, with events, records and exchanges', async () => {
    const data = await makeFolder()
    const first = await openApi({ data })
    const connector = connectorFile({
      baseUrl: await echo('{"results":[1,2,3]}'),
      url: '/',
      records: 'results',
    })
    const { summary, events } = await first.run({ connector, input: {} })
    await first.runner.close()
    const again = await openApi({ data })
    expect(await again.json(paths.runs)).toEqual([summary])
    expect(await again.events(summary.id)).toEqual(events)
    expect(await again.json(paths.records(summary.id))).toEqual({ from: 0, total: 3, records: [1, 2, 3] })
    expect((await again.call(paths.exchange(summary.id, exchangeOf(events)))).status).toBe(200)
  })

  test('a record whose line was damaged on the disk is shown as what is left of it, and the others as they were', async () => {
    const data = await makeFolder()
    const first = await openApi({ data })
    const baseUrl = await echo('{"results":[{"n":9007199254740993},{"n":2},{"n":3}]}')
    const connector = connectorFile({ baseUrl, url: '/', records: 'results' })
    const { summary } = await first.run({ connector, input: {} })
    await first.runner.close()
    await writeFile(
      join(data, 'runs', summary.id, 'records.ndjson'),
      '{"n":9007199254740993}\n{"n":\0\0\n{"n":3}\n',
    )
    const again = await openApi({ data })
    const text = (path: string) => again.call(path).then((answer) => answer.text())
    expect(await text(paths.records(summary.id))).toBe(
      String.raw`{"from":0,"total":3,"records":[{"n":9007199254740993},"{\"n\":\u0000\u0000",{"n":3}]}`,
    )
    expect(await text(paths.download(summary.id, 'csv'))).toBe(
      'n,value\r\n9007199254740993,\r\n,"{""n"":\0\0"\r\n3,\r\n',
    )
  })

  test('one that was cut off is told as failed, with its records kept', async () => {
    const data = await makeFolder()
    const folder = join(data, 'runs', 'run-1')
    await mkdir(folder, { recursive: true })
    const summary = {
      id: 'run-1',
      connector: 'c',
      operation: 'o',
      operationTitle: 'O',
      hash: 'h',
      startedMs: 5,
      records: 0,
      seq: -1,
      yields: 'many',
    }
    await writeFile(join(folder, 'run.json'), JSON.stringify(summary))
    await writeFile(join(folder, 'events.ndjson'), '{"seq":1,"atMs":5,"type":"started"}\n{"seq":2,"at')
    await writeFile(join(folder, 'records.ndjson'), '{"n":1}\n{"n":2}\n{"n":')
    const api = await openApi({ data })
    // Far above what is on the disk: readers may have seen events that never got there.
    const lastWord = 100_002
    expect(await api.json(paths.run('run-1'))).toMatchObject({
      outcome: 'failed',
      records: 2,
      seq: lastWord,
      failure: { message: expect.stringContaining('The runner was stopped') as string, retryable: true },
    })
    expect((await api.events('run-1')).map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'started'],
      [lastWord, 'finished'],
    ])
    expect(await api.json(paths.records('run-1'))).toEqual({
      from: 0,
      total: 2,
      records: [{ n: 1 }, { n: 2 }],
    })
  })

  test(`only the newest ${keptRuns} are kept; what is no run is left alone`, async () => {
    const data = await makeFolder()
    const runs = join(data, 'runs')
    for (let number = 0; number < keptRuns + 5; number++) {
      const id = `run-${number}` as RunId
      await mkdir(join(runs, id), { recursive: true })
      await writeFile(
        join(runs, id, 'run.json'),
        JSON.stringify({ id, startedMs: number, outcome: 'completed' }),
      )
    }
    await mkdir(join(runs, 'mine'))
    await writeFile(join(runs, 'mine', 'run.json'), 'not a summary')
    const api = await openApi({ data })
    const listed = (await api.json(paths.runs)) as RunSummary[]
    expect(listed).toHaveLength(keptRuns)
    expect(listed[0]?.id).toBe(`run-${keptRuns + 4}`)
    expect((await readdir(runs)).toSorted()).toEqual([...listed.map(({ id }) => id), 'mine'].toSorted())
  })
})

describe('[E34] [E20] a planted secret', () => {
  const secret = 'planted/secret+5f2a "ü"'
  const bytes = Buffer.from(secret)
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('latin1'),
  ]

  test('is found in no file of the data folder and in no answer of the API', async () => {
    const seen: string[] = []
    const baseUrl = await serveHttp((request, answer) => {
      const key = Buffer.from(String(request.headers['x-key'] ?? ''), 'latin1').toString()
      seen.push(key)
      answer.setHeader('content-type', 'application/json')
      answer.setHeader('x-echo', encodeURIComponent(key))
      answer.writeHead(request.url === '/refused' ? 401 : 200)
      answer.end(
        JSON.stringify({
          error: `no such key ${key}`,
          results: [
            {
              raw: key,
              percent: encodeURIComponent(key),
              base64: Buffer.from(key).toString('base64'),
              json: JSON.stringify(key),
            },
            { [key]: `before ${key} after` },
          ],
        }),
      )
    })
    const asciiSecret = secret.replace('ü', 'u')
    const searched = [
      ...forms,
      asciiSecret,
      encodeURIComponent(asciiSecret),
      JSON.stringify(asciiSecret).slice(1, -1),
      Buffer.from(asciiSecret).toString('base64').replace(/=+$/, ''),
    ]
    const data = await makeFolder()
    const api = await openApi({ data })
    const credential = await api.createCredential({
      origin: `${baseUrl}/`,
      fields: { application: 'app-1', key: asciiSecret },
    })
    const answers: string[] = [JSON.stringify(credential)]
    const tell = async (path: string, init?: RequestInit) => {
      const answer = await api.call(path, init)
      answers.push(JSON.stringify([...answer.headers]), await answer.text())
    }
    for (const url of ['/ok', '/refused']) {
      const connector = connectorFile({ baseUrl, url, records: 'results', signed: true })
      const { summary, events } = await api.run({ connector, input: {}, credential: credential.id })
      answers.push(JSON.stringify(events))
      expect(finishOf(events).outcome).toBe(url === '/ok' ? 'completed' : 'failed')
      expect(finishOf(events).masked).toBeGreaterThan(0)
      const exchange = (await api.json(paths.exchange(summary.id, exchangeOf(events)))) as {
        response: { bodyBase64: string }
      }
      answers.push(JSON.stringify(exchange), Buffer.from(exchange.response.bodyBase64, 'base64').toString())
      for (const path of [
        paths.run(summary.id),
        paths.records(summary.id),
        paths.download(summary.id, 'ndjson'),
        paths.download(summary.id, 'csv'),
      ])
        await tell(path)
      await tell(paths.testCredential(credential.id), { method: 'POST', body: JSON.stringify({ connector }) })
    }
    await tell(paths.runs)
    await tell(paths.credentials)
    expect(new Set(seen)).toEqual(new Set([asciiSecret]))
    await api.runner.close()
    const files = await filesIn(data)
    expect(files.length).toBeGreaterThan(6)
    for (const text of [
      ...answers,
      ...(await Promise.all(files.map((file) => readFile(file, 'utf8')))),
      ...(await Promise.all(files.map((file) => readFile(file, 'latin1')))),
    ])
      for (const form of searched) expect(text.includes(form), `${form} in ${text.slice(0, 200)}`).toBe(false)
  })

  test('the files of a run are its owner’s only', async () => {
    const data = await makeFolder()
    const api = await openApi({ data })
    await api.run({ connector: connectorFile({ baseUrl: await echo('1'), url: '/' }), input: {} })
    await api.runner.close()
    for (const file of await filesIn(data)) expect((await stat(file)).mode & 0o077).toBe(0)
    expect((await stat(data)).mode & 0o077).toBe(0)
  })
})

describe('credentials', () => {
  test('[E19] one for another address is refused before anything is opened', async () => {
    const baseUrl = await echo('1')
    const api = await openApi()
    const { id } = await api.createCredential({ origin: 'https://api.example.com' })
    const answer = await api.post(paths.runs, {
      connector: connectorFile({ baseUrl, url: '/', signed: true }),
      input: {},
      credential: id,
    })
    expect(answer.status).toBe(422)
    const details = (await answer.json()) as ProblemDetails
    expect(details.code).toBe('origin-changed')
    expect(details.detail).toContain(
      `was filled in for https://api.example.com, but the connector now leads to ${baseUrl}`,
    )
  })

  test('a run that needs one and has none says so', async () => {
    const api = await openApi()
    const connector = connectorFile({ baseUrl: await echo('1'), url: '/', signed: true })
    const { summary } = await api.run({ connector, input: {} })
    expect(summary.failure).toMatchObject({ kind: 'credential' })
  })

  test('[E19] one that lacks a required field fails the run, and nothing is sent', async () => {
    let asked = 0
    const baseUrl = await serveHttp((_, answer) => {
      asked += 1
      answer.end('1')
    })
    const api = await openApi()
    const { id } = await api.createCredential({ origin: baseUrl, fields: { application: 'app-1' } })
    const connector = connectorFile({ baseUrl, url: '/', signed: true })
    const { summary } = await api.run({ connector, input: {}, credential: id })
    expect(summary.failure).toMatchObject({
      kind: 'credential',
      message: 'Nothing was sent: the credential lacks “Key” (key). Fill it in, and run again.',
    })
    expect(asked).toBe(0)
  })

  test('a vault whose key is gone fails the run with words, and the API with a code', async () => {
    const data = await makeFolder()
    const first = await openApi({ data })
    await first.createCredential()
    await first.runner.close()
    await rm(join(data, 'key'))
    const api = await openApi({ data })
    const answer = await api.call(paths.credentials)
    expect(answer.status).toBe(500)
    expect((await answer.json()) as ProblemDetails).toMatchObject({ code: 'vault-locked' })
    // A run without a credential is none of the vault's business.
    const { summary } = await api.run({
      connector: connectorFile({ baseUrl: await echo('1'), url: '/' }),
      input: {},
    })
    expect(summary.outcome).toBe('completed')
  })

  const tests: [string, number, string, boolean, RegExp][] = [
    ['accepted', 200, '{}', true, /^Echo accepted the key \(200, \d+ ms\)$/],
    ['refused', 401, '{"error":"unauthorized"}', false, /^Echo refused the key \(401\): unauthorized$/],
    [
      'refused with a list of errors',
      403,
      '{"errors":[{"message":"no\\n such app"}]}',
      false,
      /^Echo refused the key \(403\): no such app$/,
    ],
    ['refused without a word', 401, '', false, /^Echo refused the key \(401\)$/],
    [
      'an answer that tells nothing',
      404,
      '<html>',
      false,
      /^Echo answered 404, which does not tell whether the key is right\. Choose/,
    ],
    [
      'a fault of the service',
      503,
      'try later',
      false,
      /^Echo has a fault of its own \(503\), so the key could not be tested: try later$/,
    ],
  ]
  test.each(tests)('the test of one: %s', async (_, status, body, ok, message) => {
    const baseUrl = await serveHttp((request, answer) =>
      answer.writeHead(request.headers['x-key'] === 'planted-secret-5f2a' ? status : 418).end(body),
    )
    const api = await openApi()
    const { id } = await api.createCredential({ origin: baseUrl })
    for (const testOperation of [false, true]) {
      const connector = connectorFile({ baseUrl, url: '/', signed: true, testOperation })
      const answer = await api.post(paths.testCredential(id), { connector })
      expect(await answer.json()).toEqual({ ok, status, message: expect.stringMatching(message) as string })
    }
  })

  test('the test of one whose service is not there', async () => {
    const baseUrl = 'http://127.0.0.1:1'
    const api = await openApi()
    const { id } = await api.createCredential({ origin: baseUrl })
    const answer = await api.post(paths.testCredential(id), {
      connector: connectorFile({ baseUrl, url: '/' }),
    })
    expect(await answer.json()).toEqual({
      ok: false,
      message: expect.stringContaining(`${baseUrl} refused the connection: nothing listens there.`) as string,
    })
  })
})

test('a reader that takes nothing holds back nothing but itself', async () => {
  const baseUrl = await echo(JSON.stringify({ results: Array.from({ length: 100 }, (_, n) => ({ n })) }))
  const api = apiOf((await openApi()).runner)
  const { id } = await api.start({
    connector: connectorFile({ baseUrl, url: '/', records: 'results' }),
    input: {},
  })
  const idle = await api.call(paths.events(id))
  expect(finishOf(await api.events(id))).toMatchObject({ records: 100 })
  await idle.body?.cancel()
})

test('a service that answers for ever is cut off when the run is stopped', async () => {
  let gone: Promise<unknown> | undefined
  const begun = makeSign()
  const baseUrl = await serveHttp((_, answer) => {
    gone = once(answer, 'close')
    answer.write('[', () => begun.give())
  })
  const api = await openApi()
  const { id } = await api.start({ connector: connectorFile({ baseUrl, url: '/' }), input: {} })
  await begun.given
  await api.call(paths.run(id), { method: 'DELETE' })
  await expect(gone).resolves.toBeDefined()
})
