import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesChunk, linesChunk } from '../../src/engine/bytesChunk.ts'
import {
  type Chunk,
  concatBytes,
  emptyChunk,
  joinChunks,
  listChunk,
  markChunk,
  valuesChunk,
} from '../../src/engine/chunk.ts'
import { readChunk } from '../../src/engine/readChunk.ts'
import { sameBytes } from '../../src/engine/sameBytes.ts'
import { scanJson } from '../../src/engine/scan.ts'
import type { NodeId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { printJson } from '../../src/model/printJson.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array) => new TextDecoder().decode(data)
const mark = { source: 'source' as NodeId, seq: 1, position: 'here' }

/** The same records however they were made. */
const makers: Record<string, (values: readonly Json[]) => Chunk> = {
  values: valuesChunk,
  'a scanned page': (values) => scanJson(bytes(printJson(values)), []).records,
  'a pretty-printed page': (values) => scanJson(bytes(printJson(values, { indent: 2 })), []).records,
  'a page that was read whole': (values) =>
    readChunk(values, () => scanJson(bytes(printJson(values)), []).records),
  lines: (values) => linesChunk(valuesChunk(values).lines()),
  'several joined': (values) => joinChunks(values.map((value) => valuesChunk([value]))),
}

describe.each(Object.entries(makers))('[E2] %s', (_name, make) => {
  const values: Json[] = [{ id: 9007199254740993n, text: 'line\nbreak' }, null, [1, [2]], 'ü']

  test('has both views', () => {
    expect(make(values).values()).toEqual(values)
    expect(linesChunk(make(values).lines()).values()).toEqual(values)
    expect(make(values).count).toBe(4)
  })

  test('parses once', () => {
    const chunk = make(values)
    expect(chunk.values()).toBe(chunk.values())
  })

  test('holds one record a line', () => {
    expect(text(make(values).lines()).split('\n')).toHaveLength(5)
  })

  test('slices, also beyond its ends and after it was read', () => {
    const chunk = make(values)
    expect(chunk.slice(1, 3).values()).toEqual([null, [1, [2]]])
    expect(chunk.slice(-2, 99).values()).toEqual(values)
    expect(chunk.slice(3, 2).count).toBe(0)
    chunk.values()
    expect(chunk.slice(2, 4).values()).toEqual([[1, [2]], 'ü'])
    expect(linesChunk(chunk.slice(2, 4).lines()).values()).toEqual([[1, [2]], 'ü'])
  })

  test('becomes a list, which is one record', () => {
    const list = listChunk(make(values))
    expect(list.count).toBe(1)
    expect(list.values()).toEqual([values])
    expect(linesChunk(list.lines()).values()).toEqual([values])
    expect(listChunk(make([])).values()).toEqual([[]])
    expect(text(listChunk(make([])).lines())).toBe('[]\n')
  })
})

test('[E2] bytes stay bytes through slice, join and list', () => {
  const page = scanJson(bytes('[{"n": 1.50},{"n":\r\n2e0},{"n":3}]'), []).records
  const more = scanJson(bytes('[ 4 , 5 ]'), []).records
  const joined = joinChunks([page.slice(0, 2), more.slice(1, 2)])
  expect(text(joined.lines())).toBe('{"n": 1.50}\n{"n":  2e0}\n5\n')
  expect(text(listChunk(joined).lines())).toBe('[{"n": 1.50},{"n":  2e0},5]\n')
  expect(text(joined.slice(1, 3).lines())).toBe('{"n":  2e0}\n5\n')
})

test('[E2] slicing and joining again is the same records, property', () => {
  const values = fc.array(
    fc.jsonValue().map((value) => value as Json),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(values, fc.constantFrom(...Object.values(makers)), fc.nat(8), (records, make, cut) => {
      const chunk = make(records)
      const again = joinChunks([chunk.slice(0, cut), chunk.slice(cut, chunk.count)])
      expect(again.count).toBe(records.length)
      expect(text(again.lines())).toBe(text(chunk.lines()))
      expect(linesChunk(again.lines()).values()).toEqual(linesChunk(valuesChunk(records).lines()).values())
    }),
  )
})

test('[E2] records that do not stand in a list are read one by one', () => {
  expect(bytesChunk(bytes('1 xx {"a":2}'), Uint32Array.of(0, 1, 5, 12)).values()).toEqual([1, { a: 2 }])
})

test('lines without a last line feed, with blank lines and carriage returns', () => {
  expect(linesChunk(bytes('1\r\n\n  \n{"a":2}')).values()).toEqual([1, { a: 2 }])
  expect(text(linesChunk(bytes('1\n2')).lines())).toBe('1\n2\n')
})

test('a record nobody has read gives its bytes, so that its beginning can be shown', () => {
  const page = scanJson(bytes('[{"a":1},2]'), []).records
  const joined = joinChunks([valuesChunk([0]), page])
  expect(text(page.unread?.(0) ?? bytes(''))).toBe('{"a":1}')
  expect(text(joined.unread?.(2) ?? bytes(''))).toBe('2')
  expect(joined.unread?.(0)).toBeUndefined()
  page.values()
  expect(page.unread?.(0)).toBeUndefined()
})

test('[E3] a marked chunk holds no records and cannot be joined or listed', () => {
  const marked = markChunk(mark)
  expect(marked).toMatchObject({ count: 0, mark })
  expect(marked.values()).toEqual([])
  expect(marked.lines()).toHaveLength(0)
  expect(() => joinChunks([emptyChunk, marked])).toThrow(TypeError)
  expect(() => listChunk(marked)).toThrow(TypeError)
})

test('joining nothing is nothing', () => {
  expect(joinChunks([]).values()).toEqual([])
  expect(text(joinChunks([emptyChunk]).lines())).toBe('')
  expect(concatBytes([])).toHaveLength(0)
})

test('whoever reads all records of a scanned page is told of, a part of them is not', () => {
  let told = 0
  const page = scanJson(bytes('[1,2,3]'), [], () => told++).records
  expect(page.slice(2, 3).values()).toEqual([3])
  expect(told).toBe(0)
  page.values()
  page.values()
  expect(told).toBe(1)
})

describe('bytes are the same', () => {
  test('wherever they stand in their buffers, and only when each of them is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(5),
        fc.nat(5),
        fc.option(fc.nat(299)),
        (content, left, right, changed) => {
          const at = (offset: number) => {
            // Buffers of Node stand at any place of their memory, and their slices are no copies.
            const held = Buffer.alloc(content.length + offset)
            held.set(content, offset)
            return held.subarray(offset)
          }
          const [one, other] = [at(left), at(right)]
          const changes = changed !== null && changed < content.length
          if (changes) other[changed] = (other[changed]! + 1) % 256
          expect(sameBytes(one, other)).toBe(!changes)
          expect(sameBytes(one, content.slice(1))).toBe(content.length === 0)
        },
      ),
    )
  })
})
