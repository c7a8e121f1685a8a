import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../src/model/json.ts'
import { readPath } from '../../../src/nodes/pagination/answerPath.ts'
import { parseRecordPath } from '../../../src/nodes/request/recordPath.ts'
import type { Style } from '../../../src/simulation/torture/play.ts'

/** A bench is built elsewhere than its source stands. */
const root = process.env['PATCHBAY_ROOT'] ?? join(import.meta.dirname, '../../..')
const folder = join(root, 'test/fixtures/pagination')

/** The document that stands beside a style. */
export const exampleOf = ({ id }: Style): string => readFileSync(join(folder, `${id}.connector.json`), 'utf8')

export const exampleNames = (): string[] =>
  readdirSync(folder).map((name) => name.replace(/\.connector\.json$/, ''))

/** The number in an id: of `r7`, `t3_r7`, or of one of 19 digits. */
const numberOf = (id: Json | undefined): number =>
  typeof id === 'bigint' ? Number(id - 1_100_000_000_000_000_000n) : Number(/(\d+)$/.exec(String(id))?.[1])

/** Which records of the list these are. */
export function numbersOf({ key }: Style, records: readonly Json[]): number[] {
  const path = parseRecordPath(`["${key.split('.').join('"]["')}"]`) ?? []
  return records.map((record) => numberOf(readPath(record, path)))
}
