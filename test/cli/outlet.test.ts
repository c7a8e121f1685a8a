import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutlet } from '../../src/cli/outlet.ts'
import { type Chunk, valuesChunk } from '../../src/engine/chunk.ts'
import { scanJson } from '../../src/engine/scan.ts'

const signal = new AbortController().signal

function outletAfter(first: Promise<void>) {
  let out = ''
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      out += chunk.toString()
      done()
    },
  })
  const terminal = { stdout, stderr: stdout, env: {}, stopped: signal }
  const outlet = createOutlet(terminal, { most: 10, first, gathers: false, onEnough: () => {} })
  return { outlet, out: () => out }
}

describe('a record leaves', () => {
  it('when what comes first has gone well', async () => {
    let succeed = () => {}
    const { outlet, out } = outletAfter(new Promise<void>((resolve) => (succeed = resolve)))
    const appended = outlet.append(valuesChunk([1]), signal)
    // Everything that can go on without the first has gone on by then.
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(out()).toBe('')
    succeed()
    await appended
    expect(out()).toBe('1\n')
    expect(outlet.count).toBe(1)
  })
  it('never when it has not', async () => {
    const full = new Error('the disk is full')
    const { outlet, out } = outletAfter(Promise.reject(full))
    await expect(outlet.append(valuesChunk([1]), signal)).rejects.toThrow(full)
    expect(out()).toBe('')
    expect(outlet.count).toBe(0)
  })
  it('not when the run was stopped while it waited', async () => {
    const stop = new AbortController()
    let succeed = () => {}
    const { outlet, out } = outletAfter(new Promise<void>((resolve) => (succeed = resolve)))
    const appended = outlet.append(valuesChunk([1]), stop.signal)
    stop.abort(new Error('stopped'))
    succeed()
    await expect(appended).rejects.toThrow('stopped')
    expect(out()).toBe('')
  })
})

describe('small pages wait for each other', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const listOf = (from: number, count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, at) => ({ id: from + at })))
  const scanned = (from: number, count: number) =>
    scanJson(new TextEncoder().encode(listOf(from, count)), []).records
  const linesOf = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `{"id":${from + at}}\n`).join('')

  function gathering(most = Number.POSITIVE_INFINITY) {
    const writes: string[] = []
    let failure: NodeJS.ErrnoException | undefined
    const stdout = new Writable({
      write(chunk: Buffer, _, done) {
        if (failure === undefined) writes.push(chunk.toString())
        done(failure)
      },
    })
    stdout.on('error', () => {})
    const onEnough = vi.fn<() => void>()
    const terminal = { stdout, stderr: stdout, env: {}, stopped: signal }
    const outlet = createOutlet(terminal, { most, gathers: true, onEnough })
    return {
      outlet,
      writes,
      onEnough,
      fail: (code: string) => {
        failure = Object.assign(new Error(code), { code })
      },
    }
  }

  it('and go out together after a moment', async () => {
    const { outlet, writes } = gathering()
    await outlet.append(scanned(1, 2), signal)
    await outlet.append(valuesChunk([{ id: 3 }]), signal)
    expect([writes, outlet.count]).toEqual([[], 0])
    await vi.advanceTimersByTimeAsync(20)
    expect([writes, outlet.count]).toEqual([[linesOf(1, 3)], 3])
  })
  it('or when they are large enough', async () => {
    const { outlet, writes } = gathering()
    for (let page = 0; page < 20; page++) await outlet.append(scanned(page * 500, 500), signal)
    expect(writes.length).toBeGreaterThan(0)
    expect(writes.length).toBeLessThan(10)
    await outlet.end()
    expect([writes.join(''), outlet.count]).toEqual([linesOf(0, 10_000), 10_000])
  })
  it('or at the end', async () => {
    const { outlet, writes } = gathering()
    await outlet.append(scanned(1, 2), signal)
    await outlet.end()
    expect([writes, outlet.count]).toEqual([[linesOf(1, 2)], 2])
    await vi.advanceTimersByTimeAsync(100)
    expect(writes).toHaveLength(1)
  })
  it.each<[what: string, large: (from: number) => Chunk]>([
    ['bytes', (from) => scanned(from, 60_000)],
    ['values', (from) => valuesChunk(JSON.parse(listOf(from, 60_000)) as { id: number }[])],
  ])('a page larger than the room comes in its place: %s', async (_what, large) => {
    const { outlet, writes } = gathering()
    await outlet.append(scanned(0, 2), signal)
    await outlet.append(large(2), signal)
    await outlet.append(scanned(60_002, 1), signal)
    await outlet.end()
    expect(writes.join('') === linesOf(0, 60_003)).toBe(true)
    expect(outlet.count).toBe(60_003)
  })
  it('no longer when the person has enough', async () => {
    const { outlet, writes, onEnough } = gathering(3)
    await outlet.append(scanned(1, 2), signal)
    expect(onEnough).not.toHaveBeenCalled()
    await outlet.append(scanned(3, 2), signal)
    expect(onEnough).toHaveBeenCalledOnce()
    expect([writes, outlet.count]).toEqual([[linesOf(1, 3)], 3])
  })
  it('and a write that fails meanwhile fails the next page', async () => {
    const { outlet, fail } = gathering()
    await outlet.append(scanned(1, 2), signal)
    fail('ENOSPC')
    await vi.advanceTimersByTimeAsync(20)
    await expect(outlet.append(scanned(3, 2), signal)).rejects.toThrow('cannot be written')
    expect(outlet.count).toBe(0)
  })
  it('and a reader that has gone meanwhile has enough', async () => {
    const { outlet, onEnough, fail } = gathering()
    await outlet.append(scanned(1, 2), signal)
    fail('EPIPE')
    await vi.advanceTimersByTimeAsync(20)
    expect(onEnough).toHaveBeenCalledOnce()
  })
})
