import { describe, expect, test } from 'vitest'
import { type Chunk, valuesChunk } from '../../../src/engine/chunk.ts'
import type { RecordStore } from '../../../src/engine/io.ts'
import { scanJson } from '../../../src/engine/scan.ts'
import type { Json } from '../../../src/model/json.ts'

/** A store under test, and a way to see what is in it. */
export interface RecordsUnderTest {
  readonly store: RecordStore
  read(): Promise<Chunk> | Chunk
}

const signal = new AbortController().signal
const range = (from: number, to: number): Json[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

/** What every record store must do. */
export function recordStoreContract(
  name: string,
  make: () => Promise<RecordsUnderTest> | RecordsUnderTest,
): void {
  describe(`record store: ${name}`, () => {
    test('is empty at first', async () => {
      const { read } = await make()
      expect((await read()).count).toBe(0)
    })

    test('keeps records in the order they came', async () => {
      const { store, read } = await make()
      await store.append(valuesChunk([1, { a: 2n ** 64n }]), signal)
      await store.append(scanJson(new TextEncoder().encode('[{"b": "ü\\n"},\n[]]'), []).records, signal)
      expect((await read()).values()).toEqual([1, { a: 2n ** 64n }, { b: 'ü\n' }, []])
    })

    test('takes an empty chunk', async () => {
      const { store, read } = await make()
      await store.append(valuesChunk([]), signal)
      expect((await read()).count).toBe(0)
    })

    test.each([0, 1, 2, 3, 5, 9])(
      'cuts back to %d, also inside what was appended at once, and goes on',
      async (to) => {
        const { store, read } = await make()
        await store.append(valuesChunk(range(0, 2)), signal)
        await store.append(valuesChunk(range(2, 5)), signal)
        await store.cut(to)
        await store.append(valuesChunk(['next']), signal)
        expect((await read()).values()).toEqual([...range(0, Math.min(to, 5)), 'next'])
      },
    )

    test('appends nothing when the run is stopped', async () => {
      const { store, read } = await make()
      await expect(store.append(valuesChunk([1]), AbortSignal.abort(new Error('stopped')))).rejects.toThrow(
        'stopped',
      )
      expect((await read()).count).toBe(0)
    })
  })
}
