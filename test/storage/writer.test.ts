import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectorRepository } from '../../src/storage/connectors.ts'
import { openDatabase, type PatchbayDatabase } from '../../src/storage/database.ts'
import type { KeepState } from '../../src/storage/kept.ts'
import { JournalWriter } from '../../src/storage/writer.ts'
import { ScriptedTimers } from './host.ts'
import { connectorOf, titled } from './repositoryContract.ts'

let count = 0
let db: PatchbayDatabase
const connector = connectorOf('c1')

beforeEach(async () => {
  db = await openDatabase({ name: `writer-${(count += 1)}` })
  await new ConnectorRepository(db).create(connector, 1)
})

function writer(states: KeepState[] = []): JournalWriter {
  const { now, after } = new ScriptedTimers()
  return new JournalWriter({
    db,
    connector: connector.id,
    epoch: 0,
    onState: (state) => states.push(state),
    onLost: () => {},
    onWritten: () => {},
    now,
    after,
  })
}

const written = async () => (await db.journal.toArray()).map(({ seq }) => seq)

describe('a change that comes while another is being written', () => {
  it('is written after it, however far the write has come', async () => {
    const keeping = writer()
    let seq = 1
    // Each entry that reaches the disk is answered by the next key at that very moment.
    db.journal.hook('creating', () => {
      if (seq < 20) keeping.append(titled(connector, (seq += 1)))
    })
    keeping.append(titled(connector, 1))
    await keeping.settled()
    expect(await written()).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(keeping.pending).toBe(0)
    const read = await new ConnectorRepository(db).read(connector.id)
    expect(read).toMatchObject({ seq: 20, damage: undefined, connector: { title: 'T20' } })
  })

  it('is not said to be saved before it is', async () => {
    const states: KeepState[] = []
    const keeping = writer(states)
    let more = true
    db.journal.hook('creating', () => {
      if (more) keeping.append(titled(connector, 2))
      more = false
    })
    keeping.append(titled(connector, 1))
    await keeping.settled()
    expect(states.map(({ kind }) => kind)).toEqual(['saving', 'saving', 'saved'])
    expect(await written()).toEqual([1, 2])
  })

  it('keeps its place where the first one could not be written', async () => {
    const keeping = writer()
    let full = true
    db.journal.hook('creating', () => {
      if (!full) return
      full = false
      keeping.append(titled(connector, 2))
      throw new DOMException('No room.', 'QuotaExceededError')
    })
    keeping.append(titled(connector, 1))
    await keeping.settled()
    expect(keeping.pending).toBe(2)
    await keeping.retry()
    expect(await written()).toEqual([1, 2])
    expect(keeping.pending).toBe(0)
  })
})
