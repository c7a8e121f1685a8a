import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { AddressRefused, type AddressPolicy, judgeHost } from './addresses.ts'
import { codeOf } from './systemErrors.ts'

/** A proxy that requests to an origin go through. */
export interface Proxy {
  readonly protocol: 'http:' | 'https:'
  readonly hostname: string
  readonly port: number
  /** Value of `Proxy-Authorization`, from the user name and password in the proxy's address. */
  readonly authorization: string | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Settings that name a proxy badly, found when the transport is made; the words never repeat the password. */
export class ProxyError extends Error {
  override name = 'ProxyError' as const
  readonly code = 'PATCHBAY_PROXY'
}

const variable = (environment: Environment, name: string) => {
  const value = environment[name.toLowerCase()] ?? environment[name.toUpperCase()]
  return value === undefined || value.trim() === '' ? undefined : value.trim()
}

function parseProxy(name: string, text: string): Proxy {
  const address = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined) throw new ProxyError(`${name} is not an address. Write http://host:port.`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProxyError(`${name} names a ${url.protocol.slice(0, -1)} proxy; http and https are supported.`)
  const user = userOf(name, url)
  return {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    authorization: user === ':' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`,
  }
}

function userOf(name: string, { username, password }: URL): string {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  } catch {
    throw new ProxyError(
      `The user name or password in ${name} holds a % that encodes nothing. Write %25 for the sign itself.`,
    )
  }
}

interface Exception {
  matches(hostname: string, port: number): boolean
}

/** One entry of `NO_PROXY`: `*`, a name with all below it, an address, a range of addresses; each may end in `:port`. */
function parseException(entry: string): Exception {
  if (entry === '*') return { matches: () => true }
  if (ipaddr.isValidCIDR(entry)) {
    const range = ipaddr.parseCIDR(entry)
    return {
      matches: (hostname) => {
        if (isIP(hostname) === 0) return false
        const address = ipaddr.parse(hostname)
        return address.kind() === range[0].kind() && address.match(range)
      },
    }
  }
  const [, name = entry, only] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  const bare = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '')
  return {
    matches: (hostname, port) =>
      (only === undefined || Number(only) === port) && (hostname === bare || hostname.endsWith(`.${bare}`)),
  }
}

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (lower case first, as curl does). Loopback never goes through a proxy:
 * the proxy's loopback is another machine's.
 */
export function readProxies(environment: Environment): (origin: URL) => Proxy | undefined {
  const named = (name: string) => {
    const text = variable(environment, name)
    return text === undefined ? undefined : parseProxy(name, text)
  }
  const byProtocol: Record<string, Proxy | undefined> = {
    'http:': named('HTTP_PROXY'),
    'https:': named('HTTPS_PROXY'),
  }
  const exceptions = (variable(environment, 'NO_PROXY') ?? '')
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map((entry) => parseException(entry.toLowerCase()))
  return (origin) => {
    const proxy = byProtocol[origin.protocol]
    const hostname = origin.hostname.replace(/^\[|\]$/g, '')
    if (proxy === undefined || isLoopback(hostname)) return undefined
    const port = Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80)
    return exceptions.some((exception) => exception.matches(hostname, port)) ? undefined : proxy
  }
}

const isLoopback = (hostname: string) =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '::1' ||
  (isIP(hostname) === 4 && hostname.startsWith('127.'))

/** Names by which clouds' metadata services are known beside their addresses. */
const metadataNames = ['metadata.google.internal', 'metadata', 'instance-data', 'metadata.azure.internal']
const innerEndings = ['.localhost', '.local', '.internal', '.lan', '.intranet', '.corp', '.home.arpa']

/**
 * Judges a target that a proxy will look up. An address is judged as it stands; of a name only what its spelling tells can
 * be known: where the proxy's own lookup leads cannot be checked from here. Throws `AddressRefused`.
 */
export function judgeProxied(hostname: string, policy: AddressPolicy): void {
  judgeHost(hostname, policy)
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (metadataNames.includes(name) || name.startsWith('instance-data.'))
    throw new AddressRefused(
      `${hostname} is a cloud's metadata service. Patchbay never sends requests there.`,
    )
  const inner = isIP(name) === 0 && (!name.includes('.') || innerEndings.some((end) => name.endsWith(end)))
  if (inner && !policy.privateNetwork)
    throw new AddressRefused(
      `${hostname} is a name of the private network. Start the runner without --no-private-network to reach it.`,
    )
}

const placeOf = (proxy: Proxy) => `The proxy ${proxy.hostname}:${proxy.port}`

/** Without this the words would blame the service for what its proxy did. */
export function proxyUnreachable(proxy: Proxy, error: unknown): ProxyError {
  return new ProxyError(`${placeOf(proxy)} cannot be reached (${codeOf(error) || 'no code'}).`)
}

/** Opens a tunnel to `target` (`host:port`) with CONNECT (RFC 9110, 9.3.6). Calls back once. */
export function openTunnel(
  proxy: Proxy,
  target: string,
  timeoutMs: number,
  callback: (error: Error | null, socket?: Socket) => void,
): void {
  void (proxy.protocol === 'https:' ? import('node:https') : import('node:http')).then(({ request }) => {
    let told = false
    const tell = (error: Error | null, socket?: Socket) => {
      if (told) return
      told = true
      callback(error, socket)
    }
    const asked = request({
      method: 'CONNECT',
      host: proxy.hostname,
      port: proxy.port,
      path: target,
      agent: false,
      timeout: timeoutMs,
      headers: {
        host: target,
        ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
      },
    })
    const place = placeOf(proxy)
    asked.on('connect', (answer, socket, head) => {
      if (answer.statusCode === 200) {
        if (head.length > 0) socket.unshift(head)
        socket.setTimeout(0)
        return tell(null, socket as Socket)
      }
      socket.destroy()
      const why =
        answer.statusCode === 407
          ? 'asks for a user name and password: write them into the address, http://user:password@host:port'
          : `refused to connect to ${target} (${answer.statusCode})`
      tell(new ProxyError(`${place} ${why}.`))
    })
    asked.on('response', (answer) => {
      answer.destroy()
      tell(new ProxyError(`${place} refused to connect to ${target} (${answer.statusCode}).`))
    })
    asked.on('timeout', () => asked.destroy(new ProxyError(`${place} did not connect to ${target} in time.`)))
    asked.on('error', (error) => tell(error instanceof ProxyError ? error : proxyUnreachable(proxy, error)))
    asked.end()
  })
}
