import { checkTemplate, type ExpressionProblem } from '../../expressions/check.ts'
import { templateReferences } from '../../expressions/evaluate.ts'
import { findConditionTest } from '../conditions.ts'
import type { Field } from '../document.ts'
import type { SettingPath } from '../kinds.ts'
import { inputScope } from '../scope.ts'
import { type FieldFault, titleOf } from './fieldShapes.ts'

/** Names of the fields that the conditions of a field look at. */
function lookedAt(field: Field): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { left, right } of field.visibleWhen ?? [])
    for (const side of [left, right]) for (const name of inputsIn(side)) names.add(name)
  return names
}

function inputsIn(template: string): string[] {
  try {
    return templateReferences(template).flatMap(({ root, steps }) =>
      root === 'input' && typeof steps[0]?.key === 'string' ? [steps[0].key] : [],
    )
  } catch {
    // A template that cannot be read is a problem of its own.
    return []
  }
}

const takeAway = (at: SettingPath): NonNullable<FieldFault['fix']> => ({
  label: 'Take the condition away',
  set: [[at, undefined]],
})

/** What was probably meant, where that can be told. */
const rewritten = (
  text: string,
  { suggestion, from, to }: ExpressionProblem,
  at: SettingPath,
): FieldFault['fix'] | undefined =>
  suggestion === undefined
    ? undefined
    : {
        label: `Write “${suggestion.replace(/^\./, '')}”`,
        set: [[at, text.slice(0, from) + suggestion + text.slice(to)]],
      }

/** When fields of the form are shown: what their conditions name is there, and none waits for itself. */
export function* conditionFaults(fields: readonly Field[], index: number): Iterable<FieldFault> {
  const field = fields[index]
  if (field?.visibleWhen === undefined) return
  const called = titleOf(field)
  const scope = inputScope(fields)
  for (const [number, condition] of field.visibleWhen.entries()) {
    const at = ['visibleWhen', number]
    if (findConditionTest(condition.test) === undefined)
      yield {
        code: 'condition-unknown-test',
        at: [...at, 'test'],
        message: `“${called}” is shown only when a test “${condition.test}” holds, which does not exist. Choose another.`,
        fix: takeAway(at),
      }
    for (const side of ['left', 'right'] as const) {
      const [wrong] = checkTemplate(condition[side], scope)
      if (wrong !== undefined)
        yield {
          code: wrong.code,
          at: [...at, side],
          message: `When “${called}” is shown: ${wrong.message}`,
          fix: rewritten(condition[side], wrong, [...at, side]) ?? takeAway(at),
        }
    }
    if ([condition.left, condition.right].some((side) => inputsIn(side).includes(field.name)))
      yield {
        code: 'condition-self',
        severity: 'warning',
        at,
        message: `“${called}” is shown only when it is filled in in a certain way, and nobody can fill it in before.`,
        fix: takeAway(at),
      }
  }
  const round = circle(fields, field)
  if (round !== undefined && round[0] === field)
    yield {
      code: 'condition-circle',
      severity: 'warning',
      at: ['visibleWhen'],
      message: `${round.map((each) => `“${titleOf(each)}”`).join(', ')}: each is shown only when the next is filled in, and none can be the first. Take a condition away.`,
    }
}

/** The fields that wait for each other in a circle through this one, from the first of them in the form; more than one. */
function circle(fields: readonly Field[], start: Field): readonly Field[] | undefined {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const seen = new Set<Field>()
  const open: (readonly Field[])[] = [[start]]
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const last = way.at(-1) as Field
    for (const name of lookedAt(last)) {
      const next = byName.get(name)
      if (next === undefined || next === last) continue
      if (next === start) {
        const first = Math.min(...way.map((field) => fields.indexOf(field)))
        return fields[first] === start ? way : undefined
      }
      if (seen.has(next)) continue
      seen.add(next)
      open.push([...way, next])
    }
  }
  return undefined
}
