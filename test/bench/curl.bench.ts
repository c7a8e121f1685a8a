import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCurl } from '../../src/formats/curl/readCurl.ts'
import { writeCurl } from '../../src/formats/curl/writeCurl.ts'
import * as curlconverter from 'curlconverter'
import { importCurl } from '../../src/formats/curl/import/importCurl.ts'
import { median } from './median.ts'
import type { Bench } from './row.ts'

/**
 * Reading, importing and writing curl commands: those of the corpus that are written for bash, once each in a round, and a megabyte
 * in one command. The baseline is curlconverter, which reads bash by a native parser; it is given the same commands, and reads no
 * others.
 */
const rounds = 15

const file = join(process.env['PATCHBAY_ROOT'] ?? '.', 'test/corpora/curl/commands.json')
const corpus = JSON.parse(readFileSync(file, 'utf8')) as { command: string; shell: string }[]
const all = corpus.map(({ command }) => command)
const commands = corpus.filter(({ shell }) => shell === 'bash').map(({ command }) => command)
const requests = all.flatMap((command) => readCurl(command).value)

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

/** What curlconverter refuses it throws at; that too is an answer. */
function theirs(command: string): boolean {
  try {
    curlconverter.toJsonObject(command)
    return true
  } catch {
    return false
  }
}

let id = 0
const makeId = () => `id${id++}`

const perCommand = (spent: number, count: number) => (spent / count) * 1000
const aSecond = (spent: number, count: number) => `${Math.round((count / spent) * 1000)} commands a second`

const bench: Bench = async () => {
  const reading = median(timed(() => commands.forEach((command) => readCurl(command))))
  const importing = median(timed(() => commands.forEach((command) => importCurl(command, { makeId }))))
  const converting = median(timed(() => commands.forEach(theirs)))
  const writing = median(timed(() => requests.forEach((request) => writeCurl(request, 'bash'))))
  const largest = median(timed(() => importCurl(large, { makeId })))
  const theirLargest = median(timed(() => theirs(large)))
  const reads = theirs(large)
  const refused = commands.filter((command) => !theirs(command)).length
  const count = commands.length
  return [
    {
      name: 'curl: read a command',
      ratio: reading / converting,
      ours: perCommand(reading, count),
      baseline: perCommand(converting, count),
      unit: 'µs',
      note: `${aSecond(reading, count)}; curlconverter refuses ${refused} of ${count}`,
    },
    {
      name: 'curl: import a command',
      ratio: importing / converting,
      ours: perCommand(importing, count),
      baseline: perCommand(converting, count),
      unit: 'µs',
      note: `${aSecond(importing, count)}, as operations with inputs and a way to sign in`,
    },
    {
      name: 'curl: import a command of 1 MB',
      // A refusal takes no time: it is no baseline.
      ratio: reads ? largest / theirLargest : null,
      ours: largest,
      baseline: reads ? theirLargest : null,
      unit: 'ms',
      note: `${(large.length / 1e6).toFixed(2)} MB; curlconverter ${reads ? 'reads' : 'refuses'} it`,
    },
    {
      name: 'curl: write a command',
      ratio: null,
      ours: perCommand(writing, requests.length),
      baseline: null,
      unit: 'µs',
    },
  ]
}
export default bench
