// What no file may be called, contain or grow to. Each rule is a line in a table and is proved by samples it must refuse
// and samples it must let pass; a rule without samples fails.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rooms } from '../../src/dev/rooms.mjs'

const root = join(import.meta.dirname, '../..')
const mostLines = 600

interface Sample {
  path: string
  text: string
}

interface Rule {
  name: string
  /** Which files it judges. */
  applies: (path: string) => boolean
  /** What is wrong, or undefined. */
  judge: (file: Sample) => string | undefined
  refuses: Sample[]
  passes: Sample[]
}

const isSource = (path: string): boolean => /^src\/.*\.(ts|tsx|mjs)$/.test(path)
const isCode = (path: string): boolean => /\.(ts|tsx|mjs|cjs|js|css|html)$/.test(path)
const isText = (path: string): boolean => isCode(path) || /\.(md|json|ya?ml|sh)$|(^|\/)run$/.test(path)
const isLock = (path: string): boolean => path.endsWith('package-lock.json')
const here = 'test/house/words.test.ts'

const sample = (text: string): Sample => ({ path: 'src/model/sample.ts', text })

/** What others wrote and is kept as it came. */
const isCorpus = (path: string): boolean => path.startsWith('test/corpora/')

/** A rule about one pattern; samples are lines of a source file. This file, which spells them all out, is left out. */
function pattern(name: string, expression: RegExp, refused: string[], passed: string[]): Rule {
  return {
    name,
    applies: (path) => isText(path) && !isLock(path) && !isCorpus(path) && path !== here,
    judge: ({ text }) => {
      const lines = text.split('\n')
      const at = lines.findIndex((line) => expression.test(line))
      return at < 0 ? undefined : `line ${at + 1}: ${lines[at]?.trim().slice(0, 120)}`
    },
    refuses: refused.map(sample),
    passes: passed.map(sample),
  }
}

