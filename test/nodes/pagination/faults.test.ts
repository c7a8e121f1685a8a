// Every fault of the torture server on every way of paging that it applies to.
// oxlint-disable unicorn/no-thenable -- `then` is an error rule's own word in the document.
import { describe, expect, test } from 'vitest'
import type { PaginationSettings } from '../../../src/nodes/pagination/settings.ts'
import { paginationSettings } from '../../../src/nodes/pagination/settings.ts'
import { type Fault, faults, type Paging } from '../../../src/simulation/torture/faults.ts'
import type { Style } from '../../../src/simulation/torture/play.ts'
import { styles } from '../../../src/simulation/torture/styles.ts'
import { exampleOf, numbersOf } from './examples.ts'
import { served } from './served.ts'
import { walk } from './walking.ts'

interface Parts {
  readonly ask: Record<string, unknown>
  readonly pages: Record<string, unknown>
}

/** The example of a style with policies for what a fault needs one for. */
function prepared(style: Style, fault: Fault): { document: string; paging: Paging } {
  const document = JSON.parse(exampleOf(style)) as {
    operations: { graph: { nodes: { id: string; settings: Record<string, unknown> }[] } }[]
  }
  const settings = (id: string) =>
    document.operations[0]?.graph.nodes.find((node) => node.id === id)?.settings ?? {}
  const parts: Parts = { ask: settings('ask'), pages: settings('pages') }
  const paging = pagingOf(paginationSettings.parse(parts.pages))
  needs[fault.id]?.(parts, style)
  return { document: JSON.stringify(document), paging }
}

function pagingOf({ carry, stop, guards, put }: PaginationSettings): Paging {
  return {
    counted: carry.from === 'page' || carry.from === 'offset',
    bySize:
      stop.some(({ rule }) => rule === 'short-page') || (carry.from === 'offset' && carry.by === 'size'),
    stateful: guards.repeatedValue === 'stateful',
    byAddress: put.some((each) => each.to === 'url' && each.relativeTo === 'request'),
    byLinkHeader: carry.from === 'link',
  }
}

const retries = ({ ask }: Parts) => {
  ask['retry'] = { methods: 'all' }
}
const keyed = ({ pages }: Parts, { key }: Style) => {
  pages['dedupe'] ??= { path: `["${key.split('.').join('"]["')}"]`, then: 'drop' }
}

/** What a fault needs the example to say. */
const needs: Readonly<Record<string, (parts: Parts, style: Style) => void>> = {
  F9: retries,
  F10: retries,
  F11: ({ ask }) => {
    ask['errorRules'] = [{ when: [{ left: '{{ body.fault }}', test: 'is-true' }], then: 'fail', message: '' }]
  },
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
  F21: retries,
  F21b: retries,
}

const total = (style: Style) => 3 * style.size + 1
const range = (count: number) => Array.from({ length: count }, (_, at) => at)

describe.each(faults.map((fault) => [fault.id, fault.words, fault] as const))(
  '%s: %s',
  (_id, _words, fault) => {
    const applied = styles
      .map((style) => ({ style, ...prepared(style, fault) }))
      .filter(({ paging, style }) => fault.applies(paging, style))

    test('applies to some way of paging', () => {
      expect(applied.length).toBeGreaterThan(0)
    })

    test.each(applied.map((each) => [each.style.id, each] as const))('%s', async (_, { style, document }) => {
      const { finished, records, urls, notes } = await walk(document, {
        script: served(fault.play(style, total(style))),
      })
      const seen = {
        outcome: finished.outcome,
        kind: finished.failure?.kind,
        ids: numbersOf(style, records),
        calls: urls.length,
        told: notes.some((note) => /had come before/.test(note)),
      }
      const closes = document.includes('"close":') ? 1 : 0
      expect(seen).toEqual(expected(style, fault, seen, closes))
      // What had come before it stays, from the first record on.
      expect(seen.ids.slice(0, style.size)).toEqual(range(style.size))
      expect(finished.failure?.message ?? 'It went well.').toMatch(/\.$/)
    })
  },
)

/** What must be seen; what a fault says nothing about is as it was seen. */
function expected(
  style: Style,
  { must, extraCalls }: Fault,
  seen: { calls: number; ids: number[] },
  closes: number,
) {
  if (must.comes === 'failure')
    return {
      outcome: 'failed',
      kind: must.kind,
      ids: seen.ids.slice(0, must.pages * style.size),
      calls: must.calls + closes,
      told: false,
    }
  return {
    outcome: 'completed',
    kind: undefined,
    ids: range(must.comes === 'told' ? seen.ids.length : total(style)),
    calls: extraCalls === undefined ? seen.calls : style.calls(total(style)) + extraCalls,
    told: must.comes === 'told',
  }
}
