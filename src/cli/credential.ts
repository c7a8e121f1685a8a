import type { Fields } from '../engine/io.ts'
import { UsageError } from './errors.ts'
import { jsonOption } from './files.ts'
import { say, type Terminal } from './terminal.ts'

/**
 * The values to sign in with: `--credential @FILE`, a literal (with a warning, because it stays in the shell's history),
 * or the environment's `PATCHBAY_CREDENTIAL`. JSON: an object of texts by field name.
 */
export async function readCredential(
  option: string | boolean | undefined,
  terminal: Terminal,
): Promise<Fields | undefined> {
  const fromEnvironment = terminal.env['PATCHBAY_CREDENTIAL']
  const text = typeof option === 'string' ? option : fromEnvironment
  if (text === undefined || text === '') return undefined
  if (typeof option === 'string' && !option.startsWith('@'))
    await say(
      terminal,
      'Warning: a credential on the command line can be read by others on this computer and stays in the shell history. Use --credential @FILE or PATCHBAY_CREDENTIAL.',
    )
  const value = await jsonOption('credential', text)
  const wrong = new UsageError('--credential must be a JSON object of texts by field name: {"apiKey": "…"}.')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong
  const fields: Record<string, string> = {}
  for (const [name, part] of Object.entries(value)) {
    if (typeof part !== 'string') throw wrong
    fields[name] = part
  }
  return fields
}
