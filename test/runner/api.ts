import { expect, onTestFinished } from 'vitest'
import { type CredentialSummary, paths, type RunSummary, tokenHeader } from '../../src/api/contract.ts'
import type { RunEvent } from '../../src/engine/events.ts'
import { createRunner, type Runner, type RunnerOptions } from '../../src/runner/server.ts'
import { makeFolder } from './logFiles.ts'

/** A runner of the test and the calls that its editor would make. */
export interface Api {
  readonly runner: Runner
  call(path: string, init?: RequestInit): Promise<Response>
  json(path: string, init?: RequestInit): Promise<unknown>
  post(path: string, body: unknown): Promise<Response>
  start(body: unknown): Promise<RunSummary>
  events(id: string, after?: number): Promise<RunEvent[]>
  /** Starts a run and waits for its end. */
  run(body: unknown): Promise<{ summary: RunSummary; events: RunEvent[] }>
  createCredential(changes?: Record<string, unknown>): Promise<CredentialSummary>
}

export async function openApi(options: RunnerOptions = {}): Promise<Api> {
  const runner = await createRunner({ port: 0, data: await makeFolder(), environment: {}, ...options })
  onTestFinished(() => runner.close())
  return apiOf(runner)
}

export function apiOf(runner: Runner): Api {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(runner.url + path, { ...init, headers: { [tokenHeader]: runner.token, ...init.headers } })
  const json = async (path: string, init?: RequestInit) => (await call(path, init)).json() as Promise<unknown>
  const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) })
  const events = async (id: string, after = -1) => {
    const text = await (await call(`${paths.events(id)}?after=${after}`)).text()
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RunEvent)
  }
  const start = async (body: unknown) => {
    const answer = await post(paths.runs, body)
    const text = await answer.text()
    expect({ status: answer.status, text }).toMatchObject({ status: 201 })
    return JSON.parse(text) as RunSummary
  }
  return {
    runner,
    call,
    json,
    post,
    start,
    events,
    async run(body) {
      const { id } = await start(body)
      const told = await events(id)
      return { summary: (await json(paths.run(id))) as RunSummary, events: told }
    },
    async createCredential(changes = {}) {
      const answer = await post(paths.credentials, {
        title: 'My key',
        authentication: 'key',
        connector: 'connector-1',
        origin: 'https://api.example.com',
        secret: ['key'],
        fields: { application: 'app-1', key: 'planted-secret-5f2a' },
        ...changes,
      })
      expect(answer.status).toBe(201)
      return (await answer.json()) as CredentialSummary
    },
  }
}
