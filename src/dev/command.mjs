// Runs the built command line in this process: no second start of Node, and signals and exit codes are its own.
import { pathToFileURL } from 'node:url'
import { ensureBuilt, parts } from './freshness.mjs'

/** What a command needs built. Only `serve` hands out the editor. */
const needs = { serve: ['editor', 'cli'] }

/** Builds what is stale and then becomes `patchbay ARGUMENTS`. Exits with 1 when the build fails. */
export async function runCommand(args) {
  try {
    ensureBuilt(needs[args[0]] ?? ['cli'])
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  process.argv = [process.argv[0], parts.cli.result, ...args]
  await import(pathToFileURL(parts.cli.result).href)
}
