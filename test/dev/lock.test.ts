import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { withLock } from '../../src/dev/lock.mjs'

let path = ''
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-lock-'))
  path = join(folder, 'lock')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

/** A process that has ended, so that its number is nobody's. */
const endedPid = () => spawnSync(process.execPath, ['-e', '']).pid

describe('a lock between processes', () => {
  test('is held while the work goes on, and let go when it throws', () => {
    expect(withLock(path, () => existsSync(path))).toBe(true)
    expect(existsSync(path)).toBe(false)
    expect(() =>
      withLock(path, () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(existsSync(path)).toBe(false)
  })

  test('one left behind by a process that was killed is taken over at once', () => {
    mkdirSync(path)
    writeFileSync(join(path, 'owner'), `${endedPid()} ${hostname()}`)
    expect(withLock(path, () => 'worked')).toBe('worked')
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  test('whoever waits is told for whom, and works when the other is gone, however it went', async () => {
    const holder = start(`() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`)
    while (!existsSync(join(path, 'owner'))) await setImmediate()
    const waiter = start(`() => process.stdout.write('worked')`)
    const [words] = (await once(waiter.stderr, 'data')) as [Buffer]
    expect(words.toString()).toBe(`Waiting for another start to finish (process ${holder.pid}) …\n`)
    holder.kill('SIGKILL')
    const [output] = (await once(waiter.stdout, 'data')) as [Buffer]
    expect(output.toString()).toBe('worked')
    await once(waiter, 'close')
    expect(readdirSync(join(path, '..'))).toEqual([])
  })
})

const lockFile = pathToFileURL(join(import.meta.dirname, '../../src/dev/lock.mjs')).href

/** A process that does `work` while it holds the lock. */
function start(work: string) {
  const script = `import { withLock } from ${JSON.stringify(lockFile)}; withLock(process.argv[1], ${work})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
