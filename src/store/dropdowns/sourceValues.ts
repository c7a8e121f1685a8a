import type { Operation } from '../../model/document.ts'
import { exampleOf } from '../../model/guessOptions.ts'
import type { Json } from '../../model/json.ts'
import type { LiveRun } from '../state.ts'

/** What is known of what a list operation gives. */
export interface KnownValues {
  readonly given: readonly Json[]
  /** The service gave them; else they only have the form that the schema describes. */
  readonly seen: boolean
}

/** Of its last run, else its examples, else its schema. */
export function givenBy({ output }: Operation, run: LiveRun | undefined): KnownValues {
  if (run?.first !== undefined && run.first.length > 0) return { given: run.first, seen: true }
  if (output.samples.length > 0) return { given: output.samples as readonly Json[], seen: true }
  return { given: output.schema === undefined ? [] : [exampleOf(output.schema as Json)], seen: false }
}
