import { EngineError } from '../engine/errors.ts'
import { type CompiledTemplate, compileTemplate, ExpressionFailure } from '../expressions/evaluate.ts'

/**
 * Compiles a templated setting once. What cannot be evaluated is told with the setting's name in words ("The header
 * X-Id"), never with the value.
 */
export function compileSetting(source: string, words: string): CompiledTemplate {
  const compiled = compileTemplate(source)
  return source.includes('{{') ? (scope) => explained(() => compiled(scope), words) : compiled
}

/** Runs an evaluation; its failure becomes an `EngineError` that names the setting. */
export function explained<T>(work: () => T, words: string): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error
    throw new EngineError('expression', `${words}: ${error.message}`, { retryable: false, cause: error })
  }
}

/** Compiles what belongs to a settings object once, however often the node runs: the object lives as long as its plan. */
export function oncePer<Settings extends object, Compiled>(
  compile: (settings: Settings) => Compiled,
): (settings: Settings) => Compiled {
  const known = new WeakMap<Settings, Compiled>()
  return (settings) => {
    let compiled = known.get(settings)
    if (compiled === undefined) {
      compiled = compile(settings)
      known.set(settings, compiled)
    }
    return compiled
  }
}
