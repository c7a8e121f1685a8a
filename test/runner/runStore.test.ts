import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunSummary } from '../../src/api/contract.ts'
import { valuesChunk } from '../../src/engine/chunk.ts'
import { EngineError } from '../../src/engine/errors.ts'
import type { RunId } from '../../src/engine/events.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { createFileBook } from '../../src/runner/fileBook.ts'
import { createMemoryBook } from '../../src/runner/memoryBook.ts'
import { bookName, openRunBook } from '../../src/runner/openRunBook.ts'
import { createDiskFolder, createMemoryFolder, type RunFolder } from '../../src/runner/runFolder.ts'
import { keptCheckpoints } from '../../src/runner/runBook.ts'
import { keptAside, keptRuns, openRunStore, type RunStore } from '../../src/runner/runStore.ts'
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
async function play(store: RunStore, number: number, values: Partial<RunSummary> = {}): Promise<void> {
  const run = await store.create({ ...summaryOf(number), ...values })
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

/** Opens the runs of one place, again and again. */
type OpenStore = () => Promise<RunStore>
const inFiles = (data: string) => () => openRunStore(createDiskFolder(data), createFileBook(data))

const kinds: [string, () => Promise<OpenStore>][] = [
  ['files', async () => inFiles(join(await makeFolder(), 'runs'))],
  [
    'files and SQLite',
    async () => {
      const data = await makeFolder()
      return async () => openRunStore(createDiskFolder(join(data, 'runs')), await openRunBook(data))
    },
  ],
  [
    'memory',
    () => {
      const [folder, book] = [createMemoryFolder(), createMemoryBook()]
      return Promise.resolve(() => openRunStore(folder, book))
    },
  ],
]
describe.each(kinds)('runs kept in %s', (_, createPlace) => {
  test('come back after a restart, newest first', async () => {
    const open = await createPlace()
    const first = await open()
    for (const number of [1, 2, 3]) await play(first, number)
    await first.close()
    const again = await open()
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
    const store = await (await createPlace())()
    for (let number = 0; number < 20; number++) await play(store, number)
    for (const number of [0, 19, 5, 0, 12, 7, 3, 8, 9, 10, 11, 0, 19]) {
      const run = await store.open(`run-${number}`)
      expect((await run?.records.page(0, 10))?.map(textOf)).toEqual([`${number}`])
    }
    await store.close()
  })

  test('a run that goes on is told as it stands, and never removed for being old', async () => {
    const store = await (await createPlace())()
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

  test('runs aside push none of the others out, and are forgotten by a number of their own', async () => {
    const store = await (await createPlace())()
    await play(store, 0)
    for (let number = 1; number <= keptAside + keptRuns; number++) await play(store, number, { aside: true })
    expect(store.list().map(({ id, aside }) => [id, aside === true])).toEqual([
      ...Array.from({ length: keptAside }, (_, back) => [`run-${keptAside + keptRuns - back}`, true]),
      ['run-0', false],
    ])
    await store.close()
  })

  test('what has begun to be read is given whole, also when the run is closed or removed meanwhile', async () => {
    const store = await (await createPlace())()
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
    const open = await createPlace()
    const first = await open()
    const run = await first.create(summaryOf(1))
    await run.records.append(valuesChunk([1, 2]), never)
    await first.close()
    const again = await open()
    expect(again.interrupted().map(({ id }) => id)).toEqual(['run-1'])
    await again.endInterrupted('run-1', 77)
    expect(again.summary('run-1')).toMatchObject({ outcome: 'failed', finishedMs: 77, records: 2 })
    await again.close()
  })

  test('its last word reaches a reader who saw events that were never kept', async () => {
    const open = await createPlace()
    const first = await open()
    await first.create(summaryOf(1))
    await first.close()
    const again = await open()
    expect(again.interrupted().map(({ id }) => id)).toEqual(['run-1'])
    await again.endInterrupted('run-1', 77)
    const run = await again.open('run-1')
    const seenButLost = 4321
    const told = run === undefined ? '' : await joinedText(run.events.read(seenButLost, never))
    expect(told).toContain('"type":"finished"')
    expect(JSON.parse(told)).toMatchObject({ seq: again.summary('run-1')?.seq, outcome: 'failed' })
    await again.close()
  })
})

describe.each(kinds)('going on with a run kept in %s', (_, createPlace) => {
  /** Three pages of two records, a checkpoint behind each, and an end. */
  async function playPages(store: RunStore, end: boolean): Promise<void> {
    const run = await store.create(summaryOf(1))
    await run.keepRequest('asked')
    for (const page of [1, 2, 3]) {
      await run.records.append(valuesChunk([page, page]), never)
      await run.saveCheckpoint({ page, sealed: `place ${page}`, values: page < 3 ? 'same' : 'other' })
      await run.events.append({ seq: page, atMs: page, type: 'checkpoint', records: page * 2 })
    }
    if (!end) return
    await run.events.append({
      seq: 4,
      atMs: 4,
      type: 'finished',
      outcome: 'stopped',
      records: 6,
      masked: 0,
      resumable: true,
    })
    await run.events.end()
    run.update({ outcome: 'stopped' })
    await run.write()
    await store.release(run.id)
  }
  const told = async (store: RunStore) => {
    const run = await store.open('run-1')
    const text = run === undefined ? '' : await joinedText(run.events.read(-1, never))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string; seq: number }).type)
  }

  test('it was stopped: its end is taken back, and what comes is numbered on', async () => {
    const open = await createPlace()
    const store = await open()
    await playPages(store, true)
    const from = await store.checkpoint('run-1')
    expect(from).toMatchObject({ number: 3, page: 3, sealed: 'place 3', values: 'other' })
    expect(await store.request('run-1')).toBe('asked')
    const run = await store.goOn('run-1', from!)
    expect(run?.summary).toMatchObject({ records: 6 })
    expect(run?.summary.outcome).toBeUndefined()
    expect(run?.before).toBe(4)
    await run?.events.append({ seq: 5, atMs: 5, type: 'checkpoint', records: 8 })
    await run?.events.end()
    expect(await told(store)).toEqual(['checkpoint', 'checkpoint', 'checkpoint', 'checkpoint'])
    await store.close()
  })

  test('from an earlier page: what came after it is forgotten', async () => {
    const open = await createPlace()
    const store = await open()
    await playPages(store, true)
    const from = await store.checkpoint('run-1', { page: 1 })
    expect(from).toMatchObject({ number: 1, sealed: 'place 1', values: 'same' })
    const run = await store.goOn('run-1', from!)
    await run?.records.cut(2)
    await run?.saveCheckpoint({ page: 2, sealed: 'another 2' })
    await run?.events.end()
    await store.release('run-1' as RunId)
    expect(await store.checkpoint('run-1')).toMatchObject({ number: 2, sealed: 'another 2', values: 'same' })
    expect(await store.checkpoint('run-1', { page: 3 })).toBeUndefined()
    expect(store.summary('run-1')?.records).toBe(2)
    await store.close()
  })

  test('its runner was killed: it is found, and goes on above the numbers that were seen', async () => {
    const open = await createPlace()
    const killed = await open()
    await playPages(killed, false)
    await killed.close()
    const store = await open()
    expect(store.interrupted().map(({ id }) => id)).toEqual(['run-1'])
    const run = await store.goOn('run-1', (await store.checkpoint('run-1'))!)
    expect(run?.before).toBeGreaterThan(4000)
    expect(store.interrupted()).toEqual([])
    await run?.events.end()
    await store.close()
  })

  test('from its beginning: nothing of it is left but what it was asked for', async () => {
    const store = await (await createPlace())()
    await playPages(store, true)
    const run = await store.goOn('run-1', undefined)
    expect(run?.summary).toMatchObject({ records: 0 })
    expect(await store.checkpoint('run-1')).toBeUndefined()
    expect(await store.request('run-1')).toBe('asked')
    await run?.saveCheckpoint({ page: 1, sealed: 'anew' })
    expect(await store.checkpoint('run-1')).toEqual({ number: 1, page: 1, sealed: 'anew' })
    await run?.events.end()
    await store.close()
  })

  test('there is no such run, no such page, nothing that was asked', async () => {
    const store = await (await createPlace())()
    expect(await store.checkpoint('run-9')).toBeUndefined()
    expect(await store.request('run-9')).toBeUndefined()
    expect(await store.goOn('run-9', { number: 1, sealed: '' })).toBeUndefined()
    await playPages(store, true)
    expect(await store.checkpoint('run-1', { page: 7 })).toBeUndefined()
    expect(await store.checkpoint('run-1', { below: 3 })).toMatchObject({ number: 2 })
    expect(await store.checkpoint('run-1', { page: 3, below: 3 })).toBeUndefined()
    await store.close()
  })

  test('only the newest places are kept, with the values that hold for them', async () => {
    const store = await (await createPlace())()
    const run = await store.create(summaryOf(1))
    await run.saveCheckpoint({ page: 1, sealed: 'first', values: 'from the beginning' })
    for (let page = 2; page <= keptCheckpoints * 2; page++)
      await run.saveCheckpoint({ page, sealed: 's', values: 'from the beginning' })
    expect(await store.checkpoint('run-1', { page: 1 })).toBeUndefined()
    expect(await store.checkpoint('run-1', { page: keptCheckpoints * 2 - 100 })).toMatchObject({
      values: 'from the beginning',
    })
    await store.close()
  })
})

