// Finds a Chromium to test in: CHROME_PATH, a system Chromium or Chrome, Playwright's own cache, or the one inside
// the npm package @sparticuz/chromium. TEST_BROWSER=npm forces the last, which the lock file pins.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** `--single-process`, which the npm package recommends, makes Chromium die with its first context: own flags. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    return folder === undefined ? [] : [join(folder, 'Google/Chrome/Application/chrome.exe')]
  }),
]

interface FoundBrowser {
  source: string
  executablePath: string
  env?: Record<string, string | undefined>
}

async function findBrowser(): Promise<FoundBrowser> {
  const chosen = process.env['CHROME_PATH']
  if (chosen !== undefined) return { source: 'CHROME_PATH', executablePath: chosen }
  if (process.env['TEST_BROWSER'] !== 'npm') {
    const system = systemPaths.find((path) => existsSync(path))
    if (system !== undefined) return { source: 'system', executablePath: system }
    const { chromium } = await import('playwright-core')
    const cached = chromium.executablePath()
    if (existsSync(cached)) return { source: 'playwright cache', executablePath: cached }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to it.')
  return npmBrowser()
}

/**
 * The package unpacks into os.tmpdir() and trusts what it finds there, so it is given a folder of our own; on a bare
 * Debian it must be made to unpack the shared libraries it brings, which it does only when it believes to be on Lambda.
 */
async function npmBrowser(): Promise<FoundBrowser> {
  const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium')
  mkdirSync(cache, { recursive: true })
  const touched = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'] as const
  const before = touched.map((name) => [name, process.env[name]] as const)
  process.env['TMPDIR'] = cache
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const executablePath = await chromium.executablePath()
  const env = {
    LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'],
    FONTCONFIG_PATH: process.env['FONTCONFIG_PATH'],
  }
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  return { source: 'npm @sparticuz/chromium', executablePath, env }
}

/** Launch options for Playwright; call it once in the main process, before any worker can unpack the browser too. */
export async function launchOptions() {
  const found = await findBrowser()
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...process.env, ...found.env }))
    if (value !== undefined) env[name] = value
  return { executablePath: found.executablePath, args: flags, headless: true, env }
}
