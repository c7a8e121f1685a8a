import { compileTemplate } from '../expressions/evaluate.ts'
import { conditionHolds } from './conditions.ts'
import type { Field } from './document.ts'
import { brokenRules } from './fieldRules.ts'
import { fieldTypeFacts, isObject, isWhole } from './fieldTypes.ts'
import type { Json } from './json.ts'
import { checkSchema, schemaBudget } from './jsonSchema/checkSchema.ts'
import { canonicalJson } from './printJson.ts'

/** What is wrong with an input; `name` is the field's, absent where it is the input as a whole. */
export interface InputProblem {
  readonly code:
    | 'not-an-object'
    | 'missing'
    | 'wrong-type'
    | 'not-a-choice'
    | 'broken-rule'
    | 'not-one-of'
    | 'breaks-schema'
    | 'not-checked'
    | 'unknown-field'
  readonly name?: string
  /** Where in the input, from the field's name on: names of members and places in lists. Absent: the field itself. */
  readonly path?: readonly (string | number)[]
  readonly message: string
}

export interface CheckedInput {
  /** The input with defaults filled in. Only to be used where there is no problem. */
  readonly value: { readonly [name: string]: Json }
  readonly problems: readonly InputProblem[]
}

/**
 * Checks an input against the fields as declared and fills in defaults. Nothing is converted: a number given as text is a
 * problem, in words. `null` for a field that need not be there is taken as given: no value. Integers may be `bigint`. A field that
 * the form does not show is not given, whatever stands in the input.
 */
export function checkInput(fields: readonly Field[], input: Json | undefined): CheckedInput {
  const given = input ?? {}
  if (!isObject(given))
    return {
      value: {},
      problems: [
        {
          code: 'not-an-object',
          message: `The input is ${kindWords(given)}; it should be an object with a value for each field.`,
        },
      ],
    }
  const { value, problems } = checkMembers(fields, given, { ...nowhere(), closed: true })
  return { value, problems }
}

/** Fields of the form that are shown for an input; each is judged by what is given, defaults included. */
export function shownFields(
  fields: readonly Field[],
  input: { readonly [name: string]: Json },
): readonly Field[] {
  if (fields.every(({ visibleWhen = [] }) => visibleWhen.length === 0)) return fields
  const filled = Object.fromEntries(
    fields.flatMap(({ name, default: usual }) => {
      const value = Object.hasOwn(input, name) ? input[name] : usual
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return fields.filter(({ visibleWhen = [] }) =>
    visibleWhen.every((condition) =>
      conditionHolds(condition, (template) => {
        try {
          return compileTemplate(template)({ input: filled })
        } catch {
          // A filter that cannot take what is given there: the condition is about something else.
          return undefined
        }
      }),
    ),
  )
}

/** Where a value stands: its path, and the titles that lead to it; and what checks by kept schemas may take together. */
interface Place {
  readonly path: readonly (string | number)[]
  readonly titles: readonly string[]
  readonly budget: ReturnType<typeof schemaBudget>
}

const nowhere = (): Place => ({ path: [], titles: [], budget: schemaBudget() })

const within = ({ path, titles, budget }: Place, key: string | number, title: string): Place => ({
  path: [...path, key],
  titles: [...titles, title],
  budget,
})

function checkMembers(
  all: readonly Field[],
  given: { readonly [name: string]: Json },
  { closed, ...at }: Place & { readonly closed: boolean },
): CheckedInput {
  const fields = at.path.length === 0 ? shownFields(all, given) : all
  const problems: InputProblem[] = []
  const value: Record<string, Json> = {}
  for (const field of fields) {
    const found = Object.hasOwn(given, field.name) ? given[field.name] : undefined
    const filled = found === undefined ? (field.default as Json | undefined) : found
    const place = within(at, field.name, shownTitle(field))
    if (filled === undefined || filled === null) {
      if (field.required)
        problems.push(problem('missing', place, `is missing. Give it ${valueWords(field)}.`))
      if (filled === null) set(value, field.name, null)
      continue
    }
    problems.push(...checkValue(field, filled, place))
    set(value, field.name, withDefaults(field, filled))
  }
  const known = new Set(all.map((field) => field.name))
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue
    if (closed) problems.push(unknownField(name, [...known], at))
    else set(value, name, given[name] as Json)
  }
  return { value, problems }
}

/** The value with what its members have by themselves, all the way in. */
function withDefaults(field: Field, value: Json): Json {
  const { fields, item } = field
  if (item !== undefined && Array.isArray(value))
    return (value as readonly Json[]).map((element) => withDefaults(item, element))
  if (fields === undefined || !isObject(value)) return value
  const filled: Record<string, Json> = {}
  for (const [name, member] of Object.entries(value)) set(filled, name, member)
  for (const member of fields) {
    const found = Object.hasOwn(filled, member.name)
      ? filled[member.name]
      : (member.default as Json | undefined)
    if (found !== undefined) set(filled, member.name, withDefaults(member, found))
  }
  return filled
}

function unknownField(name: string, known: readonly string[], at: Place): InputProblem {
  const { path, titles } = at
  const takes = known.map((field) => `“${field}”`).join(', ')
  if (path.length === 0)
    return {
      code: 'unknown-field',
      name,
      message: `There is no input called “${name}”. ${takes === '' ? 'This operation takes none.' : `It takes ${takes}.`}`,
    }
  return {
    ...problem('unknown-field', within(at, name, name), ''),
    message: `“${titles.join(' › ')}” has no member called “${name}”. ${takes === '' ? 'It takes none.' : `It takes ${takes}.`}`,
  }
}

/** What is wrong with one value of a field. Says what was expected and what kind of value came, not the value. */
export function checkFieldValue(field: Field, value: Json): InputProblem | undefined {
  return checkValue(field, value, within(nowhere(), field.name, shownTitle(field)))[0]
}

function checkValue(field: Field, value: Json, place: Place): InputProblem[] {
  const type = fieldTypeFacts[field.type]
  if (!type.fits(value)) {
    const advice = type.advice === undefined ? '' : ` ${type.advice}`
    return [
      problem('wrong-type', place, `should be ${type.words}, but is ${kindWords(value, field)}.${advice}`),
    ]
  }
  if (field.type === 'enum' && field.enum !== undefined) {
    const wanted = canonicalJson(value)
    if (!field.enum.some((choice) => canonicalJson(choice.value) === wanted))
      return [problem('not-a-choice', place, `is none of its choices. Choose ${valueWords(field)}.`)]
  }
  return [
    ...brokenRules(field.rules, value).map((words) => problem('broken-rule', place, `should ${words}.`)),
    ...(field.fields !== undefined && isObject(value)
      ? checkMembers(field.fields, value, { ...place, closed: field.closed === true }).problems
      : []),
    ...(field.item !== undefined && Array.isArray(value) ? checkElements(field.item, value, place) : []),
    ...(field.variants === undefined ? [] : checkVariants(field, field.variants, value, place)),
    ...(field.schema === undefined ? [] : checkKept(field.schema as Json, value, place)),
  ]
}

/** What fields have no words for is judged by the schema itself. */
function checkKept(schema: Json, value: Json, place: Place): InputProblem[] {
  const found = checkSchema(schema, value, place.budget)
  if (found === undefined)
    return [
      problem('not-checked', place, 'takes too long to check by its JSON Schema. Give less, or simplify it.'),
    ]
  return found.map(({ path, words }) => {
    const at = path.reduce<Place>(
      (outer, key) => within(outer, key, typeof key === 'number' ? String(key + 1) : key),
      place,
    )
    return problem('breaks-schema', at, `should ${words}.`)
  })
}

/** Elements of a list of many are not all told: what is wrong with one is mostly wrong with all. */
const mostToldElements = 20

function checkElements(item: Field, list: readonly Json[], place: Place): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [at, element] of list.entries()) {
    if (problems.length >= mostToldElements) break
    problems.push(...checkValue(item, element, within(place, at, String(at + 1))))
  }
  return problems
}

