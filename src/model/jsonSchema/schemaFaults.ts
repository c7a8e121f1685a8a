import { isObject } from '../fieldTypes.ts'
import type { Json, JsonObject } from '../json.ts'
import { applicators } from './applicators.ts'
import { assertions } from './assertions.ts'
import { patternProgram } from './pattern.ts'
import { References, schemasWithin } from './references.ts'

/** A part of a schema that is not checked, and why. */
export interface SchemaFault {
  /** Keys from the schema on. */
  readonly at: readonly string[]
  /** A sentence. */
  readonly message: string
}

const mostFaults = 20

/** All of a schema that no value is checked by: what is no schema, leads elsewhere, or could not be checked in good time. */
export function schemaFaults(schema: Json): readonly SchemaFault[] {
  if (!isObject(schema) && typeof schema !== 'boolean')
    return [{ at: [], message: 'A JSON Schema is an object, or true or false.' }]
  const faults: SchemaFault[] = []
  const references = new References(schema)
  const open: (readonly [at: readonly string[], schema: Json])[] = [[[], schema]]
  for (let next = open.pop(); next !== undefined && faults.length < mostFaults; next = open.pop()) {
    const [at, part] = next
    if (!isObject(part)) continue
    for (const [keyword, value] of Object.entries(part)) {
      const message = faultOf(keyword, value, part, references)
      if (message !== undefined) faults.push({ at: [...at, keyword], message })
    }
    for (const [keys, within] of schemasWithin(part)) open.push([[...at, ...keys], within])
  }
  return faults
}

function faultOf(keyword: string, value: Json, part: JsonObject, references: References): string | undefined {
  const judge = Object.hasOwn(assertions, keyword)
    ? assertions[keyword]
    : Object.hasOwn(applicators, keyword)
      ? applicators[keyword]
      : undefined
  if (keyword === 'pattern' && typeof value === 'string') return patternWords(value)
  if (judge !== undefined && !judge.takes(value)) return `“${keyword}” has a value that it cannot have.`
  if (keyword === 'patternProperties')
    return Object.keys(value as JsonObject)
      .map(patternWords)
      .find((words) => words !== undefined)
  if ((keyword === '$ref' || keyword === '$dynamicRef') && typeof value === 'string')
    return references.find(value, references.baseOf(part)) === undefined
      ? `“${value.slice(0, 100)}” leads to nothing in this schema; other documents are not fetched.`
      : undefined
  return undefined
}

function patternWords(source: string): string | undefined {
  const program = patternProgram(source)
  return typeof program === 'string' ? `The pattern ${source.slice(0, 100)} ${program}.` : undefined
}
