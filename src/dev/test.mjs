// `npm test [-- FILTERS]`: builds what the end-to-end tests drive, runs every vitest project and prints failures only.
// The very last line is always `N passed, N failed`, also when a build or vitest itself breaks. `--long` adds test/long.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, root } from './freshness.mjs'

const args = process.argv.slice(2)
const long = args.includes('--long')
const filters = args.filter((arg) => arg !== '--long')
const cache = join(root, 'node_modules', '.cache')
const countsFile = join(cache, `test-counts-${process.pid}.json`)

/** Ends the run with the one line that is always the last. */
function finish({ passed, failed }) {
  rmSync(countsFile, { force: true })
  process.exitCode = failed === 0 ? 0 : 1
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
}

/** Runs vitest to its end, handing signals on so that it can close its browsers. Gives the exit code or the signal. */
function runVitest() {
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=./test/reporter.ts', ...filters],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATCHBAY_TEST_COUNTS: countsFile,
        ...(long ? { PATCHBAY_TEST_LONG: '1' } : {}),
      },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
}

function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8'))
  } catch {
    // Vitest ended before its reporter could write them.
    return undefined
  }
}

async function main() {
  mkdirSync(cache, { recursive: true })
  try {
    ensureBuilt(['editor', 'cli'])
  } catch (error) {
    console.error(`No test was run: ${error.message}`)
    return { passed: 0, failed: 1 }
  }
  const ended = await runVitest()
  const counts = readCounts()
  if (counts === undefined) {
    console.error(`Vitest ended with ${ended} before it could count its tests.`)
    return { passed: 0, failed: 1 }
  }
  if (counts.skipped > 0) console.error(`${counts.skipped} skipped`)
  if (counts.failed > 0) return counts
  if (ended !== 0) {
    console.error(`Every test that ran passed, but vitest ended with ${ended}.`)
    return { ...counts, failed: 1 }
  }
  if (counts.passed === 0) {
    console.error('No test was run.')
    return { ...counts, failed: 1 }
  }
  return counts
}

finish(await main())
