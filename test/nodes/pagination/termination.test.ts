// What the check says of a walk before any run: above all whether it ends, and where it would end too soon.
import { describe, expect, test } from 'vitest'
import { checkOperation } from '../../../src/model/checks.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { readConnector } from '../../../src/model/read.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { drawWalk } from './walking.ts'

const cursor = { from: 'body', path: 'next' }
const offset = { from: 'offset', by: 'size' }
const query = [{ to: 'query', name: 'after' }]
const noValue = { rule: 'no-value' }

function check(pages: object, request: object = {}) {
  const { connector } = readConnector(
    drawWalk({
      pages: { carry: cursor, put: query, stop: [noValue], ...pages },
      request: { method: 'GET', url: '{{ service.baseUrl }}/rows', records: 'rows', ...request },
    }),
  )
  if (connector === undefined) throw new Error('The example is no connector.')
  return checkOperation(connector, 'list' as OperationId, catalog)
}

/** Where a problem is pressed, the panel opens at its setting: node, then path. */
const places = (pages: object, request?: object) =>
  check(pages, request).map(({ code, severity, path }) => [
    code,
    severity,
    (path ?? []).slice((path ?? []).indexOf('settings') + 1).join('.'),
  ])

describe('a walk that is whole has no problem', () => {
  test.each<[what: string, pages: object]>([
    ['a cursor that is not there on the last page', {}],
    ['a cursor beside a flag', { stop: [{ rule: 'flag', at: 'more' }] }],
    [
      'a cursor that stays the same, ended by an empty page',
      { guards: { repeatedValue: 'stateful' }, stop: [{ rule: 'empty-page' }] },
    ],
    [
      'keyset on the last record, ended by a short page',
      { carry: { from: 'last-record', path: 'id' }, size: '100', stop: [{ rule: 'short-page' }] },
    ],
    ['an offset with a short page', { carry: offset, size: '100', stop: [{ rule: 'short-page' }] }],
    [
      'an offset whose pages go into the cap evenly',
      { carry: offset, size: '100', stop: [{ rule: 'short-page' }, { rule: 'cap', records: 10_000 }] },
    ],
    [
      'a cap whose page size is only known in a run',
      {
        carry: offset,
        size: '{{ 10 | times: 30 }}',
        stop: [{ rule: 'short-page' }, { rule: 'cap', records: 10_000 }],
      },
    ],
  ])('%s', (_what, pages) => {
    expect(places(pages)).toEqual([])
  })
})

describe('the termination check', () => {
  test.each<[what: string, pages: object, problem: readonly string[]]>([
    [
      'a cursor whose rules ask neither for its absence nor for a flag',
      { stop: [{ rule: 'empty-page' }] },
      ['stop-unannounced', 'warning', 'stop'],
    ],
    ['a cursor with no rule at all', { stop: [] }, ['stop-missing', 'error', 'stop']],
    [
      'guards as the only stop',
      { carry: offset, size: '100', stop: [] },
      ['stop-missing', 'warning', 'stop'],
    ],
    [
      'an empty page taken for the end of a cursor',
      { stop: [noValue, { rule: 'empty-page' }] },
      ['stop-empty-page', 'warning', 'stop.1'],
    ],
    [
      'an offset that passes the cap of the API',
      { carry: offset, size: '300', stop: [{ rule: 'short-page' }, { rule: 'cap', records: 10_000 }] },
      ['cap-passed', 'warning', 'size'],
    ],
    [
      'a page number that does',
      {
        carry: { from: 'page' },
        size: '300',
        stop: [{ rule: 'short-page' }, { rule: 'cap', records: 1_000 }],
      },
      ['cap-passed', 'warning', 'size'],
    ],
    [
      'a short page of no size',
      { carry: offset, stop: [{ rule: 'short-page' }] },
      ['page-size-missing', 'error', 'size'],
    ],
    [
      'a walk that begins again, with nothing that tells records apart',
      { restart: { codes: [410] } },
      ['restart-without-key', 'warning', 'dedupe.path'],
    ],
    ['a value that goes nowhere', { put: [] }, ['put-missing', 'error', 'put']],
    [
      'a value put under no name',
      { put: [{ to: 'query', name: '' }] },
      ['put-name-missing', 'error', 'put.0.name'],
    ],
    [
      'a value read from nowhere',
      { carry: { from: 'body', path: ' ' } },
      ['carry-path-missing', 'error', 'carry.path'],
    ],
    ['a path that is none', { carry: { from: 'body', path: 'a[' } }, ['carry-path', 'error', 'carry.path']],
    [
      'a rule that looks nowhere',
      { stop: [{ rule: 'flag', at: '' }] },
      ['stop-place-missing', 'error', 'stop.0.at'],
    ],
    [
      'a rule whose path is none',
      { stop: [{ rule: 'total', at: 'a[' }] },
      ['stop-path', 'error', 'stop.0.at'],
    ],
    [
      'conditions of which there are none',
      { stop: [noValue, { rule: 'condition' }] },
      ['stop-condition-missing', 'error', 'stop.1.when'],
    ],
  ])('%s', (_what, pages, problem) => {
    expect(places(pages)).toEqual([problem])
  })

  test('a request that does not say where its records are', () => {
    expect(places({}, { records: '' }).map(([code]) => code)).toEqual(['paged-records-missing'])
  })

  test('says by how much the last page would pass the cap', () => {
    const [problem] = check({
      carry: offset,
      size: '300',
      stop: [{ rule: 'short-page' }, { rule: 'cap', records: 10_000 }],
    })
    expect(problem?.message).toBe(
      'The API hands out 10,000 records, and the last page of 300 would reach 200 records beyond them: it may refuse that page. Choose a page size that goes into them evenly.',
    )
  })
})
