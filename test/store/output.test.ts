import { describe, expect, it } from 'vitest'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import type { Operation } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { edit, undo } from '../../src/store/edit.ts'
import { outputState, selectDrift } from '../../src/store/output.ts'
import { keepExamples, takeOutput } from '../../src/store/outputThunks.ts'
import { checkOperations, OperationChecker } from '../../src/store/problems.ts'
import { runOperation } from '../../src/store/runThunks.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { outputHeld } from '../../src/store/sessionSlice.ts'
import { noRunner, type OpenEditor, openEditor } from './editor.ts'

/** An editor whose runner completes every run, with what `records` says when it is asked. */
function editorGiving(records: () => readonly Json[]): OpenEditor {
  const editor = openEditor()
  const check = () => editor.store.dispatch(checkOperations(new OperationChecker(catalog)))
  Object.assign(editor.store.extra, {
    runner: {
      ...noRunner,
      start: async () => ({ id: 'run1' as RunId }),
      async *events() {
        check()
        const hash = editor.store.getState().document.checks[editor.operation]?.hash ?? ''
        yield [
          {
            type: 'started',
            seq: 1,
            atMs: 1,
            run: 'run1',
            operation: editor.operation,
            hash,
            resumed: false,
            yields: 'many',
          },
          {
            type: 'finished',
            seq: 2,
            atMs: 2,
            outcome: 'completed',
            records: records().length,
            masked: 0,
            resumable: false,
          },
        ] as RunEvent[]
      },
      records: async (_: string, from: number, count: number) => ({
        from,
        total: records().length,
        records: records().slice(from, from + count),
      }),
    },
  })
  return editor
}

const operationOf = (editor: OpenEditor) => selectOperation(editor.store.getState()) as Operation
const stateOf = (editor: OpenEditor) => {
  editor.store.dispatch(checkOperations(new OperationChecker(catalog)))
  return outputState(editor.store.getState(), operationOf(editor), catalog)
}
const typeUrl = (editor: OpenEditor, value: string) =>
  editor.store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: editor.operation,
          node: editor.node('request'),
          path: ['url'],
          value,
        },
      ],
      { label: 'Change URL', policy: 'record' },
    ),
  )

describe('the output of an operation', () => {
  it('is fresh where it was tested as it is, and says what was changed since', async () => {
    const editor = editorGiving(() => [{ a: 1 }])
    expect(stateOf(editor)).toEqual({ status: 'never', words: 'Never run as a whole.' })
    await editor.store.dispatch(runOperation())
    expect(stateOf(editor)).toEqual({ status: 'tested', words: 'Fresh: tested as it is now.' })
    typeUrl(editor, '/other')
    expect(stateOf(editor)).toEqual({
      status: 'stale',
      words: 'Configuration changed since its last test: Address of Request.',
    })
    editor.store.dispatch(undo())
    expect(stateOf(editor).status).toBe('tested')
  })

  it('says only that it changed where it was proven before it could be told what', () => {
    const editor = editorGiving(() => [])
    editor.store.dispatch(
      edit([{ edit: 'setProven', operation: editor.operation, hash: 'of old' }], {
        label: '',
        policy: 'ignore',
      }),
    )
    expect(stateOf(editor).words).toBe('Configuration changed since its last test.')
  })

  it('becomes a schema, in one undo step, merged with what came before or in its place', async () => {
    let records: readonly Json[] = [{ a: 1, b: 'x' }]
    const editor = editorGiving(() => records)
    expect(await editor.store.dispatch(takeOutput())).toBe('Run the whole operation first.')
    await editor.store.dispatch(runOperation())
    expect(await editor.store.dispatch(takeOutput())).toBeUndefined()
    expect(operationOf(editor).output.schema).toMatchObject({ required: ['a', 'b'] })
    expect(operationOf(editor).output.samples).toEqual([])
    // A schema is no part of what was tested.
    expect(stateOf(editor).status).toBe('tested')

    records = [{ a: null, c: true }]
    await editor.store.dispatch(runOperation())
    expect(stateOf(editor)).toEqual({
      status: 'drifted',
      words: 'The data has drifted. a is null. c is new: true or false. b is gone.',
    })
    await editor.store.dispatch(takeOutput())
    expect(stateOf(editor).status).toBe('tested')
    expect(operationOf(editor).output.schema).toMatchObject({
      properties: { a: { type: ['integer', 'null'] }, b: { type: 'string' }, c: { type: 'boolean' } },
      required: ['a'],
    })
    await editor.store.dispatch(takeOutput({ replace: true }))
    expect(operationOf(editor).output.schema).not.toHaveProperty('properties.b')
    editor.store.dispatch(undo())
    expect(operationOf(editor).output.schema).toHaveProperty('properties.b')
    editor.store.dispatch(undo())
    editor.store.dispatch(undo())
    expect(operationOf(editor).output.schema).toBeUndefined()
  })

  it('is read page by page, a thousand records at most', async () => {
    const named: Readonly<Record<number, Json>> = { 900: { late: 1 }, 1_200: { never: 1 } }
    const editor = editorGiving(() => Array.from({ length: 1_500 }, (_, at) => named[at] ?? {}))
    await editor.store.dispatch(runOperation())
    await editor.store.dispatch(takeOutput())
    expect(operationOf(editor).output.schema).toHaveProperty('properties', { late: { type: 'integer' } })
  })

  it('says nothing where something stood in for the service', async () => {
    const editor = editorGiving(() => [{ a: 1 }])
    editor.store.dispatch(outputHeld({ node: editor.node('request'), as: 'pinned', records: [{ z: 1 }] }))
    await editor.store.dispatch(runOperation())
    expect(await editor.store.dispatch(takeOutput())).toBe('Run the whole operation first.')
    expect(selectDrift(editor.store.getState(), operationOf(editor))).toEqual([])
  })

  it('leaves examples in the document only where somebody keeps them: three small ones', async () => {
    const records = [{ text: 'x'.repeat(5_000) }, ...Array.from({ length: 5 }, (_, at) => ({ at }))]
    const editor = editorGiving(() => records)
    await editor.store.dispatch(runOperation())
    editor.store.dispatch(keepExamples(true))
    expect(operationOf(editor).output.samples).toEqual([{ at: 0 }, { at: 1 }, { at: 2 }])
    editor.store.dispatch(keepExamples(false))
    expect(operationOf(editor).output.samples).toEqual([])
  })

  it('keeps the old schema where the runner does not answer', async () => {
    const editor = editorGiving(() => [{ a: 1 }])
    await editor.store.dispatch(runOperation())
    Object.assign(editor.store.extra, { runner: noRunner })
    expect(await editor.store.dispatch(takeOutput())).toBe('The runner is not there.')
    expect(operationOf(editor).output.schema).toBeUndefined()
  })
})
