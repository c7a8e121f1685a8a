// The rooms of src/ import only what the table in src/dev/rooms.mjs lets them. dependency-cruiser fails open when it
// cannot parse TypeScript, so a folder of deliberate violations proves that each rule still bites, and the number of
// files it read is compared with the number there are.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import configuration from '../../.dependency-cruiser.mjs'
import { rooms } from '../../src/dev/rooms.mjs'

const root = join(import.meta.dirname, '../..')
const sourceFile = /\.(ts|tsx|mjs)$/

/** Cruises `folder`/src by the project's rules. */
async function cruiseSource(folder: string): Promise<ICruiseResult> {
  const { options, forbidden } = configuration
  const result = await cruise(['src'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: forbidden as IForbiddenRuleType[] },
  })
  return result.output as ICruiseResult
}

const violations = (result: ICruiseResult): string[] =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

function filesOf(folder: string): string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => sourceFile.test(path))
    .toSorted()
}

const modulesOf = (result: ICruiseResult): string[] =>
  result.modules
    .map((module) => module.source)
    .filter((source) => source.startsWith('src/') && sourceFile.test(source))
    .toSorted()

describe('src', () => {
  let result: ICruiseResult
  beforeAll(async () => {
    result = await cruiseSource(root)
  }, 60_000)

  test('keeps to the directions', () => {
    expect(violations(result)).toEqual([])
  })

  test('was read whole', () => {
    expect(modulesOf(result)).toEqual(filesOf(root))
  })
})

/** One file; what it imports is there too. */
interface Case {
  file: string
  code: string
  /** The rules that refuse it; none for what is allowed. */
  rules: string[]
}

