// The built editor's parts: which module goes into which, by the moments at which it is loaded.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { moments, partsByMoment } from '../../src/dev/moments.mjs'

const root = join(import.meta.dirname, '../..')

test('every file of every moment is there', () => {
  const files = Object.values(moments).flatMap((moment) => moment.files)
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
})

/** Module → what it imports, below the root. */
const imports: Readonly<Record<string, readonly string[]>> = {
  'src/app/main.tsx': ['react', 'everywhere'],
  'src/editor/connector/ConnectorPage.tsx': ['react', 'flow', 'bar'],
  'src/editor/canvas/Canvas.tsx': ['flow'],
  'src/editor/home/HomePage.tsx': ['bar', 'everywhere'],
  'src/editor/outline/Outline.tsx': ['flow', 'tree'],
  'src/app/check.worker.ts': ['everywhere'],
  react: [],
  everywhere: [],
  flow: [],
  bar: [],
  tree: [],
  dialog: ['flow'],
}

const partOf = (groups: ReturnType<typeof partsByMoment>, module: string) => {
  const getModuleInfo = (id: string) => {
    const found = imports[id.replace('/patchbay/', '')]
    return found === undefined ? null : { importedIds: found.map((name) => `/patchbay/${name}`) }
  }
  const names = groups
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ name }) => name(`/patchbay/${module}`, { getModuleInfo }))
  return names.find((name) => name !== null)
}

describe('a module goes into the part', () => {
  const groups = partsByMoment('/patchbay')
  test.each([
    ['of the page, which every later moment has', 'react', 'page'],
    ['that the page and a worker share, where no document is touched', 'everywhere', 'page-check'],
    ['of the canvas, which what stands beside it has', 'flow', 'canvas'],
    ['that two pages share, so that neither loads the other', 'bar', 'canvas-home'],
    ['of the one moment that needs it', 'tree', 'beside'],
    ['of all that is asked for later', 'dialog', 'later'],
  ])('%s', (_title, module, part) => {
    expect(partOf(groups, module)).toBe(part)
  })
})

test('a build of something else keeps the parts it would have', () => {
  expect(partOf(partsByMoment('/elsewhere'), 'react')).toBeUndefined()
})
