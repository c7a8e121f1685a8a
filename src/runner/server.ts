import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { demoPath, type Health, paths } from '../api/contract.ts'
import { EngineError } from '../engine/errors.ts'
import { catalog } from '../nodes/catalog.ts'
import { createParseDemo } from '../simulation/demo/parse.ts'
import { createCredentialTester } from './credentialTest.ts'
import { defaultDataFolder, makePrivateFolder } from './dataFolder.ts'
import { createEditorFiles, safetyHeaders } from './editorFiles.ts'
import { lockFolder } from './folderLock.ts'
import { createGuard, type Guard, judgeRequest } from './guard.ts'
import { hostClock, randomId } from './hostIo.ts'
import { mountHandler } from './mountHandler.ts'
import { ApiProblem, problemResponse, toApiProblem } from './problems.ts'
import type { Environment } from './proxies.ts'
import { bodyLimit, type Call, jsonAnswer, type Method, readBytes, type Routes } from './routes/answers.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { runRoutes } from './routes/runs.ts'
import { createDiskFolder } from './runFolder.ts'
import { createRuns } from './runs.ts'
import { openRunBook } from './openRunBook.ts'
import { openRunStore, type RunStore } from './runStore.ts'
import { createTransport } from './transport.ts'
import { createVault } from './vault.ts'

export interface RunnerOptions {
  /** 0: any that is free. @default 4400 */
  readonly port?: number
  /** Where credentials and runs are kept. @default the platform's folder for data */
  readonly data?: string
  /** Whether loopback and private networks may be reached. @default true */
  readonly privateNetwork?: boolean
  /** The built editor (`dist/editor`); without it only the API is served. */
  readonly editorDir?: string
  /** @default process.env */
  readonly environment?: Environment
}

export interface Runner {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly token: string
  readonly data: string
  /** Takes no more calls, stops the runs, writes what they had, lets the folder go. */
  close(): Promise<void>
}

/** A runner that cannot start; the words say why and what to do. */
export class RunnerError extends Error {
  override name = 'RunnerError' as const
}

const usualPort = 4400
const address = '127.0.0.1'
/** How long a reader may take to fetch the end of a stream when the runner ends. */
const drainMs = 500

interface Bindings {
  incoming: IncomingMessage
  outgoing: ServerResponse
}

/**
 * Starts the runner: the editor, the API and the demo API on one port of this machine, and on no other address. Throws
 * `RunnerError` or `DataFolderError` with words: a port that is taken, a folder that is in use or cannot be written.
 */
export async function createRunner(options: RunnerOptions = {}): Promise<Runner> {
  const environment = options.environment ?? process.env
  const data = options.data ?? defaultDataFolder(environment)
  await makePrivateFolder(data)
  const lock = await lockFolder(data, hostClock.now())
  const token = randomBytes(32).toString('base64url')
  let listening: Server | undefined
  let opened: RunStore | undefined
  try {
    const folder = createDiskFolder(join(data, 'runs'))
    const store = await openRunStore(folder, await openRunBook(data))
    opened = store
    const vault = createVault({ folder: data, environment, now: hostClock.now, id: randomId })
    const transport = createTransport({
      addresses: { privateNetwork: options.privateNetwork ?? true },
      environment,
    })
    const runs = createRuns({ store, vault, transport, catalog })
    const routes: Routes = {
      [paths.health]: { GET: () => jsonAnswer({ ok: true, instance: lock.instance } satisfies Health) },
      ...runRoutes(runs, store),
      ...credentialRoutes(vault, createCredentialTester({ vault, transport, catalog })),
    }
    const demo = mountHandler(demoPath, createParseDemo({ now: hostClock.now }).handle)
    const files = createEditorFiles(
      options.editorDir === undefined ? undefined : resolve(options.editorDir),
      token,
    )
    let guard: Guard | undefined
    const app = createApp(routes, demo, files.serve, () => guard)
    const { server, port } = await listen(app, options.port ?? usualPort)
    listening = server
    guard = createGuard(port, token)
    const url = `http://${address}:${port}`
    lock.announce(url, token)
    // Their demo API may be this runner's own: it answers by now.
    await runs.takeUp()

    let closing: Promise<void> | undefined
    const close = async () => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      await runs.close()
      const cut = setTimeout(() => server.closeAllConnections(), drainMs)
      await closed.finally(() => clearTimeout(cut))
      await Promise.all([transport.close(), store.close()])
      lock.release()
    }
    return {
      url,
      token,
      data,
      close() {
        closing ??= close()
        return closing
      },
    }
  } catch (error) {
    listening?.close()
    await opened?.close()
    lock.release()
    // The environment names a proxy or an authority that cannot be used.
    throw error instanceof EngineError ? new RunnerError(error.message) : error
  }
}

