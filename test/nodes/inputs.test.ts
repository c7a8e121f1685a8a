import { describe, expect, it } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
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
