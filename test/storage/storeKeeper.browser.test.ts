import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectorRepository } from '../../src/storage/connectors.ts'
import { openDatabase, type PatchbayDatabase } from '../../src/storage/database.ts'
import { foldInWorker } from '../../src/storage/foldInWorker.ts'
import type { KeepState } from '../../src/storage/kept.ts'
import type { Channel, Locks } from '../../src/storage/ownership.ts'
import { openElsewhere, StoreKeeper, takenOver } from '../../src/storage/storeKeeper.ts'
import { connectorOf, titled } from './repositoryContract.ts'

/** Two keepers in one page ask for real Web Locks and hear each other over real BroadcastChannels, as two tabs would. */
let count = 0
let name: string
let db: PatchbayDatabase
let connector: ReturnType<typeof connectorOf>
const open: StoreKeeper[] = []

beforeEach(async () => {
  count += 1
  name = `keeper-browser-${count}`
  connector = connectorOf(`lock${count}`)
  db = await openDatabase({ name })
  await new ConnectorRepository(db).create(connector, 1)
})
afterEach(async () => {
  for (const keeper of open.splice(0)) await keeper.close()
})

async function tab(patienceMs = 1_500) {
  const states: KeepState[] = []
  const readOnly: string[] = []
  const channels: BroadcastChannel[] = []
  const keeper = new StoreKeeper({
    db: await openDatabase({ name }),
    tab: `tab${(count += 1)}`,
    locks: navigator.locks as unknown as Locks,
    channel: (channelName) => {
      const channel = new BroadcastChannel(channelName)
      channels.push(channel)
      return channel as Channel
    },
    fold: foldInWorker,
    onState: (state) => states.push(state),
    onReadOnly: (reason) => readOnly.push(reason),
    now: () => Date.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    patienceMs,
  })
  open.push(keeper)
  return { keeper, states, readOnly, channels }
}

describe('two tabs with real locks', () => {
  it('the second looks, takes over with all that the first did, and the first becomes read-only', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    expect(second.keeper.readOnly).toBe(openElsewhere)
    for (let seq = 1; seq <= 30; seq += 1) first.keeper.journal(titled(connector, seq))
    expect(await second.keeper.takeOver()).toMatchObject({ seq: 30, connector: { title: 'T30' } })
    expect(first.readOnly.at(-1)).toBe(takenOver)
  })

  it('a tab that does not answer is taken over by force', async () => {
    const [first, second] = [await tab(), await tab(20)]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    for (const channel of first.channels) channel.close()
    expect(await second.keeper.takeOver()).toMatchObject({ seq: 0 })
    await vi.waitFor(() => expect(first.readOnly.at(-1)).toBe(takenOver))
    first.keeper.journal(titled(connector, 1))
    expect(first.states.at(-1)).toMatchObject({ kind: 'failed', reason: 'lost' })
    second.keeper.journal(titled(connector, 1))
    await vi.waitFor(() => expect(second.states.at(-1)?.kind).toBe('saved'))
  })

  it('can be taken back, again and again', async () => {
    const [first, second] = [await tab(), await tab()]
    await first.keeper.open(connector.id)
    await second.keeper.open(connector.id)
    let seq = 0
    for (const { keeper } of [second, first, second, first]) {
      expect(await keeper.takeOver()).toMatchObject({ seq })
      seq += 1
      keeper.journal(titled(connector, seq))
    }
    await first.keeper.close()
    expect((await new ConnectorRepository(db).read(connector.id))?.seq).toBe(seq)
  })
})

describe('folding in a worker', () => {
  it('folds the journal while the page goes on', async () => {
    for (let seq = 1; seq <= 5; seq += 1) await db.journal.add(titled(connector, seq))
    expect(await foldInWorker(name, connector.id)).toBe(5)
    expect(await db.journal.count()).toBe(0)
    expect((await new ConnectorRepository(db).read(connector.id))?.connector.title).toBe('T5')
  })
})
