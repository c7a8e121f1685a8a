import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunSummary } from '../../src/api/contract.ts'
import { valuesChunk } from '../../src/engine/chunk.ts'
import { EngineError } from '../../src/engine/errors.ts'
import type { RunId } from '../../src/engine/events.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { createDiskFolder, createMemoryFolder, type RunFolder } from '../../src/runner/runFolder.ts'
import { keptRuns, openRunStore, type RunStore } from '../../src/runner/runStore.ts'
import { joinedText, makeFolder, textOf } from './logFiles.ts'
import { never } from './servers.ts'

const summaryOf = (number: number): RunSummary => ({
  id: `run-${number}` as RunId,
  connector: 'c',
  operation: 'o',
  operationTitle: 'O',
  hash: 'h',
  startedMs: number,
  records: 0,
  seq: -1,
  yields: 'many',
})

/** One run from start to end, with `number` in its record and its event. */
async function play(store: RunStore, number: number): Promise<void> {
  const run = await store.create(summaryOf(number))
  await run.records.append(valuesChunk([number]), never)
  await run.events.append({
    seq: 1,
    atMs: 1,
    type: 'note',
    node: 'n' as NodeId,
    at: 'n',
    message: `${number}`,
  })
  await run.events.end()
  run.update({ outcome: 'completed' })
  await run.write()
  await store.release(run.id)
}

const kinds: [string, () => Promise<RunFolder>][] = [
  ['the disk', async () => createDiskFolder(join(await makeFolder(), 'runs'))],
  ['memory', () => Promise.resolve(createMemoryFolder())],
]
describe.each(kinds)('runs kept in %s', (_, createFolder) => {
  test('come back after a restart, newest first', async () => {
    const folder = await createFolder()
    const first = await openRunStore(folder, 0)
    for (const number of [1, 2, 3]) await play(first, number)
    await first.close()
    const again = await openRunStore(folder, 0)
    expect(again.list().map(({ id, outcome }) => [id, outcome])).toEqual([
      ['run-3', 'completed'],
      ['run-2', 'completed'],
      ['run-1', 'completed'],
    ])
    const run = await again.open('run-2')
    expect((await run?.records.page(0, 10))?.map(textOf)).toEqual(['2'])
    expect(run === undefined ? '' : await joinedText(run.events.read(-1, never))).toContain('"message":"2"')
    await again.close()
  })

  test('more than may stay open at once are all found, again and again', async () => {
    const store = await openRunStore(await createFolder(), 0)
    for (let number = 0; number < 20; number++) await play(store, number)
    for (const number of [0, 19, 5, 0, 12, 7, 3, 8, 9, 10, 11, 0, 19]) {
      const run = await store.open(`run-${number}`)
      expect((await run?.records.page(0, 10))?.map(textOf)).toEqual([`${number}`])
    }
    await store.close()
  })

  test('a run that goes on is told as it stands, and never removed for being old', async () => {
    const store = await openRunStore(await createFolder(), 0)
    const going = await store.create(summaryOf(0))
    for (let number = 1; number <= keptRuns + 3; number++) await play(store, number)
    await going.records.append(valuesChunk(['a', 'b']), never)
    expect(store.summary('run-0')).toMatchObject({ records: 2 })
    expect(await store.open('run-0')).toBe(going)
    expect(store.summary('run-1')).toBeUndefined()
    expect(await store.open('run-1')).toBeUndefined()
    expect(store.list()).toHaveLength(keptRuns + 1)
    await store.close()
  })

  test('what has begun to be read is given whole, also when the run is closed or removed meanwhile', async () => {
    const store = await openRunStore(await createFolder(), 0)
    const large = Array.from({ length: 100 }, (_, number) => `${number} `.padEnd(5000, 'x'))
    const run = await store.create(summaryOf(0))
    await run.records.append(valuesChunk(large), never)
    await run.events.end()
    await store.release(run.id)
    const download = run.reading(run.records.blocks())
    const first = await download.next()
    for (let number = 1; number <= keptRuns; number++) {
      await play(store, number)
      await store.open(`run-${number}`)
    }
    expect(store.summary('run-0')).toBeUndefined()
    const text = textOf(first.value as Uint8Array) + (await joinedText(download))
    expect(text.trimEnd().split('\n')).toEqual(large.map((value) => JSON.stringify(value)))
    await store.close()
  })

  test('one that was left unfinished is closed as failed', async () => {
    const folder = await createFolder()
    const first = await openRunStore(folder, 0)
    const run = await first.create(summaryOf(1))
    await run.records.append(valuesChunk([1, 2]), never)
    await first.close()
    const again = await openRunStore(folder, 77)
    expect(again.summary('run-1')).toMatchObject({ outcome: 'failed', finishedMs: 77, records: 2 })
    await again.close()
  })

  test('its last word reaches a reader who saw events that were never kept', async () => {
    const folder = await createFolder()
    const first = await openRunStore(folder, 0)
    await first.create(summaryOf(1))
    await first.close()
    const again = await openRunStore(folder, 77)
    const run = await again.open('run-1')
    const seenButLost = 4321
    const told = run === undefined ? '' : await joinedText(run.events.read(seenButLost, never))
    expect(told).toContain('"type":"finished"')
    expect(JSON.parse(told)).toMatchObject({ seq: again.summary('run-1')?.seq, outcome: 'failed' })
    await again.close()
  })
})

test('a run for which there is no room leaves nothing behind', async () => {
  const data = await makeFolder()
  const disk = createDiskFolder(data)
  const full = new EngineError('storage', 'the disk is full')
  const folder: RunFolder = {
    ...disk,
    open: (id, part) => (part === 'tape' ? Promise.reject(full) : disk.open(id, part)),
  }
  const store = await openRunStore(folder, 0)
  await expect(store.create(summaryOf(1))).rejects.toBe(full)
  expect(store.list()).toEqual([])
  expect(await readdir(data)).toEqual([])
  await store.close()
})

test('an old run that cannot be removed keeps no new one from starting', async () => {
  const disk = createDiskFolder(await makeFolder())
  const held = new Error('somebody reads it')
  const store = await openRunStore({ ...disk, remove: () => Promise.reject(held) }, 0)
  for (let number = 0; number <= keptRuns; number++) await play(store, number)
  expect(store.list()).toHaveLength(keptRuns)
  await store.close()
})

test('a run whose folder is taken away while it is kept fails to open, and the others do not mind', async () => {
  const data = await makeFolder()
  const first = await openRunStore(createDiskFolder(data), 0)
  for (const number of [1, 2]) await play(first, number)
  await first.close()
  const store = await openRunStore(createDiskFolder(data), 0)
  await rm(join(data, 'run-1'), { recursive: true })
  await expect(store.open('run-1')).rejects.toMatchObject({ kind: 'storage' })
  expect(await store.open('run-2')).toBeDefined()
  await store.close()
})
