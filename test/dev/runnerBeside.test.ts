import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from 'vite'
import { paths, tokenHeader, tokenMeta } from '../../src/api/contract.ts'
import { runnerBeside } from '../../src/dev/runnerBeside.mjs'
import { openApi } from '../runner/api.ts'
import { makeFolder } from '../runner/logFiles.ts'

/** The address of a development server with a page of its own, beside the runner of that address. */
async function startDevelopment(runnerUrl: string): Promise<string> {
  const root = await makeFolder()
  await writeFile(join(root, 'index.html'), '<html><head></head><body>the page</body></html>')
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [runnerBeside(runnerUrl)],
    server: { host: '127.0.0.1', port: 0, ws: false },
  })
  onTestFinished(() => server.close())
  await server.listen()
  return (server.resolvedUrls?.local[0] ?? '').replace(/\/$/, '')
}

const metaPattern = new RegExp(`<meta name="${tokenMeta}" content="([^"]+)"`)

test('the page of the development server carries the runner’s token, and its calls are taken; nobody else’s are', async () => {
  const editorDir = await makeFolder()
  await writeFile(join(editorDir, 'index.html'), '<html><head></head></html>')
  const { runner } = await openApi({ editorDir })
  const url = await startDevelopment(runner.url)
  const token = metaPattern.exec(await (await fetch(url)).text())?.[1] ?? ''
  expect(token).toBe(runner.token)
  const ask = async (origin: string) =>
    (await fetch(url + paths.runs, { headers: { [tokenHeader]: token, origin } })).status
  expect(await ask(url)).toBe(200)
  expect(await ask('http://elsewhere.example')).toBe(403)
})

test('without a runner the page is served all the same', async () => {
  const page = await (await fetch(await startDevelopment('http://127.0.0.1:1'))).text()
  expect(page).toContain('the page')
  expect(page).not.toMatch(metaPattern)
})
