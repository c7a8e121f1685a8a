import { expect, test } from 'vitest'
import { RunPaint } from '../../../src/editor/canvas/runPaint.ts'
import type { RunEvent, RunId } from '../../../src/engine/events.ts'
import { runAsked, runStarted, runTold } from '../../../src/store/runSlice.ts'
import { openEditor } from '../../store/editor.ts'

test('counts are painted at once, then at most four times a second, the newest last', async () => {
  const { store, host, connector, operation, node } = openEditor()
  const request = node('request')
  const paint = new RunPaint(store)
  const seen: (number | undefined)[] = []
  paint.subscribe(() => seen.push(paint.of(request).run?.records))
  const stop = paint.follow()
  await host.advance(1_000)
  store.dispatch(runAsked({ connector: connector.id, operation, atMs: host.now }))
  store.dispatch(runStarted({ operation, id: 'run' as RunId }))
  await host.advance(1_000)
  await host.advance(1_000)
  let seq = 0
  const tell = (records: number) => {
    const event = {
      type: 'counts',
      node: request,
      chunks: 1,
      records,
      bytes: 0,
      requests: 1,
      seq: (seq += 1),
      atMs: host.now,
    }
    store.dispatch(runTold({ operation, id: 'run' as RunId, events: [event as RunEvent] }))
  }
  seen.length = 0
  for (const records of [1, 2, 3]) tell(records)
  expect(seen).toEqual([1])
  await host.advance(100)
  tell(4)
  expect(seen).toEqual([1])
  await host.advance(150)
  expect(seen).toEqual([1, 4])
  stop()
  tell(5)
  await host.advance(1_000)
  expect(seen).toEqual([1, 4])
})
