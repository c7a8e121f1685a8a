// `npm run bench [-- NAMES]`: each test/bench/NAME.bench.ts is built (dependencies stay outside) and run in a process of
// its own, so that none warms up or weighs on another; then one table. The environment variable PATCHBAY_ROOT names
// the project's folder, because a built bench lies elsewhere than its source.
import { fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './freshness.mjs'

const folder = join(root, 'test', 'bench')
const suffix = '.bench.ts'
const outDir = join(root, 'node_modules', '.cache', 'bench')

/** The child's side: runs one built bench and hands its rows to the parent. */
async function runHere(file) {
  const { default: bench } = await import(pathToFileURL(file).href)
  const rows = await bench()
  process.send(rows, () => process.exit(0))
}

function runApart(name) {
  const child = fork(fileURLToPath(import.meta.url), ['--here', join(outDir, `${name}.js`)], {
    cwd: root,
    execArgv: ['--expose-gc', '--enable-source-maps'],
    env: { ...process.env, PATCHBAY_ROOT: root, NODE_ENV: 'production' },
    // What a bench prints is about its progress; stdout is for the table.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let rows
    child.on('message', (message) => {
      rows = message
    })
    child.once('error', reject)
    child.once('close', (code, signal) =>
      rows === undefined
        ? reject(new Error(`${name} ended with ${code ?? signal} and gave no rows.`))
        : resolve(rows),
    )
  })
}

async function buildBenches(names) {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(folder, name + suffix)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  })
}

/** Four significant digits are more than any of these measurements is good for. */
const number = (value) =>
  value === null ? '–' : String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)))

function verdict({ aim, ratio, ours }) {
  if (aim === undefined) return ''
  const value = aim.of === 'ratio' ? ratio : ours
  const wanted = `≤ ${aim.most}${aim.of === 'ratio' ? '×' : ''}`
  if (value === null) return `${wanted}: not measured`
  if (value > aim.most && aim.most === 0) return `${wanted}: missed`
  return value <= aim.most
    ? wanted
    : `${wanted}: missed by ${Math.round((value / aim.most - 1) * 1000) / 10} %`
}

const isNumeric = (column) => column >= 1 && column <= 3

function table(rows) {
  const cells = [
    ['what', 'ratio', 'ours', 'baseline', 'unit', 'aim', ''],
    ...rows.map((row) => [
      row.name,
      row.ratio === null ? '–' : `${row.ratio.toFixed(2)}×`,
      number(row.ours),
      number(row.baseline),
      row.unit,
      verdict(row),
      row.note ?? '',
    ]),
  ]
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)))
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          isNumeric(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

async function main(wanted) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .filter((name) => wanted.length === 0 || wanted.includes(name))
    .toSorted()
  const unknown = wanted.filter((name) => !names.includes(name))
  if (names.length === 0 || unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(', ') || `in ${folder}`}.`)
  ensureBuilt(['editor', 'cli'])
  await buildBenches(names)
  const rows = []
  let failed = false
  for (const name of names) {
    console.error(`Measuring ${name} …`)
    try {
      rows.push(...(await runApart(name)))
    } catch (error) {
      failed = true
      console.error(error.message)
    }
  }
  console.log(table(rows))
  if (failed) process.exitCode = 1
}

if (process.argv[2] === '--here') await runHere(process.argv[3])
else
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
