import type { Path } from '../../engine/send.ts'
import { parsePath } from '../../expressions/path.ts'

/** Several paths with commas between them, in the order in which their records follow. Undefined where one is none. */
export function parseRecordPaths(text: string): readonly [Path, ...Path[]] | undefined {
  const [first, ...more] = splitPaths(text).map(parseRecordPath)
  if (first === undefined || more.includes(undefined)) return undefined
  return [first, ...(more as Path[])]
}

/** At commas that stand outside of quotes: a key may hold one. */
function splitPaths(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,])+/g) ?? []
}

/** Where the list of records is in an answer; `$` is the answer itself. */
export const parseRecordPath: (text: string) => Path | undefined = parsePath
