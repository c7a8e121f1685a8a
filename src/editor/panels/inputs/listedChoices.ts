import type { Field } from '../../../model/document.ts'
import { fieldTypeFacts } from '../../../model/fieldTypes.ts'
import type { Json } from '../../../model/json.ts'
import { type Choice, valueWords } from '../../../model/options.ts'
import { canonicalJson } from '../../../model/printJson.ts'
import type { ChoicesState } from '../../../store/dropdowns/choices.ts'
import type { Option } from '../../../ui/Select.tsx'

/** The choices as they are drawn, and what is known of any value. */
export interface Listed {
  /** What can be chosen now. Nothing that was loaded for another question is offered. */
  readonly options: readonly Option<string>[]
  readonly values: ReadonlyMap<string, Choice>
}

export function listedOf({ choices, outdated }: Pick<ChoicesState, 'choices' | 'outdated'>): Listed {
  const values = new Map<string, Choice>()
  const options = choices.map((choice) => {
    const { value, label } = choice
    const words = valueWords(value)
    const option = { value: canonicalJson(value), label, ...(words !== label && { detail: words }) }
    values.set(option.value, choice)
    return option
  })
  return { options: outdated ? [] : options, values }
}

/** The choice that a value of the field is, as far as it is known. */
export function choiceOf(
  field: Field,
  value: Json,
  listed: Listed,
  { found }: Pick<ChoicesState, 'found'>,
): Choice | undefined {
  const [key, digits] = [canonicalJson(value), other(field, value)]
  const { values } = listed
  return values.get(key) ?? values.get(digits) ?? found.get(key) ?? found.get(digits)
}

/**
 * What is to be said of a value: `gone`, where all choices are known and it is none of them; `unseen`, where it was chosen for
 * other parents and is not among what is loaded for these, of which there may be more.
 */
export function missingFrom(
  field: Field,
  value: Json,
  { listed, state, searches }: { listed: Listed; state: ChoicesState; searches: boolean },
): 'gone' | 'unseen' | undefined {
  const { status, outdated, more, cut, moved, search } = state
  const settled = (status === 'ready' || status === 'empty') && !outdated && search === ''
  if (!settled || choiceOf(field, value, listed, state) !== undefined) return undefined
  return more || cut || searches ? (moved ? 'unseen' : undefined) : 'gone'
}

const isText = ({ type }: Field) => fieldTypeFacts[type].schema['type'] === 'string'

/** A text field takes the digits of a number: the service's id of 64 bits in a path. Others take the value as it is. */
export const fitted = (field: Field, value: Json): Json =>
  typeof value !== 'string' && isText(field) ? valueWords(value) : value

/** The JSON of the same choice where the field holds its digits as a text. */
const other = (field: Field, value: Json): string =>
  isText(field) && typeof value === 'string' ? value : canonicalJson(value)
