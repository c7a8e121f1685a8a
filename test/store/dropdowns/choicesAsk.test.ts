import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../../../src/engine/events.ts'
import type { Connector, Field, FieldOptions, Operation } from '../../../src/model/document.ts'
import { fieldsOf } from '../../../src/model/fields.ts'
import type { Json } from '../../../src/model/json.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { choicesAsk } from '../../../src/store/dropdowns/choicesAsk.ts'
import type { RunnerClient } from '../../../src/store/runnerClient.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'
import { idMaker, noRunner } from '../editor.ts'

const sample = () => sampleConnector({ baseUrl: 'http://127.0.0.1:4400/demo/parse', makeId: idMaker() })
const update = (connector: Connector) =>
  connector.operations.find(({ name }) => name === 'update-email-address') as Operation

interface Started {
  readonly input: Json
  readonly operation?: string | undefined
  readonly credential?: string | undefined
  readonly aside?: boolean | undefined
  readonly mostPages?: number | undefined
}

/** A runner whose runs give these pages, one at a time. */
function runnerOf(pages: readonly (readonly Json[])[]) {
  const started: Started[] = []
  const stopped: string[] = []
  let page = 0
  const finished = (): RunEvent =>
    ({
      type: 'finished',
      seq: page,
      atMs: 0,
      outcome: page < pages.length ? 'stopped' : 'completed',
      records: 0,
      resumable: page < pages.length,
    }) as RunEvent
  const runner: RunnerClient = {
    ...noRunner,
    start: async (run) => {
      started.push(run)
      page = 1
      return { id: 'run' as never }
    },
    resume: async () => {
      page += 1
    },
    stop: async (id) => void stopped.push(id),
    async *events() {
      yield [finished()]
    },
    records: async (_, from) => {
      const all = pages.slice(0, page).flat()
      // Fewer than were asked for, as of large records.
      return { from, total: all.length, records: all.slice(from, from + 2) }
    },
  }
  return { runner, started, stopped }
}

function customers(connector: Connector, input: Readonly<Record<string, Json>>, runner = noRunner) {
  const fields = fieldsOf(update(connector))
  const [, customer] = fields as [Field, Field]
  return choicesAsk(customer.options as FieldOptions, {
    connector,
    fields,
    input,
    credential: 'keys',
    catalog,
    runner,
  })
}

