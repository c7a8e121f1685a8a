// Runs the built command line in this process: no second start of Node, and signals and exit codes are its own.
import { pathToFileURL } from 'node:url'
import { ensureBuilt, parts } from './freshness.mjs'

/** What a command needs built. Only `serve` hands out the editor. */
const needs = { serve: ['editor', 'cli'] }

/**
 * The folder that files of a command are named from. npm runs a script in the package's folder, wherever it was called; a
 * script that another one starts inherits its variables, and is left where it is.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} script
 * @returns {string | undefined}
 */
export function folderOfCaller(environment, script) {
  return environment.npm_lifecycle_event === script ? environment.INIT_CWD : undefined
}

/** Builds what is stale and then becomes `patchbay ARGUMENTS`. Exits with 1 when the build fails. */
export async function runCommand(script, args) {
  try {
    ensureBuilt(Object.hasOwn(needs, args[0] ?? '') ? needs[args[0]] : ['cli'])
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  const folder = folderOfCaller(process.env, script)
  if (folder !== undefined) process.chdir(folder)
  process.argv = [process.argv[0], parts.cli.result, ...args]
  await import(pathToFileURL(parts.cli.result).href)
}
