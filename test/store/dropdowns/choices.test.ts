import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/engine/fakeClock.ts'
import type { Json } from '../../../src/model/json.ts'
import {
  type ChoicesAsk,
  type ChoicesState,
  createChoices,
  type LoadedChoices,
  restMs,
} from '../../../src/store/dropdowns/choices.ts'

/** One request that the dropdown made, to be answered when the test wants. */
interface Asked {
  readonly key: string
  readonly search: string
  readonly signal: AbortSignal
  answer(given: readonly Json[], more?: LoadedChoices['more']): Promise<void>
  fail(words: string): Promise<void>
}

function dropdown() {
  const clock = createFakeClock()
  const choices = createChoices(clock)
  const asked: Asked[] = []
  const ask = (key: string, changes: Partial<ChoicesAsk> = {}): ChoicesAsk => ({
    key,
    options: { records: '', value: 'id', label: '{{ item.name }}' },
    sent: [{ title: 'Region', value: key }],
    waitsFor: [],
    searches: false,
    load: (search, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          key,
          search,
          signal,
          answer: async (given, more) => {
            resolve({ given, ...(more === undefined ? {} : { more }) })
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
  const opened = async (key = 'eu', changes: Partial<ChoicesAsk> = {}) => {
    choices.ask(ask(key, changes))
    choices.want(true)
    await clock.settle()
  }
  return { clock, choices, asked, ask, opened, at: (index: number) => asked[index] as Asked }
}

const people = [
  { id: 'a', name: 'Ana' },
  { id: 'b', name: 'Bo' },
]
const labels = (state: ChoicesState) => state.choices.map(({ label }) => label)

describe('states of a dropdown', () => {
  it('idle: nothing is asked for before anybody needs it', async () => {
    const { choices, ask, asked, clock } = dropdown()
    choices.ask(ask('eu'))
    await clock.settle()
    expect(choices.state().status).toBe('idle')
    expect(asked).toEqual([])
  })

  it('loading, then ready with labels and what was sent', async () => {
    const { choices, opened, at } = dropdown()
    await opened()
    expect(choices.state().status).toBe('loading')
    await at(0).answer(people)
    expect(choices.state()).toMatchObject({
      status: 'ready',
      more: false,
      sent: [{ title: 'Region', value: 'eu' }],
    })
    expect(labels(choices.state())).toEqual(['Ana', 'Bo'])
  })

  it('waiting: a parent that is not filled in is named, and nothing is asked for', async () => {
    const { choices, opened, asked } = dropdown()
    await opened('none', { waitsFor: ['Region'] })
    expect(choices.state()).toMatchObject({ status: 'waiting', waitsFor: ['Region'] })
    expect(asked).toEqual([])
  })

  it('broken: a source that is gone, a circle, is said and nothing is asked for', async () => {
    const { choices, opened, asked } = dropdown()
    await opened('gone', { broken: 'It is not there any more.' })
    expect(choices.state()).toMatchObject({ status: 'broken', message: 'It is not there any more.' })
    choices.reload()
    expect(asked).toEqual([])
  })

  it('empty: with the parent values that were sent', async () => {
    const { choices, opened, at } = dropdown()
    await opened('af')
    await at(0).answer([])
    expect(choices.state()).toMatchObject({ status: 'empty', sent: [{ title: 'Region', value: 'af' }] })
  })

  it('error: in words, and trying again asks again', async () => {
    const { choices, opened, asked, at, clock } = dropdown()
    await opened()
    await at(0).fail('The service refused the key (401).')
    expect(choices.state()).toMatchObject({ status: 'error', message: 'The service refused the key (401).' })
    choices.reload()
    await clock.settle()
    await at(1).answer(people)
    expect(choices.state()).toMatchObject({ status: 'ready' })
    expect(choices.state().message).toBeUndefined()
    expect(asked).toHaveLength(2)
  })

  it('stale: what was loaded for other parents stays to be seen until somebody needs it anew', async () => {
    const { choices, opened, at, ask, asked, clock } = dropdown()
    await opened()
    await at(0).answer(people)
    choices.want(false)
    choices.ask(ask('na'))
    expect(choices.state().status).toBe('stale')
    expect(labels(choices.state())).toEqual(['Ana', 'Bo'])
    expect(choices.state()).toMatchObject({ outdated: true, moved: true })
    choices.want(true)
    await clock.settle()
    expect(asked[1]?.key).toBe('na')
  })
})

describe('faults', () => {
  it('what was loaded for other parents is outdated while the new ones load, and gone where they fail', async () => {
    const { choices, opened, at, ask, clock } = dropdown()
    await opened('eu')
    await at(0).answer(people)
    choices.ask(ask('na'))
    await clock.advance(restMs)
    expect(choices.state()).toMatchObject({ status: 'loading', outdated: true })
    await at(1).fail('No.')
    expect(choices.state()).toMatchObject({ status: 'error', outdated: false, choices: [] })
  })

  it.each([
    { to: 'waiting', changes: { waitsFor: ['Region'] } },
    { to: 'broken', changes: { broken: 'It is gone.' } },
  ] as const)('what was loaded is outdated where the dropdown is then $to', async ({ to, changes }) => {
    const { choices, opened, at, ask } = dropdown()
    await opened('eu')
    await at(0).answer(people)
    choices.ask(ask('none', changes))
    expect(choices.state()).toMatchObject({ status: to, outdated: true })
  })

  it('a list that is cut is told from a whole one', async () => {
    const { choices, opened } = dropdown()
    await opened('eu', { load: async () => ({ given: people, cut: true }) })
    expect(choices.state()).toMatchObject({ status: 'ready', cut: true, more: false })
  })

  it('a parent that changes while it loads: the request is cancelled, and its answer is not heard', async () => {
    const { choices, opened, ask, at, clock } = dropdown()
    await opened('eu')
    choices.ask(ask('na'))
    expect(at(0).signal.aborted).toBe(true)
    await clock.advance(restMs)
    await at(1).answer([{ id: 'n', name: 'Nia' }])
    await at(0).answer(people)
    expect(labels(choices.state())).toEqual(['Nia'])
  })

  it('answers out of order: the last that was asked for counts', async () => {
    const { choices, opened, at, clock } = dropdown()
    await opened('eu')
    choices.reload()
    await clock.settle()
    await at(1).answer([{ id: 'new', name: 'New' }])
    await at(0).answer(people)
    expect(labels(choices.state())).toEqual(['New'])
  })

  it('a parent that is being typed: only where it rests is asked for', async () => {
    const { opened, choices, ask, asked, at, clock } = dropdown()
    await opened('e')
    await at(0).answer(people)
    for (const key of ['eu', 'eur', 'euro']) {
      choices.ask(ask(key))
      await clock.advance(restMs - 1)
    }
    await clock.advance(restMs)
    expect(asked.map(({ key }) => key)).toEqual(['e', 'euro'])
  })

  it('the same question again asks nothing', async () => {
    const { opened, choices, ask, asked, at } = dropdown()
    await opened('eu')
    await at(0).answer(people)
    choices.ask(ask('eu'))
    choices.want(true)
    expect(asked).toHaveLength(1)
    expect(choices.state().status).toBe('ready')
  })

  it('50,000 options, ids of 64 bits, labels that are missing and values that come twice', async () => {
    const { choices, opened, at } = dropdown()
    await opened()
    const first = 2n ** 60n
    const many: Json[] = Array.from({ length: 50_000 }, (_, index) => ({
      id: first + BigInt(index),
      name: `${index}`,
    }))
    await at(0).answer([...many, { id: first, name: 'again' }, { id: 'last' }, { name: 'none' }])
    const state = choices.state()
    expect(state.choices).toHaveLength(50_001)
    expect(state.choices[1]).toEqual({ value: first + 1n, label: '1' })
    expect(state.choices.at(-1)).toEqual({ value: 'last', label: 'last' })
    expect(state.leftOut).toEqual({ withoutValue: 1, withoutLabel: 1, repeated: 1 })
  })

  it('an answer that holds no list where one was expected is an error in words', async () => {
    const { choices, opened, at } = dropdown()
    await opened('eu', { options: { records: 'data', value: 'id', label: '' } })
    await at(0).answer([{ error: 'nope' }])
    expect(choices.state()).toMatchObject({
      status: 'error',
      message: 'There is no list at “data” in what came.',
    })
  })

  it('closing gives up what is under way', async () => {
    const { choices, opened, at } = dropdown()
    await opened()
    choices.close()
    expect(at(0).signal.aborted).toBe(true)
    await at(0).answer(people)
    expect(choices.state()).toMatchObject({ status: 'idle', choices: [] })
  })
})

describe('more', () => {
  const page = (given: readonly Json[], more?: LoadedChoices['more']): LoadedChoices => ({
    given,
    ...(more === undefined ? {} : { more }),
  })

  it('loads the next page of the source behind what is there; what is there already is left out', async () => {
    const { choices, opened, at, clock } = dropdown()
    await opened()
    await at(0).answer(people, async () => page([people[1] as Json, { id: 'c', name: 'Cy' }]))
    expect(choices.state().more).toBe(true)
    choices.more()
    expect(choices.state().loadingMore).toBe(true)
    await clock.settle()
    expect(labels(choices.state())).toEqual(['Ana', 'Bo', 'Cy'])
    expect(choices.state()).toMatchObject({ more: false, loadingMore: false, leftOut: { repeated: 1 } })
  })

  it('one that fails leaves what is there, and can be asked for again', async () => {
    const { choices, opened, at, clock } = dropdown()
    await opened()
    let calls = 0
    await at(0).answer(people, async () => {
      calls += 1
      if (calls === 1) throw new Error('Cut off.')
      return page([{ id: 'c', name: 'Cy' }])
    })
    choices.more()
    await clock.settle()
    expect(choices.state()).toMatchObject({ status: 'ready', more: true, message: 'Cut off.' })
    choices.more()
    await clock.settle()
    expect(labels(choices.state())).toEqual(['Ana', 'Bo', 'Cy'])
  })

  it('one that comes after the parent has changed is not heard', async () => {
    const { choices, opened, at, ask, clock } = dropdown()
    await opened()
    let answer: (page: LoadedChoices) => void = () => {}
    await at(0).answer(people, () => new Promise((resolve) => (answer = resolve)))
    choices.more()
    choices.ask(ask('na'))
    answer(page([{ id: 'c', name: 'Cy' }]))
    await clock.settle()
    expect(labels(choices.state())).toEqual(['Ana', 'Bo'])
  })
})

describe('search', () => {
  it('asks the service where it searches, once typing rests', async () => {
    const { choices, opened, asked, at, clock } = dropdown()
    await opened('eu', { searches: true })
    await at(0).answer(people)
    choices.search('z')
    choices.search('zo')
    await clock.advance(restMs)
    expect(asked.map(({ search }) => search)).toEqual(['', 'zo'])
    expect(at(0).signal.aborted).toBe(true)
  })

  it('what a search found or somebody took stays known until the question is another', async () => {
    const { choices, opened, at, ask, clock } = dropdown()
    await opened('eu', { searches: true })
    await at(0).answer(people)
    choices.search('z')
    await clock.advance(restMs)
    await at(1).answer([{ id: 'z', name: 'Zoé' }])
    choices.taken({ value: 'y', label: 'Yara' })
    choices.search('')
    await clock.advance(restMs)
    await at(2).answer(people)
    expect(labels(choices.state())).toEqual(['Ana', 'Bo'])
    expect([...choices.state().found.values()].map(({ label }) => label)).toEqual([
      'Ana',
      'Bo',
      'Zoé',
      'Yara',
    ])
    choices.ask(ask('na', { searches: true }))
    expect(choices.state().found.size).toBe(0)
  })

  it('asks nothing where the list is filtered here', async () => {
    const { choices, opened, asked, at, clock } = dropdown()
    await opened()
    await at(0).answer(people)
    choices.search('zo')
    await clock.advance(restMs)
    expect(asked).toHaveLength(1)
  })
})
