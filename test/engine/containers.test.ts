import { describe, expect, test } from 'vitest'
import { type FakeIo, fakeIo } from '../../src/engine/fake.ts'
import { ofType, planned, runPlan, takesX } from './graphs.ts'

const url = 'https://api.example.com/'
const urls = (io: FakeIo) => io.requests.map((request) => request.url)
const echo = () => fakeIo({ jumps: true, script: (request) => ({ body: request.url.slice(url.length) }) })

describe('[E7] a container has a body of its own', () => {
  test('records enter by its inner out port and leave by its inner in port', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2, size: 2 }],
        every: ['each'],
        twice: ['pass', { value: '{{ item | times: 2 }}' }, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > twice', 'twice > every.emit', 'every > out'],
    )
    const { records, events } = await runPlan(made)
    expect(records).toEqual([0, 2, 4, 6])
    const inner = ofType(events, 'node').filter(({ node }) => node === 'twice')
    expect(new Set(inner.map(({ at }) => at))).toEqual(
      new Set(['every:0/twice', 'every:1/twice', 'every:2/twice', 'every:3/twice']),
    )
  })

  test('each body run is fresh, in containers within containers too', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        outer: ['each'],
        inner: ['each', {}, { parent: 'outer' }],
        list: ['numbers', { count: 2 }, { parent: 'outer' }],
        show: [
          'pass',
          { value: '{{ nodes["outer"].item }}-{{ nodes["inner"].item }}-{{ item }}' },
          { parent: 'inner' },
        ],
        out: ['output'],
      },
      [
        'in > outer',
        'list > inner',
        'inner.item > show',
        'show > inner.emit',
        'inner > outer.emit',
        'outer > out',
      ],
    )
    const { records, events } = await runPlan(made)
    expect(records).toEqual(['0-0-0', '0-1-1', '1-0-0', '1-1-1'])
    expect(ofType(events, 'node').map(({ at }) => at)).toContain('outer:1/inner:0/show')
  })

  test('what enters can be read by several and leave untouched', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        every: ['each'],
        a: ['pass', { value: 'a{{ item }}' }, { parent: 'every' }],
        b: ['pass', { value: 'b{{ item }}' }, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > a', 'every.item > b', 'a > every.emit', 'b > every.emit', 'every > out'],
    )
    expect((await runPlan(made)).records).toEqual(['a0', 'b0', 'a1', 'b1'])
  })

  test('a node nobody reads is run along, and its records stay inside', async () => {
    const io = echo()
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        every: ['each'],
        tell: ['ask', { url: `${url}told-{{ item }}` }, { parent: 'every' }],
        keep: ['pass', {}, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > tell', 'every.item > keep', 'keep > every.emit', 'every > out'],
    )
    const { records } = await runPlan(made, { io })
    expect(records).toEqual([0, 1])
    expect(urls(io).map((each) => each.split('?')[0])).toEqual([`${url}told-0`, `${url}told-1`])
  })

  test('[E5] with nothing fed in, the node at the inner port acts once a body run', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 3 }],
        every: ['each', { feed: false }],
        alone: ['pass', { value: 'for {{ item }}' }, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'alone > every.emit', 'every > out'],
    )
    expect((await runPlan(made)).records).toEqual(['for 0', 'for 1', 'for 2'])
  })

  test('over an empty stream no body is run', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 0 }],
        every: ['each'],
        a: ['fails', {}, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > a', 'a > every.emit', 'every > out'],
    )
    expect((await runPlan(made)).finished).toMatchObject({ outcome: 'completed', records: 0 })
  })

  test('a failure inside names the inner node and its address', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 3 }],
        every: ['each'],
        bad: ['fails', {}, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > bad', 'bad > every.emit', 'every > out'],
    )
    const { finished } = await runPlan(made)
    expect(finished.failure).toMatchObject({ kind: 'rule', node: 'bad', at: 'every:0/bad' })
  })
})

describe('policies of containers', () => {
  test('[E9] “everywhere” is put around each request of the body, the outer container’s outside', async () => {
    const io = echo()
    const made = planned(
      {
        in: ['numbers', { count: 1 }],
        outer: ['each'],
        inner: ['each', {}, { parent: 'outer' }],
        ask: ['ask', { url: `${url}x` }, { parent: 'inner' }],
        out: ['output'],
      },
      [
        'in > outer',
        'outer.item > inner',
        'inner.item > ask',
        'ask > inner.emit',
        'inner > outer.emit',
        'outer > out',
      ],
    )
    await runPlan(made, { io })
    // The outer policy sees the draft first, so the inner one's change comes last.
    expect(urls(io)).toEqual([`${url}x?key=outer%3A0&key=${encodeURIComponent('outer:0/inner:0')}`])
  })

  test('[E16] a policy for one node leaves the others alone', async () => {
    const io = echo()
    const made = planned(
      {
        walk: ['pages', { count: 3, paged: 'paged' }],
        paged: ['ask', { url: `${url}list` }, { parent: 'walk' }],
        detail: ['ask', { url: `${url}detail-{{ page.index }}` }, { parent: 'walk' }],
        out: ['output'],
      },
      ['paged > detail', 'detail > walk.emit', 'walk > out'],
    )
    const { records } = await runPlan(made, { io })
    expect(urls(io)).toEqual([0, 1, 2].flatMap((page) => [`${url}list?page=${page}`, `${url}detail-${page}`]))
    expect(records).toEqual(['detail-0', 'detail-1', 'detail-2'])
  })
})