/** True for a file that does nothing but pass on what other files export. */
function isBarrel(text: string): boolean {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim()
  const rest = code
    .replaceAll(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"];?/g, '')
    .trim()
  return code !== '' && rest === ''
}

const rules: Rule[] = [
  {
    name: 'no barrels',
    applies: isSource,
    judge: ({ path, text }) =>
      isBarrel(text) || /\/index\.tsx?$/.test(path) ? 'passes on what other files export' : undefined,
    refuses: [
      { path: 'src/model/index.ts', text: 'export const a = 1' },
      {
        path: 'src/model/all.ts',
        text: "// All.\nexport * from './a.ts'\nexport { b, type C } from './b.ts'\n",
      },
      { path: 'src/model/types.ts', text: "export type {\n  A,\n  B,\n} from './a.ts'" },
    ],
    passes: [
      { path: 'src/model/a.ts', text: "export { b } from './b.ts'\nexport const a = 1" },
      { path: 'src/dev/empty.mjs', text: '' },
    ],
  },
  {
    name: 'no drawers for odds and ends',
    applies: (path) => isCode(path),
    judge: ({ path }) => {
      const drawer = path.split('/').find((part) => /^(utils?|helpers?|common|misc|shared)(\.|$)/i.test(part))
      return drawer === undefined ? undefined : `${drawer} says nothing about what is in it`
    },
    refuses: [
      'src/model/utils.ts',
      'src/ui/helpers/a.ts',
      'test/model/common.test.ts',
      'src/ui/Util.tsx',
    ].map((path) => ({ path, text: '' })),
    passes: ['src/model/commonPrefix.ts', 'src/ui/utilityBar.tsx'].map((path) => ({ path, text: '' })),
  },
  {
    name: `no source file above ${mostLines} lines`,
    applies: isSource,
    judge: ({ text }) => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
      return lines > mostLines ? `has ${lines} lines` : undefined
    },
    refuses: [{ path: 'src/model/a.ts', text: 'a\n'.repeat(mostLines + 1) }],
    passes: [{ path: 'src/model/a.ts', text: 'a\n'.repeat(mostLines) }],
  },
  {
    name: 'no addresses of packages in a lock file',
    applies: isLock,
    judge: ({ text }) => (/"resolved":/.test(text) ? 'names where packages were fetched from' : undefined),
    refuses: [{ path: 'package-lock.json', text: '{ "resolved": "https://example.com/a.tgz" }' }],
    passes: [{ path: 'package-lock.json', text: '{ "integrity": "sha512-" }' }],
  },
  pattern(
    'no paths of one machine',
    /(^|["'`\s(=:])\/(work|root|home|Users)\/\w/,
    ["const a = '/root/file'", '// see /home/ada/notes', 'path=/work/main', '`/Users/ada`'],
    ["'src/root/a'", "'https://example.com/home/a'", "fetch(base + 'root/')"],
  ),
  pattern(
    'no hosts of package registries',
    /\bregistry\.[a-z-]+\.[a-z]|\b(artifactory|verdaccio|nexus)\b[\w.-]*[.:/]/i,
    ['https://registry.npmjs.org/zod', 'registry.yarnpkg.com', 'https://artifactory.example.com/npm'],
    ["import { publish } from './registry.ts'", 'the registry. Then', 'registry.head'],
  ),
  pattern(
    'nothing put off',
    /\b(TODO|FIXME|XXX|HACK)\b|for now\b/,
    ['// TODO: later', '/* FIXME */', '// XXX', '// good enough for now'],
    ["const title = 'Todo list'", 'const todos = []'],
  ),
  pattern(
    'no checks switched off',
    /@ts-(ignore|nocheck)|biome-ignore-all|(eslint|oxlint)-disable(-next-line|-line)?\s*($|\*\/)/,
    ['// @ts-ignore', '// @ts-nocheck', '// oxlint-disable', '/* eslint-disable-next-line */'],
    ['// @ts-expect-error: the wrong type is the point', '// oxlint-disable-next-line no-control-regex'],
  ),
  pattern(
    'no test singled out',
    /\b(test|it|describe)\.only\b|\bdebugger\b;?$/,
    ["test.only('a', () => {})", "describe.only('a')", '  debugger'],
    ["test('only', () => {})", "'the debugger of the browser'"],
  ),
]

/** Folders that are no part of what is kept. */
const leftOut = new Set(['node_modules', 'dist', 'coverage', '.git', '.install-lock'])

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (leftOut.has(entry.name)) return []
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

const foldersIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !leftOut.has(entry.name))
    .map((entry) => entry.name)

const files = filesBelow('')

describe.each(rules)('$name', ({ applies, judge, refuses, passes }) => {
  test('holds', () => {
    const found = files.filter(applies).flatMap((path) => {
      const wrong = judge({ path, text: readFileSync(join(root, path), 'utf8') })
      return wrong === undefined ? [] : [`${path}: ${wrong}`]
    })
    expect(found).toEqual([])
  })

  test('bites', () => {
    expect(refuses.length).toBeGreaterThan(0)
    expect(passes.length).toBeGreaterThan(0)
    expect(refuses.filter((sample) => !applies(sample.path) || judge(sample) === undefined)).toEqual([])
    expect(passes.filter((sample) => judge(sample) !== undefined)).toEqual([])
  })
})

test('the files judged are those of this project', () => {
  expect(files).toEqual(expect.arrayContaining(['package.json', 'src/dev/rooms.mjs', here, '.ci/run']))
})

describe('folders', () => {
  const drawn = Object.keys(rooms).filter((room) => rooms[room]?.react)
  const allowed: Record<string, string[]> = {
    '': ['.ci', '.github', '.storybook', '.idea', '.vscode', 'public', 'src', 'stories', 'test', 'docs'],
    src: Object.keys(rooms),
    test: [...Object.keys(rooms), 'bench', 'corpora', 'e2e', 'fixtures', 'house', 'long'],
    stories: [...drawn, 'nodes', 'pictures'],
  }

  test.each(Object.entries(allowed))('only known ones in "%s"', (folder, known) => {
    expect(foldersIn(folder).filter((name) => !known.includes(name))).toEqual([])
  })

  test('every file of src lies in a room', () => {
    expect(files.filter((path) => /^src\/[^/]+\.(ts|tsx|mjs)$/.test(path))).toEqual([])
  })

  test('every room of the table has files, but for those that are only planned', () => {
    const empty = Object.keys(rooms).filter((room) => !files.some((path) => path.startsWith(`src/${room}/`)))
    expect(empty).toEqual(Object.keys(rooms).filter((room) => rooms[room]?.planned))
  })
})
