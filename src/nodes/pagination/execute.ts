import { type Chunk, type Stream } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import { EngineError } from '../../engine/errors.ts'
import type { Json } from '../../model/json.ts'
import { pagedRequest } from './paged.ts'
import type { PaginationSettings } from './settings.ts'
import { overPosition, Walk } from './walk.ts'

/** Walks the pages of a list once, or once for the one value that comes in (E10). */
export async function* executePagination(settings: PaginationSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  // The walk was over when the checkpoint was made.
  if (ctx.position === overPosition) return
  const paged = pagedRequest(settings, ctx.children)
  if (typeof paged === 'string') throw new EngineError('no-page', paged)
  const { entered, item, marks } = await enter(ctx.input)
  if (entered) yield* new Walk(settings, ctx, paged.id, item).pages(ctx.position)
  yield* marks
}

interface Entered {
  /** Something came in, or nothing could: over an empty stream no page is asked for (E5). */
  readonly entered: boolean
  readonly item: Json | undefined
  /** They cover what came before the pages, and pass behind them. */
  readonly marks: readonly Chunk[]
}

async function enter(input: Stream | undefined): Promise<Entered> {
  if (input === undefined) return { entered: true, item: undefined, marks: [] }
  const marks: Chunk[] = []
  let item: Json | undefined
  let entered = false
  for await (const chunk of input) {
    if (chunk.mark !== undefined) marks.push(chunk)
    else if (chunk.count > 0) {
      if (entered || chunk.count > 1)
        throw new EngineError(
          'input',
          'Several records came in to the pages, which are walked once. Put the container into a For each.',
        )
      entered = true
      item = chunk.values()[0]
    }
  }
  return { entered, item, marks }
}
