import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, GraphNode, Operation } from '../../model/document.ts'
import { findOperation } from '../../model/document.ts'
import { printJson } from '../../model/printJson.ts'
import { maxConnectorBytes, readConnector } from '../../model/read.ts'
import { catalog } from '../../nodes/catalog.ts'
import { mirroredPaging } from '../../nodes/pagination/mirrored.ts'
import { paginationSettings } from '../../nodes/pagination/settings.ts'
import type { Mirrored } from '../../simulation/torture/mirror.ts'
import { type Dot, ordeal } from '../../simulation/torture/ordeal.ts'
import { createTortureServer } from '../../simulation/torture/server.ts'
import type { NodeId } from '../../model/ids.ts'
import type { Command, ExitCode, OptionValues } from '../command.ts'
import { CommandFailure, UsageError } from '../errors.ts'
import { problemLine, readWhole } from '../files.ts'
import { print, say, type Terminal } from '../terminal.ts'

/** `patchbay torture FILE [OPERATION]` tries every paged list; `patchbay torture --serve` is the service of 44 ways to page. */
export const torture: Command = {
  name: 'torture',
  summary: 'tries the paging of operations against sizes and faults, with no network; or serves ways to page',
  takes: '[FILE [OPERATION]]',
  options: [
    { name: 'json', hint: 'print what was tried as JSON, a line for each' },
    { name: 'serve', hint: 'serve 44 ways to page and their faults over HTTP instead' },
    { name: 'port', value: 'N', hint: 'with --serve: port on 127.0.0.1 (default: any free one)' },
    { name: 'records', value: 'N', hint: 'with --serve: how many records each list has (default 16)' },
  ],
  async run([file, name, ...more], options, terminal) {
    if (options['serve'] === true) {
      if (file !== undefined) throw new UsageError('torture --serve takes no file.')
      return serveAll(options, terminal)
    }
    if (options['port'] !== undefined || options['records'] !== undefined)
      throw new UsageError('--port and --records go with --serve.')
    if (file === undefined || more.length > 0)
      throw new UsageError('torture takes a file, and at most one operation.')
    const { connector, problems } = readConnector(await readWhole(file, maxConnectorBytes))
    if (connector === undefined) throw new CommandFailure(problems.map(problemLine).join('\n'))
    return tryAll(connector, name, options['json'] === true, terminal)
  },
}

async function tryAll(
  connector: Connector,
  name: string | undefined,
  asJson: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const named = name === undefined ? undefined : findOperation(connector, name)
  if (name !== undefined && named === undefined)
    throw new CommandFailure(`The connector has no operation “${name}”.`)
  const operations = named === undefined ? connector.operations : [named]
  const containers = operations.flatMap((operation) =>
    Object.values<GraphNode>(operation.graph.nodes).flatMap((node) =>
      node.kind === 'pagination-loop' ? [{ operation, node }] : [],
    ),
  )
  if (containers.length === 0)
    throw new CommandFailure('Nothing is paged here: no operation has a container “For each page”.')
  let failed = 0
  for (const { operation, node } of containers) {
    if (!asJson) await print(terminal, `${operation.title} · ${node.title}\n`)
    for await (const dot of dotsOf(connector, operation, node, terminal.stopped)) {
      if (dot.outcome === 'failed') failed++
      await print(
        terminal,
        asJson
          ? `${printJson({ operation: operation.name, container: node.id, ...dot } as never)}\n`
          : `${line(dot)}\n`,
      )
    }
  }
  await say(terminal, failed === 0 ? 'All that was tried passed.' : `${failed} failed.`)
  return failed === 0 ? 0 : 1
}

async function* dotsOf(
  connector: Connector,
  operation: Operation,
  node: GraphNode,
  signal: AbortSignal,
): AsyncGenerator<Dot> {
  const settings = paginationSettings.safeParse(node.settings)
  const mirrored = settings.success
    ? mirroredPaging(operation, node, settings.data)
    : 'Its settings do not fit. Run “patchbay check” for what is wrong.'
  if (typeof mirrored === 'string') {
    yield { id: '–', group: 'sizes', words: 'not tried', outcome: 'skipped', why: mirrored, calls: 0 }
    return
  }
  yield* ordeal({
    connector,
    operation,
    container: node.id,
    mirrored: {
      ...(mirrored as unknown as Mirrored & { readonly request: NodeId }),
      paging: mirrored.paging,
    },
    catalog,
    signal,
  })
}

const marks = { passed: 'ok', failed: 'FAILED', skipped: '–' } as const

function line({ id, group, words, outcome, why, page }: Dot): string {
  const name = group === 'sizes' ? words : `${id} ${words}`
  const where = outcome === 'failed' && page !== undefined ? `page ${page}: ` : ''
  return `  ${marks[outcome].padEnd(6)}  ${name.padEnd(60)}  ${where}${why}`.trimEnd()
}

async function serveAll(options: OptionValues, terminal: Terminal): Promise<ExitCode> {
  const port = wholeNumber(options['port'], '--port', 65_535) ?? 0
  const total = wholeNumber(options['records'], '--records', 1_000_000) ?? 16
  let origin = ''
  const handler = createTortureServer({ total, origin: () => origin, now: Date.now })
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
      const {
        status,
        headers,
        body,
        afterMs = 0,
      } = handler({
        method: request.method ?? 'GET',
        path,
        query,
        header: (name) => [request.headers[name.toLowerCase()]].flat()[0],
        body: Buffer.concat(chunks),
      })
      if (afterMs > 0) await waited(afterMs, answer)
      if (answer.destroyed) return
      answer.writeHead(
        status,
        headers.flatMap(([name, value]) => [name, value]),
      )
      answer.end(body)
    })
  })
  await new Promise<void>((done, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new CommandFailure(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another program.`
            : `It cannot listen on port ${port}.`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', done)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await print(terminal, `The torture service is at ${origin}\n`)
  await say(terminal, 'Its first page lists the ways to page and the faults. Ctrl+C ends it.')
  await new Promise<void>((resolve) => {
    if (terminal.stopped.aborted) resolve()
    else terminal.stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  return 0
}

/** Waits, or until whoever asked has gone. */
async function waited(ms: number, answer: ServerResponse): Promise<void> {
  const gone = new AbortController()
  answer.once('close', () => gone.abort())
  await sleep(ms, undefined, { signal: gone.signal }).catch(() => {})
}

function wholeNumber(value: string | boolean | undefined, name: string, most: number): number | undefined {
  if (typeof value !== 'string') return undefined
  const number = Number(value)
  if (!/^\d{1,7}$/.test(value) || number > most)
    throw new UsageError(`${name} must be a number from 0 to ${most}.`)
  return number
}
