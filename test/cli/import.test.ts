import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCurl } from '../../src/formats/curl/readCurl.ts'
import { patchbay } from './patchbay.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(() => rm(folder, { recursive: true }))

const command = `curl -X POST https://api.example.com/v1/notes -H 'Authorization: Bearer hush-hush-4kQz' -H 'Content-Type: application/json' -d '{"text":"{{text}}"}' --interface eth0`

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

describe('patchbay import curl', () => {
  test('prints a connector, tells what was made, and prints no secret', async () => {
    const { code, stdout, stderr } = await patchbay(['import', 'curl', await fileOf('a.sh', command)])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      title: 'Example',
      service: { baseUrl: 'https://api.example.com/v1', authentications: [{ scheme: 'bearer' }] },
      operations: [{ name: 'create-note' }],
    })
    expect(stderr).toContain('create-note: Create note, POST /notes')
    expect(stderr).toContain('fill in token')
    expect(stderr).toContain('Secrets moved out: 1.')
    expect(stdout + stderr).not.toContain('hush')
  })

  test('and preview --show-secrets shows the request of the command', async () => {
    const made = await patchbay(['import', 'curl', await fileOf('b.sh', command)])
    const connector = await fileOf('b.json', made.stdout)
    const credential = await fileOf('credential.json', '{"token":"hush-hush-4kQz"}')
    const { code, stdout } = await patchbay([
      'preview',
      connector,
      'create-note',
      '--show-secrets',
      '--credential',
      `@${credential}`,
      '--input',
      '{"text":"hello"}',
    ])
    expect(code).toBe(0)
    const shown = JSON.parse(stdout) as { headers: string[][]; bodyBase64: string }
    expect(shown).toMatchObject({ method: 'POST', url: 'https://api.example.com/v1/notes' })
    expect(shown.headers).toContainEqual(['Authorization', 'Bearer hush-hush-4kQz'])
    expect(Buffer.from(shown.bodyBase64, 'base64').toString()).toBe('{"text":"hello"}')
  })

  test('and preview --curl gives a command that asks for the same, its secret a placeholder unless it is asked for', async () => {
    const made = await patchbay(['import', 'curl', await fileOf('f.sh', command)])
    const connector = await fileOf('f.json', made.stdout)
    const credential = await fileOf('credential-f.json', '{"token":"hush-hush-4kQz"}')
    const preview = (...more: string[]) =>
      patchbay([
        'preview',
        connector,
        ...more,
        '--credential',
        `@${credential}`,
        '--input',
        '{"text":"hello"}',
      ])
    const masked = await preview('--curl', 'bash')
    expect(masked.stdout).toContain('<AUTHORIZATION>')
    expect(masked.stdout).not.toContain('hush')
    for (const shell of ['bash', 'cmd', 'powershell'] as const) {
      const { code, stdout } = await preview('--curl', shell, '--show-secrets')
      expect(code).toBe(0)
      expect(readCurl(stdout, shell).value).toMatchObject([
        {
          method: 'POST',
          url: 'https://api.example.com/v1/notes',
          headers: expect.arrayContaining([['Authorization', 'Bearer hush-hush-4kQz']]),
          body: ['{"text":"hello"}'],
        },
      ])
    }
  })

  test('--into puts the operations into a connector file', async () => {
    const made = await patchbay(['import', 'curl', await fileOf('c.sh', command)])
    const into = await fileOf('c.json', made.stdout)
    const more = await fileOf(
      'd.sh',
      `curl https://api.example.com/v1/notes/{id} -H "Authorization: Bearer $T"`,
    )
    const { code, stdout } = await patchbay(['import', 'curl', more, '--into', into])
    expect([code, stdout]).toEqual([0, ''])
    const connector = JSON.parse(await readFile(into, 'utf8')) as {
      operations: { name: string }[]
      service: { authentications: unknown[] }
    }
    expect(connector.operations.map(({ name }) => name).toSorted()).toEqual(['create-note', 'get-note'])
    expect(connector.service.authentications).toHaveLength(1)
  })

  test.each([
    [
      'no command in the text',
      async () => ['curl', await fileOf('e.sh', 'hello')],
      1,
      'There is no curl command',
    ],
    ['no such file', async () => ['curl', join(folder, 'gone')], 1, 'There is no file'],
    ['another format', async () => ['har', 'a'], 2, 'import takes the word curl'],
    [
      'an unknown shell',
      async () => ['curl', 'a', '--shell', 'fish'],
      2,
      '--shell is one of bash, cmd, powershell',
    ],
  ])('%s', async (_, argv, exit, words) => {
    const { code, stderr } = await patchbay(['import', ...(await argv())])
    expect([code, stderr.includes(words)]).toEqual([exit, true])
  })
})
