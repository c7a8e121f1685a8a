import type { Json } from '../../model/json.ts'
import type { Handler } from '../handler.ts'
import { isBranch, type Path, placed, readAt } from '../torture/bodies.ts'
import { type Mirrored, mirrorStyle } from '../torture/mirror.ts'
import { playStyle, toResponse } from '../torture/play.ts'
import { sampleOf } from './sampleOf.ts'

export interface SampleAnswers {
  /** What each record of the output is, or its one value. */
  readonly schema: Json
  readonly seed: number
  /** Where an answer has its records; undefined: it is the value. */
  readonly records: readonly Path[] | undefined
  /** How the operation pages; undefined: it asks once. */
  readonly paging: Mirrored | undefined
}

/** As many as a list has that comes at once. */
const usualRecords = 3
/** No walk is longer: the page stands still while they are made. */
const mostRecords = 67

/**
 * A service whose answers are made from the output schema of an operation, in the shape in which the operation reads them: it pages
 * as the operation expects, and what it gives comes out as records of the schema. The same seed gives the same bytes.
 */
export function sampleService({ schema, seed, records, paging }: SampleAnswers): Handler {
  const recordAt = (index: number) => sampleOf(schema, Math.imul(seed, 7_919) + index)
  if (paging !== undefined) {
    const style = mirrorStyle(paging)
    const item = (index: number) => walkable(recordAt(index), style.item?.(index), paging, index)
    return playStyle({ ...style, item }, Math.min(2 * paging.size + 1, mostRecords))
  }
  return () => {
    if (records === undefined) return toResponse(asJson(recordAt(0)))
    const [first = [], ...more] = records
    let body = placed(
      undefined,
      first,
      Array.from({ length: usualRecords }, (_, at) => recordAt(at)),
    )
    for (const path of more) body = placed(body, path, [])
    return toResponse(asJson(body))
  }
}

/** A text is sent as JSON too. */
const asJson = (body: Json) =>
  typeof body === 'string'
    ? { headers: [['Content-Type', 'application/json']] as const, body: JSON.stringify(body) }
    : { body }

/** A record that the walk can go on from, and that is told apart from the others where the walk looks for records that came before. */
function walkable(record: Json, marked: Json | undefined, { carry, key }: Mirrored, index: number): Json {
  if (!isBranch(record)) return record
  if (carry.from === 'last-record') {
    const mark = readAt(marked, carry.path)
    return mark === undefined ? record : placed(record, carry.path, mark)
  }
  return typeof readAt(record, key) === 'number' ? placed(record, key, index + 1) : record
}
