import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectorRepository } from '../../src/storage/connectors.ts'
import { openDatabase, type PatchbayDatabase } from '../../src/storage/database.ts'
import { fold } from '../../src/storage/journal.ts'
import type { KeepState } from '../../src/storage/kept.ts'
import { idleMs, openElsewhere, StoreKeeper, takenOver, worthFolding } from '../../src/storage/storeKeeper.ts'
import { FakeLocks, fakeChannels, ScriptedTimers } from './host.ts'
import { connectorOf, titled } from './repositoryContract.ts'

let count = 0
let db: PatchbayDatabase
let name: string
let locks: FakeLocks
let channels: ReturnType<typeof fakeChannels>
const connector = connectorOf('c1')

interface Tab {
  readonly keeper: StoreKeeper
  readonly states: KeepState[]
  readonly readOnly: string[]
  readonly timers: ScriptedTimers
  readonly made: ReturnType<ReturnType<typeof fakeChannels>>[]
}

async function tab(): Promise<Tab> {
  const states: KeepState[] = []
  const readOnly: string[] = []
  const timers = new ScriptedTimers()
  const made: Tab['made'] = []
  const keeper = new StoreKeeper({
    db: await openDatabase({ name }),
    tab: `tab${(count += 1)}`,
    locks,
    channel: (channelName) => {
      const channel = channels(channelName)
      made.push(channel)
      return channel
    },
    fold: (_, id) => fold(db, id),
    onState: (state) => states.push(state),
    onReadOnly: (reason) => readOnly.push(reason),
    now: timers.now,
    after: timers.after,
  })
  return { keeper, states, readOnly, timers, made }
}

beforeEach(async () => {
  name = `keeper-${(count += 1)}`
  db = await openDatabase({ name })
  locks = new FakeLocks()
  channels = fakeChannels()
  await new ConnectorRepository(db).create(connector, 1)
})

const kept = async () => (await new ConnectorRepository(db).read(connector.id))?.connector.title

describe('one tab', () => {
  it('keeps each change at once and says so', async () => {
    const { keeper, states } = await tab()
    expect(await keeper.open(connector.id)).toMatchObject({ seq: 0 })
    expect(keeper.readOnly).toBeUndefined()
    keeper.journal(titled(connector, 1))
    expect(states).toEqual([{ kind: 'saving' }])
    await vi.waitFor(() => expect(states.at(-1)?.kind).toBe('saved'))
    expect(await kept()).toBe('T1')
  })

  it('writes what comes during a write together after it, in order', async () => {
    const { keeper } = await tab()
    await keeper.open(connector.id)
    for (let seq = 1; seq <= 50; seq += 1) keeper.journal(titled(connector, seq))
    await keeper.retry()
    expect(keeper.pending).toBe(0)
    expect((await db.journal.toArray()).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    )
  })

  it('that is killed at any moment loses nothing that was said to be saved', async () => {
    const { keeper, states } = await tab()
    await keeper.open(connector.id)
    keeper.journal(titled(connector, 1))
    await vi.waitFor(() => expect(states.at(-1)?.kind).toBe('saved'))
    keeper.journal(titled(connector, 2))
    // The tab is gone: no settling, no closing. Another page reads.
    const later = await openDatabase({ name })
    const read = await new ConnectorRepository(later).read(connector.id)
    expect(read?.damage).toBeUndefined()
    expect(['T1', 'T2']).toContain(read?.connector.title)
  })

  it('folds when the person rests, and not before', async () => {
    const { keeper, timers } = await tab()
    await keeper.open(connector.id)
    for (let seq = 1; seq <= worthFolding; seq += 1) {
      keeper.journal(titled(connector, seq))
      await keeper.retry()
    }
    expect(await db.journal.count()).toBe(worthFolding)
    timers.advance(idleMs)
    await vi.waitFor(async () => expect(await db.journal.count()).toBe(0))
    expect(await kept()).toBe(`T${worthFolding}`)
  })

  it('folds when it closes', async () => {
    const { keeper } = await tab()
    await keeper.open(connector.id)
    keeper.journal(titled(connector, 1))
    await keeper.close()
    expect(await db.journal.count()).toBe(0)
    expect(await kept()).toBe('T1')
  })

  it('says that a connector is not kept here', async () => {
    const { keeper } = await tab()
    expect(await keeper.open('gone' as never)).toBeUndefined()
  })
})