type Demo = (request: Request, body: Uint8Array) => Promise<Response>

function createApp(
  routes: Routes,
  demo: Demo,
  serveFile: (path: string) => Promise<Response | undefined>,
  guard: () => Guard | undefined,
): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>()

  app.use(async (c, next) => {
    const known = guard()
    if (known === undefined) throw new ApiProblem('internal', 'The runner is still starting. Try again.')
    judgeRequest(known, c.req.path, c.env.incoming.headers)
    await next()
    for (const [name, value] of Object.entries(safetyHeaders)) c.res.headers.set(name, value)
  })

  for (const [path, methods] of Object.entries(routes)) {
    const allowed = Object.keys(methods) as Method[]
    app.all(path, (c) => {
      // A HEAD is answered as a GET; the server leaves the body out.
      const answer = methods[(c.req.method === 'HEAD' ? 'GET' : c.req.method) as Method]
      if (answer === undefined)
        return problemResponse(
          new ApiProblem('method-refused', `${c.req.path} takes ${allowed.join(', ')}, not ${c.req.method}.`),
          { allow: allowed.join(', ') },
        )
      const call: Call = {
        request: c.req.raw,
        param: (name) => c.req.param(name) ?? '',
        query: (name) => c.req.query(name),
        body: () => readBytes(c.req.raw, bodyLimit),
      }
      return answer(call)
    })
  }
  app.all('/api/*', (c) =>
    problemResponse(new ApiProblem('not-found', `The API has nothing at ${c.req.path}.`)),
  )

  const answerDemo = async (request: Request) => demo(request, await readBytes(request, bodyLimit))
  app.all(demoPath, (c) => answerDemo(c.req.raw))
  app.all(`${demoPath}/*`, (c) => answerDemo(c.req.raw))

  app.all('*', async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return problemResponse(new ApiProblem('method-refused', `${c.req.path} takes GET only.`), {
        allow: 'GET, HEAD',
      })
    const found = await serveFile(c.req.path)
    return found ?? problemResponse(new ApiProblem('not-found', `There is nothing at ${c.req.path}.`))
  })

  app.onError((error) => {
    const answer = problemResponse(toApiProblem(error))
    for (const [name, value] of Object.entries(safetyHeaders)) answer.headers.set(name, value)
    return answer
  })
  return app
}

async function listen(
  app: Hono<{ Bindings: Bindings }>,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = serve({
    fetch: app.fetch as Parameters<typeof serve>[0]['fetch'],
    port,
    hostname: address,
    overrideGlobalObjects: false,
  }) as Server
  return new Promise((answer, reject) => {
    server.once('listening', () => {
      const bound = server.address()
      answer({ server, port: typeof bound === 'object' && bound !== null ? bound.port : port })
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words: Readonly<Record<string, string>> = {
        EADDRINUSE: `Port ${port} is taken by another program. Stop it, or choose another port with --port.`,
        EACCES: `Port ${port} may not be used by you. Choose one from 1024 on with --port.`,
      }
      reject(new RunnerError(words[error.code ?? ''] ?? `The runner cannot listen on port ${port}.`))
    })
  })
}
