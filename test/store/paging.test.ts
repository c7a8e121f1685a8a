import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { detectFromRun, proveByRun } from '../../src/store/pagingThunks.ts'
import { runOperation } from '../../src/store/runThunks.ts'
import { answerChosen, selected } from '../../src/store/sessionSlice.ts'
import { type OpenEditor, openEditor } from './editor.ts'
import { cursorPages, pagedRunner, type PlayedPage } from './paging.ts'

/** The sample with its request put into a container. */
async function openPaged(pages: readonly PlayedPage[] = cursorPages, failure?: string) {
  let editor: OpenEditor | undefined
  const nodes = () => ({
    container: editor?.node('pagination-loop') as NodeId,
    request: editor?.node('request') as NodeId,
  })
  const runner = pagedRunner(pages, nodes, failure)
  editor = openEditor(undefined, runner)
  editor.store.dispatch(selected([editor.node('request')]))
  await commandById('add-pagination-loop').run(editor.store)
  return { editor, runner, ...nodes() }
}

/** Settings of the container in the document that the runner was handed. */
const sentSettings = (connector: Json, id: string): Record<string, Json> =>
  (
    connector as unknown as {
      operations: { graph: { nodes: { id: string; settings: Record<string, Json> }[] } }[]
    }
  ).operations[0]?.graph.nodes.find((node) => node.id === id)?.settings ?? {}

describe('detecting from the last run', () => {
  it('two exchanges that it saw tell how the service pages', async () => {
    const { editor, container, runner } = await openPaged()
    await editor.store.dispatch(runOperation())
    const found = await editor.store.dispatch(detectFromRun(container))
    expect(found.verdict).toBe('known')
    expect(found.candidates[0]?.settings).toMatchObject({
      carry: { from: 'body', path: 'next_cursor' },
      put: [{ to: 'query', name: 'cursor' }],
    })
    expect(runner.asked).toHaveLength(1)
  })

  it('where nothing was run, one page is asked for, with settings that are never kept', async () => {
    const { editor, container, runner } = await openPaged()
    const before = editor.store.getState().document.connector
    const found = await editor.store.dispatch(detectFromRun(container))
    expect(found.candidates[0]).toMatchObject({ title: 'Cursor at next_cursor', asks: ['put'] })
    expect(runner.asked.map(({ mostPages }) => mostPages)).toEqual([1])
    expect(sentSettings(runner.asked[0]?.connector as Json, container)).toMatchObject({
      carry: { from: 'page' },
      start: {},
    })
    expect(editor.store.getState().document.connector).toBe(before)
  })

  it('what a sample answered is no sign of the service: it is asked itself', async () => {
    const { editor, container, request, runner } = await openPaged()
    const answer = { from: 'ready', name: 'empty', when: 'every' } as const
    editor.store.dispatch(answerChosen({ node: request, answer }))
    await editor.store.dispatch(runOperation())
    expect(runner.asked[0]?.answers).toHaveProperty(request)
    await editor.store.dispatch(detectFromRun(container))
    await editor.store.dispatch(proveByRun(container))
    expect(runner.asked.slice(1).map(({ mostPages }) => mostPages)).toEqual([1, 2])
    for (const asked of runner.asked.slice(1)) expect(asked).not.toHaveProperty('answers')
  })

  it('an empty container, and a request that was not answered, say so', async () => {
    const { editor, container } = await openPaged([], 'The service does not answer.')
    await expect(editor.store.dispatch(detectFromRun(container))).rejects.toThrow(
      'The service does not answer.',
    )
    await expect(editor.store.dispatch(detectFromRun('other' as NodeId))).rejects.toThrow(
      'no request in the container',
    )
  })
})

describe('proving it', () => {
  it('two pages are fetched and compared', async () => {
    const { editor, container, runner } = await openPaged()
    const proof = await editor.store.dispatch(proveByRun(container))
    expect(proof).toEqual({
      proved: true,
      key: 'id',
      words: 'Page 2 differs from page 1: 2 other records, told apart by id.',
    })
    expect(runner.asked[0]?.mostPages).toBe(2)
  })
  it('the same page twice proves nothing', async () => {
    const { editor, container } = await openPaged([cursorPages[0]!, cursorPages[0]!])
    expect(await editor.store.dispatch(proveByRun(container))).toMatchObject({
      proved: false,
      words: expect.stringContaining('Page 2 is page 1 again'),
    })
  })
  it('one page proves nothing, and a failure is told', async () => {
    const one = await openPaged(cursorPages.slice(0, 1))
    expect(await one.editor.store.dispatch(proveByRun(one.container))).toMatchObject({ proved: false })
    const failing = await openPaged(cursorPages, 'Nothing to go on with.')
    await expect(failing.editor.store.dispatch(proveByRun(failing.container))).rejects.toThrow(
      'Nothing to go on with.',
    )
  })
})
