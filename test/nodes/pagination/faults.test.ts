// Every fault of the torture server on every way of paging that it applies to: outcome, why it stopped, and calls.
// oxlint-disable unicorn/no-thenable -- `then` is an error rule's own word in the document.
import { describe, expect, test } from 'vitest'
import { fakeIo } from '../../../src/engine/fake.ts'
import { findScheme } from '../../../src/model/schemes.ts'
import { paginationSettings } from '../../../src/nodes/pagination/settings.ts'
import { traitsOf } from '../../../src/nodes/pagination/traits.ts'
import { requestSettings } from '../../../src/nodes/request/settings.ts'
import type { Fault, Must, Paging } from '../../../src/simulation/torture/faults/fault.ts'
import type { Handler } from '../../../src/simulation/handler.ts'
import { faults } from '../../../src/simulation/torture/faults.ts'
import { playStyle, type Style } from '../../../src/simulation/torture/play.ts'
import { servedBy } from '../../../src/simulation/torture/served.ts'
import { styles } from '../../../src/simulation/torture/styles.ts'
import { exampleOf, numbersOf } from './examples.ts'
import { type Walked, walk } from './walking.ts'

interface Parts {
  readonly document: {
    service: { authentications: object[] }
    operations: {
      graph: {
        nodes: { id: string; kind: string; title: string; settings: Record<string, unknown> }[]
        edges: object[]
      }
    }[]
  }
  readonly ask: Record<string, unknown>
  readonly pages: Record<string, unknown>
}

/** The example of a style with policies for what a fault needs one for. */
function prepared(style: Style, fault: Fault): { document: string; paging: Paging } {
  const document = JSON.parse(exampleOf(style)) as Parts['document']
  const settings = (id: string) =>
    document.operations[0]?.graph.nodes.find((node) => node.id === id)?.settings ?? {}
  const parts: Parts = { document, ask: settings('ask'), pages: settings('pages') }
  needs[fault.id]?.(parts, style)
  const traits = traitsOf(paginationSettings.parse(parts.pages), requestSettings.parse(parts.ask))
  return {
    document: JSON.stringify(document),
    paging: {
      ...traits,
      renews: document.service.authentications.length > 0,
      // A hundred thousand for one way of each sort; for the others so many as take no time.
      ...(!hugest.has(style.id) && { hugePage: 5_000 }),
    },
  }
}

/** Ways that meet a huge page in its full size: a cursor, a link, an offset by what came, a record that leads on, XML. */
const hugest: ReadonlySet<string> = new Set([
  'token-absent',
  'link-cursor-drop',
  'offset-islast',
  'last-id-flag',
  'xml-token',
])

const retries = ({ ask }: Parts) => {
  ask['retry'] = { methods: 'all' }
}
const keyed = ({ pages }: Parts, { key }: Style) => {
  pages['dedupe'] ??= { path: `["${key.split('.').join('"]["')}"]`, then: 'drop' }
}
const endsBy =
  (rule: object) =>
  ({ pages }: Parts) => {
    pages['stop'] = [rule, ...(pages['stop'] as object[])]
  }
const signsIn = ({ document }: Parts) => {
  document.service.authentications.push({
    id: 'login',
    title: 'Sign in',
    scheme: 'login',
    ...findScheme('login')?.make(),
  })
  const { nodes = [], edges = [] } = document.operations[0]?.graph ?? {}
  nodes.push({ id: 'key', kind: 'auth', title: 'Auth', settings: { authentication: 'login' } })
  edges.push({ id: 'key-ask', from: { node: 'key', port: 'out' }, to: { node: 'ask', port: 'auth' } })
}

/** What a fault needs the example to say. */
const needs: Readonly<Record<string, (parts: Parts, style: Style) => void>> = {
  F9: retries,
  F10: retries,
  F10b: retries,
  F10c: retries,
  F10d: ({ ask }) => {
    ask['retry'] = { methods: 'all', waitAt: 'error.retry_after' }
  },
  F11: ({ ask }) => {
    ask['errorRules'] = [{ when: [{ left: '{{ body.fault }}', test: 'is-true' }], then: 'fail', message: '' }]
  },
  F12: signsIn,
  F13: (parts, style) => {
    parts.pages['restart'] = { codes: [410] }
    keyed(parts, style)
  },
  F14: (parts, style) => {
    parts.pages['restart'] = {
      when: [{ left: '{{ body.error_code }}', test: 'equals', right: 'LIST_MUTATED' }],
    }
    keyed(parts, style)
  },
  F15: keyed,
  F17b: (parts) => {
    if (!JSON.stringify(parts.pages['stop']).includes('"status"'))
      endsBy({ rule: 'status', codes: [404] })(parts)
  },
  F20: (parts, style) => endsBy({ rule: 'cap', records: 2 * style.size })(parts),
  F21: retries,
  F21b: retries,
  F21d: retries,
  F22b: ({ ask }) => {
    ask['maxBytes'] = 5000
  },
}

