import type { HttpRunner } from './runnerClient.ts'

/**
 * The runner's client, loaded with the first call: what reads and writes JSON exactly is not needed before something is
 * asked. Rejects as the client does.
 */
export function createLateRunner(load: () => Promise<HttpRunner>): HttpRunner {
  let loading: Promise<HttpRunner> | undefined
  const client = () => (loading ??= load())
  return {
    start: async (...call) => (await client()).start(...call),
    async *events(...call) {
      yield* (await client()).events(...call)
    },
    stop: async (...call) => (await client()).stop(...call),
    resume: async (...call) => (await client()).resume(...call),
    summary: async (...call) => (await client()).summary(...call),
    records: async (...call) => (await client()).records(...call),
    exchange: async (...call) => (await client()).exchange(...call),
    download: async (...call) => (await client()).download(...call),
    credentials: async () => (await client()).credentials(),
    createCredential: async (...call) => (await client()).createCredential(...call),
    changeCredential: async (...call) => (await client()).changeCredential(...call),
    deleteCredential: async (...call) => (await client()).deleteCredential(...call),
    testCredential: async (...call) => (await client()).testCredential(...call),
    runs: async () => (await client()).runs(),
    ask: async () => (await client()).ask(),
  }
}
