import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOfCaller } from '../../src/dev/command.mjs'

test.each([
  ['npm run patchbay, from a folder below', { npm_lifecycle_event: 'patchbay', INIT_CWD: '/here' }, '/here'],
  ['a script that another one started', { npm_lifecycle_event: 'test', INIT_CWD: '/here' }, undefined],
  ['without npm', {}, undefined],
])('files are named from where the person stands: %s', (_, environment, folder) => {
  expect(folderOfCaller(environment, 'patchbay')).toBe(folder)
})

test('a Node that is too old is told before anything is installed', () => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(older)}`,
      join(import.meta.dirname, '../../src/dev/install.mjs'),
    ],
    { encoding: 'utf8' },
  )
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Node 20.18.3 is too old: Patchbay needs Node 20.19 or newer.\n',
  })
})
