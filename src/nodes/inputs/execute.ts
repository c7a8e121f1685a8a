import { valuesChunk } from '../../engine/chunk.ts'
import type { Stream } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import type { Json } from '../../model/json.ts'
import type { InputsSettings } from './settings.ts'

/** The run's input, once: what the scope calls `input`, already checked and filled with defaults. */
export async function* executeInputs(_settings: InputsSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  yield valuesChunk([(ctx.scope()['input'] ?? {}) as Json])
}
