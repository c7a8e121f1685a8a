import type { ShellName } from '../formats/curl/request.ts'
import { dialects } from '../formats/curl/shells/dialects.ts'
import { UsageError } from './errors.ts'

/** Shells that curl commands are read and written for. */
export const shellNames = (Object.keys(dialects) as ShellName[]).toSorted()

/** The shell that an option names. */
export function readShell(value: string | boolean | undefined, option: string): ShellName | undefined {
  const known = shellNames.find((name) => name === value)
  if (value !== undefined && known === undefined)
    throw new UsageError(`--${option} is one of ${shellNames.join(', ')}.`)
  return known
}
