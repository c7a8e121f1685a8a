import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { describe, expect, it } from 'vitest'
import { newestVersion, openDatabase } from '../../src/storage/database.ts'
import { StorageError, toStorageError } from '../../src/storage/storageError.ts'

describe('opening the database', () => {
  it('of a newer Patchbay is refused in words, and leaves it as it is', async () => {
    const newer = new Dexie('from-the-future')
    newer.version(newestVersion + 1).stores({ connectors: 'id', later: 'id' })
    await newer.open()
    await newer.table('later').put({ id: 'kept' })
    newer.close()
    await expect(openDatabase({ name: 'from-the-future' })).rejects.toMatchObject({
      kind: 'newer',
      message: expect.stringMatching(/Reload the page.*nothing is kept here/),
    })
    await newer.open()
    expect(newer.verno).toBe(newestVersion + 1)
    expect(await newer.table('later').count()).toBe(1)
    newer.close()
  })

  it('while an old tab holds on to an older version says which tabs to close', async () => {
    const old = indexedDB.open('held', 1)
    await new Promise((resolve) => old.addEventListener('success', resolve))
    await expect(openDatabase({ name: 'held', blockedMs: 10 })).rejects.toMatchObject({
      kind: 'blocked',
      message: expect.stringMatching(/Close the other Patchbay tabs.*nothing is kept here/),
    })
    old.result.close()
  })

  it('lets a newer version in, and says that this page is old', async () => {
    const told: StorageError[] = []
    const db = await openDatabase({ name: 'left-behind', onClosed: (error) => told.push(error) })
    const newer = new Dexie('left-behind')
    newer.version(newestVersion + 1).stores({ connectors: 'id' })
    await newer.open()
    expect(told.map(({ kind }) => kind)).toEqual(['newer'])
    expect(db.isOpen()).toBe(false)
    newer.close()
  })

  it('without IndexedDB says that nothing can be kept', async () => {
    const broken = {
      open: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    } as unknown as IDBFactory
    await expect(openDatabase({ name: 'none', indexedDB: broken, IDBKeyRange })).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })
})

describe('errors of the database', () => {
  it.each([
    ['QuotaExceededError', 'quota'],
    ['VersionError', 'newer'],
    ['DataCloneError', 'corrupt'],
    ['InvalidStateError', 'unavailable'],
  ])('%s is told as %s', (name, kind) => {
    expect(toStorageError(new DOMException('x', name)).kind).toBe(kind)
  })

  it('that aborted a transaction are told by their cause', () => {
    const aborted = Object.assign(new Error('aborted'), {
      name: 'AbortError',
      inner: new DOMException('x', 'QuotaExceededError'),
    })
    expect(toStorageError(aborted).kind).toBe('quota')
  })

  it('are told once: one of ours stays itself', () => {
    const error = new StorageError('lost')
    expect(toStorageError(error)).toBe(error)
  })
})
