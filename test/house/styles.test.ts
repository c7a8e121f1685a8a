// Style sheets of components. Their classes are named after the file alone (vite.config.ts).
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../../src')

test('no two style sheets of components have the same name, or their classes would', () => {
  const names = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.module.css'))
    .map(({ name }) => name)
  expect(names.length).toBeGreaterThan(50)
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
})
