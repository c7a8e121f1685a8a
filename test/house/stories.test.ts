// Every component has its stories. A component is a .tsx file of a room that draws and exports one. A story file tells the
// component it is called after, and what is drawn with it or by it as a part: files of the component's folder and below, and
// what nodes look like. So a page does not tell the dialogs of other folders, nor a dialog the buttons of `ui`. Made-up trees
// prove that the test bites.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const rooms = ['src/ui', 'src/editor', 'src/nodes']
/** The views of nodes have no place of their own: cards, menus and lists draw them. */
const looks = 'src/nodes'

/** The files below a folder of a tree that are called so, by their paths from its root. */
function filesIn(tree: string, folder: string, called: RegExp): string[] {
  return readdirSync(join(tree, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => called.test(path))
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .toSorted()
}

interface SourceFile {
  /** What it imports from beside it, statically or lazily; types draw nothing. */
  readonly imports: readonly string[]
  readonly exportsComponent: boolean
}

const statement = /^import\s+([^'";]*?)(?:\s+from\s+)?'(\.[^']+)'/gm
const later = /\bimport\('(\.[^']+)'\)/g
const component = /^export (default )?(function|class|const) [A-Z]/m

function readFile(tree: string, path: string): SourceFile {
  const text = readFileSync(join(tree, path), 'utf8')
  const found = [
    ...[...text.matchAll(statement)]
      .filter(([, names = '']) => !isTypesAlone(names))
      .map(([, , from]) => from),
    ...[...text.matchAll(later)].map(([, from]) => from),
  ]
  return {
    imports: found.map((from = '') => posix.join(posix.dirname(path), from)),
    exportsComponent: path.endsWith('.tsx') && component.test(text),
  }
}

/** `type A`, `type { A, B }`, `{ type A, type B }`: nothing of it is there when the page is drawn. */
function isTypesAlone(names: string): boolean {
  const [, each] = /^\{(.*)\}$/s.exec(names) ?? []
  if (each === undefined) return /^type\s/.test(names)
  return each.split(',').every((name) => /^\s*(type\s|$)/.test(name))
}

/** The components of a tree, and those of them that no story tells. */
function judge(tree: string): { components: string[]; untold: string[] } {
  const files = new Map(
    rooms
      .flatMap((room) => filesIn(tree, room, /\.tsx?$/))
      .map((path) => [path, readFile(tree, path)] as const),
  )
  const told = new Set<string>()
  const tell = (paths: readonly string[], folder: string, seen: Set<string>): void => {
    for (const path of paths) {
      const file = files.get(path)
      const isPart = path.startsWith(`${folder}/`) || path.startsWith(`${looks}/`)
      if (file === undefined || !isPart || seen.has(path)) continue
      seen.add(path)
      told.add(path)
      tell(file.imports, folder, seen)
    }
  }
  for (const story of filesIn(tree, 'stories', /\.stories\.tsx$/)) {
    const { imports } = readFile(tree, story)
    const name = posix.basename(story).replace('.stories.', '.')
    const subject = imports.find((path) => files.has(path) && posix.basename(path) === name)
    if (subject !== undefined) tell(imports, posix.dirname(subject), new Set())
  }
  const components = [...files].filter(([, file]) => file.exportsComponent).map(([path]) => path)
  return { components, untold: components.filter((path) => !told.has(path)) }
}

test('every component has its stories', () => {
  const { components, untold } = judge(root)
  expect(untold).toEqual([])
  for (const room of rooms) expect(components.filter((path) => path.startsWith(room))).not.toEqual([])
})

/** A made-up tree: a component, its story, and what else a case adds or changes. */
const tree = {
  'src/ui/Button.tsx': 'export function Button() { return null }',
  'src/nodes/card/view.tsx': 'export const Face = () => null',
  'src/editor/shop/Shop.tsx': 'export function Shop() { return null }',
  'stories/ui/Button.stories.tsx':
    "import { Button } from '../../src/ui/Button.tsx'\nexport default { component: Button }",
  'stories/editor/Shop.stories.tsx':
    "import { Shop } from '../../src/editor/shop/Shop.tsx'\nimport '../../src/nodes/card/view.tsx'\nexport default { component: Shop }",
}

const part = 'export function Part() { return null }'
const shop = (importing: string) => `${importing}\nexport function Shop() { return null }`

const cases: readonly { what: string; files: Readonly<Record<string, string>>; untold: readonly string[] }[] =
  [
    { what: 'a tree where each has its story', files: {}, untold: [] },
    {
      what: 'a component that nobody draws',
      files: { 'src/editor/shop/Part.tsx': part },
      untold: ['src/editor/shop/Part.tsx'],
    },
    {
      what: 'a constant that is a component',
      files: { 'src/ui/Part.tsx': 'export const Part = memo(() => null)' },
      untold: ['src/ui/Part.tsx'],
    },
    {
      what: 'a default export',
      files: { 'src/ui/Part.tsx': 'export default function Part() { return null }' },
      untold: ['src/ui/Part.tsx'],
    },
    {
      what: 'a file of functions and types',
      files: { 'src/ui/part.tsx': 'export const part = () => null\nexport interface Part {}' },
      untold: [],
    },
    {
      what: 'a part that is drawn',
      files: {
        'src/editor/shop/Part.tsx': part,
        'src/editor/shop/Shop.tsx': shop("import { Part } from './Part.tsx'"),
      },
      untold: [],
    },
    {
      what: 'a part that is drawn when it is asked for',
      files: {
        'src/editor/shop/deep/Part.tsx': part,
        'src/editor/shop/Shop.tsx': shop("const Part = lazy(() => import('./deep/Part.tsx'))"),
      },
      untold: [],
    },
    {
      what: 'a part in a table',
      files: {
        'src/editor/shop/Part.tsx': part,
        'src/editor/shop/table.ts': "import { Part } from './Part.tsx'\nexport const table = { part: Part }",
        'src/editor/shop/Shop.tsx': shop("import { table } from './table.ts'"),
      },
      untold: [],
    },
    {
      what: 'a part that is imported for its types',
      files: {
        'src/editor/shop/Part.tsx': part,
        'src/editor/shop/Shop.tsx': shop(
          "import type { A } from './Part.tsx'\nimport { type B } from './Part.tsx'",
        ),
      },
      untold: ['src/editor/shop/Part.tsx'],
    },
    {
      what: 'a part of another folder',
      files: {
        'src/editor/shopkeeper/Part.tsx': part,
        'src/editor/shop/Shop.tsx': shop("import { Part } from '../shopkeeper/Part.tsx'"),
      },
      untold: ['src/editor/shopkeeper/Part.tsx'],
    },
    {
      what: 'a part that its story draws beside it',
      files: {
        'src/ui/Part.tsx': part,
        'stories/ui/Button.stories.tsx':
          "import { Button } from '../../src/ui/Button.tsx'\nimport { Part } from '../../src/ui/Part.tsx'",
      },
      untold: [],
    },
    {
      what: 'a story that is called otherwise',
      files: {
        'src/ui/Part.tsx': part,
        'stories/ui/Parts.stories.tsx': "import { Part } from '../../src/ui/Part.tsx'",
      },
      untold: ['src/ui/Part.tsx'],
    },
    {
      what: 'a story of that name that draws something else',
      files: {
        'src/ui/Part.tsx': part,
        'stories/ui/Part.stories.tsx': "import { Button } from '../../src/ui/Button.tsx'",
      },
      untold: ['src/ui/Part.tsx'],
    },
    {
      what: 'the look of a node that no card draws',
      files: { 'stories/editor/Shop.stories.tsx': "import { Shop } from '../../src/editor/shop/Shop.tsx'" },
      untold: ['src/nodes/card/view.tsx'],
    },
  ]

test.each(cases)('finds what is untold in $what', ({ files, untold }) => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-stories-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries({ ...tree, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  expect(judge(folder).untold).toEqual(untold)
})
