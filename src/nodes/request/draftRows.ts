import type { Scope } from '../../expressions/evaluate.ts'
import { printJson, toText } from '../../expressions/values.ts'
import type { Row } from '../../model/document.ts'
import { compileTyped, type TypedSetting } from './ink.ts'

/** A row compiled once; rows that are off are not among them. */
export interface CompiledRow {
  readonly name: TypedSetting
  readonly value: TypedSetting
  readonly whenEmpty: Row['whenEmpty']
  readonly list: NonNullable<Row['list']>
  readonly usesAuth: boolean
}

/** A name and a value that are sent, before any encoding. `values`: joined by literal commas when there are several. */
export interface DrawnRow {
  readonly name: string
  readonly values: readonly string[]
  readonly origin: string | undefined
}

/** `words` names the sort of row in failures: "The header". */
export function compileRows(
  rows: readonly Row[],
  usual: NonNullable<Row['list']>,
  words: string,
): readonly CompiledRow[] {
  return rows
    .filter(({ enabled }) => enabled)
    .map((row) => {
      const place = row.name === '' ? words : `${words} ${row.name}`
      const name = compileTyped(row.name, `${place}, its name`)
      const value = compileTyped(row.value, place)
      return {
        name,
        value,
        whenEmpty: row.whenEmpty,
        list: row.list ?? usual,
        usesAuth: name.usesAuth || value.usesAuth,
      }
    })
}

/** What a row sends: nothing, one pair, or one for each element of a list. A row without a name sends nothing. */
export function drawRow(row: CompiledRow, scope: Scope): readonly DrawnRow[] {
  const name = toText(row.name.read(scope))
  if (name === '') return []
  const value = row.value.read(scope)
  const origin = row.value.origin
  if (isEmpty(value, row.list)) return whenEmpty[row.whenEmpty](name, origin)
  if (!Array.isArray(value)) return [{ name, values: [toText(value)], origin }]
  return lists[row.list](name, value, origin)
}

function isEmpty(value: unknown, list: CompiledRow['list']): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) && value.length === 0 && list !== 'json'
}

type Draw<Value> = (name: string, value: Value, origin: string | undefined) => readonly DrawnRow[]

const whenEmpty: {
  readonly [Way in Row['whenEmpty']]: (name: string, origin: string | undefined) => readonly DrawnRow[]
} = {
  omit: () => [],
  'send-empty': (name, origin) => [{ name, values: [''], origin }],
  'send-null': (name, origin) => [{ name, values: ['null'], origin }],
}

const lists: { readonly [Way in NonNullable<Row['list']>]: Draw<readonly unknown[]> } = {
  repeat: (name, list, origin) => list.map((element) => ({ name, values: [toText(element)], origin })),
  comma: (name, list, origin) => [{ name, values: list.map(toText), origin }],
  brackets: (name, list, origin) =>
    list.map((element) => ({ name: `${name}[]`, values: [toText(element)], origin })),
  json: (name, list, origin) => [{ name, values: [printJson(list)], origin }],
}