/** Why a walk ended by a rule; undefined: it did not. */
const stopOf = ({ pages }: Walked) => pages.at(-1)?.stop

/** The rule that ends the walk where nothing goes wrong. */
async function usualStop(style: Style, document: string, total: number) {
  // A list that is long for the fault's sake ends as a shorter one does.
  const handler = playStyle(style, Math.min(total, 7 * style.size + 1))
  return stopOf(await walkedBy(document, () => handler))?.rule
}

function walkedBy(document: string, play: (now: () => number) => Handler): Promise<Walked> {
  const secrets = { username: 'ana', password: 'a password', token: 'a token' }
  const io = fakeIo({ jumps: true, secrets, script: (request) => answered(request) })
  const answered = servedBy(play(io.clock.now))
  return walk(document, { io })
}

/** How long the service asked to wait, each time. */
const askedWaits = ({ events }: Walked): number[] =>
  events.flatMap((event) =>
    event.type === 'waiting' && event.reason === 'retry-after' ? [(event.untilMs ?? 0) - event.atMs] : [],
  )

/** Whether these are the first records of the list, in order. */
const inOrder = (ids: readonly number[]): boolean => ids.every((id, at) => id === at)

interface Seen {
  readonly outcome: string
  readonly kind: string | undefined
  readonly stop: string | undefined
  readonly partial: boolean
  readonly calls: number
  readonly told: boolean
  readonly records: number
}

/** What must be seen of a walk that fails; a page may have fewer records than were asked for. */
const failure = (
  { kind, calls, pages }: Extract<Must, { comes: 'failure' }>,
  { size }: Style,
  { records }: Seen,
  closes: number,
): Seen => ({
  outcome: 'failed',
  kind,
  stop: undefined,
  partial: false,
  calls: calls + closes,
  told: false,
  records: Math.max(size, Math.min(records, pages * size)),
})

/** What must be seen of one that comes to its end, but for where that is. */
const whole = (must: Exclude<Must, { comes: 'failure' }>, { records }: Seen, total: number) => ({
  outcome: 'completed',
  kind: undefined,
  partial: must.comes === 'partial',
  told: must.comes === 'told',
  records: must.comes === 'whole' ? total : must.comes === 'partial' ? must.records : records,
})

const namedStop = (must: Must): string | undefined =>
  must.comes === 'whole' ? must.stop : must.comes === 'partial' ? 'cap' : undefined

describe.each(faults.map((fault) => [fault.id, fault.words, fault] as const))(
  '%s: %s',
  (_id, _words, fault) => {
    const applied = styles
      .map((style) => ({ style, ...prepared(style, fault) }))
      .filter(({ paging, style }) => fault.applies(paging, style))

    test('applies to some way of paging', () => {
      expect(applied.length).toBeGreaterThan(0)
    })

    test.each(applied.map((each) => [each.style.id, each] as const))(
      '%s',
      async (_, { style, document, paging }) => {
        const total = fault.total(style, paging)
        const met = await walkedBy(document, (now) => fault.play({ style, total, paging, now }))
        const { finished, notes, urls } = met
        const ids = numbersOf(style, met.records)
        const stop = stopOf(met)
        const seen: Seen = {
          outcome: finished.outcome,
          kind: finished.failure?.kind,
          stop: stop?.rule,
          partial: stop?.partial === true,
          calls: urls.length,
          told: notes.some((note) => /had come before/.test(note)),
          records: ids.length,
        }
        const must = fault.must(style, paging)
        const closes = document.includes('"close":') ? 1 : 0
        expect(seen).toEqual(
          must.comes === 'failure'
            ? failure(must, style, seen, closes)
            : {
                ...whole(must, seen, total),
                stop: namedStop(must) ?? (await usualStop(style, document, total)),
                calls: fault.calls?.(style, paging) ?? seen.calls,
              },
        )
        // What had come before a failure stays, from the first record on.
        expect(inOrder(must.comes === 'failure' ? ids.slice(0, style.size) : ids)).toBe(true)
        expect(finished.failure?.message ?? stop?.words).toMatch(/\.$|\. \([A-Z]+ http.*\)$/)
        expect(askedWaits(met)).toEqual(fault.waitsMs === undefined ? [] : [fault.waitsMs])
      },
    )
  },
)
