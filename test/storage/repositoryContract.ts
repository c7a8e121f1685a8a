import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connector } from '../../src/model/document.ts'
import type { ConnectorId, NodeId, OperationId } from '../../src/model/ids.ts'
import { ConnectorRepository } from '../../src/storage/connectors.ts'
import { openDatabase, type PatchbayDatabase } from '../../src/storage/database.ts'
import { fold } from '../../src/storage/journal.ts'
import type { RunRow } from '../../src/storage/kept.ts'
import { RunRepository, runsKept, SessionRepository } from '../../src/storage/sessions.ts'
import { StorageError } from '../../src/storage/storageError.ts'

export const connectorOf = (id: string, title = 'Customers'): Connector => ({
  format: 'patchbay.connector/1',
  id: id as ConnectorId,
  name: 'customers',
  title,
  description: '',
  icon: '',
  service: {
    title: 'Back4App',
    baseUrl: 'https://api.example.com',
    authentications: [],
    defaults: { headers: [], query: [], errorRules: [] },
  },
  operations: [
    {
      id: 'op1' as OperationId,
      name: 'list',
      title: 'List',
      description: '',
      role: 'call',
      graph: {
        nodes: {
          ['n1' as NodeId]: {
            id: 'n1' as NodeId,
            kind: 'request',
            title: 'Request',
            settings: { url: '/a', big: 9007199254740993n },
          },
        },
        edges: {},
        notes: {},
      },
      layout: { n1: { x: 1, y: 2 } },
      output: { samples: [] },
    },
  ],
})

/** The change number `seq` of a connector: its title says which it is. */
export const titled = (connector: Connector, seq: number) => ({
  connector: connector.id,
  seq,
  atMs: 1_000 + seq,
  patches: [{ op: 'replace' as const, path: ['title'], value: `T${seq}` }],
  document: { ...connector, title: `T${seq}` },
})

export const runOf = (id: string, startedMs: number): RunRow => ({
  id: id as RunRow['id'],
  connector: 'c1',
  operation: 'op1',
  operationTitle: 'List',
  hash: 'h',
  startedMs,
  records: 1,
  seq: 2,
  yields: 'one',
})

let count = 0