const cases: Case[] = [
  { file: 'model/upward.ts', code: "import '../engine/plain.ts'", rules: ['room-model'] },
  {
    file: 'engine/type-only.ts',
    code: "import type { Plain } from '../nodes/plain.ts'\nexport type Mine = Plain",
    rules: ['room-engine'],
  },
  {
    file: 'engine/inline-type.ts',
    code: "export type Mine = import('../nodes/plain.ts').Plain",
    rules: ['room-engine'],
  },
  {
    file: 'store/lazy.ts',
    code: "export const later = () => import('../editor/plain.ts')",
    rules: ['room-store'],
  },
  { file: 'formats/re-export.ts', code: "export * from '../store/plain.ts'", rules: ['room-formats'] },
  { file: 'api/store.ts', code: "import '../store/plain.ts'", rules: ['room-api'] },
  { file: 'ui/model.ts', code: "import '../model/plain.ts'", rules: ['room-ui'] },
  { file: 'editor/app.ts', code: "import '../app/plain.ts'", rules: ['room-editor'] },
  { file: 'editor/storage.ts', code: "import '../storage/plain.ts'", rules: ['room-editor'] },
  { file: 'editor/runner.ts', code: "import '../runner/plain.ts'", rules: ['room-editor'] },
  {
    file: 'app/runner.ts',
    code: "import type { Plain } from '../runner/plain.ts'\nexport type T = Plain",
    rules: ['room-app'],
  },
  { file: 'runner/cli.ts', code: "import '../cli/plain.ts'", rules: ['room-runner'] },
  { file: 'cli/store.ts', code: "import '../store/plain.ts'", rules: ['room-cli'] },
  { file: 'dev/model.mjs', code: "import '../model/plain.ts'", rules: ['room-dev'] },
  { file: 'nodes/x/execute.ts', code: "import '../../ui/plain.ts'", rules: ['room-nodes'] },
  { file: 'nodes/y/view.tsx', code: "import '../../editor/plain.ts'", rules: ['views-nodes'] },
  { file: 'nodes/catalog.ts', code: "import './x/view.tsx'", rules: ['views-only-where-drawn'] },
  { file: 'runner/views.ts', code: "import '../nodes/views.ts'", rules: ['views-only-where-drawn'] },
  { file: 'engine/react.ts', code: "import 'react'", rules: ['drawing'] },
  {
    file: 'engine/react-type.ts',
    code: "import type { ReactNode } from 'react'\nexport type T = ReactNode",
    rules: ['drawing'],
  },
  { file: 'engine/jsx.ts', code: "import 'react/jsx-runtime'", rules: ['drawing'] },
  {
    file: 'store/flow.ts',
    code: "import type { Node } from '@xyflow/react'\nexport type T = Node",
    rules: ['drawing'],
  },
  { file: 'nodes/x/definition.ts', code: "import 'lucide-react'", rules: ['drawing'] },
  { file: 'model/files.ts', code: "import 'node:fs'", rules: ['node-built-ins'] },
  { file: 'model/files-bare.ts', code: "import 'fs'", rules: ['node-built-ins'] },
  { file: 'app/crypto.ts', code: "import 'node:crypto'", rules: ['node-built-ins'] },
  { file: 'expressions/zod.ts', code: "import 'zod'", rules: ['expressions-alone'] },
  { file: 'engine/undici.ts', code: "import 'undici'", rules: ['package-undici'] },
  { file: 'nodes/saxes.ts', code: "import 'saxes'", rules: ['package-saxes'] },
  { file: 'engine/early.ts', code: "import './send/readXml.ts'", rules: ['loaded-late'] },
  { file: 'engine/late.ts', code: "export const later = () => import('./send/readXml.ts')", rules: [] },
  { file: 'app/dexie.ts', code: "import 'dexie'", rules: ['package-dexie'] },
  { file: 'model/vitest.ts', code: "import 'vitest'", rules: ['no-test-code'] },
  { file: 'model/from-test.ts', code: "import '../../test/plain.ts'", rules: ['no-test-code'] },
  { file: 'ui/from-story.ts', code: "import '../../stories/plain.ts'", rules: ['no-test-code'] },
  { file: 'model/no-room.ts', code: "import '../attic/plain.ts'", rules: ['room-model', 'outside-rooms'] },
  { file: 'model/missing.ts', code: "import './nowhere.ts'", rules: ['resolvable'] },
  {
    file: 'model/cycle-a.ts',
    code: "import type { B } from './cycle-b.ts'\nexport type A = B | 1",
    rules: ['no-cycle'],
  },
  { file: 'model/zod.ts', code: "import 'zod'\nimport '../expressions/plain.ts'", rules: [] },
  {
    file: 'nodes/x/view.tsx',
    code: "import 'react'\nimport '../../ui/plain.ts'\nimport '../plain.ts'",
    rules: [],
  },
  { file: 'nodes/views.ts', code: "import './x/view.tsx'", rules: [] },
  { file: 'editor/views.ts', code: "import '../nodes/views.ts'\nimport '@xyflow/react'", rules: [] },
  { file: 'runner/host.ts', code: "import 'node:fs'\nimport 'undici'\nimport '../api/plain.ts'", rules: [] },
  { file: 'cli/host.ts', code: "import 'node:fs'\nimport '../runner/plain.ts'", rules: [] },
  { file: 'app/all.ts', code: "import '../storage/plain.ts'\nimport '../editor/plain.ts'", rules: [] },
  { file: 'dev/tool.mjs', code: "import 'node:fs'\nimport 'vite'", rules: [] },
]

describe('a folder of deliberate violations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-directions-'))
  let result: ICruiseResult

  beforeAll(async () => {
    const write = (path: string, code: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${code}\n`)
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const room of [...Object.keys(rooms), 'attic'])
      write(`src/${room}/plain.ts`, 'export type Plain = 1')
    for (const place of ['test', 'stories']) write(`${place}/plain.ts`, 'export type Plain = 1')
    write('src/engine/send/readXml.ts', "import 'saxes'")
    // The other half of a cycle, which is reported once, from the file whose name comes first.
    write('src/model/cycle-b.ts', "import type { A } from './cycle-a.ts'\nexport type B = A | 2")
    for (const { file, code } of cases) write(`src/${file}`, code)
    result = await cruiseSource(folder)
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(cases)('$file: $rules', ({ file, rules }) => {
    const found = result.summary.violations.filter(({ from }) => from === `src/${file}`)
    expect([...new Set(found.map(({ rule }) => rule.name))].toSorted()).toEqual(rules.toSorted())
  })

  test('covers every kind of rule', () => {
    const proved = new Set(cases.flatMap(({ rules }) => rules))
    const kinds = configuration.forbidden
      .map(({ name }) => name)
      .filter((name) => !/^(room|package)-/.test(name))
    expect(kinds.filter((name) => !proved.has(name))).toEqual([])
  })

  test('was read whole', () => {
    expect(modulesOf(result)).toEqual(filesOf(folder))
  })
})