describe('a full disk', () => {
  it('is told in words; changes wait in memory and are written, in order, when there is room', async () => {
    const { keeper, states, timers } = await tab()
    await keeper.open(connector.id)
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('Full.', 'QuotaExceededError')
    })
    keeper.journal(titled(connector, 1))
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'failed', reason: 'quota' }))
    expect(states.at(-1)).toMatchObject({ message: expect.stringMatching(/disk is full.*Export a copy/) })
    keeper.journal(titled(connector, 2))
    await vi.waitFor(() => expect(keeper.pending).toBe(2))
    expect(await db.journal.count()).toBe(0)
    full.mockRestore()
    // The last try may still be under way; the next one is due a while after it has failed.
    await vi.waitFor(() => {
      timers.advance(60_000)
      expect(states.at(-1)?.kind).toBe('saved')
    })
    expect((await db.journal.toArray()).map(({ seq }) => seq)).toEqual([1, 2])
    expect(await kept()).toBe('T2')
  })
})

describe('two tabs', () => {
  it('the second only looks, and says why', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    expect(second.keeper.readOnly).toBe(openElsewhere)
    second.keeper.journal(titled(connector, 1))
    expect(second.states.at(-1)).toMatchObject({ kind: 'failed', reason: 'lost' })
    expect(await db.journal.count()).toBe(0)
  })

  it('taking over gets all that the first tab did, and the first becomes read-only', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    for (let seq = 1; seq <= 20; seq += 1) first.keeper.journal(titled(connector, seq))
    const taken = await second.keeper.takeOver()
    expect(taken).toMatchObject({ seq: 20, connector: { title: 'T20' } })
    expect(first.readOnly.at(-1)).toBe(takenOver)
    expect(second.keeper.readOnly).toBeUndefined()
    second.keeper.journal(titled(connector, 21))
    await second.keeper.retry()
    expect(await kept()).toBe('T21')
  })

  it('that it can be edited is told with the document, not before it: an edit to the old one would be lost', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    await second.keeper.takeOver()
    expect(second.readOnly).toEqual([])
  })

  it('taking over from a tab that does not answer waits, then takes; its late writes are refused and stay on its page', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    for (const channel of first.made) channel.deaf = true
    const taking = second.keeper.takeOver()
    await new Promise((resolve) => setImmediate(resolve))
    second.timers.advance(2_000)
    expect(await taking).toMatchObject({ seq: 0 })
    expect(first.readOnly.at(-1)).toBe(takenOver)
    first.keeper.journal(titled(connector, 1))
    expect(first.states.at(-1)).toMatchObject({ kind: 'failed', reason: 'lost' })
    expect(first.keeper.pending).toBe(1)
    expect(await db.journal.count()).toBe(0)
  })

  it('a write under way while another becomes the owner is refused, never mixed in', async () => {
    const { keeper, states, readOnly } = await tab()
    await keeper.open(connector.id)
    // Another owner has read in the meantime, without the lock being told: the last line of defence.
    await new ConnectorRepository(db).own(connector.id, 5)
    keeper.journal(titled(connector, 1))
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'failed', reason: 'lost' }))
    expect(readOnly.at(-1)).toBe(takenOver)
    expect(await db.journal.count()).toBe(0)
  })

  it('the second can edit when the first has closed', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await first.keeper.close()
    await second.keeper.open(connector.id)
    expect(second.keeper.readOnly).toBeUndefined()
  })

  it('of different connectors do not meet', async () => {
    const [first, second] = [await tab(), await tab()]
    await new ConnectorRepository(db).create(connectorOf('c2'), 1)
    await first.keeper.open(connector.id)
    await second.keeper.open('c2' as never)
    expect(second.keeper.readOnly).toBeUndefined()
  })
})
