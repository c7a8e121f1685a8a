import { valuesChunk } from '../../engine/chunk.ts'
import type { Stream } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import type { Json } from '../../model/json.ts'
import type { InputsSettings } from './settings.ts'

/** The run's input, once: what the scope calls `input`, already checked and filled with defaults. */
export async function* executeInputs({ fields }: InputsSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  const input = (ctx.scope()['input'] ?? {}) as Readonly<Record<string, Json>>
  for (const { name, title, fieldsFrom } of fields)
    if (fieldsFrom !== undefined && input[name] !== undefined && input[name] !== null)
      ctx.emit({
        type: 'note',
        node: ctx.node.id,
        at: ctx.at,
        message: `What is in “${title === '' ? name : title}” is passed on unchecked: which fields it has, only the service knows.`,
      })
  yield valuesChunk([input])
}