describe('what a dropdown asks for', () => {
  it('runs the list operation aside, one page, with the parent’s value and the form’s credential', async () => {
    const { runner, started } = runnerOf([[{ objectId: 'a', name: 'Ana' }]])
    const connector = sample()
    const ask = customers(connector, { region: 'Europe' }, runner)
    expect(ask.sent).toEqual([{ title: 'Region', value: 'Europe' }])
    const { given, more } = await ask.load('', new AbortController().signal)
    expect(given).toEqual([{ objectId: 'a', name: 'Ana' }])
    expect(more).toBeUndefined()
    expect(started).toMatchObject([
      { input: { region: 'Europe' }, credential: 'keys', aside: true, mostPages: 1 },
    ])
    expect(connector.operations.find(({ id }) => id === started[0]?.operation)?.name).toBe(
      'get-list-of-all-customers',
    )
  })

  it('goes on with the same run for more, and gives only what is new', async () => {
    const { runner } = runnerOf([[1, 2, 3], [4], [5]])
    const signal = new AbortController().signal
    const first = await customers(sample(), {}, runner).load('', signal)
    const second = await first.more?.(signal)
    const third = await second?.more?.(signal)
    expect([first.given, second?.given, third?.given]).toEqual([[1, 2, 3], [4], [5]])
    expect(third?.more).toBeUndefined()
  })

  it('stops the run when it is given up', async () => {
    const { runner, stopped } = runnerOf([[1]])
    const over = new AbortController()
    const endless: RunnerClient = {
      ...runner,
      events: (_, __, signal) => ({
        [Symbol.asyncIterator]: () => ({
          next: () =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason as Error))
            }),
        }),
      }),
    }
    const loading = customers(sample(), {}, endless).load('', over.signal)
    await Promise.resolve()
    over.abort(new Error('given up'))
    await expect(loading).rejects.toThrow('given up')
    expect(stopped).toEqual(['run'])
  })

  it('stops a run that was given up while it was still starting', async () => {
    const { runner, stopped } = runnerOf([[1]])
    const over = new AbortController()
    let started: (run: { id: never }) => void = () => {}
    const slow: RunnerClient = {
      ...runner,
      // The runner has begun it, whether or not anybody waits for its name.
      start: (_, signal) =>
        new Promise((resolve, reject) => {
          started = resolve
          signal?.addEventListener('abort', () => reject(signal.reason as Error))
        }),
      events: (_, __, signal) => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(signal.reason as Error) }),
      }),
    }
    const loading = customers(sample(), {}, slow).load('', over.signal)
    over.abort(new Error('given up'))
    started({ id: 'late' as never })
    await expect(loading).rejects.toThrow('given up')
    expect(stopped).toEqual(['late'])
  })

  it.each([
    { there: 100_000, cut: undefined },
    { there: 100_001, cut: true },
  ])('loads 100,000 choices at most, and knows whether there are more: $there', async ({ there, cut }) => {
    const { runner } = runnerOf([[]])
    const long: RunnerClient = {
      ...runner,
      records: async (_, from, count) => ({
        from,
        total: there,
        records: Array.from({ length: Math.min(count, there - from) }, (_each, at) => from + at),
      }),
    }
    const loaded = await customers(sample(), {}, long).load('', new AbortController().signal)
    expect(loaded.given).toHaveLength(100_000)
    expect(loaded.cut).toBe(cut)
    expect(loaded.more).toBeUndefined()
  })

  it('says a failed run in the run’s own words', async () => {
    const { runner } = runnerOf([[1]])
    const failing: RunnerClient = {
      ...runner,
      async *events() {
        yield [
          {
            type: 'finished',
            seq: 1,
            atMs: 0,
            outcome: 'failed',
            records: 0,
            resumable: false,
            failure: { kind: 'status', message: 'The service answered 401.', retryable: false },
          } as RunEvent,
        ]
      },
    }
    await expect(customers(sample(), {}, failing).load('', new AbortController().signal)).rejects.toThrow(
      'The service answered 401.',
    )
  })

  it('is another question with another parent, and the same with another value elsewhere in the form', () => {
    const connector = sample()
    const key = (input: Readonly<Record<string, Json>>) => customers(connector, input).key
    expect(key({ region: 'Europe' })).not.toBe(key({ region: 'Africa' }))
    expect(key({ region: 'Europe', email: 'a' })).toBe(key({ region: 'Europe', email: 'b' }))
    expect(key({ region: '' })).toBe(key({}))
  })

  it('is the same question after a rename of the source, and another after a change of its request', () => {
    const connector = sample()
    const changed = (change: (operation: Operation) => Operation): Connector => ({
      ...connector,
      operations: connector.operations.map((each) =>
        each.name === 'get-list-of-all-customers' ? change(each) : each,
      ),
    })
    const before = customers(connector, {}).key
    expect(
      customers(
        changed((operation) => ({ ...operation, title: 'Customers' })),
        {},
      ).key,
    ).toBe(before)
    const elsewhere = changed((operation) => ({
      ...operation,
      graph: {
        ...operation.graph,
        nodes: Object.fromEntries(
          Object.entries(operation.graph.nodes).map(([id, node]) => [
            id,
            node.kind === 'request' ? { ...node, settings: { ...node.settings, url: '/other' } } : node,
          ]),
        ),
      },
    }))
    expect(customers(elsewhere, {}).key).not.toBe(before)
  })

  it('says what the parents are set to by the labels that were chosen, where they are known', () => {
    const connector = sample()
    const fields = fieldsOf(update(connector))
    const [region, customer] = fields as [Field, Field]
    const form = {
      connector,
      fields,
      input: { region: 'eu' },
      credential: undefined,
      catalog,
      runner: noRunner,
    }
    const labelOf = (key: string) => (key === `${region.id} "eu"` ? 'Europe' : undefined)
    const asks = [form, { ...form, labelOf }].map((each) =>
      choicesAsk(customer.options as FieldOptions, each),
    )
    expect(asks.map(({ sent }) => sent[0]?.value)).toEqual(['eu', 'Europe'])
    // How it reads is no other question.
    expect(asks[0]?.key).toBe(asks[1]?.key)
  })

  it('waits for a parent that the source cannot do without, by its title', () => {
    const connector = sample()
    const needing: Connector = {
      ...connector,
      operations: connector.operations.map((each) =>
        each.name === 'get-list-of-all-customers' ? withRequiredRegion(each) : each,
      ),
    }
    expect(customers(needing, {}).waitsFor).toEqual(['Region'])
    expect(customers(needing, { region: 'Europe' }).waitsFor).toEqual([])
  })

  it('says that the source is gone', () => {
    const connector = sample()
    const without: Connector = {
      ...connector,
      operations: connector.operations.filter(({ name }) => name !== 'get-list-of-all-customers'),
    }
    expect(customers(without, {}).broken).toMatch(/not there any more/)
  })
})

function withRequiredRegion(operation: Operation): Operation {
  const nodes = Object.fromEntries(
    Object.entries(operation.graph.nodes).map(([id, node]) => [
      id,
      node.kind === 'inputs'
        ? {
            ...node,
            settings: {
              ...node.settings,
              fields: fieldsOf(operation).map((field) =>
                field.name === 'region' ? { ...field, required: true } : field,
              ) as unknown as Json,
            },
          }
        : node,
    ]),
  )
  return { ...operation, graph: { ...operation.graph, nodes } }
}
