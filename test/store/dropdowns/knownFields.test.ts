import { describe, expect, it } from 'vitest'
import type { Connector, Field, Operation } from '../../../src/model/document.ts'
import { fieldsOf, findInputs } from '../../../src/model/fields.ts'
import { readShape, type ObjectShape } from '../../../src/model/fieldsFromSource.ts'
import { isObject } from '../../../src/model/fieldTypes.ts'
import type { FieldId } from '../../../src/model/ids.ts'
import type { Json } from '../../../src/model/json.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { fieldsAsk } from '../../../src/store/dropdowns/choicesAsk.ts'
import { edit } from '../../../src/store/edit.ts'
import { runOperation } from '../../../src/store/runThunks.ts'
import { selectRun } from '../../../src/store/selectors.ts'
import { fieldsLoaded } from '../../../src/store/sessionSlice.ts'
import { idMaker, noRunner, openEditor } from '../editor.ts'

const schema: Json = {
  type: 'object',
  properties: { vat: { type: 'string' }, terms: { type: 'integer', default: 30 } },
  required: ['vat'],
}

/** An operation whose object gets its fields from another one, by the region; and what the runner was asked to start. */
function editorOf() {
  const connector: Connector = sampleConnector({ baseUrl: 'http://127.0.0.1/demo', makeId: idMaker() })
  const named = (name: string) => connector.operations.find((each) => each.name === name) as Operation
  const [update, list] = [named('update-email-address'), named('get-list-of-all-customers')]
  const started: Json[] = []
  const editor = openEditor(connector, {
    ...noRunner,
    start: async ({ input }) => {
      started.push(input as Json)
      throw new Error('That is all.')
    },
  })
  const region = fieldsOf(list).find(({ name }) => name === 'region') as Field
  const more = {
    ...(fieldsOf(update)[2] as Field),
    id: 'more' as FieldId,
    name: 'more',
    title: 'More',
    type: 'object',
    required: false,
    fieldsFrom: { operation: list.id, schema: '$', arguments: { [region.id]: '{{ input.region }}' } },
  } as Field
  const node = findInputs(update)
  editor.store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: update.id,
          node: node?.id as never,
          path: ['fields'],
          value: [...fieldsOf(update), more] as unknown as Json,
        },
      ],
      { label: '', policy: 'record' },
    ),
  )
  const load = (input: Record<string, Json>) => {
    const { connector: now } = editor.store.getState().document
    const around = { catalog, runner: noRunner, credential: undefined, input }
    const fields = fieldsOf(now?.operations.find(({ id }) => id === update.id) as Operation)
    const { key } = fieldsAsk(more.fieldsFrom as never, { ...around, connector: now as Connector, fields })
    const shape = readShape('$', [schema], idMaker('m')) as ObjectShape
    editor.store.dispatch(fieldsLoaded({ operation: update.id, field: more.id, key, shape }))
  }
  const run = (input: Json) => editor.store.dispatch(runOperation({ operation: update.id, input }))
  const failure = () => selectRun(editor.store.getState(), update.id)?.failure
  return { load, run, started, failure }
}

const rest = { customer: 'c', email: 'a@b.c', region: 'Europe' }

describe('a run whose form has loaded fields', () => {
  it('is refused where they are not right, before the runner is asked', async () => {
    const { load, run, started, failure } = editorOf()
    load({ region: 'Europe' })
    await run({ ...rest, more: { terms: 'soon' } })
    expect(started).toEqual([])
    expect(failure()).toMatchObject({ kind: 'input' })
    expect(failure()?.message).toContain('“More › vat” is missing')
    expect(failure()?.message).toContain('“More › terms” should be')
  })

  it('is started with their defaults where they are right', async () => {
    const { load, run, started } = editorOf()
    load({ region: 'Europe' })
    await run({ ...rest, more: { vat: '7' } })
    expect(started.map((input) => isObject(input) && input['more'])).toEqual([{ vat: '7', terms: 30 }])
  })

  it.each([
    { what: 'were never loaded', loaded: undefined },
    { what: 'were loaded for another region', loaded: { region: 'Africa' } },
  ])('passes the value on as it is where they $what', async ({ loaded }) => {
    const { load, run, started } = editorOf()
    if (loaded !== undefined) load(loaded)
    await run({ ...rest, more: { terms: 'soon' } })
    expect(started).toMatchObject([{ more: { terms: 'soon' } }])
  })
})
