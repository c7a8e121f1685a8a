import type { Chunk, Stream } from '../../engine/chunk.ts'
import { valuesChunk } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import { oncePer } from '../setting.ts'
import type { TransformSettings } from './settings.ts'
import { type CompiledStep, compileStep, type ItemScope, type StepRun } from './steps.ts'

const compileSteps = oncePer((settings: TransformSettings): readonly CompiledStep[] =>
  settings.steps.map((step, index) => compileStep(step, `Step ${index + 1} (${step.step})`)),
)

/**
 * Takes each chunk through the steps. Marks pass in their place (E3), but wait for what a `collect` holds; a `limit` that
 * is reached asks for no more (E1).
 */
export async function* executeTransform(settings: TransformSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  const items: ItemScope = { scope: {}, current: undefined }
  items.scope = ctx.input === undefined ? ctx.scope() : ctx.scope(() => items.current)
  const steps = compileSteps(settings).map((create) => create(items))
  const holds = steps.some((step) => step.end !== undefined)
  const held: Chunk[] = []
  for await (const chunk of isFull(steps) ? [] : (ctx.input ?? once())) {
    ctx.signal.throwIfAborted()
    if (chunk.mark !== undefined) {
      if (holds) held.push(chunk)
      else yield chunk
      continue
    }
    const made = through(steps, 0, chunk)
    if (made.count > 0) yield made
    if (isFull(steps)) break
  }
  ctx.signal.throwIfAborted()
  for (const [index, step] of steps.entries()) {
    if (step.end === undefined) continue
    const made = through(steps, index + 1, step.end())
    if (made.count > 0) yield made
  }
  yield* held
}

/** With no edge the node acts once (E5), on no record. */
async function* once(): Stream {
  yield valuesChunk([null])
}

function through(steps: readonly StepRun[], from: number, chunk: Chunk): Chunk {
  let made = chunk
  for (let at = from; at < steps.length && made.count > 0; at++) made = steps[at]?.take(made) ?? made
  return made
}

/** A limit behind a collect is full only when the collect has given what it holds. */
function isFull(steps: readonly StepRun[]): boolean {
  for (const step of steps) {
    if (step.full?.()) return true
  }
  return false
}
