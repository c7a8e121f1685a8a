import { describe, expect, it } from 'vitest'
import { catalog } from '../../src/nodes/catalog.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { resumesOf } from '../../src/store/resumes.ts'
import { selectConnector, selectOperation } from '../../src/store/selectors.ts'
import { selected } from '../../src/store/sessionSlice.ts'
import { openEditor } from './editor.ts'

async function opened(paged: boolean) {
  const editor = openEditor()
  if (paged) {
    editor.store.dispatch(selected([editor.node('request')]))
    await commandById('add-pagination-loop').run(editor.store)
  }
  const connector = selectConnector(editor.store.getState())
  const operation = selectOperation(editor.store.getState())
  if (connector === undefined || operation === undefined) throw new Error('Nothing is open.')
  return {
    node: editor.node,
    resumes: (until?: never) => resumesOf(connector, operation, { catalog, until }),
  }
}

describe('what goes on where it was when a run goes on', () => {
  it('is the walk, what stands in it and what its records come to', async () => {
    const { node, resumes } = await opened(true)
    expect(resumes().on.toSorted()).toEqual(
      [node('pagination-loop'), node('request'), node('output')].toSorted(),
    )
    expect(resumes().end).toBe(node('output'))
  })

  it('is nothing where no pages are walked', async () => {
    const { resumes } = await opened(false)
    expect(resumes().on).toEqual([])
  })

  it('ends with the node that the run was asked to end with', async () => {
    const { node, resumes } = await opened(true)
    expect(resumes(node('pagination-loop') as never).end).toBe(node('pagination-loop'))
  })
})
