// What the built command line keeps of V8's work. In processes of its own: one process would remember what it compiled.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine, patchbay, root } from './product.ts'

let home: string
let chunks: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-kept-code-'))
  chunks = join(home, 'dist/cli')
  cpSync(dirname(commandLine), chunks, { recursive: true, filter: (path) => !path.endsWith('.cache') })
  cpSync(join(root, 'package.json'), join(home, 'package.json'))
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

const kept = (): string[] => readdirSync(chunks).filter((name) => name.endsWith('.cache'))
const help = () => patchbay(['run', '--help'], {}, join(chunks, 'main.js'))

test('a first start keeps the compiled code, the next one uses it as it is', async () => {
  const first = await help()
  expect(first).toMatchObject({ code: 0, stderr: '' })
  const written = new Map(kept().map((name) => [name, readFileSync(join(chunks, name))]))
  expect(written.size).toBeGreaterThan(0)
  expect(await help()).toEqual(first)
  for (const [name, code] of written) expect(readFileSync(join(chunks, name)).equals(code)).toBe(true)
})

test.each([
  ['empty', () => Buffer.alloc(0)],
  ['no code at all', () => Buffer.from('not what V8 made')],
  ['cut short', (code: Buffer) => code.subarray(0, code.length / 2)],
  ['changed in the middle', (code: Buffer) => Buffer.from(code).fill(0x5a, code.length / 2)],
])('code that is %s is not run: the chunk is compiled again and its code kept anew', async (_, damaged) => {
  const before = await help()
  const broken = new Map<string, Buffer>()
  for (const name of kept()) {
    broken.set(name, damaged(readFileSync(join(chunks, name))))
    writeFileSync(join(chunks, name), broken.get(name) ?? '')
  }
  expect(broken.size).toBeGreaterThan(0)
  expect(await help()).toEqual(before)
  for (const [name, code] of broken) expect(readFileSync(join(chunks, name)).equals(code)).toBe(false)
})
