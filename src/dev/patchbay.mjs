// `npm run --silent patchbay -- COMMAND …`: the command line of a clone. What building says goes to stderr.
import { runCommand } from './command.mjs'

await runCommand('patchbay', process.argv.slice(2))
