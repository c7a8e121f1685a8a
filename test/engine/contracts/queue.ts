import { describe, expect, test } from 'vitest'
import { type Mark, valuesChunk } from '../../../src/engine/chunk.ts'
import type { QueueSettings, QueueStore } from '../../../src/engine/io.ts'
import type { NodeId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'

/** Queues under test: opening a name again takes it over, as a resumed run does. */
export interface QueuesUnderTest {
  open(name: string, settings: QueueSettings): QueueStore | Promise<QueueStore>
  deadLetters(name: string): Promise<readonly Json[]> | readonly Json[]
  /** Lets what is not waiting go on. */
  settle(): Promise<void>
}

const signal = new AbortController().signal
const mark = (seq: number): Mark => ({ source: 'source' as NodeId, seq, position: seq })
const pending = Symbol('pending')

/** What every queue store must do. */
export function queueContract(name: string, make: () => Promise<QueuesUnderTest> | QueuesUnderTest): void {
  const opened = async (settings: QueueSettings = { capacity: 100 }) => {
    const queues = await make()
    return { queues, queue: await queues.open('q', settings) }
  }

  describe(`queue: ${name}`, () => {
    test('first in, first out, in batches of the size asked for', async () => {
      const { queue } = await opened()
      await queue.push(valuesChunk([1, 2, 3]), signal)
      await queue.push(valuesChunk([4, 5]), signal)
      await queue.close()
      expect(queue.size()).toBe(5)
      const batches: Json[][] = []
      for (
        let lease = await queue.claim(2, signal);
        lease !== undefined;
        lease = await queue.claim(2, signal)
      ) {
        batches.push([...lease.items.values()])
        await queue.settle(lease.id, 'done')
      }
      expect(batches).toEqual([[1, 2], [3, 4], [5]])
    })

    test('a claim waits for a full batch, and takes what there is when nothing more comes', async () => {
      const { queue, queues } = await opened()
      const claim = queue.claim(3, signal)
      await queue.push(valuesChunk([1, 2]), signal)
      await queues.settle()
      expect(await Promise.race([claim, pending])).toBe(pending)
      await queue.close()
      expect((await claim)?.items.values()).toEqual([1, 2])
      expect(await queue.claim(3, signal)).toBeUndefined()
    })

    test('a queue smaller than a batch gives what it holds when it is full', async () => {
      const { queue } = await opened({ capacity: 2 })
      const claim = queue.claim(10, signal)
      await queue.push(valuesChunk([1, 2]), signal)
      expect((await claim)?.items.values()).toEqual([1, 2])
    })

    test('a push waits where it is full; order across pushes is kept', async () => {
      const { queue, queues } = await opened({ capacity: 2 })
      const first = queue.push(valuesChunk([1, 2, 3]), signal)
      const second = queue.push(valuesChunk([4]), signal)
      await queues.settle()
      expect(await Promise.race([first, pending])).toBe(pending)
      expect(queue.size()).toBe(2)
      const seen: Json[] = []
      for (let count = 0; count < 4; count++)
        seen.push(...((await queue.claim(1, signal))?.items.values() ?? []))
      await Promise.all([first, second])
      expect(seen).toEqual([1, 2, 3, 4])
    })

    test('a mark it has is ignored, items and all', async () => {
      const { queue } = await opened()
      await queue.push(valuesChunk([1]), signal, mark(0))
      await queue.push(valuesChunk([1]), signal, mark(0))
      await queue.push(valuesChunk([2]), signal, mark(1))
      await queue.push(valuesChunk([1]), signal, mark(0))
      expect(queue.size()).toBe(2)
    })

    test('what a successor finds unsettled comes first, with the same id and members', async () => {
      const { queue, queues } = await opened()
      await queue.push(valuesChunk([1, 2, 3, 4]), signal)
      const kept = await queue.claim(2, signal)
      const settled = await queue.claim(1, signal)
      if (kept === undefined || settled === undefined) throw new Error('There were items.')
      await queue.settle(settled.id, 'done')
      const next = await queues.open('q', { capacity: 100 })
      const again = await next.claim(10, signal)
      expect(again).toMatchObject({ id: kept.id, attempt: 2 })
      expect(again?.items.values()).toEqual([1, 2])
      await next.close()
      expect((await next.claim(10, signal))?.items.values()).toEqual([4])
    })

    test('who was taken over can neither push, claim, close nor settle', async () => {
      const { queue, queues } = await opened()
      await queue.push(valuesChunk([1]), signal)
      const lease = await queue.claim(1, signal)
      const waiting = queue.claim(1, signal)
      const next = await queues.open('q', { capacity: 100 })
      const gone = { kind: 'storage' }
      await expect(waiting).rejects.toMatchObject(gone)
      await expect(queue.push(valuesChunk([2]), signal)).rejects.toMatchObject(gone)
      await expect(queue.claim(1, signal)).rejects.toMatchObject(gone)
      await expect(queue.close()).rejects.toMatchObject(gone)
      await expect(queue.settle(lease?.id as never, 'done')).rejects.toMatchObject(gone)
      expect((await next.claim(1, signal))?.items.values()).toEqual([1])
    })

    test('a dead batch is kept apart', async () => {
      const { queue, queues } = await opened()
      await queue.push(valuesChunk([1, 2]), signal)
      const lease = await queue.claim(2, signal)
      await queue.settle(lease?.id as never, 'dead')
      expect(await queues.deadLetters('q')).toEqual([1, 2])
    })

    test('every wait ends when the run is stopped', async () => {
      const { queue } = await opened({ capacity: 1 })
      const stop = new AbortController()
      const claim = queue.claim(5, stop.signal)
      stop.abort(new Error('stopped'))
      await expect(claim).rejects.toThrow('stopped')
      await queue.push(valuesChunk([1]), signal)
      await expect(queue.push(valuesChunk([2]), AbortSignal.abort(new Error('stopped')))).rejects.toThrow(
        'stopped',
      )
      expect(queue.size()).toBe(1)
    })

    test('two who claim at once get each item once', async () => {
      const { queue } = await opened()
      const claims = [queue.claim(2, signal), queue.claim(2, signal)]
      await queue.push(valuesChunk([1, 2]), signal)
      await queue.push(valuesChunk([3, 4]), signal)
      const leases = await Promise.all(claims)
      expect(leases.flatMap((lease) => lease?.items.values() ?? [])).toEqual([1, 2, 3, 4])
    })
  })
}
