import { isObject } from '../fieldTypes.ts'
import type { Json, JsonObject } from '../json.ts'
import { type Applicator, applicators } from './applicators.ts'
import { type Assertion, assertions } from './assertions.ts'
import type { Check, Outcome, SchemaProblem } from './outcome.ts'
import { type Budget, spend, TooMuch } from './patternRun.ts'
import { References, rootAddress } from './references.ts'

/** What a check may take: steps of patterns, and applications of a schema, which take longer. A fraction of a second. */
const mostSteps = 4_000_000
const stepsPerSchema = 10
/** Schemas within each other that apply to one value: one that refers to itself would go on for ever. */
const mostDepth = 600
/** What is wrong with one value is told as often as one reads. */
const mostProblems = 20

/**
 * Checks a value by a JSON Schema (2020-12) that came from anywhere: nothing of it becomes code, no document is fetched, and it
 * ends. What of a schema cannot be checked (`schemaFaults.ts` tells it) is not. `undefined`: the check took more than it may.
 */
export function checkSchema(
  schema: Json,
  value: Json,
  budget = schemaBudget(),
): readonly SchemaProblem[] | undefined {
  try {
    return new Checking(schema, budget).apply(schema, value, []).problems
  } catch (error) {
    if (error instanceof TooMuch) return undefined
    throw error
  }
}

/** For all checks of one input together: many that are slow are as bad as one that is very slow. */
export const schemaBudget = (): Budget => ({ left: mostSteps })

const indexes = new WeakMap<object, References>()

/** The references of a schema: read once, since an input is checked at every keystroke. */
function referencesOf(schema: Json): References {
  if (typeof schema !== 'object' || schema === null) return new References(schema)
  const known = indexes.get(schema) ?? new References(schema)
  indexes.set(schema, known)
  return known
}

class Checking implements Check {
  readonly budget: Budget
  readonly references: References
  readonly through: string[] = []

  constructor(schema: Json, budget: Budget) {
    this.budget = budget
    this.references = referencesOf(schema)
  }

  apply(schema: Json, value: Json, path: SchemaProblem['path'], base?: string): Outcome {
    const outcome: Outcome = { problems: [], members: new Set(), items: new Set() }
    spend(this.budget, stepsPerSchema)
    if (schema === false) outcome.problems.push({ keyword: 'false', path, words: 'not be given' })
    if (!isObject(schema)) return outcome
    if (this.through.length >= mostDepth) throw new TooMuch()
    this.through.push(this.references.baseOf(schema, base ?? this.through.at(-1) ?? rootAddress))
    this.#judge(schema, value, path, outcome)
    this.through.pop()
    return outcome
  }

  #judge(schema: JsonObject, value: Json, path: SchemaProblem['path'], outcome: Outcome): void {
    const { asserted, applied } = keywordsOf(schema)
    for (const [keyword, wanted, assertion] of asserted)
      for (const words of assertion.broken(wanted, value, this.budget))
        outcome.problems.push({ keyword, path, words })
    for (const [wanted, applicator] of applied) {
      if (outcome.problems.length >= mostProblems) break
      applicator.apply({ wanted, schema, value, path, outcome, check: this })
    }
    outcome.problems.splice(mostProblems)
  }
}

/** The keywords of a schema that check something, in the order in which they do. */
interface Keywords {
  readonly asserted: readonly (readonly [keyword: string, wanted: Json, assertion: Assertion])[]
  readonly applied: readonly (readonly [wanted: Json, applicator: Applicator])[]
}

const found = new WeakMap<object, Keywords>()

/** Looked for once: an element of a list is judged by the same schema as the one before it. */
function keywordsOf(schema: JsonObject): Keywords {
  const known = found.get(schema)
  if (known !== undefined) return known
  const own = (keyword: string) => (Object.hasOwn(schema, keyword) ? schema[keyword] : undefined)
  const made: Keywords = {
    asserted: Object.entries(assertions).flatMap(([keyword, assertion]) => {
      const wanted = own(keyword)
      return wanted === undefined || !assertion.takes(wanted) ? [] : [[keyword, wanted, assertion] as const]
    }),
    applied: Object.entries(applicators).flatMap(([keyword, applicator]) => {
      const wanted = own(keyword)
      return wanted === undefined || !applicator.takes(wanted) ? [] : [[wanted, applicator] as const]
    }),
  }
  found.set(schema, made)
  return made
}
