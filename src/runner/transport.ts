import { EngineError } from '../engine/errors.ts'
import type { Io, HttpRequest, HttpResponse } from '../engine/io.ts'
import type { AddressPolicy } from './addresses.ts'
import { type Environment, ProxyError } from './proxies.ts'
import { Reception } from './reception.ts'
import { createRoutes, type Route, type Routes } from './connections.ts'
import { transportFailure } from './transportFailures.ts'

/** The network of a host that has one. */
export interface Transport {
  readonly http: Io['http']
  /** Cuts every connection; what was under way fails. */
  close(): Promise<void>
}

export interface TransportOptions {
  readonly addresses: AddressPolicy
  /** Where proxies and certificate authorities are named; usually `process.env`. */
  readonly environment: Environment
  readonly connectTimeoutMs?: number
  /** From the first byte of an answer to the end of its headers. */
  readonly headersTimeoutMs?: number
  readonly maxHeaderBytes?: number
}

/**
 * `io.http` over undici's connection pools: HTTP/1.1, kept alive per origin; one exchange a call, with no redirects,
 * retries or cookies. Every failure is an `EngineError` with words; a stopped run gets the signal's own reason. The address
 * policy is asked for each new connection. Throws `EngineError` where the environment names a bad proxy or authority.
 */
export function createTransport(options: TransportOptions): Transport {
  const headersTimeoutMs = options.headersTimeoutMs ?? 15_000
  const routes = openRoutes(options)

  function http(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const end = endOfOrigin(request.url)
      let route: Route
      try {
        route = routes.find(request.url.slice(0, end))
      } catch (error) {
        return reject(transportFailure(error, 'the service'))
      }
      const headers: string[] = []
      for (const header of request.headers) headers.push(header[0], header[1])
      if (route.proxyAuthorization !== undefined)
        headers.push('proxy-authorization', route.proxyAuthorization)
      const reception = new Reception(request, route.origin, headersTimeoutMs, signal, resolve, reject)
      // The time limits are the reception's own, for all of an exchange.
      route.pool.dispatch(
        {
          path: route.prefix + pathOf(request.url, end),
          method: request.method as 'GET',
          headers,
          body: request.body ?? null,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        reception,
      )
    })
  }

  return { http, close: () => routes.close() }
}

function openRoutes(options: TransportOptions): Routes {
  try {
    return createRoutes({
      addresses: options.addresses,
      environment: options.environment,
      connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
      maxHeaderBytes: options.maxHeaderBytes ?? 65_536,
    })
  } catch (error) {
    throw error instanceof ProxyError ? new EngineError('input', error.message, { retryable: false }) : error
  }
}

/** Where scheme and host end: at the first `/`, `?` or `#` behind `://`. */
function endOfOrigin(url: string): number {
  const scheme = url.indexOf('://')
  for (let at = scheme < 0 ? 0 : scheme + 3; at < url.length; at++) {
    const code = url.charCodeAt(at)
    if (code === 0x2f || code === 0x3f || code === 0x23) return at
  }
  return url.length
}

/** Path and query as they are written on the wire: byte for byte, without a fragment. */
function pathOf(url: string, from: number): string {
  const fragment = url.indexOf('#', from)
  const path = url.slice(from, fragment < 0 ? undefined : fragment)
  return path.charCodeAt(0) === 0x2f ? path : `/${path}`
}
