import type { Stream } from '../../engine/chunk.ts'
import { valuesChunk } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import type { Json } from '../../model/json.ts'
import { compileSetting, oncePer } from '../setting.ts'
import type { OutputSettings } from './settings.ts'

const compileValue = oncePer(({ value }: OutputSettings) => compileSetting(value, 'The output’s value'))

/** Passes records on as they came, or makes each what `value` says; an absent value becomes null. */
export async function* executeOutput(settings: OutputSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  const passes = settings.value.trim() === ''
  const read = compileValue(settings)
  if (ctx.input === undefined) {
    if (!passes) yield valuesChunk([(read(ctx.scope()) ?? null) as Json])
    return
  }
  let item: Json | undefined
  const scope = ctx.scope(() => item)
  for await (const chunk of ctx.input) {
    ctx.signal.throwIfAborted()
    if (passes || chunk.mark !== undefined) {
      yield chunk
      continue
    }
    const made: Json[] = []
    for (const record of chunk.values()) {
      item = record
      made.push((read(scope) ?? null) as Json)
    }
    item = undefined
    if (made.length > 0) yield valuesChunk(made)
  }
}
