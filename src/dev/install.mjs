// Runs before `npm start`, `npm test` and `npm run check`, with Node built-ins only: installs the locked
// dependencies when node_modules is missing or no longer what the lock file says. Safe when two start at once.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const stamp = join(root, 'node_modules', '.installed-from')
const lock = join(root, '.install-lock')

/** What must be installed: the lock file, the manifest and the platform that native packages were chosen for. */
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(readFileSync(join(root, 'package.json')))
  .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
  .digest('hex')
const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

function install() {
  console.error('Installing dependencies …')
  // Not `npm ci`: a registry that serves only some platforms' native packages leaves the others out of the lock file,
  // and `npm ci` then refuses it everywhere. What the lock file names is installed as named; --no-save leaves it alone.
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // npm_execpath is the npm that started us; on Windows `npm` alone is a .cmd file that needs a shell.
  const npm = process.env.npm_execpath
  const result =
    npm && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
      : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) {
    console.error('The dependencies could not be installed; nothing was started.')
    process.exit(result.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: Patchbay needs Node 20.19 or newer.`)
  process.exit(1)
}
try {
  if (!isFresh())
    withLock(lock, () => {
      if (!isFresh()) install()
    })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
