import { isObject } from '../fieldTypes.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Check, Outcome, SchemaProblem } from './outcome.ts'
import { patternProgram } from './pattern.ts'
import { patternFits } from './patternRun.ts'
import { rootAddress } from './references.ts'

/** What an applicator works on. */
interface Applied {
  /** The keyword's own value. */
  readonly wanted: Json
  readonly schema: JsonObject
  readonly value: Json
  readonly path: SchemaProblem['path']
  readonly outcome: Outcome
  readonly check: Check
}

/** A keyword that applies other schemas, to the value or to what is in it. */
export interface Applicator {
  takes(wanted: Json): boolean
  apply(applied: Applied): void
}

const isSchema = (value: Json) => typeof value === 'boolean' || isObject(value)
const isList = (value: Json) =>
  Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isSchema)
const isMap = (value: Json) => isObject(value) && Object.values(value).every(isSchema)
const isText = (value: Json) => typeof value === 'string'
const isTexts = (value: Json) => Array.isArray(value) && (value as readonly Json[]).every(isText)

const own = (schema: JsonObject, keyword: string): Json | undefined =>
  Object.hasOwn(schema, keyword) ? schema[keyword] : undefined
const membersOf = (value: Json): readonly (readonly [string, Json])[] =>
  isObject(value) ? Object.entries(value) : []
const elementsOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])

/** What another schema says of the value itself is said of it, and what that has looked at is looked at. */
function join({ outcome }: Applied, { problems, members, items }: Outcome): void {
  outcome.problems.push(...problems)
  if (problems.length > 0) return
  for (const name of members) outcome.members.add(name)
  for (const at of items) outcome.items.add(at)
}

function member(applied: Applied, schema: Json, name: string, value: Json): void {
  const { outcome, check, path } = applied
  outcome.members.add(name)
  outcome.problems.push(...check.apply(schema, value, [...path, name]).problems)
}

function element(applied: Applied, schema: Json, at: number, value: Json): void {
  const { outcome, check, path } = applied
  outcome.items.add(at)
  outcome.problems.push(...check.apply(schema, value, [...path, at]).problems)
}

const tried = ({ wanted, value, path, check }: Applied): readonly Outcome[] =>
  (wanted as readonly Json[]).map((schema) => check.apply(schema, value, path))

/** Keywords that tell one form from another. */
const namesSort: ReadonlySet<string> = new Set(['type', 'const', 'enum'])

/** Where no form fits, the one form whose value it may be says what is wrong; several would contradict each other. */
function noneFits(applied: Applied, outcomes: readonly Outcome[]): void {
  const { outcome, path } = applied
  const near = outcomes.filter(
    ({ problems }) =>
      !problems.some(({ keyword, path: at }) => at.length === path.length && namesSort.has(keyword)),
  )
  const [only] = near.length === 1 ? near : outcomes.length === 1 ? outcomes : []
  if (only !== undefined) outcome.problems.push(...only.problems)
  else
    outcome.problems.push({
      keyword: 'anyOf',
      path,
      words: 'be one of the forms that its JSON Schema allows',
    })
}

const patternsOf = (schema: JsonObject) =>
  membersOf(own(schema, 'patternProperties') ?? null).flatMap(([source, each]) => {
    const program = patternProgram(source)
    return typeof program === 'string' ? [] : [{ program, schema: each }]
  })

