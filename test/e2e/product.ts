// The product as a person runs it: the built command line serves the built editor in a process of its own, and a real
// Chromium looks at it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Route,
} from 'playwright-core'
import { tokenHeader } from '../../src/api/contract.ts'

export const root = join(import.meta.dirname, '../..')
export const commandLine = join(root, 'dist/cli/main.js')

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built `patchbay` to its end. `main` is the file to start: a copy, where a test changes what lies beside it. */
export async function patchbay(
  args: readonly string[],
  env: Record<string, string> = {},
  main: string = commandLine,
): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** A runner that serves the editor, with the data folder that outlives its restarts. */
export class Served {
  /** Of its own when it was started: credentials, runs and the key are in here. */
  readonly data: string
  url = ''
  /** All that it has printed, over all its starts: its log. */
  printed = ''
  #child: ChildProcess | undefined

  constructor(data: string) {
    this.data = data
  }

  /** Starts it, again on the same port where it had one. */
  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port
    const child = spawn(process.execPath, [commandLine, 'serve', '--port', port, '--data', this.data], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      this.printed += text
    })
    this.url = await new Promise<string>((resolve, reject) => {
      let printed = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        this.printed += text
        const address = /Patchbay is at (\S+)/.exec(printed)?.[1]
        if (address !== undefined) resolve(address)
      })
      child.once('exit', (code, signal) =>
        reject(new Error(`The runner ended with ${code ?? signal}.\n${said}`)),
      )
    })
  }

  /** Ends it as Ctrl+C does, or at once as a crash does. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  /** The token that its page has. */
  async token(): Promise<string> {
    const { token } = JSON.parse(await readFile(join(this.data, 'runner.json'), 'utf8')) as { token: string }
    return token
  }

  /** A call of its API, as its page makes it. */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const token = await this.token()
    return fetch(this.url + path, { ...init, headers: { [tokenHeader]: token, ...init.headers } })
  }
}

export interface ProfileOptions extends BrowserContextOptions {
  /**
   * Whether a page that rests fetches the parts that nobody has asked for yet, as it does for everybody. Off, it fetches each
   * when it is asked for: more than a hundred requests a page would be most of what these tests wait for.
   */
  readonly ahead?: boolean
}

/** Runner and browser of one test file. */
export interface Product {
  readonly served: Served
  readonly browser: Browser
  /** A browser profile of its own: as if on another computer, with nothing kept. */
  profile(options?: ProfileOptions): Promise<BrowserContext>
  close(): Promise<void>
}

/** Addresses of pages: all but files and what the runner answers itself. */
const isPage = ({ pathname }: URL) => !/\.\w+$|^\/(?:api|demo)\//.test(pathname)

async function withoutPrefetch(route: Route): Promise<void> {
  const response = await route.fetch()
  const page = await response.text()
  await route.fulfill({ response, body: page.replaceAll(/<link rel="prefetch"[^>]*>/g, '') })
}

/** Serves what `npm test` has built and opens a browser. */
export async function startProduct(): Promise<Product> {
  if (!existsSync(commandLine) || !existsSync(join(root, 'dist/editor/index.html')))
    throw new Error('The editor is not built. Run the tests with npm test, or node src/dev/build.mjs first.')
  const data = await mkdtemp(join(tmpdir(), 'patchbay-e2e-'))
  const served = new Served(data)
  const launch = JSON.parse(process.env['PATCHBAY_TEST_BROWSER'] ?? '{}') as Parameters<
    typeof chromium.launch
  >[0]
  const [browser] = await Promise.all([chromium.launch(launch), served.start()])
  return {
    served,
    browser,
    async profile({ ahead = false, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        acceptDownloads: true,
        baseURL: served.url,
        ...options,
      })
      context.setDefaultTimeout(10_000)
      if (!ahead) await context.route(isPage, withoutPrefetch)
      return context
    },
    async close() {
      await browser.close()
      await served.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
