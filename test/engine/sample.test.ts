import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Chunk, valuesChunk } from '../../src/engine/chunk.ts'
import { sampleRecord } from '../../src/engine/sample.ts'
import { scanJson } from '../../src/engine/scan.ts'
import type { Json } from '../../src/model/json.ts'
import { printJson } from '../../src/model/printJson.ts'
import { parseJson } from '../../src/model/readJson.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const same = (text: string) => text
const fromBytes = (value: Json, indent = 0): Chunk =>
  scanJson(bytes(printJson(value, { indent })), undefined).records
const ways: [string, (value: Json) => Chunk][] = [
  ['values', (value) => valuesChunk([value])],
  ['bytes', fromBytes],
  ['pretty-printed bytes', (value) => fromBytes(value, 2)],
]
const rows = (count: number): Json =>
  Array.from({ length: count }, (_, id) => ({ id, name: `Customer ${id}`, tags: ['a', { b: null }] }))

describe.each(ways)('a sample of %s', (_name, make) => {
  test('is the value where it is small', () => {
    const value = { a: [1, 'two', null, true, -1.5e-7], 'b "c"': {} }
    expect(sampleRecord(make(value), 0, same)).toEqual({ value, cut: false })
  })

  test('is cut to about 16 KB where it is large, its beginning as it was', () => {
    const value = { first: 1, list: rows(10_000), last: 2 }
    const sample = sampleRecord(make(value), 0, same)
    expect(sample.cut).toBe(true)
    const text = JSON.stringify(sample.value)
    expect(text.length).toBeGreaterThan(4_000)
    expect(text.length).toBeLessThan(40_000)
    const { first, list } = sample.value as { first: Json; list: readonly Json[] }
    expect(first).toBe(1)
    expect(list.slice(0, 20)).toEqual((rows(20) as readonly Json[]).slice(0, 20))
  })

  test('shortens long texts and goes on behind them', () => {
    const { value, cut } = sampleRecord(make({ page: 'x\\"'.repeat(50_000), id: 7 }), 0, same)
    expect(cut).toBe(true)
    expect(value).toMatchObject({ id: 7 })
    expect(JSON.stringify(value).length).toBeLessThan(3_000)
  })

  test('tells integers beyond 2^53−1 as text', () => {
    expect(sampleRecord(make([2n ** 64n, 1]), 0, same).value).toEqual(['18446744073709551616', 1])
  })

  test('masks a text whole before it is shortened', () => {
    const text = `${'x'.repeat(995)}secret-value`
    const { value } = sampleRecord(make({ text, rest: rows(100) }), 0, (found) =>
      found.replaceAll('secret-value', '*'),
    )
    expect(JSON.stringify(value)).not.toContain('secre')
  })

  test('of a text alone', () => {
    expect(sampleRecord(make('x'.repeat(100_000)), 0, same)).toMatchObject({
      cut: true,
      value: expect.stringMatching(/^x{1000}…$/),
    })
  })
})

test('a large record that nobody has parsed stays unparsed', () => {
  const chunk = fromBytes(rows(1_000))
  sampleRecord(chunk, 0, same)
  expect(chunk.unread?.(0)).toBeDefined()
})

test('of any value, however it came, the same beginning and never too much', () => {
  // Read once, so that large numbers are integers with all their digits from the start.
  const json = fc.jsonValue({ maxDepth: 5 }).map((value) => parseJson(JSON.stringify(value)))
  const asText = (value: unknown) =>
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member))
  fc.assert(
    fc.property(fc.array(json, { maxLength: 200 }), (value) => {
      const samples = ways.map(([, make]) => sampleRecord(make(value), 0, same))
      const whole = samples.filter(({ cut }) => !cut)
      expect(whole.map((sample) => asText(sample.value))).toEqual(whole.map(() => asText(value)))
      expect(Math.max(...samples.map((sample) => asText(sample.value).length))).toBeLessThan(60_000)
    }),
  )
})
