import type { Json } from '../json.ts'
import type { Budget } from './patternRun.ts'
import type { References } from './references.ts'

/** What is wrong with a value by a schema; `words` go on from "should ". */
export interface SchemaProblem {
  /** The keyword that says so. */
  readonly keyword: string
  /** From the value on: names of members and places in lists. */
  readonly path: readonly (string | number)[]
  readonly words: string
}

/** What one schema says of one value: what is wrong, and which members and elements it has looked at. */
export interface Outcome {
  readonly problems: SchemaProblem[]
  readonly members: Set<string>
  readonly items: Set<number>
}

/** One check of one value, as a keyword sees it that applies other schemas. */
export interface Check {
  readonly budget: Budget
  readonly references: References
  /** The documents that one came through, from the outermost; references begin at the last. */
  readonly through: readonly string[]
  apply(schema: Json, value: Json, path: SchemaProblem['path'], base?: string): Outcome
}