describe('the book of a data folder', () => {
  test('takes over what an earlier Patchbay kept in files: requests and places to go on from too', async () => {
    const data = await makeFolder()
    const files = createFileBook(join(data, 'runs'))
    await files.write(summaryOf(1))
    await files.keepRequest('run-1' as RunId, 'asked')
    await files.saveCheckpoint('run-1' as RunId, { number: 1, page: 1, sealed: 'place 1', values: 'values' })
    await files.saveCheckpoint('run-1' as RunId, { number: 2, page: 2, sealed: 'place 2' })
    const book = await openRunBook(data)
    expect(await book.list()).toEqual([summaryOf(1)])
    expect(await book.request('run-1' as RunId)).toBe('asked')
    expect(await book.checkpoint('run-1' as RunId, { below: 2 })).toMatchObject({ sealed: 'place 1' })
    expect(await book.checkpoint('run-1' as RunId)).toEqual({
      number: 2,
      page: 2,
      sealed: 'place 2',
      values: 'values',
    })
    await book.close()
  })

  test('of a newer Patchbay is refused, and not touched', async () => {
    const data = await makeFolder()
    await (await openRunBook(data)).close()
    const path = join(data, bookName)
    const { default: Sqlite } = await import('libsql')
    const newer = new Sqlite(path)
    newer.exec('PRAGMA user_version = 2; CREATE TABLE later (id TEXT)')
    newer.close()
    await expect(openRunBook(data)).rejects.toThrow('was written by a newer Patchbay')
    const still = new Sqlite(path)
    expect(still.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 })
    still.close()
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
  const store = await openRunStore(folder, createFileBook(data))
  await expect(store.create(summaryOf(1))).rejects.toBe(full)
  expect(store.list()).toEqual([])
  expect(await readdir(data)).toEqual([])
  await store.close()
})

test('an old run that cannot be removed keeps no new one from starting', async () => {
  const data = await makeFolder()
  const disk = createDiskFolder(data)
  const held = new Error('somebody reads it')
  const store = await openRunStore({ ...disk, remove: () => Promise.reject(held) }, createFileBook(data))
  for (let number = 0; number <= keptRuns; number++) await play(store, number)
  expect(store.list()).toHaveLength(keptRuns)
  await store.close()
})

test('a run whose folder is taken away while it is kept fails to open, and the others do not mind', async () => {
  const data = await makeFolder()
  const first = await inFiles(data)()
  for (const number of [1, 2]) await play(first, number)
  await first.close()
  const store = await inFiles(data)()
  await rm(join(data, 'run-1'), { recursive: true })
  await expect(store.open('run-1')).rejects.toMatchObject({ kind: 'storage' })
  expect(await store.open('run-2')).toBeDefined()
  await store.close()
})
