import { describe, expect, test } from 'vitest'
import {
  AddressRefused,
  guardedLookup,
  judgeHost,
  refusalOf,
  refusedCode,
} from '../../src/runner/addresses.ts'

const open = { privateNetwork: true }
const closed = { privateNetwork: false }

/** Refused whatever is switched on. */
const never = [
  '169.254.169.254',
  '169.254.0.0',
  '169.254.255.255',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '0.0.0.0',
  '0.1.2.3',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'febf:ffff::1',
  'ff02::1',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::ffff:0:169.254.169.254',
  '::169.254.169.254',
  '::ffff:0.0.0.0',
  '::ffff:100.100.100.200',
  '64:ff9b::169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::169.254.169.254',
  '2002:a9fe:a9fe::1',
  '2001:0:a9fe:a9fe::1',
  '2001:0:4136:e378:8000:63bf:5601:5601',
  'fe80::5efe:192.0.2.1',
  '2001:db8::5efe:169.254.169.254',
  '2001:db8::200:5efe:a9fe:a9fe',
]

/** Refused with `--no-private-network`. */
const inner = [
  '127.0.0.1',
  '127.255.255.254',
  '127.0.0.53',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '::1',
  'fc00::1',
  'fd12:3456:789a::1',
  'fec0::1',
  '::ffff:127.0.0.1',
  '::ffff:10.1.2.3',
  '::ffff:c0a8:1',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::',
  '2002:c0a8:101::1',
  '2001:db8::5efe:10.0.0.1',
]

const outer = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
]

describe('which addresses may be reached', () => {
  test.each(never)('%s never', (address) => {
    expect(refusalOf(address, open)).toEqual(expect.any(String))
    expect(refusalOf(address, closed)).toEqual(expect.any(String))
  })
  test.each(inner)('%s only with the private network', (address) => {
    expect(refusalOf(address, open)).toBeUndefined()
    expect(refusalOf(address, closed)).toEqual(expect.any(String))
  })
  test.each(outer)('%s always', (address) => {
    expect(refusalOf(address, open)).toBeUndefined()
    expect(refusalOf(address, closed)).toBeUndefined()
  })
  test.each(['', 'localhost', '300.1.1.1', '1.2.3', '0x7f000001', 'g::1'])(
    '%j is no address, and is not let through as one',
    (text) => {
      expect(refusalOf(text, open)).toEqual(expect.any(String))
    },
  )
})

describe('an address written in another way', () => {
  const spellings: [host: string, means: string][] = [
    ['2130706433', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['127.0.1', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['0177.0x0.0.01', '127.0.0.1'],
    ['2852039166', '169.254.169.254'],
    ['0xa9fea9fe', '169.254.169.254'],
    ['0xA9.0xFE.0xA9.0xFE', '169.254.169.254'],
    ['0251.0376.0251.0376', '169.254.169.254'],
    ['169.254.43518', '169.254.169.254'],
    ['169.16689662', '169.254.169.254'],
    ['１６９.254.169.254', '169.254.169.254'],
    ['169。254。169。254', '169.254.169.254'],
    ['0', '0.0.0.0'],
    ['[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]'],
    ['[0:0:0:0:0:ffff:a9fe:a9fe]', '[::ffff:a9fe:a9fe]'],
    ['[0000::1]', '[::1]'],
  ]
  test.each(spellings)('%s is %s, and is refused', (written, means) => {
    const { hostname } = new URL(`http://${written}/`)
    expect(hostname).toBe(means)
    expect(() => judgeHost(hostname, closed)).toThrow(AddressRefused)
  })
  test('a name is not judged by its spelling', () => {
    expect(() => judgeHost('api.example.com', closed)).not.toThrow()
  })
})

describe('a name is judged by the address it leads to', () => {
  type Found = { address: string; family: number }[]
  const resolve = (found: Found, policy = open) =>
    new Promise<unknown>((resolve) => {
      const system = ((_: string, __: object, answer: (error: null, found: Found) => void) =>
        answer(null, found)) as unknown as Parameters<typeof guardedLookup>[1]
      guardedLookup(policy, system)('api.example.com', { all: true }, (error, addresses) =>
        resolve(error ?? addresses),
      )
    })

  test('what may be reached passes', async () => {
    expect(await resolve([{ address: '1.1.1.1', family: 4 }])).toEqual([{ address: '1.1.1.1', family: 4 }])
  })
  test('of several, those that may not be reached are left out', async () => {
    const found = [
      { address: '169.254.169.254', family: 4 },
      { address: '1.1.1.1', family: 4 },
      { address: 'fe80::1', family: 6 },
    ]
    expect(await resolve(found)).toEqual([{ address: '1.1.1.1', family: 4 }])
  })
  test('a name that leads only to a refused address fails with words', async () => {
    const error = await resolve([{ address: '169.254.169.254', family: 4 }])
    expect(error).toMatchObject({
      code: refusedCode,
      message:
        'api.example.com leads to 169.254.169.254, which is a link-local address, where clouds keep machine keys. Patchbay never sends requests there.',
    })
  })
  test('the words say what switches a private address on', async () => {
    const error = await resolve([{ address: '10.0.0.7', family: 4 }], closed)
    expect(error).toMatchObject({
      message:
        'api.example.com leads to 10.0.0.7, which is in the private network. Start the runner without --no-private-network to reach it.',
    })
  })
})
