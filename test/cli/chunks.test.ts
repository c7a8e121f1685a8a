import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runChunks } from '../../src/cli/chunks.ts'

/** What the chunks under test have told. */
const told: string[] = []
Object.assign(globalThis, { toldByChunks: told })

let folder: string
const at = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-chunks-'))
  told.length = 0
  writeFileSync(
    at('entry.js'),
    "const { greet } = require('./greet-1a2b.js'); toldByChunks.push(greet(require('node:path').basename(__filename)))",
  )
  writeFileSync(at('greet-1a2b.js'), 'exports.greet = (name) => `Hello, ${name}`')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** One start of the folder; gives what ends it. */
function start(): () => void {
  let end = (): void => {}
  runChunks(folder, 'entry.js', (work) => {
    end = work
  })
  return end
}

test('runs the entry with its chunks and with what Node has', () => {
  start()()
  expect(told).toEqual(['Hello, entry.js'])
})

test('keeps the compiled code of each chunk, and none of the entry, whose name tells no content', () => {
  start()()
  expect(readdirSync(folder).toSorted()).toEqual(['entry.js', 'greet-1a2b.js', 'greet-1a2b.js.cache'])
})

test('starts from the kept code, and writes it no second time', () => {
  start()()
  const end = start()
  rmSync(at('greet-1a2b.js.cache'))
  end()
  expect(told).toEqual(['Hello, entry.js', 'Hello, entry.js'])
  expect(existsSync(at('greet-1a2b.js.cache'))).toBe(false)
})

test('runs where no code can be kept, and leaves nothing half written', () => {
  mkdirSync(at('greet-1a2b.js.cache'))
  start()()
  expect(told).toEqual(['Hello, entry.js'])
  expect(readdirSync(folder).toSorted()).toEqual(['entry.js', 'greet-1a2b.js', 'greet-1a2b.js.cache'])
})

test('gives two chunks that name each other what is there already', () => {
  writeFileSync(at('entry.js'), "toldByChunks.push(require('./even-3c4d.js').isEven(4))")
  writeFileSync(
    at('even-3c4d.js'),
    "const odd = require('./odd-5e6f.js'); exports.isEven = (n) => n === 0 || odd.isOdd(n - 1)",
  )
  writeFileSync(
    at('odd-5e6f.js'),
    "const even = require('./even-3c4d.js'); exports.isOdd = (n) => n !== 0 && even.isEven(n - 1)",
  )
  start()()
  expect(told).toEqual([true])
})

test('tells a fault of a chunk with its file and line', () => {
  writeFileSync(at('greet-1a2b.js'), "exports.greet = () => {\n  throw new Error('no voice')\n}")
  let stack = ''
  try {
    start()
  } catch (error) {
    stack = (error as Error).stack ?? ''
  }
  expect(stack).toContain(`${at('greet-1a2b.js')}:2:`)
})
