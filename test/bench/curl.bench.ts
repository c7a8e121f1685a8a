import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCurl } from '../../src/formats/curl/readCurl.ts'
import { writeCurl } from '../../src/formats/curl/writeCurl.ts'
import { median } from './median.ts'
import type { Bench } from './row.ts'

/**
 * Reading and writing curl commands: the 1,125 of the corpus, once each in a round, and a megabyte in one command. There is no
 * baseline: other readers of curl commands need a native parser, or know neither cmd nor PowerShell.
 */
const rounds = 15

const file = join(process.env['PATCHBAY_ROOT'] ?? '.', 'test/corpora/curl/commands.json')
const commands = (JSON.parse(readFileSync(file, 'utf8')) as { command: string }[]).map(
  ({ command }) => command,
)
const requests = commands.flatMap((command) => readCurl(command).value)

const large = `curl https://api.example.com/v1/items -H 'Content-Type: application/json' -d '{"items":[${'{"id":1,"name":"a b c"},'.repeat(43_000)}0]}'`

/** Milliseconds of each round, the first three of which warm up. */
function timed(work: () => void): number[] {
  const spent: number[] = []
  for (let round = 0; round < rounds + 3; round++) {
    const from = performance.now()
    work()
    spent.push(performance.now() - from)
  }
  return spent.slice(3)
}

const alone = { ratio: null, baseline: null }

const bench: Bench = async () => {
  const reading = median(timed(() => commands.forEach((command) => readCurl(command))))
  const writing = median(timed(() => requests.forEach((request) => writeCurl(request, 'bash'))))
  const largest = median(timed(() => readCurl(large)))
  return [
    {
      ...alone,
      name: 'curl: read a command',
      ours: (reading / commands.length) * 1000,
      unit: 'µs',
      note: `${Math.round((commands.length / reading) * 1000)} commands a second`,
    },
    { ...alone, name: 'curl: write a command', ours: (writing / requests.length) * 1000, unit: 'µs' },
    {
      ...alone,
      name: 'curl: read a command of 1 MB',
      ours: largest,
      unit: 'ms',
      note: `${(large.length / 1e6).toFixed(2)} MB`,
    },
  ]
}
export default bench
