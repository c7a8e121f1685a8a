import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { normalizePath, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { iconImports } from './src/dev/iconImports.mjs'
import { partsByMoment } from './src/dev/moments.mjs'
import { runnerBeside } from './src/dev/runnerBeside.mjs'
import { launchOptions } from './test/browser.ts'

/** As the bundler writes it: links followed, slashes forward. */
const projectRoot = normalizePath(realpathSync(import.meta.dirname))

const testing = process.env['VITEST'] !== undefined
const launch = testing ? await launchOptions() : {}
if (testing) process.env['PATCHBAY_TEST_BROWSER'] = JSON.stringify(launch)

/** A function, not one shared object: vitest changes what it is given, and two projects would become nested. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launch, contextOptions: { reducedMotion: 'reduce' } }),
  instances: [{ browser: 'chromium' as const }],
})

/**
 * Parts that are loaded when they are first needed are fetched into the browser's cache once the page is idle: the runner
 * that serves them may be gone by then, and editing goes on without it.
 */
const prefetchParts: Plugin = {
  name: 'prefetch-parts',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => /\.(js|css)$/.test(file) && !html.includes(`/${file}"`))
        .map((file) => ({ tag: 'link', attrs: { rel: 'prefetch', href: `/${file}` }, injectTo: 'body' })),
  },
}

/**
 * In the built editor a worker is an entry like the page, so that the two share what both import. Vite's own way builds each
 * worker apart, with copies of everything: 90 kB gzipped of what the page has already.
 */
const workersShareChunks: Plugin = {
  name: 'workers-share-chunks',
  apply: 'build',
  enforce: 'pre',
  async transform(code, importer) {
    const made = /new Worker\(new URL\('(\.[^']+)', import\.meta\.url\)/.exec(code)
    if (made?.[1] === undefined) return undefined
    const worker = await this.resolve(made[1], importer)
    if (worker === null) throw new Error(`There is no worker ${made[1]} beside ${importer}.`)
    const file = this.emitFile({ type: 'chunk', id: worker.id })
    return code.replace(made[0], `new Worker(import.meta.ROLLUP_FILE_URL_${file}`)
  },
}

/**
 * What needs no browser comes first; then the two projects that run in one, beside each other; then the whole product, whose
 * tests mostly wait for pages, two files at a time.
 */
const order = { unit: 0, browser: 1, e2e: 2, long: 3 } as const

/** How long an expectation may wait to come true, in milliseconds: as long as a locator waits. */
const locatorWait = 10_000

/** Only `npm run test:long` runs these: too slow for every change. */
const long = {
  extends: true as const,
  test: {
    name: 'long',
    include: ['test/long/**/*.test.ts'],
    environment: 'node' as const,
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    sequence: { groupOrder: order.long },
  },
}

/**
 * Classes are named after their file, which is unique (test/house/styles.test.ts): Vite's own names carry a hash and a line,
 * which compress badly in the style sheet and in the script.
 */
const className = (name: string, file: string): string =>
  `${basename(file.split('?')[0] ?? file, '.module.css')}-${name}`

export default defineConfig({
  css: { modules: { generateScopedName: className } },
  plugins: [
    react(),
    iconImports(),
    workersShareChunks,
    prefetchParts,
    ...(testing ? [] : [runnerBeside('http://127.0.0.1:4400')]),
  ],
  build: {
    outDir: 'dist/editor',
    emptyOutDir: true,
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: partsByMoment(projectRoot) } } },
  },
  server: { host: '127.0.0.1' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.*', 'test/e2e/**', 'test/long/**'],
          environment: 'node',
          // Files share a process: loading the same modules for each costs more than all the tests do.
          isolate: false,
          maxWorkers: 2,
          // What takes a second by itself takes many on a machine that is busy. What hangs is still found.
          testTimeout: 30_000,
          sequence: { groupOrder: order.unit },
        },
      },
      {
        extends: true,
        // Found before the first test runs: a package that is found later reloads the page, and the test in it fails.
        optimizeDeps: {
          entries: ['test/**/*.browser.test.{ts,tsx}'],
          include: [
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'axe-core',
            '@base-ui/react/popover',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.{ts,tsx}'],
          browser: browser(),
          expect: { poll: { timeout: locatorWait } },
          maxWorkers: 2,
          sequence: { groupOrder: order.browser },
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: {
          name: 'stories',
          // One page for all of them: loading the same modules for each file takes longer than its stories do.
          isolate: false,
          browser: browser(),
          maxWorkers: 2,
          sequence: { groupOrder: order.browser },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: locatorWait } },
          maxWorkers: 2,
          sequence: { groupOrder: order.e2e },
        },
      },
      ...(process.env['PATCHBAY_TEST_LONG'] === undefined ? [] : [long]),
    ],
  },
})
