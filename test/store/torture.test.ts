import { describe, expect, it } from 'vitest'
import { edit } from '../../src/store/edit.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { selectTried } from '../../src/store/selectors.ts'
import { selected } from '../../src/store/sessionSlice.ts'
import { tortureContainer } from '../../src/store/tortureThunk.ts'
import { openEditor } from './editor.ts'

/** The sample's request in a container that pages by a cursor, with a clock that lets everything go on. */
async function openPaged(records: string) {
  const editor = openEditor()
  Object.assign(editor.host.extra.clock, { sleep: () => Promise.resolve() })
  editor.store.dispatch(selected([editor.node('request')]))
  await commandById('add-pagination-loop').run(editor.store)
  const container = editor.node('pagination-loop')
  const set = (node: typeof container, path: string[], value: never) =>
    editor.store.dispatch(
      edit([{ edit: 'setSetting', operation: editor.operation, node, path, value }], {
        label: 'Set',
        policy: 'ignore',
      }),
    )
  set(editor.node('request'), ['records'], records as never)
  set(container, ['carry'], { from: 'body', path: 'next' } as never)
  set(container, ['put'], [{ to: 'query', name: 'cursor' }] as never)
  set(container, ['stop'], [{ rule: 'no-value' }] as never)
  return { editor, container, set }
}

describe('trying a container on a service that is made up', () => {
  it('gives a dot for each size and fault, as they are known, and says how it went', async () => {
    const { editor, container } = await openPaged('results')
    const counts: number[] = []
    editor.store.subscribe(() =>
      counts.push(selectTried(editor.store.getState(), container)?.dots.length ?? 0),
    )
    await editor.store.dispatch(tortureContainer(container))
    const tried = selectTried(editor.store.getState(), container)
    expect(tried?.running).toBe(false)
    expect(tried?.dots.filter(({ group }) => group === 'sizes').map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 7 }, () => 'passed'),
    )
    expect(tried?.dots.map(({ id }) => id)).toContain('F9')
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(editor.host.said.at(-1)).toMatch(/tries (passed|failed)$/)
  })

  it('what was tried is no longer true when a setting changes', async () => {
    const { editor, container, set } = await openPaged('results')
    await editor.store.dispatch(tortureContainer(container))
    set(container, ['stop'], [{ rule: 'empty-page' }] as never)
    expect(selectTried(editor.store.getState(), container)).toBeUndefined()
  })

  it('what cannot be tried says why', async () => {
    const { editor, container } = await openPaged('')
    await editor.store.dispatch(tortureContainer(container))
    expect(selectTried(editor.store.getState(), container)?.dots).toMatchObject([
      { outcome: 'skipped', why: expect.stringContaining('where its records are') },
    ])
  })
})
