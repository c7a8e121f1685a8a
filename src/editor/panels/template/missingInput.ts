import type { ExpressionProblem } from '../../../expressions/check.ts'
import { templateReferences } from '../../../expressions/evaluate.ts'
import { isStepName } from '../../../expressions/names.ts'

/** The input that a problem of a text says is missing: `id` of `{{ input.id }}`; undefined where it is about something else. */
export function missingInput(text: string, problem: ExpressionProblem): string | undefined {
  if (problem.code !== 'unknown-reference') return undefined
  for (const { root, steps } of templateReferences(text)) {
    const [first] = steps
    if (root !== 'input' || first === undefined || first.span.from !== problem.from) continue
    return typeof first.key === 'string' && isStepName(first.key) ? first.key : undefined
  }
  return undefined
}
