import { nameOfKind, printJson, toText, ValueFailure } from '../values.ts'
import { defineFilter, parseNumber } from './definition.ts'

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
  ['', false],
])

/** Filters for any value: standing in for nothing, and changing the type. */
export const valueFilters = [
  defineFilter({
    name: 'default',
    title: 'Default',
    description: 'The value, or another where it is absent, null or an empty text. False and 0 are values.',
    example: '{{ input.limit | default: 100 }}',
    arguments: [{ name: 'value', type: 'any', required: true }],
    takes: 'any',
    gives: 'any',
    nothing: 'run',
    run: (value, otherwise) => (value === undefined || value === null || value === '' ? otherwise : value),
  }),
  defineFilter({
    name: 'json',
    title: 'As JSON',
    description: 'The value as JSON text; integers of any length keep their digits.',
    example: '{{ input.filter | json }}',
    arguments: [],
    takes: 'any',
    gives: 'text',
    nothing: 'run',
    run: (value) => (value === undefined ? undefined : printJson(value)),
  }),
  defineFilter({
    name: 'string',
    title: 'As text',
    description: 'The value as text; lists and objects as JSON.',
    example: '{{ input.id | string }}',
    arguments: [],
    takes: 'any',
    gives: 'text',
    run: (value) => toText(value),
  }),
  defineFilter({
    name: 'number',
    title: 'As number',
    description: 'Digits in a text as a number; an empty text gives nothing.',
    example: '{{ input.limit | number }}',
    arguments: [],
    takes: 'text',
    gives: 'number',
    run: (text) => {
      if (text.trim() === '') return undefined
      const value = parseNumber(text)
      if (value === undefined) throw new ValueFailure('needs text that is a number, and got other text')
      return value
    },
  }),
  defineFilter({
    name: 'boolean',
    title: 'As true or false',
    description: 'true, yes, on and 1 are true; false, no, off, 0 and an empty text are false.',
    example: '{{ input.active | boolean }}',
    arguments: [],
    takes: 'any',
    gives: 'boolean',
    run: (value) => {
      const known = typeof value === 'object' ? undefined : truths.get(String(value).trim().toLowerCase())
      if (known === undefined)
        throw new ValueFailure(`needs true or false, yes or no, 1 or 0, and got other ${nameOfKind(value)}`)
      return known
    },
  }),
]
