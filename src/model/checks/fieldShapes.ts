import type { Field } from '../document.ts'
import { checkFieldValue } from '../checkInput.ts'
import { fieldRuleFacts, type RuleName } from '../fieldRules.ts'
import type { Json } from '../json.ts'
import { schemaFaults } from '../jsonSchema/schemaFaults.ts'
import type { SettingPath } from '../kinds.ts'
import { fieldNameProblem } from './names.ts'

/** What is wrong with a field, at a place in it. */
export interface FieldFault {
  readonly code: string
  readonly severity?: 'warning'
  /** From the field on. */
  readonly at: SettingPath
  /** A sentence. */
  readonly message: string
  /** A way out: values that are set in the field; undefined takes one away. */
  readonly fix?: {
    readonly label: string
    readonly set: readonly (readonly [SettingPath, Json | undefined])[]
  }
}

/** A field of the form, or within another one. */
export interface PlacedField {
  readonly field: Field
  /** In the settings of the inputs node. */
  readonly path: SettingPath
  /** The titles that lead to it, from the form on. */
  readonly titles: readonly string[]
  /** What it is to the field that it stands in; absent: it is one of the form. */
  readonly as?: 'member' | 'element' | 'form'
  /** Fields beside it, and its place among them. */
  readonly beside: readonly Field[]
  readonly index: number
}

export const titleOf = ({ title, name }: Field) => (title === '' ? name : title)

/** All fields of a form, each before those that stand in it. */
export function* placedFields(
  list: readonly Field[],
  path: SettingPath,
  titles: readonly string[] = [],
  as?: PlacedField['as'],
): Generator<PlacedField> {
  for (const [index, field] of list.entries()) {
    const at = [...path, index]
    const own = [...titles, titleOf(field)]
    yield { field, path: at, titles: own, ...(as !== undefined && { as }), beside: list, index }
    yield* within(field, at, own)
  }
}

function* within(field: Field, path: SettingPath, titles: readonly string[]): Generator<PlacedField> {
  yield* placedFields(field.fields ?? [], [...path, 'fields'], titles, 'member')
  yield* placedFields(field.variants ?? [], [...path, 'variants'], titles, 'form')
  if (field.item === undefined) return
  const [at, own] = [
    [...path, 'item'],
    [...titles, 'each element'],
  ] as const
  yield { field: field.item, path: at, titles: own, as: 'element', beside: [field.item], index: 0 }
  yield* within(field.item, at, own)
}

/** Rules of which one leaves no value to the other; `apart`: nor does the same bound twice. */
const opposed: readonly { readonly least: RuleName; readonly most: RuleName; readonly apart?: true }[] = [
  { least: 'minimum', most: 'maximum' },
  { least: 'exclusiveMinimum', most: 'maximum', apart: true },
  { least: 'minimum', most: 'exclusiveMaximum', apart: true },
  { least: 'exclusiveMinimum', most: 'exclusiveMaximum', apart: true },
  { least: 'minLength', most: 'maxLength' },
  { least: 'minItems', most: 'maxItems' },
  { least: 'minProperties', most: 'maxProperties' },
]

/** Everything that is asked of a field by itself, and of a field within another one as of one of the form. */
export const fieldTests: readonly ((placed: PlacedField) => Iterable<FieldFault>)[] = [
  nestedName,
  rules,
  choices,
  nestedDefault,
  keptSchema,
]

/** Names of members; those of the form's own fields are checked where expressions are (names.ts). */
function* nestedName({ field, as, titles, beside, index }: PlacedField): Iterable<FieldFault> {
  if (as === 'form') {
    if (beside.findIndex((other) => titleOf(other) === titleOf(field)) < index)
      yield {
        code: 'form-title-duplicate',
        severity: 'warning',
        at: ['title'],
        message: `Two forms of “${titles.slice(0, -1).join(' › ')}” are called “${titleOf(field)}”. Give each its own title, or nobody can tell which to choose.`,
      }
    return
  }
  if (as !== 'member') return
  const of = titles.slice(0, -1).join(' › ')
  const wrong = fieldNameProblem(field.name)
  if (wrong !== undefined)
    yield {
      code: 'bad-name',
      at: ['name'],
      message: `A field of “${of}” ${wrong}. Its value has it by its name.`,
    }
  else if (beside.findIndex(({ name }) => name === field.name) < index) {
    const names = new Set(beside.map(({ name }) => name))
    let number = 2
    while (names.has(`${field.name}${number}`)) number++
    const name = `${field.name}${number}`
    yield {
      code: 'name-duplicate',
      at: ['name'],
      message: `Two fields of “${of}” are called “${field.name}”, and a value can hold only one of them.`,
      fix: { label: `Call it “${name}”`, set: [[['name'], name]] },
    }
  }
}

function* rules({ field, titles }: PlacedField): Iterable<FieldFault> {
  for (const { least, most, apart = false } of opposed) {
    const [low, high] = [field.rules?.[least], field.rules?.[most]]
    if (low === undefined || high === undefined || low < high || (low === high && !apart)) continue
    const [first, second] = [fieldRuleFacts[least].words(low), fieldRuleFacts[most].words(high)]
    yield {
      code: 'rules-contradict',
      at: ['rules', least],
      message: `No value fits “${titles.join(' › ')}”: it should ${first}, and ${second}.`,
      ...(low > high && {
        fix: {
          label: 'Swap them',
          set: [
            [['rules', least], high],
            [['rules', most], low],
          ],
        },
      }),
    }
  }
}

function* choices({ field, titles, as }: PlacedField): Iterable<FieldFault> {
  const called = titles.join(' › ')
  // Of a field of the form the kind itself says it.
  if (as !== undefined && field.type === 'enum' && (field.enum ?? []).length === 0)
    yield {
      code: 'input-choices-missing',
      at: ['enum'],
      message: `“${called}” is a choice without choices. Add one, or change its type.`,
    }
  if (field.type === 'one-of' && (field.variants ?? []).length === 0)
    yield {
      code: 'forms-missing',
      severity: 'warning',
      at: ['variants'],
      message: `“${called}” is one of several forms and has none, so any value fits. Add one, or change its type.`,
    }
}

function* nestedDefault({ field, as, titles }: PlacedField): Iterable<FieldFault> {
  if (as === undefined || field.default === undefined || field.default === null) return
  const wrong = checkFieldValue({ ...field, title: titles.join(' › ') }, field.default as Json)
  if (wrong !== undefined)
    yield {
      code: 'default-wrong-type',
      at: ['default'],
      message: `The default does not fit. ${wrong.message}`,
      fix: { label: 'Take the default away', set: [[['default'], undefined]] },
    }
}

function* keptSchema({ field, titles }: PlacedField): Iterable<FieldFault> {
  if (field.schema === undefined) return
  for (const { at, message } of schemaFaults(field.schema as Json).slice(0, 3))
    yield {
      code: 'schema-not-checked',
      severity: 'warning',
      at: ['schema', ...at],
      message: `A part of the JSON Schema of “${titles.join(' › ')}” is not checked. ${message}`,
    }
}
