import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { field, row } from '../../src/model/document.ts'
import type { KindCatalog, KindFacts } from '../../src/model/kinds.ts'

/**
 * Kinds as the model sees them, cut down to what its rules are about: ports, cardinality, binding. The real catalogue is
 * another room's; the model must work with any.
 */
const drawn = { summary: () => '', outline: () => '', face: () => [], form: [] } as const

function kind<Settings>(
  facts: Omit<KindFacts<Settings>, 'summary' | 'outline' | 'face' | 'form' | 'description' | 'defaults'> & {
    defaults(): unknown
  },
): KindFacts<Settings> {
  return {
    ...drawn,
    description: `What ${facts.title} does.`,
    ...facts,
    defaults: () => facts.defaults() as Settings,
  }
}

const recordsIn = { name: 'in', way: 'in', carries: 'records', title: 'records in' } as const
const recordsOut = { name: 'out', way: 'out', carries: 'records', title: 'records out' } as const
const emit = { name: 'emit', way: 'in', carries: 'records', side: 'inner', title: 'records to give' } as const

const anySettings: z.ZodMiniType<Record<string, unknown>> = z.record(z.string(), z.unknown())

export const testCatalog: KindCatalog = {
  inputs: kind({
    kind: 'inputs',
    title: 'Inputs',
    settings: z.looseObject({ fields: withDefault(z.array(field), []) }),
    defaults: () => ({ fields: [] }),
    ports: [recordsOut],
    most: 1,
    raw: ['fields'],
    yields: () => 'one',
  }),
  auth: kind({
    kind: 'auth',
    title: 'Auth',
    settings: z.looseObject({ authentication: withDefault(z.string(), '') }),
    defaults: () => ({ authentication: '' }),
    ports: [{ name: 'out', way: 'out', carries: 'auth', title: 'auth out' }],
    yields: () => 'one',
  }),
  request: kind({
    kind: 'request',
    title: 'Request',
    settings: z.looseObject({
      method: withDefault(z.string(), 'GET'),
      url: withDefault(z.string(), ''),
      query: withDefault(z.array(row), []),
      headers: withDefault(z.array(row), []),
      body: withDefault(z.looseObject({ kind: z.string(), text: z.optional(z.string()) }), { kind: 'none' }),
      records: withDefault(z.string(), ''),
      timeoutMs: withDefault(z.number().check(z.minimum(1)), 60_000),
    }),
    defaults: () => ({
      method: 'GET',
      url: '',
      query: [],
      headers: [],
      body: { kind: 'none' },
      records: '',
      timeoutMs: 60_000,
    }),
    ports: [recordsIn, { name: 'auth', way: 'in', carries: 'auth', title: 'auth in', most: 1 }, recordsOut],
    raw: ['method', 'records'],
    yields: ({ records }, incoming) => (records === '' ? incoming : 'many'),
  }),
  transform: kind({
    kind: 'transform',
    title: 'Transform',
    settings: anySettings,
    defaults: () => ({}),
    ports: [recordsIn, recordsOut],
    yields: (settings, incoming) => (settings['collect'] === true ? 'one' : incoming),
    check: (settings) =>
      settings['broken'] === true
        ? [{ code: 'broken', severity: 'error', path: ['broken'], message: 'It is broken.' }]
        : [],
  }),
  output: kind({
    kind: 'output',
    title: 'Output',
    settings: z.looseObject({ value: withDefault(z.string(), '') }),
    defaults: () => ({ value: '' }),
    ports: [recordsIn],
    most: 1,
    yields: (_settings, incoming) => incoming,
  }),
  'for-each': kind({
    kind: 'for-each',
    title: 'For each',
    settings: anySettings,
    defaults: () => ({}),
    ports: [
      { ...recordsIn, required: true },
      recordsOut,
      { name: 'item', way: 'out', carries: 'records', side: 'inner', title: 'item' },
      emit,
    ],
    binds: 'item',
    yields: () => 'many',
  }),
  'pagination-loop': kind({
    kind: 'pagination-loop',
    title: 'For each page',
    settings: anySettings,
    defaults: () => ({}),
    ports: [
      recordsIn,
      recordsOut,
      { name: 'page', way: 'out', carries: 'records', side: 'inner', title: 'page' },
      emit,
    ],
    binds: 'page',
    yields: () => 'many',
  }),
  'fifo-queue': kind({
    kind: 'fifo-queue',
    title: 'FIFO queue',
    settings: anySettings,
    defaults: () => ({}),
    ports: [
      recordsIn,
      recordsOut,
      { name: 'batch', way: 'out', carries: 'records', side: 'inner', title: 'batch' },
      emit,
    ],
    binds: 'batch',
    yields: () => 'many',
  }),
}
