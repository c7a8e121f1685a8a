import type { Chunk, Stream } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import { toEngineError } from '../../engine/errors.ts'
import { BodyReader } from '../bodyReader.ts'
import { readItems } from './items.ts'
import type { ForEachSettings } from './settings.ts'

/** Bodies that have ended and are not delivered yet, beyond those that run, for each that runs. */
const mostWaiting = 3

interface Entry {
  readonly index: number
  readonly body: BodyReader
}

/** Runs the body once for each item, some at once, and gives what comes out in the order of the items (E11). */
export async function* executeForEach(settings: ForEachSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  const items = readItems(settings, ctx)[Symbol.asyncIterator]()
  const window: (Entry | Chunk)[] = []
  const { concurrency } = settings
  let count = 0
  let reading: Promise<void> | undefined
  let isOver = false
  let failed: { readonly error: unknown } | undefined

  const running = () => window.filter((entry): entry is Entry => 'body' in entry && !entry.body.ended)
  const hasRoom = () =>
    !isOver &&
    failed === undefined &&
    running().length < concurrency &&
    window.length < concurrency * (mostWaiting + 1)

  const readOne = async () => {
    try {
      const { done, value } = await items.next()
      if (done === true) isOver = true
      else if (value.mark !== undefined) window.push(value)
      else window.push(start(value, count++))
    } catch (error) {
      // What stood before it is delivered first.
      failed = { error }
    }
    reading = undefined
  }

  const start = (item: Chunk, index: number): Entry => ({
    index,
    body: new BodyReader(
      ctx.body({
        at: String(index),
        bind: {
          get item() {
            return item.values()[0]
          },
        },
        feed: one(item),
      }),
      { whole: settings.onFailure === 'skip' },
    ),
  })

  try {
    for (;;) {
      ctx.signal.throwIfAborted()
      if (reading === undefined && hasRoom()) reading = readOne()
      const [head] = window
      if (head === undefined) {
        if (reading !== undefined) await reading
        else if (failed !== undefined) throw failed.error
        else return
        continue
      }
      if (!('body' in head)) {
        window.shift()
        yield head
        continue
      }
      const taken = head.body.take()
      if (taken === undefined) {
        // A body that ends makes room for another item, which must not wait for the head.
        const others = reading === undefined ? running().map(({ body }) => body.over) : [reading]
        await Promise.race([head.body.arrival(), ...others])
      } else if (taken.kind === 'chunk') yield taken.chunk
      else {
        window.shift()
        if (taken.kind === 'failure') {
          if (settings.onFailure === 'stop' || ctx.signal.aborted) throw taken.error
          ctx.emit({
            type: 'note',
            node: ctx.node.id,
            at: `${ctx.at}:${head.index}`,
            message: `Item ${head.index + 1} was left out: ${toEngineError(taken.error).message}`,
          })
        }
      }
    }
  } finally {
    await Promise.all(window.map((entry) => ('body' in entry ? entry.body.close() : undefined)))
    await items.return?.(undefined)
  }
}

async function* one(chunk: Chunk): Stream {
  yield chunk
}
