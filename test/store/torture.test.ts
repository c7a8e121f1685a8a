import { describe, expect, it } from 'vitest'
import { edit } from '../../src/store/edit.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { selectTrial, selectTried } from '../../src/store/selectors.ts'
import { frameShown, selected } from '../../src/store/sessionSlice.ts'
import { runAsked } from '../../src/store/runSlice.ts'
import { showTrial } from '../../src/store/showTrial.ts'
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

describe('looking into a try that failed', () => {
  /** Errors of status 200 are taken for the end, where no error rule knows them: F11 fails. */
  async function failed() {
    const opened = await openPaged('results')
    const { store, host } = opened.editor
    await store.dispatch(tortureContainer(opened.container))
    const trial = () => selectTrial(store.getState())
    return { ...opened, store, host, trial }
  }

  it('shows the pages of that very walk, the one where it went wrong in full', async () => {
    const { store, host, container, trial } = await failed()
    store.dispatch(showTrial(container, 'F11'))
    const { panels } = store.getState().session
    expect(trial()?.run.pages.map(({ index, count }) => [index, count])).toEqual([
      [1, 5],
      [2, 0],
    ])
    expect(trial()?.run.pages.at(-1)?.stop?.words).toMatch(/nothing at next/)
    expect(panels.run).toMatchObject({ open: true, tab: 'pages' })
    expect(panels.frame).toEqual({ node: container, trial: 'F11', at: `${container}:2` })
    expect(host.said.at(-1)).toMatch(/^Page 2 of a simulated walk: An error/)
  })

  it('has what each page was asked and answered, with no tape of a runner', async () => {
    const { store, container, trial } = await failed()
    store.dispatch(showTrial(container, 'F11'))
    const exchanges = trial()?.run.pages.map(({ exchange }) => trial()?.run.exchanges[exchange])
    expect(exchanges?.map((each) => each?.response?.status)).toEqual([200, 200])
    expect(exchanges?.[1]?.request.url).toMatch(/cursor=/)
    expect(atob(exchanges?.[1]?.response?.bodyBase64 ?? '')).toMatch(/error/)
  })

  it('has no walk of what passed', async () => {
    const { store, container, trial } = await failed()
    store.dispatch(showTrial(container, 'F9'))
    expect(trial()).toBeUndefined()
    expect(store.getState().session.panels.frame).toBeUndefined()
  })

  it.each([
    ['going back', (opened: Failed) => opened.store.dispatch(frameShown(undefined))],
    [
      'a new run',
      ({ store, editor }: Failed) =>
        store.dispatch(runAsked({ connector: editor.connector.id, operation: editor.operation, atMs: 0 })),
    ],
    ['another try', ({ store, container }: Failed) => store.dispatch(tortureContainer(container))],
    ['a change of the settings', ({ set, container }: Failed) => set(container, ['size'], '3' as never)],
  ])('ends with %s', async (_, end) => {
    const opened = await failed()
    opened.store.dispatch(showTrial(opened.container, 'F11'))
    expect(opened.trial()).toBeDefined()
    await end(opened)
    expect(opened.trial()).toBeUndefined()
  })
  type Failed = Awaited<ReturnType<typeof failed>>
})
