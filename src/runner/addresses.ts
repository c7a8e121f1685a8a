import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Which addresses a run may reach. A connector is somebody else's document, so it could name an address that only this
 * machine can reach. Addresses that hand out a cloud machine's keys are refused always; those of the private network are
 * reached unless the person has switched them off. What is judged is the address that is connected to, never the name: a
 * name can answer differently a moment later (DNS rebinding).
 */
export interface AddressPolicy {
  /** Whether loopback, private and other inner networks may be reached. */
  readonly privateNetwork: boolean
}

/** What stands in the error's `code`, so that the transport can tell it from a failing network. */
export const refusedCode = 'PATCHBAY_ADDRESS'

/** An address that the policy refuses. Passed through `net.connect`, whose errors carry a code. */
export class AddressRefused extends Error {
  override name = 'AddressRefused' as const
  readonly code = refusedCode
}

interface Range {
  readonly range: string
  readonly words: string
  /** Refused whatever the person has switched on. */
  readonly always?: true
}

/**
 * First match wins. IANA's special-purpose registries (RFC 6890), and where clouds hand out keys: AWS, Azure and Google
 * on 169.254.169.254; AWS also fd00:ec2::254, Google fd20:ce::254, Alibaba 100.100.100.200, Oracle 192.0.0.192, Azure's
 * host agent 168.63.129.16.
 */
const ranges: readonly Range[] = [
  { range: '169.254.0.0/16', words: 'a link-local address, where clouds keep machine keys', always: true },
  { range: 'fe80::/10', words: 'a link-local address', always: true },
  { range: 'fd00:ec2::/32', words: "an address of a cloud's metadata service", always: true },
  { range: 'fd20:ce::/32', words: "an address of a cloud's metadata service", always: true },
  { range: '100.100.100.200/32', words: "an address of a cloud's metadata service", always: true },
  { range: '192.0.0.192/32', words: "an address of a cloud's metadata service", always: true },
  { range: '168.63.129.16/32', words: "an address of a cloud's host agent", always: true },
  { range: '0.0.0.0/8', words: 'no address of a service', always: true },
  { range: '::/128', words: 'no address of a service', always: true },
  { range: '224.0.0.0/4', words: 'a multicast address', always: true },
  { range: 'ff00::/8', words: 'a multicast address', always: true },
  { range: '240.0.0.0/4', words: 'a reserved or broadcast address', always: true },
  { range: '127.0.0.0/8', words: 'this machine itself' },
  { range: '::1/128', words: 'this machine itself' },
  { range: '10.0.0.0/8', words: 'in the private network' },
  { range: '172.16.0.0/12', words: 'in the private network' },
  { range: '192.168.0.0/16', words: 'in the private network' },
  { range: '100.64.0.0/10', words: "in the provider's inner network" },
  { range: '192.0.0.0/24', words: 'in the private network' },
  { range: '198.18.0.0/15', words: 'in a test network' },
  { range: 'fc00::/7', words: 'in the private network' },
  { range: 'fec0::/10', words: 'in the private network' },
]

const parsedRanges = ranges.map((range) => ({ ...range, parsed: ipaddr.parseCIDR(range.range) }))

/** IPv6 addresses that carry an IPv4 address, and where: index of its first 16-bit part. */
const carriers: readonly { range: string; at: readonly number[]; inverted?: true }[] = [
  { range: '::ffff:0:0/96', at: [6] },
  { range: '::ffff:0:0:0/96', at: [6] },
  { range: '64:ff9b::/96', at: [6] },
  { range: '64:ff9b:1::/48', at: [6] },
  { range: '2002::/16', at: [1] },
  { range: '::/96', at: [6] },
  // Teredo: the server's address in clear, the client's with every bit inverted.
  { range: '2001::/32', at: [2] },
  { range: '2001::/32', at: [6], inverted: true },
]

const parsedCarriers = carriers.map((carrier) => ({ ...carrier, parsed: ipaddr.parseCIDR(carrier.range) }))

/** The interface identifier of an ISATAP address (RFC 5214) ends in the IPv4 address. */
const isIsatap = (parts: readonly number[]) => parts[5] === 0x5efe && ((parts[4] ?? 0) & ~0x0200) === 0

function carriedAddresses(address: ipaddr.IPv6): ipaddr.IPv4[] {
  const found: ipaddr.IPv4[] = []
  const take = (at: number, flip: number) => {
    const high = (address.parts[at] ?? 0) ^ flip
    const low = (address.parts[at + 1] ?? 0) ^ flip
    found.push(new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]))
  }
  // `::` and `::1` are addresses of their own, not IPv4 in disguise.
  const tiny = address.parts.slice(0, 7).every((part) => part === 0) && (address.parts[7] ?? 0) <= 1
  if (!tiny)
    for (const { parsed, at, inverted } of parsedCarriers)
      if (address.match(parsed)) for (const index of at) take(index, inverted === true ? 0xffff : 0)
  if (isIsatap(address.parts)) take(6, 0)
  return found
}

function rangeOf(address: ipaddr.IPv4 | ipaddr.IPv6, policy: AddressPolicy): Range | undefined {
  return parsedRanges.find(
    ({ parsed, always }) =>
      parsed[0].kind() === address.kind() &&
      (always === true || !policy.privateNetwork) &&
      address.match(parsed),
  )
}

/**
 * Why an IP address may not be reached, in words that complete "X is …"; undefined where it may. IPv4 hidden in IPv6
 * (mapped, translated, 6to4, Teredo, NAT64, ISATAP) is judged as the IPv4 it leads to.
 */
export function refusalOf(address: string, policy: AddressPolicy): string | undefined {
  if (!ipaddr.isValid(address) || isIP(address) === 0) return 'no address that can be judged'
  const parsed = ipaddr.parse(address)
  const judged = [parsed, ...(parsed.kind() === 'ipv6' ? carriedAddresses(parsed as ipaddr.IPv6) : [])]
  for (const each of judged) {
    const range = rangeOf(each, policy)
    if (range !== undefined) return range.words
  }
  return undefined
}

/** Throws `AddressRefused` where a host written as an IP address (brackets allowed) may not be reached. Names pass. */
export function judgeHost(host: string, policy: AddressPolicy): void {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  if (isIP(bare) === 0) return
  const refusal = refusalOf(bare, policy)
  if (refusal !== undefined) throw new AddressRefused(refusalWords(bare, bare, refusal, policy))
}

/**
 * A `lookup` for `net.connect` that leaves out what may not be reached, so that the address judged is the address
 * connected to. A name with no address left fails with `AddressRefused`.
 */
export function guardedLookup(
  policy: AddressPolicy,
  lookup: typeof systemLookup = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0)
      const allowed = found.filter(({ address }) => refusalOf(address, policy) === undefined)
      const first = allowed[0]
      if (first === undefined) {
        const address = found[0]?.address ?? ''
        const refusal = refusalOf(address, policy) ?? 'no address'
        return callback(new AddressRefused(refusalWords(hostname, address, refusal, policy)), '', 0)
      }
      if (options.all === true) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}

function refusalWords(host: string, address: string, refusal: string, policy: AddressPolicy): string {
  const what = host === address ? `${host} is ${refusal}` : `${host} leads to ${address}, which is ${refusal}`
  const always = refusalOf(address, { privateNetwork: true }) !== undefined
  const way =
    always || policy.privateNetwork
      ? 'Patchbay never sends requests there.'
      : 'Start the runner without --no-private-network to reach it.'
  return `${what}. ${way}`
}
