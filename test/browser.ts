// Finds a Chromium to test in: CHROME_PATH, a system Chromium or Chrome, Playwright's own cache, or the one inside
// the npm package @sparticuz/chromium. TEST_BROWSER=npm forces the last, which the lock file pins.
import { execFileSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** A built bench lies elsewhere than its source, so the bench runner names the folder. */
const root = process.env['PATCHBAY_ROOT'] ?? join(import.meta.dirname, '..')

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
 * The package unpacks into os.tmpdir(), trusts whatever it finds there and takes a half-written file for a whole one.
 * So a process of its own unpacks it, into a folder of ours that gets its final name only when it is complete.
 */
function npmBrowser(): FoundBrowser {
  const folder = npmBrowserFolders().find((path) => existsSync(path)) ?? unpackNpmBrowser()
  const libraries = join(folder, 'al2023', 'lib')
  const before = process.env['LD_LIBRARY_PATH']
  return {
    source: 'npm @sparticuz/chromium',
    executablePath: join(folder, 'chromium'),
    // A bare Debian lacks NSS and expat; the package brings them.
    env: {
      LD_LIBRARY_PATH: before === undefined ? libraries : `${libraries}:${before}`,
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  }
}

/** Where the unpacked browser may lie: with the packages, or in the user's cache where those belong to someone else. */
function npmBrowserFolders(): string[] {
  const manifest = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const userCache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  return [join(root, 'node_modules', '.cache'), join(userCache, 'patchbay')].map((path) =>
    join(path, `chromium-${version}`),
  )
}

function unpackNpmBrowser(): string {
  const folder = npmBrowserFolders().find((path) => isWritable(dirname(path)))
  if (folder === undefined)
    throw new Error('There is no folder to unpack the test browser into; set CHROME_PATH.')
  const partial = mkdtempSync(`${folder}.partial-`)
  try {
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
      // It unpacks the shared libraries only when it believes to be on Lambda.
      { cwd: root, env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
    )
    // The package's own names folders that exist on Lambda only: without fonts no text has a width.
    writeFileSync(join(partial, 'fonts', 'fonts.conf'), fontConfiguration(folder))
    // Another user may run the tests on the same checkout.
    for (const path of [partial, join(partial, 'chromium')]) chmodSync(path, 0o755)
    try {
      renameSync(partial, folder)
    } catch (error) {
      // Another process was quicker: its copy is as good.
      if (!existsSync(folder)) throw error
    }
    return folder
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function fontConfiguration(folder: string): string {
  const directories = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${directories.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
}

/** Launch options for Playwright; call it once in the main process, before any worker can unpack the browser too. */
export async function launchOptions() {
  const found = await findBrowser()
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...process.env, ...found.env }))
    if (value !== undefined) env[name] = value
  return { executablePath: found.executablePath, args: flags, headless: true, env }
}
