import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { launchOptions } from '../browser.ts'

export interface OpenPage {
  readonly browser: Browser
  readonly page: Page
  close(): Promise<void>
}

/** A module of test/bench built as the product is and opened in a real Chromium, on a page of its own. */
export async function openBuiltPage(module: string): Promise<OpenPage> {
  const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()
  const files = await builtFiles(root, module)
  const style = [...files.keys()].filter((name) => name.endsWith('.css'))
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    const code = files.get(path.slice(1))
    // Isolated, so that the page's clock counts in 5 µs and not in 100.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    if (path === '/') {
      response.setHeader('content-type', 'text/html')
      const links = style.map((name) => `<link rel="stylesheet" href="/${name}">`).join('')
      response.end(
        `<!doctype html><title>Bench</title>${links}<body><script type="module" src="/page.js"></script>`,
      )
    } else if (code === undefined) {
      response.statusCode = 404
      response.end()
    } else {
      response.setHeader('content-type', path.endsWith('.css') ? 'text/css' : 'text/javascript')
      response.end(code)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch(await launchOptions())
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    browser,
    page,
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Modules and styles by file name. */
async function builtFiles(root: string, module: string): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'esnext',
      rollupOptions: {
        input: { page: `${root}/test/bench/${module}` },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput
  return new Map(
    output.map((part) => [part.fileName, part.type === 'chunk' ? part.code : part.source] as const),
  )
}
