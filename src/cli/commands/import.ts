import { applyImport, connectorOfImport, type AppliedImport } from '../../formats/curl/import/applyImport.ts'
import { type CurlImport, importCurl } from '../../formats/curl/import/importCurl.ts'
import { applyEdits } from '../../model/edits.ts'
import type { Connector } from '../../model/document.ts'
import { printConnector } from '../../model/print.ts'
import { replaceFile } from '../../runner/dataFolder.ts'
import { fileReason } from '../../runner/systemErrors.ts'
import { randomId } from '../../runner/hostIo.ts'
import type { Command } from '../command.ts'
import { CommandFailure, UsageError } from '../errors.ts'
import { openConnector, readWhole } from '../files.ts'
import { readShell, shellNames } from '../shells.ts'
import { print, say, type Terminal } from '../terminal.ts'

/** As much as a person pastes, and more. */
const maxCommandBytes = 10_000_000

/**
 * `patchbay import curl FILE|-`: a connector of the curl commands of a text, on stdout; with `--into` they become operations of one
 * that is there. Secrets go into neither: what a credential is filled in with is told by name.
 */
export const importCommand: Command = {
  name: 'import',
  summary: 'makes a connector, or operations of one, of curl commands',
  takes: 'curl FILE|-',
  options: [
    { name: 'into', value: 'FILE', hint: 'a connector file that the operations are put into' },
    { name: 'title', value: 'TEXT', hint: 'what the new connector is called' },
    {
      name: 'shell',
      value: shellNames.join('|'),
      hint: 'what the commands are written for (default: seen by the text)',
    },
    { name: 'no-paging', hint: 'leave requests that look paged as they are' },
  ],
  async run([format, file, ...more], options, terminal) {
    if (format !== 'curl' || file === undefined || more.length > 0)
      throw new UsageError('import takes the word curl and a file, or - for what comes in at stdin.')
    const { into, title } = options
    const shell = readShell(options['shell'], 'shell')
    const source = new TextDecoder().decode(
      await readWhole(file === '-' ? '/dev/stdin' : file, maxCommandBytes),
    )
    const given = typeof into === 'string' ? (await openConnector(into)).connector : undefined
    const proposal = importCurl(source, { connector: given, shell, makeId: randomId })
    if (proposal.operations.length === 0) throw new CommandFailure(proposal.warnings.join('\n'))
    const choices = proposal.operations.map(() => (options['no-paging'] === true ? { paged: false } : {}))
    const { connector, made } = take(given, proposal, choices, typeof title === 'string' ? title : undefined)
    if (typeof into === 'string') await replace(into, printConnector(connector))
    else await print(terminal, printConnector(connector))
    await tell(terminal, proposal, made)
    return 0
  },
}

function take(
  given: Connector | undefined,
  proposal: CurlImport,
  choices: readonly { paged?: boolean }[],
  title: string | undefined,
): { connector: Connector; made: Pick<AppliedImport, 'operations' | 'credentials'> } {
  if (given === undefined) {
    const { connector, ...made } = connectorOfImport(proposal, { choices, title, makeId: randomId })
    return { connector, made }
  }
  const { edits, ...made } = applyImport(given, proposal, { choices, makeId: randomId })
  applyEdits(given, edits)
  return { connector: given, made }
}

/** A file of a person's own: who may read it is what their system says of new files. */
const usualMode = 0o666

async function replace(file: string, text: string): Promise<void> {
  try {
    await replaceFile(file, text, { mode: usualMode })
  } catch (error) {
    throw new CommandFailure(`${file} cannot be written: ${fileReason(error)}.`)
  }
}

async function tell(
  terminal: Terminal,
  proposal: CurlImport,
  { operations, credentials }: Pick<AppliedImport, 'operations' | 'credentials'>,
): Promise<void> {
  for (const [at, { name, title }] of operations.entries()) {
    const { method, url, like, warnings } = proposal.operations[at] ?? { method: '', url: '', warnings: [] }
    await say(terminal, `${name}: ${title}, ${method} ${url}`)
    if (like !== undefined) await say(terminal, `  ${like} asks for the same.`)
    for (const warning of warnings) await say(terminal, `  ${warning}`)
  }
  for (const warning of proposal.warnings) await say(terminal, warning)
  for (const { authentication } of credentials)
    await say(
      terminal,
      `Signs in by ${authentication.title}: fill in ${authentication.fields.map(({ name }) => name).join(', ')}.`,
    )
  if (proposal.secrets > 0)
    await say(
      terminal,
      `Secrets moved out: ${proposal.secrets}. They are in no file; keep them in a credential.`,
    )
}
