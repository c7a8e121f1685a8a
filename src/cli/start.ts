import { setFlagsFromString } from 'node:v8'
import { runChunks } from './chunks.ts'

/**
 * A command lasts a second or two, of which V8 spends a third on optimising what will not run for long: it waits longer before it
 * does so, and leaves the parser of HTTP, which is WebAssembly, as it was compiled first. A server lasts, and keeps V8's ways.
 */
const brief = ['--interrupt-budget=600000', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']
if (process.argv[2] !== 'serve') for (const flag of brief) setFlagsFromString(flag)

// The file that `patchbay` names. Small and alone: it compiles at every start, everything after it does not.
runChunks(import.meta.dirname, 'patchbay.js')
