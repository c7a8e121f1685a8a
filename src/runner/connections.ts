import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SecureContext } from 'node:tls'
import buildConnector from 'undici/lib/core/connect.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import { EngineError } from '../engine/errors.ts'
import { type AddressPolicy, AddressRefused, guardedLookup, judgeHost, refusalOf } from './addresses.ts'
import {
  type Environment,
  judgeProxied,
  openTunnel,
  type Proxy,
  proxyUnreachable,
  readProxies,
} from './proxies.ts'

/** How an origin is reached: its pool of kept connections, and what a proxy wants to see in the request line. */
export interface Route {
  readonly origin: string
  readonly pool: Pool
  /** Stands before the path: the origin, where a proxy is asked for the whole address. */
  readonly prefix: string
  /** Value of `Proxy-Authorization`, where the request itself goes to a proxy. */
  readonly proxyAuthorization: string | undefined
}

export interface RouteOptions {
  readonly addresses: AddressPolicy
  readonly environment: Environment
  readonly connectTimeoutMs: number
  readonly maxHeaderBytes: number
}

export interface Routes {
  /** The route of an address's scheme and host, as written (`https://api.example.com`). Throws `EngineError`. */
  find(originText: string): Route
  close(): Promise<void>
}

/** More origins than this are not kept connected: the oldest is let go. */
const mostOrigins = 256
const connectionsPerOrigin = 128

export function createRoutes(options: RouteOptions): Routes {
  const proxyOf = readProxies(options.environment)
  const secureContext = ownAuthorities(options.environment)
  const dial = buildConnector({
    timeout: options.connectTimeoutMs,
    lookup: guardedLookup(options.addresses),
    ...(secureContext === undefined ? {} : { secureContext }),
  } as buildConnector.BuildOptions)

  const connectDirectly: buildConnector.connector = (target, callback) => {
    try {
      judgeHost(target.hostname, options.addresses)
    } catch (error) {
      queueMicrotask(() => callback(error as Error, null))
      return
    }
    dial(target, (...result) => {
      const [error, socket] = result
      // The lookup has judged already; this holds for whatever way a connection may come about.
      const reached = socket?.remoteAddress
      if (error === null && reached !== undefined && refusalOf(reached, options.addresses) !== undefined) {
        result[1].destroy()
        callback(new AddressRefused(`${target.hostname} leads to ${reached}, which is refused.`), null)
      } else callback(...result)
    })
  }

  const connectThrough =
    (proxy: Proxy): buildConnector.connector =>
    (target, callback) => {
      try {
        judgeProxied(target.hostname, options.addresses)
      } catch (error) {
        queueMicrotask(() => callback(error as Error, null))
        return
      }
      if (target.protocol !== 'https:') return toProxy(proxy, callback)
      const host = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname
      openTunnel(proxy, `${host}:${target.port || 443}`, options.connectTimeoutMs, (error, socket) => {
        if (socket === undefined) callback(error ?? new Error('no tunnel'), null)
        else dial({ ...target, httpSocket: socket }, callback)
      })
    }

  /** The proxy's own address is the machine owner's choice and not judged. */
  const dialProxy = buildConnector({ timeout: options.connectTimeoutMs })
  const toProxy = (proxy: Proxy, callback: buildConnector.Callback) =>
    dialProxy(
      { protocol: proxy.protocol, hostname: proxy.hostname, host: proxy.hostname, port: String(proxy.port) },
      (...[error, socket]) =>
        error === null ? callback(null, socket) : callback(proxyUnreachable(proxy, error), null),
    )

  const routes = new Map<string, Route>()
  const letGo = new Set<Promise<void>>()

  function createRoute(originText: string): Route {
    const url = readOrigin(originText)
    const proxy = proxyOf(url)
    const pool = new Pool(url.origin, {
      connect: proxy === undefined ? connectDirectly : connectThrough(proxy),
      connections: connectionsPerOrigin,
      maxHeaderSize: options.maxHeaderBytes,
    })
    const plain = proxy !== undefined && url.protocol === 'http:'
    return {
      origin: url.origin,
      pool,
      prefix: plain ? url.origin : '',
      proxyAuthorization: plain ? proxy.authorization : undefined,
    }
  }

  return {
    find(originText) {
      const known = routes.get(originText)
      if (known !== undefined) return known
      if (routes.size >= mostOrigins) {
        const [oldest, route] = routes.entries().next().value as [string, Route]
        routes.delete(oldest)
        const closing: Promise<void> = route.pool.close().finally(() => letGo.delete(closing))
        letGo.add(closing)
      }
      const route = createRoute(originText)
      routes.set(originText, route)
      return route
    },
    async close() {
      const all = [...routes.values()]
      routes.clear()
      await Promise.all([...all.map((route) => route.pool.destroy()), ...letGo])
    },
  }
}

/** Refuses what is not plainly `http(s)://host[:port]`: anything cleverer could be read in two ways. */
function readOrigin(originText: string): URL {
  const url = URL.canParse(originText) ? new URL(originText) : undefined
  if (url === undefined || url.hostname === '')
    throw new EngineError('input', 'The address of the request cannot be read.', { retryable: false })
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new EngineError('input', `An address must begin with http:// or https://, not ${url.protocol}//.`, {
      retryable: false,
    })
  if (url.username !== '' || url.password !== '')
    throw new EngineError(
      'input',
      'The address holds a user name or password. Put them into a credential instead.',
      { retryable: false },
    )
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new EngineError('input', 'The host of the address cannot be read.', { retryable: false })
  return url
}

/**
 * `PATCHBAY_CA_FILE` adds certificate authorities to Node's own. Giving Node a list replaces all it trusts, so its own and
 * those of NODE_EXTRA_CA_CERTS are put back. Parsed once: as a plain list it would be parsed for every connection.
 */
function ownAuthorities(environment: Environment): SecureContext | undefined {
  const file = environment['PATCHBAY_CA_FILE']
  if (file === undefined || file === '') return undefined
  const authorities = [readAuthority('PATCHBAY_CA_FILE', file)]
  const extra = environment['NODE_EXTRA_CA_CERTS']
  if (extra !== undefined && extra !== '') authorities.push(readAuthority('NODE_EXTRA_CA_CERTS', extra))
  // Loaded only here: most people set no authority of their own, and TLS costs 10 ms at start.
  const tls = process.getBuiltinModule('node:tls')
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ...authorities] })
}

const certificatePattern = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** OpenSSL passes over what is no certificate without a word, so the file is looked at first. */
function readAuthority(variable: string, path: string): string {
  const refuse = (why: string) =>
    new EngineError('input', `${variable} names a file ${why}: ${path}`, { retryable: false })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw refuse('that cannot be read')
  }
  const certificates = text.match(certificatePattern) ?? []
  try {
    certificates.forEach((certificate) => new X509Certificate(certificate))
  } catch {
    throw refuse('with a damaged certificate')
  }
  if (certificates.length === 0) throw refuse('that holds no certificate (PEM)')
  return text
}
