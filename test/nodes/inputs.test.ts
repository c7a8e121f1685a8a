import { describe, expect, it } from 'vitest'
import type { NodeContext } from '../../src/engine/definition.ts'
import { EngineError } from '../../src/engine/errors.ts'
import type { Json } from '../../src/model/json.ts'
import { inputs } from '../../src/nodes/inputs/definition.ts'
import { inputsSettings } from '../../src/nodes/inputs/settings.ts'

const settings = inputsSettings.parse({
  fields: [
    { id: 'f1', name: 'id', title: 'Customer', type: 'string', required: true },
    { id: 'f2', name: 'limit', title: 'Limit', type: 'integer', default: 100 },
  ],
})

describe('inputs accept the caller’s input once, before anything runs', () => {
  it.each([
    ['defaults are filled in', { id: 'a' }, { id: 'a', limit: 100 }],
    ['what is given wins over a default', { id: 'a', limit: 5 }, { id: 'a', limit: 5 }],
    ['an integer beyond 2^53 stays whole', { id: 'a', limit: 2n ** 63n }, { id: 'a', limit: 2n ** 63n }],
  ])('%s', (_, input, accepted) => expect(inputs.accepts?.(settings, input)).toEqual(accepted))

  it.each([
    ['a missing value', {}, /“Customer” is missing/],
    ['a value of another type', { id: 'a', limit: '5' }, /“Limit”/],
    ['a name nobody asked for', { id: 'a', limits: 5 }, /no input called “limits”/],
    ['no object', [], /should be an object/],
  ])('%s fails in words, as kind input', (_, input, words) => {
    const act = () => inputs.accepts?.(settings, input)
    expect(act).toThrow(EngineError)
    expect(act).toThrow(words)
    expect(act).toThrow(expect.objectContaining({ kind: 'input', retryable: false }))
  })
})

describe('an object whose fields only the service knows', () => {
  const { fields } = inputsSettings.parse({
    fields: [
      {
        id: 'f1',
        name: 'more',
        title: 'More',
        type: 'object',
        fieldsFrom: { operation: 'o', schema: '$' },
      },
    ],
  })

  it.each([
    { input: { more: { any: 1 } }, notes: [/^What is in “More” is passed on unchecked/] },
    { input: {}, notes: [] },
  ])('is passed on with a note where it is given: $input', async ({ input, notes }) => {
    const told: unknown[] = []
    const context = {
      signal: new AbortController().signal,
      scope: () => ({ input: inputs.accepts?.({ fields }, input as Json) }),
      emit: (event: { message?: string }) => told.push(event.message),
      node: { id: 'n' },
      at: 'n',
    } as unknown as NodeContext
    const passed: unknown[] = []
    for await (const chunk of inputs.execute({ fields }, context)) passed.push(chunk)
    expect(passed).toHaveLength(1)
    expect(told).toEqual(notes.map((words) => expect.stringMatching(words)))
  })
})
