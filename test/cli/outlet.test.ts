import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createOutlet } from '../../src/cli/outlet.ts'
import { valuesChunk } from '../../src/engine/chunk.ts'

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
  const outlet = createOutlet(terminal, { most: 10, first, onEnough: () => {} })
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
