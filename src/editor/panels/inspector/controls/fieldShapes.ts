import { type Field, fieldTypes } from '../../../../model/document.ts'
import type { RuleName } from '../../../../model/fieldRules.ts'
import type { FieldId, MakeId } from '../../../../model/ids.ts'
import type { SettingPath } from '../../../../model/kinds.ts'
import { typeTitles } from '../../inputs/typedValue.ts'
import { uniqueFieldName } from './fieldNames.ts'
import { newField } from './newField.ts'

/** What is said of a field's values is set at its place in the settings. */
export interface FieldShapeProps {
  readonly field: Field
  readonly path: SettingPath
}

export const typeChoices = fieldTypes.map((type) => ({ value: type, label: typeTitles[type] }))

const ofNumbers: readonly RuleName[] = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]
const ofTexts: readonly RuleName[] = ['minLength', 'maxLength']

/** The rules that mean something for values of a type, in the order in which they are asked. */
export const rulesOfType: Partial<Readonly<Record<Field['type'], readonly RuleName[]>>> = {
  string: ofTexts,
  text: ofTexts,
  code: ofTexts,
  number: ofNumbers,
  integer: ofNumbers,
  list: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
}

/** Keys of a field whose controls say themselves what is wrong in them. */
export const saidWithin: readonly string[] = ['fields', 'variants', 'item', 'rules', 'schema', 'visibleWhen']

/** Types that are typed, where an example helps. */
export const asksPlaceholder: ReadonlySet<Field['type']> = new Set([
  'string',
  'text',
  'code',
  'number',
  'integer',
  'json',
])

/** Rules that are counts, and bounds that are any number. */
export const isCount = (rule: RuleName): boolean => !ofNumbers.includes(rule)

/** What a field of another type begins with: what belonged to the old one would be wrong from the first moment. */
const begins: Partial<Readonly<Record<Field['type'], (makeId: MakeId) => Partial<Field>>>> = {
  enum: () => ({ enum: [] }),
  'one-of': (makeId) => ({
    variants: [
      { ...newField(makeId() as FieldId, 'form1'), title: 'First form' },
      { ...newField(makeId() as FieldId, 'form2'), title: 'Second form', type: 'integer' },
    ],
  }),
}

/** The same field with another type; what is not of its type stays. */
export function withType(field: Field, type: Field['type'], makeId: MakeId): Field {
  const { id, name, title, required, description, placeholder, advanced, visibleWhen } = field
  return {
    id,
    name,
    title,
    type,
    required,
    description,
    placeholder,
    advanced,
    ...(visibleWhen !== undefined && { visibleWhen }),
    ...begins[type]?.(makeId),
  }
}

/** One more field beside others: a text that nobody has described yet. */
export function anotherField(fields: readonly Field[], stem: string, makeId: MakeId): Field {
  const name = uniqueFieldName(
    fields.map((each) => each.name),
    stem,
  )
  return newField(makeId() as FieldId, name)
}
