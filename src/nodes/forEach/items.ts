import { type Chunk, type Stream, valuesChunk } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import { EngineError } from '../../engine/errors.ts'
import type { Json } from '../../model/json.ts'
import { compileSetting, oncePer } from '../setting.ts'
import type { ForEachSettings } from './settings.ts'

const compileOver = oncePer(({ over }: ForEachSettings) => compileSetting(over, 'The list'))

/** The items one by one, each a chunk of one record, and the marks between them. */
export async function* readItems(settings: ForEachSettings, ctx: NodeContext): Stream {
  if (settings.over.trim() === '') {
    for await (const chunk of ctx.input ?? nothing()) yield* singly(chunk)
    return
  }
  const read = compileOver(settings)
  if (ctx.input === undefined) {
    yield* elements(read(ctx.scope()) as Json | undefined)
    return
  }
  let item: Json | undefined
  const scope = ctx.scope(() => item)
  for await (const chunk of ctx.input) {
    if (chunk.mark !== undefined) yield chunk
    else
      for (const record of chunk.values()) {
        item = record
        yield* elements(read(scope) as Json | undefined)
      }
  }
}

function* singly(chunk: Chunk): Iterable<Chunk> {
  if (chunk.mark !== undefined) yield chunk
  // Slices, not values: a record that nobody reads is never parsed.
  else for (let index = 0; index < chunk.count; index++) yield chunk.slice(index, index + 1)
}

function* elements(list: Json | undefined): Iterable<Chunk> {
  if (list === undefined || list === null) return
  if (!Array.isArray(list))
    throw new EngineError('expression', 'The list to go through is no list. Name a field that holds one.')
  for (const element of list as readonly Json[]) yield valuesChunk([element])
}

async function* nothing(): Stream {}
