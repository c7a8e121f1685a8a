import { checkConnector } from '../../model/checks.ts'
import { printJson } from '../../model/printJson.ts'
import { maxConnectorBytes, readConnector } from '../../model/read.ts'
import { catalog } from '../../nodes/catalog.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { problemLine, readWhole } from '../files.ts'
import { print, say } from '../terminal.ts'

/** `patchbay check FILE [--json]`: exit 0 where nothing is an error, 1 otherwise. */
export const check: Command = {
  name: 'check',
  summary: 'lists the problems of a connector file',
  takes: 'FILE',
  options: [{ name: 'json', hint: 'print the problems as JSON, with their paths' }],
  async run([file, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('check takes one file.')
    const { connector, problems: found } = readConnector(await readWhole(file, maxConnectorBytes))
    const problems = connector === undefined ? found : [...found, ...checkConnector(connector, catalog)]
    const errors = problems.filter((problem) => problem.severity === 'error').length
    if (options['json'] === true) await print(terminal, `${printJson(problems as never, { indent: 2 })}\n`)
    else if (problems.length > 0) await print(terminal, `${problems.map(problemLine).join('\n')}\n`)
    await say(
      terminal,
      problems.length === 0
        ? `${file}: no problems.`
        : `${file}: ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}.`,
    )
    return errors > 0 ? 1 : 0
  },
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