/** In the order in which they are applied: what looks at the rest comes after what looks at a part. */
export const applicators: Readonly<Record<string, Applicator>> = {
  $ref: {
    takes: isText,
    apply(applied) {
      const { wanted, check, value, path } = applied
      const target = check.references.find(String(wanted), check.through.at(-1) ?? rootAddress)
      if (target !== undefined) join(applied, check.apply(target.schema, value, path, target.base))
    },
  },
  $dynamicRef: {
    takes: isText,
    apply(applied) {
      const { wanted, check, value, path } = applied
      const target = check.references.findDynamic(
        String(wanted),
        check.through.at(-1) ?? rootAddress,
        check.through,
      )
      if (target !== undefined) join(applied, check.apply(target.schema, value, path, target.base))
    },
  },
  allOf: {
    takes: isList,
    apply: (applied) => {
      for (const outcome of tried(applied)) join(applied, outcome)
    },
  },
  anyOf: {
    takes: isList,
    apply(applied) {
      const outcomes = tried(applied)
      const fitting = outcomes.filter(({ problems }) => problems.length === 0)
      if (fitting.length === 0) noneFits(applied, outcomes)
      for (const outcome of fitting) join(applied, outcome)
    },
  },
  oneOf: {
    takes: isList,
    apply(applied) {
      const outcomes = tried(applied)
      const [first, second] = outcomes.filter(({ problems }) => problems.length === 0)
      if (first === undefined) noneFits(applied, outcomes)
      else if (second === undefined) join(applied, first)
      else
        applied.outcome.problems.push({
          keyword: 'oneOf',
          path: applied.path,
          words: 'be only one of the forms that its JSON Schema allows, and is several',
        })
    },
  },
  not: {
    takes: isSchema,
    apply({ wanted, check, value, path, outcome }) {
      if (check.apply(wanted, value, path).problems.length === 0)
        outcome.problems.push({ keyword: 'not', path, words: 'not be what its JSON Schema excludes' })
    },
  },
  if: {
    takes: isSchema,
    apply(applied) {
      const { wanted, schema, check, value, path } = applied
      const asked = check.apply(wanted, value, path)
      const fits = asked.problems.length === 0
      if (fits) join(applied, asked)
      const next = own(schema, fits ? 'then' : 'else')
      if (next !== undefined && isSchema(next)) join(applied, check.apply(next, value, path))
    },
  },
  required: {
    takes: isTexts,
    apply({ wanted, value, path, outcome }) {
      if (!isObject(value)) return
      for (const name of wanted as readonly string[])
        if (!Object.hasOwn(value, name))
          outcome.problems.push({ keyword: 'required', path: [...path, name], words: 'be given' })
    },
  },
  dependentRequired: {
    takes: (wanted) => isObject(wanted) && Object.values(wanted).every(isTexts),
    apply({ wanted, value, path, outcome }) {
      if (!isObject(value)) return
      for (const [name, needed] of Object.entries(wanted as Readonly<Record<string, readonly string[]>>))
        for (const each of Object.hasOwn(value, name) ? needed : [])
          if (!Object.hasOwn(value, each))
            outcome.problems.push({
              keyword: 'dependentRequired',
              path: [...path, each],
              words: `be given where “${name}” is`,
            })
    },
  },
  dependentSchemas: {
    takes: isMap,
    apply(applied) {
      const { wanted, value, path, check } = applied
      for (const [name, schema] of membersOf(wanted))
        if (isObject(value) && Object.hasOwn(value, name)) join(applied, check.apply(schema, value, path))
    },
  },
  propertyNames: {
    takes: isSchema,
    apply({ wanted, value, path, check, outcome }) {
      for (const [name] of membersOf(value))
        for (const { words } of check.apply(wanted, name, path).problems)
          outcome.problems.push({
            keyword: 'propertyNames',
            path: [...path, name],
            words: `have another name: it should ${words}`,
          })
    },
  },
  properties: {
    takes: isMap,
    apply(applied) {
      for (const [name, value] of membersOf(applied.value)) {
        const schema = own(applied.wanted as JsonObject, name)
        if (schema !== undefined) member(applied, schema, name, value)
      }
    },
  },
  patternProperties: {
    takes: isMap,
    apply(applied) {
      for (const { program, schema } of patternsOf(applied.schema))
        for (const [name, value] of membersOf(applied.value))
          if (patternFits(program, name, applied.check.budget)) member(applied, schema, name, value)
    },
  },
  additionalProperties: {
    takes: isSchema,
    apply(applied) {
      const named = own(applied.schema, 'properties')
      const patterns = patternsOf(applied.schema)
      for (const [name, value] of membersOf(applied.value)) {
        if (isObject(named ?? null) && Object.hasOwn(named as JsonObject, name)) continue
        if (patterns.some(({ program }) => patternFits(program, name, applied.check.budget))) continue
        member(applied, applied.wanted, name, value)
      }
    },
  },
  prefixItems: {
    takes: isList,
    apply(applied) {
      const schemas = applied.wanted as readonly Json[]
      for (const [at, value] of elementsOf(applied.value).slice(0, schemas.length).entries())
        element(applied, schemas[at] as Json, at, value)
    },
  },
  items: {
    takes: isSchema,
    apply(applied) {
      const before = elementsOf(own(applied.schema, 'prefixItems') ?? null).length
      for (const [at, value] of elementsOf(applied.value).entries())
        if (at >= before) element(applied, applied.wanted, at, value)
    },
  },
  contains: {
    takes: isSchema,
    apply({ wanted, schema, value, path, check, outcome }) {
      if (!Array.isArray(value)) return
      let count = 0
      for (const [at, each] of elementsOf(value).entries())
        if (check.apply(wanted, each, path).problems.length === 0) {
          outcome.items.add(at)
          count++
        }
      const least = own(schema, 'minContains') ?? 1
      const most = own(schema, 'maxContains')
      if (typeof least === 'number' && count < least)
        outcome.problems.push({
          keyword: 'minContains',
          path,
          words: `have at least ${least === 1 ? 'one element' : `${least} elements`} of the sort that its JSON Schema asks for`,
        })
      if (typeof most === 'number' && count > most)
        outcome.problems.push({
          keyword: 'maxContains',
          path,
          words: `have no more than ${most === 1 ? 'one element' : `${most} elements`} of the sort that its JSON Schema counts`,
        })
    },
  },
  unevaluatedProperties: {
    takes: isSchema,
    apply(applied) {
      for (const [name, value] of membersOf(applied.value))
        if (!applied.outcome.members.has(name)) member(applied, applied.wanted, name, value)
    },
  },
  unevaluatedItems: {
    takes: isSchema,
    apply(applied) {
      for (const [at, value] of elementsOf(applied.value).entries())
        if (!applied.outcome.items.has(at)) element(applied, applied.wanted, at, value)
    },
  },
}
