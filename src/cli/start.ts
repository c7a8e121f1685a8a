import { runChunks } from './chunks.ts'

// The file that `patchbay` names. Small and alone: it compiles at every start, everything after it does not.
runChunks(import.meta.dirname, 'patchbay.js')
