// A real Parse Server, the engine behind Back4App, for the end-to-end tests: its own process, its own empty database,
// free ports on loopback.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { installParseServer } from './install.ts'

const startLimitMs = 120_000
const stopLimitMs = 5_000
const pollMs = 50
/** Back4App takes at most 50 operations in one batch. */
const batchSize = 50

/** A running Parse Server with an empty database. */
export interface ParseServer {
  /** The API's root, e.g. `http://127.0.0.1:40123/parse`; `${url}/classes/Customer` is a class. */
  url: string
  /** The value for `X-Parse-Application-Id`. */
  applicationId: string
  /** The value for `X-Parse-REST-API-Key`. */
  restApiKey: string
  /** Creates the objects and gives their ids in the same order; rejects with Parse's own words when one is refused. */
  seed(className: string, objects: readonly object[]): Promise<string[]>
  /** Ends this server's own process; the database goes with it. */
  stop(): Promise<void>
}

/** Installs Parse Server where it is missing, starts one and waits until it says that it is healthy. */
export async function startParseServer(): Promise<ParseServer> {
  const folder = await installParseServer()
  const applicationId = randomBytes(8).toString('hex')
  const restApiKey = randomBytes(16).toString('hex')
  const child = fork(join(import.meta.dirname, 'server.mjs'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Read when parse-server is loaded, long before its options: without it a folder `logs` appears where we stand.
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', PARSE_SERVER_LOGS_FOLDER: 'null' },
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`Parse Server ended by itself (${code ?? signal}).\n${said.trim()}`)),
    )
  })
  // After `stop` nobody waits for this any more, and it still rejects.
  ended.catch(() => undefined)
  try {
    child.send({ folder, applicationId, restApiKey, masterKey: randomBytes(16).toString('hex') })
    const [message] = await Promise.race([once(child, 'message'), ended])
    const url = `http://127.0.0.1:${(message as { port: number }).port}/parse`
    await Promise.race([untilHealthy(url), ended])
    const headers = {
      'X-Parse-Application-Id': applicationId,
      'X-Parse-REST-API-Key': restApiKey,
      'Content-Type': 'application/json',
    }
    return {
      url,
      applicationId,
      restApiKey,
      seed: (className, objects) => seed(url, headers, className, objects),
      stop: () => stop(child),
    }
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** Until then `/health` answers 503, first with `initialized`, then with `starting`. */
async function untilHealthy(url: string): Promise<void> {
  for (const until = performance.now() + startLimitMs; ; await delay(pollMs)) {
    const response = await fetch(`${url}/health`)
    const answer = await response.text()
    if (response.ok) return
    if (performance.now() > until)
      throw new Error(`Parse Server did not get healthy: ${response.status} ${answer}`)
  }
}

async function seed(
  url: string,
  headers: Record<string, string>,
  className: string,
  objects: readonly object[],
): Promise<string[]> {
  const ids: string[] = []
  const path = `${new URL(url).pathname}/classes/${className}`
  for (let at = 0; at < objects.length; at += batchSize) {
    const requests = objects.slice(at, at + batchSize).map((body) => ({ method: 'POST', path, body }))
    const response = await fetch(`${url}/batch`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ requests }),
    })
    if (!response.ok)
      throw new Error(`Parse Server refused the batch: ${response.status} ${await response.text()}`)
    const answers = (await response.json()) as { success?: { objectId: string }; error?: unknown }[]
    for (const answer of answers) {
      if (answer.success === undefined)
        throw new Error(`Parse Server refused an object: ${JSON.stringify(answer.error)}`)
      ids.push(answer.success.objectId)
    }
  }
  return ids
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  await gone
  clearTimeout(patience)
}
