import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../src/simulation/torture/faults.ts'
import { styles } from '../../src/simulation/torture/styles.ts'
import { exampleOf } from '../nodes/pagination/examples.ts'
import { connectorAt, patchbay } from './patchbay.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-torture-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const example = (id: string) => exampleOf(styles.find((style) => style.id === id)!)
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe('patchbay torture FILE', () => {
  test('a line for each thing that was tried; what failed says at which page, and the command fails', async () => {
    const { code, stdout, stderr } = await patchbay([
      'torture',
      await file('a.json', example('token-absent')),
    ])
    expect(code).toBe(1)
    expect(stdout).toContain('List · For each page\n')
    expect(stdout).toMatch(/^ {2}ok {6}16 records +Every record once, in 4 calls\.$/m)
    expect(stdout).toMatch(/^ {2}FAILED {2}F9 429 with Retry-After in seconds +page 2: GET .* answered 429/m)
    expect(stderr).toMatch(/\d failed\./)
  })

  test('as JSON, a line for each', async () => {
    const { stdout } = await patchbay([
      'torture',
      await file('b.json', example('limit-skip')),
      'list',
      '--json',
    ])
    const dots = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; outcome: string; operation: string })
    expect(dots.find(({ id }) => id === '16 records')).toMatchObject({ outcome: 'passed', operation: 'list' })
  })

  test('a way that cannot be tried says why, and fails nothing', async () => {
    const document = JSON.parse(example('token-absent')) as {
      operations: { graph: { nodes: { id: string; settings: Record<string, unknown> }[] } }[]
    }
    document.operations[0]!.graph.nodes.find(({ id }) => id === 'ask')!.settings['decode'] = 'csv'
    const { code, stdout } = await patchbay(['torture', await file('c.json', JSON.stringify(document))])
    expect([code, stdout]).toEqual([0, expect.stringContaining('read as csv')])
  })

  test.each<[string, string[], number, string]>([
    ['no file', [], 2, 'torture takes a file'],
    ['a port without --serve', ['x.json', '--port', '1'], 2, '--port and --records go with --serve'],
    ['a file with --serve', ['x.json', '--serve'], 2, 'takes no file'],
    ['a port that is none', ['--serve', '--port', 'x'], 2, '--port must be a number'],
  ])('%s', async (_, args, code, words) => {
    const ended = await patchbay(['torture', ...args])
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)])
  })

  test('nothing that is paged, an operation that is not there', async () => {
    const plain = await file('plain.json', JSON.stringify(connectorAt('https://api.example.com')))
    expect((await patchbay(['torture', plain])).stderr).toContain('Nothing is paged here')
    expect((await patchbay(['torture', plain, 'gone'])).stderr).toContain('no operation “gone”')
  })
})

describe('patchbay torture --serve', () => {
  const stop = new AbortController()
  let origin = ''
  let served: ReturnType<typeof patchbay>
  beforeAll(async () => {
    origin = await new Promise<string>((resolve) => {
      served = patchbay(['torture', '--serve'], {
        stopped: stop.signal,
        stdout: (chunk) => {
          const found = /at (http:\S+)/.exec(chunk.toString())?.[1]
          if (found !== undefined) resolve(found)
        },
      })
    })
  })
  afterAll(async () => {
    stop.abort()
    await served
  })

  /** The example of a style, led to the service. */
  const led = (id: string, fault = '') =>
    file(
      `${id}${fault}.json`,
      example(id).replace(
        `https://torture.example/${id}`,
        `${origin}/${id}${fault === '' ? '' : `/${fault}`}`,
      ),
    )

  test('lists the ways and the faults', async () => {
    const list = (await (await fetch(origin)).json()) as { styles: { address: string }[]; faults: unknown[] }
    expect([list.styles.length, list.faults.length]).toEqual([44, faults.length])
    expect((await fetch(`${origin}/nothing`)).status).toBe(404)
  })

  test.each(['limit-skip', 'null-link', 'xml-token', 'relay'])('%s is walked over HTTP', async (id) => {
    const { code, stdout, stderr } = await patchbay(['run', await led(id), 'list'])
    expect([code, stderr.includes('failed')]).toEqual([0, false])
    expect(stdout.trimEnd().split('\n')).toHaveLength(16)
  })

  test.each([
    ['null-link', 'F7', 'the next value is told otherwise'],
    ['token-absent', 'F8', 'a cursor is a number that a double does not hold'],
    ['limit-skip', 'F1', 'the list is as long as the fault needs it'],
    ['null-link', 'F21c', 'an answer takes its time'],
  ])('%s with %s: %s', async (id, fault) => {
    const { code, stdout } = await patchbay(['run', await led(id, fault), 'list'])
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line) as object)[0])
    expect([code, ids]).toEqual([0, Array.from({ length: 16 }, (_, at) => `r${at}`)])
  })

  test('a fault comes with its address, and each walk meets it', async () => {
    for (let again = 0; again < 2; again++) {
      const { code, stderr } = await patchbay(['run', await led('null-link', 'F4'), 'list'])
      expect([code, stderr]).toEqual([3, expect.stringContaining('the same as the page before it')])
    }
  })
})