/** What every database must do, whatever stands behind IndexedDB. */
export function repositoryContract(where: string): void {
  describe(`connectors in ${where}`, () => {
    let db: PatchbayDatabase
    let connectors: ConnectorRepository
    beforeEach(async () => {
      db = await openDatabase({ name: `contract-${(count += 1)}` })
      connectors = new ConnectorRepository(db)
    })
    afterEach(() => db.delete())

    const journal = (connector: Connector, ...seqs: number[]) =>
      db.journal.bulkAdd(seqs.map((seq) => titled(connector, seq)))

    it('are created and opened whole, big integers included', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      const opened = await connectors.own(connector.id, 6)
      expect(opened).toEqual({ connector, seq: 0, epoch: 1, damage: undefined })
    })

    it('are listed, newest edit first, with what a card shows', async () => {
      await connectors.create(connectorOf('c1'), 5)
      await connectors.create(connectorOf('c2', 'Orders'), 7)
      const list = await connectors.list()
      expect(list.map(({ title, service, editedMs }) => [title, service, editedMs])).toEqual([
        ['Orders', 'Back4App', 7],
        ['Customers', 'Back4App', 5],
      ])
      expect(list[0]?.operations).toEqual([{ id: 'op1', title: 'List', status: 'never' }])
      expect(list[0]?.preview.boxes).toEqual([{ kind: 'request', x: 1, y: 2 }])
    })

    it('of an id that is known are not created a second time', async () => {
      await connectors.create(connectorOf('c1'), 5)
      await expect(connectors.create(connectorOf('c1', 'Other'), 6)).rejects.toBeInstanceOf(StorageError)
      expect((await connectors.read('c1' as ConnectorId))?.connector.title).toBe('Customers')
    })

    it('that are replaced refuse the writes of whoever had them open', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      const before = await connectors.own(connector.id, 6)
      await journal(connector, 1, 2)
      await connectors.replace(connectorOf('c1', 'Replaced'), 9)
      const after = await connectors.own(connector.id, 10)
      expect(after?.connector.title).toBe('Replaced')
      expect(after?.epoch).toBeGreaterThan(before?.epoch ?? 0)
      expect(await db.journal.count()).toBe(0)
    })

    it('are opened as the snapshot with the journal after it', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      await journal(connector, 1, 2, 3)
      expect(await connectors.read(connector.id)).toMatchObject({ seq: 3, connector: { title: 'T3' } })
    })

    it('with a damaged journal open as far as it is good, say so and set the rest aside', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      await journal(connector, 1, 2, 5)
      const opened = await connectors.own(connector.id, 9)
      expect(opened).toMatchObject({ seq: 2, connector: { title: 'T2' } })
      expect(opened?.damage).toContain('change 3 is missing')
      expect(await db.damaged.toArray()).toMatchObject([{ connector: 'c1', entries: [{ seq: 5 }] }])
      // The next change takes the free number, and all is well again.
      await journal(connector, 3)
      expect((await connectors.own(connector.id, 10))?.damage).toBeUndefined()
    })

    it.each([
      ['a path that leads nowhere', [{ op: 'replace', path: ['operations', 7, 'title'], value: 'x' }]],
      ['no list', 'nonsense'],
      ['an operation without a graph', [{ op: 'replace', path: ['operations', 0], value: {} }]],
      ['another format', [{ op: 'replace', path: ['format'], value: 'x' }]],
    ])('with patches that are %s open without them', async (_, patches) => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      await db.journal.add({ connector: connector.id, seq: 1, atMs: 1, patches: patches as never })
      const opened = await connectors.own(connector.id, 9)
      expect(opened?.connector).toEqual(connector)
      expect(opened?.damage).toContain('change 1 cannot be applied')
    })

    it('whose snapshot cannot be read are refused in words, and nothing of them is touched', async () => {
      await db.snapshots.put({ connector: 'c1' as ConnectorId, seq: 0, document: { format: 'odd' } as never })
      await expect(connectors.own('c1' as ConnectorId, 1)).rejects.toMatchObject({ kind: 'corrupt' })
      expect(await db.snapshots.count()).toBe(1)
    })

    it('are deleted with all that belongs to them, and with nothing else', async () => {
      for (const id of ['c1', 'c2']) {
        const connector = connectorOf(id)
        await connectors.create(connector, 5)
        await journal(connector, 1)
        await new SessionRepository(db).write('tab', connector.id, { page: 'operation' }, 5)
        await new RunRepository(db).keep(connector.id, runOf(`run-${id}`, 5))
      }
      await connectors.remove('c1' as ConnectorId)
      for (const table of [db.connectors, db.snapshots, db.journal, db.sessions, db.runs])
        expect(await table.count()).toBe(1)
      expect(await connectors.read('c2' as ConnectorId)).toMatchObject({ seq: 1 })
    })

    it('remember how far their operations can be trusted', async () => {
      await connectors.create(connectorOf('c1'), 5)
      await connectors.noteStatus('c1' as ConnectorId, { op1: 'stale' })
      expect((await connectors.list())[0]?.operations[0]?.status).toBe('stale')
    })

    it('fold their journal into the snapshot, and open the same afterwards', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      await journal(connector, 1, 2, 3)
      const before = await connectors.read(connector.id)
      expect(await fold(db, connector.id)).toBe(3)
      expect(await db.journal.count()).toBe(0)
      expect(await connectors.read(connector.id)).toEqual(before)
      expect(await fold(db, connector.id)).toBe(0)
    })

    it('fold while changes come in, and lose none', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      const work: Promise<unknown>[] = []
      for (let seq = 1; seq <= 60; seq += 1) {
        work.push(journal(connector, seq))
        if (seq % 7 === 0) work.push(fold(db, connector.id))
      }
      await Promise.all(work)
      expect(await connectors.read(connector.id)).toMatchObject({
        seq: 60,
        connector: { title: 'T60' },
        damage: undefined,
      })
      await fold(db, connector.id)
      expect(await connectors.read(connector.id)).toMatchObject({ seq: 60, connector: { title: 'T60' } })
    })

    it('do not fold over damage, which is for the opening to tell', async () => {
      const connector = connectorOf('c1')
      await connectors.create(connector, 5)
      await journal(connector, 1, 3)
      expect(await fold(db, connector.id)).toBe(0)
      expect(await db.journal.count()).toBe(2)
    })
  })

  describe(`sessions and runs in ${where}`, () => {
    let db: PatchbayDatabase
    beforeEach(async () => {
      db = await openDatabase({ name: `contract-${(count += 1)}` })
    })
    afterEach(() => db.delete())
    const c1 = 'c1' as ConnectorId

    it('a tab finds what it had open, a new one what was open last', async () => {
      const sessions = new SessionRepository(db)
      await sessions.write('a', c1, { view: 'outline' }, 1)
      await sessions.write('b', c1, { view: 'canvas' }, 2)
      expect(await sessions.read('a', c1)).toEqual({ view: 'outline' })
      expect(await sessions.read('new', c1)).toEqual({ view: 'canvas' })
      expect(await sessions.read('a', 'c2' as ConnectorId)).toBeUndefined()
    })

    it('runs are listed newest first, and only so many', async () => {
      const runs = new RunRepository(db)
      for (let at = 0; at < runsKept + 5; at += 1) await runs.keep(c1, runOf(`r${at}`, at))
      const list = await runs.list(c1)
      expect(list).toHaveLength(runsKept)
      expect(list[0]?.id).toBe(`r${runsKept + 4}`)
    })
  })
}