describe('scope', () => {
  const one = async (value: string, more: Parameters<typeof planned>[0] = {}, edges: string[] = []) => {
    const made = planned({ in: ['inputs', takesX], show: ['pass', { value }], out: ['output'], ...more }, [
      'in > show',
      'show > out',
      ...edges,
    ])
    const { records, finished } = await runPlan(made, { input: { x: { deep: [1, 9007199254740993n] } } })
    return finished.failure ?? records
  }

  test.each([
    ['input', '{{ input.x.deep[1] }}', 9007199254740993n],
    ['service', '{{ service.title }} at {{ service.baseUrl }}', 'Service at https://api.example.com'],
    ['item', '{{ item.x.deep[0] }}', 1],
    ['a node before this one', '{{ nodes["in"].x.deep }}', [1, 9007199254740993n]],
    ['what is not there', '{{ input.x.missing }}', null],
    ['what an object inherits', '{{ input.x.toString }}', null],
  ])('[E12] %s', async (_what, value, found) => {
    expect(await one(value)).toEqual([found])
  })

  test('[E12] item is the record that enters, else the nearest for-each’s element', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        every: ['each', { feed: false }],
        source: ['pass', { value: 'from {{ item }}' }, { parent: 'every' }],
        next: ['pass', { value: '{{ item }}, entering' }, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'source > next', 'next > every.emit', 'every > out'],
    )
    expect((await runPlan(made)).records).toEqual(['from 0, entering', 'from 1, entering'])
  })

  test('[E13] a node that stands before, however far, and from inside a container', async () => {
    const made = planned(
      {
        in: ['inputs', takesX],
        list: ['numbers', { count: 2 }],
        first: ['pass', { value: 'first {{ item.x }}' }],
        every: ['each'],
        show: ['pass', { value: '{{ nodes["first"] }}: {{ item }}' }, { parent: 'every' }],
        out: ['output'],
      },
      [
        'in > first',
        'first > every',
        'list > every',
        'every.item > show',
        'show > every.emit',
        'every > out',
      ],
    )
    const { records } = await runPlan(made, { input: { x: 'X' } })
    expect(records.toSorted()).toEqual(['first X: 0', 'first X: 1', 'first X: first X'])
  })

  test('[E13] the named value is waited for, also when a record comes another way first', async () => {
    const made = planned(
      {
        slow: ['pass', { alone: 'slow' }],
        wait: ['pass', { waitMs: 1000 }],
        fast: ['pass', { alone: 'fast' }],
        named: ['pass', {}],
        show: ['pass', { value: '{{ item }} with {{ nodes["named"] }}' }],
        out: ['output'],
      },
      ['slow > wait', 'wait > named', 'named > show', 'fast > show', 'show > out'],
    )
    expect((await runPlan(made)).records).toEqual(['fast with slow', 'slow with slow'])
  })

  test('[E13] a named node that its reader never asks is asked for its name', async () => {
    const made = planned(
      {
        in: ['inputs', takesX],
        named: ['pass', { value: 'value' }],
        closed: ['pass', { limit: 0 }],
        other: ['pass', { alone: 'other' }],
        show: ['pass', { value: '{{ item }}, {{ nodes["named"] }}' }],
        out: ['output'],
      },
      ['in > named', 'named > closed', 'closed > show', 'other > show', 'show > out'],
    )
    expect((await runPlan(made)).records).toEqual(['other, value'])
  })

  test('[E13] a named node that yields nothing is absent', async () => {
    const made = planned(
      {
        in: ['inputs', takesX],
        named: ['pass', { drop: true }],
        other: ['pass', { alone: 'other' }],
        show: ['pass', { value: '{{ item }}, {{ nodes["named"] | default: "nothing" }}' }],
        out: ['output'],
      },
      ['in > named', 'named > show', 'other > show', 'show > out'],
    )
    expect((await runPlan(made)).records).toEqual(['other, nothing'])
  })

  test('[E15] evaluation sees no more than the check allows', async () => {
    const { plan } = await import('../../src/engine/plan.ts')
    const { draw, operationId } = await import('./graphs.ts')
    const { catalog } = await import('./kinds.ts')
    for (const value of ['{{ nodes["other"] }}', '{{ page.index }}', '{{ batch }}', '{{ nodes["many"] }}']) {
      const drawn = draw(
        { other: ['pass'], many: ['numbers', { count: 1 }], show: ['pass', { value }], out: ['output'] },
        ['many > show', 'show > out', 'other > out'],
      )
      const checked = plan(drawn, operationId, catalog)
      expect(checked.ok ? [] : checked.problems.map(({ severity }) => severity)).toContain('error')
    }
  })

  test('a failure of an expression names the setting', async () => {
    expect(await one('{{ item.x | plus: 1 }}')).toMatchObject({
      kind: 'expression',
      node: 'show',
      message: expect.stringMatching(/^In the setting value: /),
    })
  })

  test('[E2] a name that no path asks for parses nothing', async () => {
    const body = '{"a":1,"b":[{"c":"x"}]}'
    const made = planned(
      {
        get: ['ask', { url }],
        plain: ['pass', {}],
        named: ['pass', { value: 'constant' }],
        out: ['output'],
      },
      ['get > plain', 'plain > out', 'named > out'],
    )
    const io = fakeIo({
      jumps: true,
      script: [{ body: `  ${body}`, headers: [['Content-Type', 'application/json']] }],
      keeps: false,
    })
    await runPlan(made, { io })
    // Still the bytes that came: a parsed record has given them up.
    const chunk = io.records.read()
    const kept = [0, 1].map((index) => chunk.unread?.(index)).filter((bytes) => bytes !== undefined)
    expect(kept.map((bytes) => new TextDecoder().decode(bytes))).toEqual([body])
  })
})
