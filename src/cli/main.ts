import { runCommandLine } from './commandLine.ts'

// The process itself: signals, exit code, nothing else. A second signal ends at once.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort(new Error('stopped'))
  })
}
// A reader that goes away (`| head`) is told to the writer by its callback; without a listener it would be thrown.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

// Not awaited at the top: the build is CommonJS (see chunks.ts). It never rejects; each failure is told and has its code.
void runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stopped: stop.signal,
}).then((code) => {
  process.exitCode = code
})
