import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/engine/fakeClock.ts'
import type { Json } from '../../../src/model/json.ts'
import { restMs } from '../../../src/store/dropdowns/choices.ts'
import { createLoadedFields, type FieldsAsk } from '../../../src/store/dropdowns/loadedFields.ts'

interface Asked {
  readonly key: string
  readonly signal: AbortSignal
  answer(given: readonly Json[]): Promise<void>
  fail(words: string): Promise<void>
}

function form() {
  const clock = createFakeClock()
  const fields = createLoadedFields(clock, 'more')
  const asked: Asked[] = []
  const ask = (key: string, changes: Partial<FieldsAsk> = {}): FieldsAsk => ({
    key,
    schema: '$',
    sent: [{ title: 'Region', value: key }],
    waitsFor: [],
    load: (signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          key,
          signal,
          answer: async (given) => {
            resolve({ given })
            await clock.settle()
          },
          fail: async (words) => {
            reject(new Error(words))
            await clock.settle()
          },
        })
      }),
    ...changes,
  })
  const asks = async (key: string, changes?: Partial<FieldsAsk>) => {
    fields.ask(ask(key, changes))
    await clock.advance(restMs)
  }
  return { fields, asked, asks, at: (index: number) => asked[index] as Asked }
}

const schemaOf = (...names: string[]): Json => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
})

describe('fields of an object that an operation says', () => {
  it('loading, then ready', async () => {
    const { fields, asks, at } = form()
    await asks('eu')
    expect(fields.state()).toMatchObject({ status: 'loading', shape: undefined })
    await at(0).answer([schemaOf('vat', 'fax')])
    expect(fields.state()).toMatchObject({
      status: 'ready',
      key: 'eu',
      shape: { fields: [{ name: 'vat' }, { name: 'fax' }] },
    })
  })

  it.each([
    { state: 'waiting', changes: { waitsFor: ['Region'] } },
    { state: 'broken', changes: { broken: 'It is gone.' } },
  ])('$state: nothing is asked for', async ({ state, changes }) => {
    const { fields, asks, asked } = form()
    await asks('none', changes)
    expect(fields.state().status).toBe(state)
    expect(asked).toEqual([])
  })

  it('empty: the service has none', async () => {
    const { fields, asks, at } = form()
    await asks('eu')
    await at(0).answer([schemaOf()])
    expect(fields.state()).toMatchObject({ status: 'empty', sent: [{ title: 'Region', value: 'eu' }] })
  })

  it('error: in words, and trying again asks again', async () => {
    const { fields, asks, asked, at } = form()
    await asks('eu')
    await at(0).fail('The service refused the key (401).')
    expect(fields.state()).toMatchObject({ status: 'error', message: 'The service refused the key (401).' })
    fields.reload()
    expect(asked).toHaveLength(2)
    await at(1).answer(['no schema'])
    expect(fields.state()).toMatchObject({
      status: 'error',
      message: 'What is in what came is no JSON Schema.',
    })
  })

  it('a parent that changes: the request is cancelled, its answer is not heard, and no field of it is left', async () => {
    const { fields, asks, at } = form()
    await asks('eu')
    await at(0).answer([schemaOf('vat')])
    await asks('na')
    expect(fields.state()).toMatchObject({ status: 'loading', shape: undefined })
    await asks('sa')
    expect(at(1).signal.aborted).toBe(true)
    await at(2).answer([schemaOf('cpf')])
    await at(1).answer([schemaOf('ein')])
    expect(fields.state().shape?.fields?.map(({ name }) => name)).toEqual(['cpf'])
  })

  it('closing gives up what is under way', async () => {
    const { fields, asks, at } = form()
    await asks('eu')
    fields.close()
    expect(at(0).signal.aborted).toBe(true)
  })
})
