import type { Chunk } from '../../engine/chunk.ts'
import { joinChunks, listChunk, valuesChunk } from '../../engine/chunk.ts'
import { EngineError } from '../../engine/errors.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { findConditionTest } from '../../model/conditions.ts'
import type { Condition } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { compileSetting } from '../setting.ts'
import type { StepName, TransformStep } from './settings.ts'

/** What a step evaluates templates with: one scope for the whole run, whose `item` is `current`. */
export interface ItemScope {
  scope: Scope
  current: Json | undefined
}

/** A step at work in one run. Chunk by chunk: nothing is awaited, and no promise is made, for a record. */
export interface StepRun {
  take(chunk: Chunk): Chunk
  /** What was held until the end. */
  end?(): Chunk
  /** True: nothing more can come of what comes in. */
  readonly full?: () => boolean
}

/** A step compiled once per plan; makes the state of one run. */
export type CompiledStep = (items: ItemScope) => StepRun

type Compile<Name extends StepName> = (
  step: Extract<TransformStep, { step: Name }>,
  words: string,
) => CompiledStep

const compilers: { readonly [Name in StepName]: Compile<Name> } = {
  map: ({ rows, keep }, words) => {
    const cells = rows
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => ({ name, read: compileSetting(value, `${words}, “${name}”`) }))
    const map = (record: Json, scope: Scope): Json => {
      const made: Record<string, Json> = {}
      if (keep === 'rest' && isObject(record))
        for (const key of Object.keys(record)) setOwn(made, key, record[key])
      for (const { name, read } of cells) setOwn(made, name, read(scope) as Json | undefined)
      return made
    }
    return perRecord(map)
  },

  filter: ({ conditions }, words) => {
    const holds = compileConditions(conditions, words)
    return (items) => ({
      take: (chunk) => {
        const values = chunk.values()
        const kept: Chunk[] = []
        let from = 0
        // Runs of records that stay are cut out of the chunk, so that bytes stay bytes.
        for (let at = 0; at <= values.length; at++) {
          items.current = values[at]
          if (at < values.length && holds(items.scope)) continue
          if (at > from) kept.push(chunk.slice(from, at))
          from = at + 1
        }
        items.current = undefined
        return kept.length === 1 && kept[0]?.count === chunk.count ? chunk : joinChunks(kept)
      },
    })
  },

  expand: ({ list }, words) => {
    const read = compileSetting(list, `${words}, list`)
    return (items) => ({
      take: (chunk) => {
        const made: Json[] = []
        for (const record of chunk.values()) {
          items.current = record
          for (const element of asList(read(items.scope), words)) made.push(element)
        }
        items.current = undefined
        return valuesChunk(made)
      },
    })
  },

  collect: () => () => {
    const held: Chunk[] = []
    return {
      take: (chunk) => {
        held.push(chunk)
        return nothing
      },
      end: () => listChunk(joinChunks(held)),
    }
  },

  limit:
    ({ count }) =>
    () => {
      let left = count
      return {
        take: (chunk) => {
          const taken = chunk.count <= left ? chunk : chunk.slice(0, left)
          left -= taken.count
          return taken
        },
        full: () => left <= 0,
      }
    },
}

const nothing = valuesChunk([])

/** Compiles one step; `words` names it in failures ("Step 2 (map)"). */
export function compileStep<Name extends StepName>(
  step: Extract<TransformStep, { step: Name }>,
  words: string,
): CompiledStep {
  return (compilers[step.step] as Compile<Name>)(step, words)
}

function perRecord(map: (record: Json, scope: Scope) => Json): CompiledStep {
  return (items) => ({
    take: (chunk) => {
      const values = chunk.values()
      const made: Json[] = Array.from({ length: values.length })
      for (let at = 0; at < values.length; at++) {
        const record = values[at] as Json
        items.current = record
        made[at] = map(record, items.scope)
      }
      items.current = undefined
      return valuesChunk(made)
    },
  })
}

/** All conditions as one test over the scope. */
export function compileConditions(
  conditions: readonly Condition[],
  words: string,
): (scope: Scope) => boolean {
  const compiled = conditions.map(({ left, test, right }) => {
    const found = findConditionTest(test)
    if (found === undefined)
      throw new EngineError('expression', `${words}: there is no test called “${test}”.`, {
        retryable: false,
      })
    const readLeft = compileSetting(left, words)
    const readRight = compileSetting(right, words)
    return (scope: Scope) => found.holds(readLeft(scope), found.needsRight ? readRight(scope) : undefined)
  })
  return (scope) => compiled.every((holds) => holds(scope))
}

function asList(value: unknown, words: string): readonly Json[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value as readonly Json[]
  throw new EngineError(
    'expression',
    `${words}: the value is no list, so it cannot become records. Name the list inside the record.`,
    { retryable: false },
  )
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `__proto__` is a field name like any other in a service's data: defined, never assigned. */
function setOwn(target: Record<string, Json>, key: string, value: Json | undefined): void {
  if (value === undefined) delete target[key]
  else if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}
