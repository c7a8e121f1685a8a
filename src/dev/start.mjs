// `npm start`: builds what is stale, then serves the editor and the runner until it is stopped.
import { runCommand } from './command.mjs'

await runCommand('start', ['serve', ...process.argv.slice(2)])