function checkVariants(
  field: Field,
  variants: readonly Field[],
  value: Json,
  place: Place,
): readonly InputProblem[] {
  const tried = variants.map((variant) => checkValue(variant, value, place))
  const fitting = tried.filter(({ length }) => length === 0).length
  if (fitting === 1 || (fitting > 1 && field.exclusive !== true)) return []
  if (fitting > 1)
    return [problem('not-one-of', place, `fits several of its forms, and may fit only one. Say which it is.`)]
  // The form that it is nearest to, which is of its type, says what is wrong; otherwise all that it could be.
  const near = variants.findIndex((variant) => fieldTypeFacts[variant.type].fits(value))
  const [only] = variants.filter((variant) => fieldTypeFacts[variant.type].fits(value)).slice(1)
  if (near >= 0 && only === undefined) return tried[near] ?? []
  return [problem('not-one-of', place, `should be ${valueWords(field)}.`)]
}

function problem(code: InputProblem['code'], { path, titles }: Place, words: string): InputProblem {
  return {
    code,
    name: String(path[0]),
    ...(path.length > 1 && { path }),
    message: `“${titles.join(' › ')}” ${words}`,
  }
}

/** The variant of a one-of that a value is of: the first that it fits, or whose type it has; 0 where it is none. */
export function variantOf({ variants = [] }: Field, value: Json | undefined): number {
  if (value === undefined) return 0
  const place = nowhere()
  const fits = variants.findIndex((variant) => checkValue(variant, value, place).length === 0)
  if (fits >= 0) return fits
  return Math.max(
    0,
    variants.findIndex((variant) => fieldTypeFacts[variant.type].fits(value)),
  )
}

function valueWords(field: Field): string {
  if (field.type === 'one-of' && field.variants !== undefined) {
    const titles = field.variants.map((variant) => `“${shownTitle(variant)}”`)
    return titles.length === 0 ? fieldTypeFacts['one-of'].words : `one of ${titles.join(', ')}`
  }
  if (field.type !== 'enum' || field.enum === undefined) return fieldTypeFacts[field.type].words
  const shown = field.enum
    .slice(0, 10)
    .map(({ value, label }) => (label === '' ? canonicalJson(value) : `“${label}”`))
  return `one of ${shown.join(', ')}${field.enum.length > shown.length ? ', …' : ''}`
}

const shownTitle = (field: Field) => (field.title === '' ? field.name : field.title)

function kindWords(value: Json, field?: Field): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string')
    return field?.type === 'date' || field?.type === 'date-time' || field?.type === 'file'
      ? 'a text of another form'
      : 'a text'
  if (typeof value === 'boolean') return 'true or false'
  if (isWhole(value)) return 'a number'
  return typeof value === 'number' ? 'a number with decimals' : 'an object'
}

/** Sets an own key, `__proto__` too. */
function set(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
