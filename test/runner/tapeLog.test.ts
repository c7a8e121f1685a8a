import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ExchangeId } from '../../src/engine/events.ts'
import { createMemoryLog, openFileLog } from '../../src/runner/byteLog.ts'
import { TapeLog, tapeBytes } from '../../src/runner/tapeLog.ts'
import { makeFolder, openLog } from './logFiles.ts'
import { requestOf } from './servers.ts'

let path = ''
beforeEach(async () => {
  path = join(await makeFolder(), 'log')
})

const keep = (tape: TapeLog, id: string, body: Uint8Array) =>
  tape.keep(
    id as ExchangeId,
    'n',
    1,
    requestOf('https://x.example/', { method: 'POST', headers: [['a', 'b']], body: Buffer.from('sent') }),
    { status: 200, statusText: 'OK', headers: [['c', 'd']], body, wireBytes: 1, phases: {} },
  )

describe('the tape', () => {
  test('an exchange comes back with its bodies, also after a restart that tore the last one', async () => {
    const log = await openFileLog(path, 65_536, 'tape')
    const tape = TapeLog.create(log)
    keep(tape, 'one', Uint8Array.of(0, 10, 255))
    tape.keep('two' as ExchangeId, 'n', 2, requestOf('https://x.example/2'), undefined)
    const expected = {
      id: 'one',
      at: 'n',
      attempt: 1,
      request: {
        method: 'POST',
        url: 'https://x.example/',
        headers: [['a', 'b']],
        bodyBytes: 4,
        bodyBase64: Buffer.from('sent').toString('base64'),
      },
      response: { status: 200, statusText: 'OK', headers: [['c', 'd']], bodyBytes: 3, bodyBase64: 'AAr/' },
    }
    expect(await tape.find('one')).toEqual(expected)
    await tape.close()
    await appendFile(path, Uint8Array.of(9, 9, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3))
    const again = await TapeLog.reopen(await openLog(path))
    expect(await again.find('one')).toEqual(expected)
    expect(await again.find('two')).toMatchObject({ attempt: 2 })
    expect((await again.find('two'))?.response).toBeUndefined()
    expect(await again.find('three')).toBeUndefined()
    expect(again.count).toBe(2)
  })

  test('a damaged entry ends it, costs nothing before it, and is left on the disk', async () => {
    const log = await openFileLog(path, 65_536, 'tape')
    const tape = TapeLog.create(log)
    keep(tape, 'one', Buffer.from('first'))
    const second = log.size
    keep(tape, 'two', Buffer.from('second'))
    keep(tape, 'three', Buffer.from('third'))
    await tape.close()
    const bytes = await readFile(path)
    bytes.fill(0xff, second + 12, second + 40)
    await writeFile(path, bytes)
    const again = await TapeLog.reopen(await openLog(path))
    expect((await again.find('one'))?.response?.bodyBase64).toBe(Buffer.from('first').toString('base64'))
    expect(again.count).toBe(1)
    expect((await readFile(path)).equals(bytes)).toBe(true)
  })

  test('a large body is cut, and says by how much', async () => {
    const tape = TapeLog.create(createMemoryLog())
    keep(tape, 'one', Buffer.alloc(5_000_000))
    const found = await tape.find('one')
    expect(found?.response).toMatchObject({ bodyBytes: 5_000_000, cut: 5_000_000 - 4_194_304 })
    expect(Buffer.from(found?.response?.bodyBase64 ?? '', 'base64')).toHaveLength(4_194_304)
  })

  test('it ends where it is full, and keeps no later one', async () => {
    const tape = TapeLog.create(createMemoryLog())
    for (let count = 0; count < 6; count++) keep(tape, `${count}`, Buffer.alloc(4_000_000))
    expect(tape.full).toBe(true)
    expect(tape.count).toBe(Math.floor(tapeBytes / 4_000_000))
    keep(tape, 'small', Buffer.alloc(1))
    expect(await tape.find('small')).toBeUndefined()
  })

  test('it knows after a restart that it was full', async () => {
    const tape = TapeLog.create(await openFileLog(path, 65_536, 'tape'))
    for (let count = 0; count < 6; count++) keep(tape, `${count}`, Buffer.alloc(4_000_000))
    const { count } = tape
    await tape.close()
    const again = await TapeLog.reopen(await openLog(path))
    expect(again).toMatchObject({ full: true, count })
  })
})
