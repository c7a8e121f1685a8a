import type { GraphNode } from '../../model/document.ts'
import type { NodeFacts } from '../../model/kinds.ts'
import type { Problem } from '../../model/problem.ts'
import { parseRecordPath } from '../request/recordPath.ts'
import { settingProblem } from '../settingProblem.ts'
import { plural } from '../words.ts'
import { carryWays } from './carry.ts'
import { pagedRequest } from './paged.ts'
import type { Carry, CarryKind, PaginationSettings, Put, StopRule } from './settings.ts'
import { stopWays } from './stop.ts'

type Check = (
  settings: PaginationSettings,
  facts: NodeFacts,
  paged: GraphNode | undefined,
) => readonly Problem[]

/** What is wrong with a walk before it is tried. */
export function checkPagination(settings: PaginationSettings, facts: NodeFacts): readonly Problem[] {
  const children = Object.values<GraphNode>(facts.operation.graph.nodes).filter(
    ({ parent }) => parent === facts.node.id,
  )
  const paged = pagedRequest(settings, children)
  const found = typeof paged === 'string' ? undefined : paged
  return checks
    .flatMap((check) => check(settings, facts, found))
    .concat(
      typeof paged === 'string'
        ? [settingProblem(['request'], { code: 'paged-request', message: paged })]
        : [],
    )
}

/** The paths of each way to carry, by the settings they stand in. */
const carryPaths: { readonly [Kind in CarryKind]?: readonly string[] } = {
  body: ['path'],
  'last-record': ['path'],
  keys: ['path'],
  element: ['list', 'where', 'path'],
}

const checkCarry: Check = ({ carry }) => {
  const paths = (carryPaths[carry.from] ?? []).flatMap((key) => {
    const text = String((carry as Carry & Record<string, unknown>)[key] ?? '')
    if (text.trim() === '')
      return settingProblem(['carry', key], {
        code: 'carry-path-missing',
        message: 'Say where in the answer the next value is read.',
      })
    return parseRecordPath(text) === undefined
      ? settingProblem(['carry', key], {
          code: 'carry-path',
          message: `“${text.slice(0, 60)}” is no path. Write it like paging.next.after.`,
        })
      : []
  })
  if (carry.from === 'header' && carry.name.trim() === '')
    return [
      settingProblem(['carry', 'name'], {
        code: 'carry-path-missing',
        message: 'Name the header that the next value is read from.',
      }),
    ]
  return paths
}

/** What each place needs a name for. */
const putNames: { readonly [Kind in Put['to']]?: readonly [setting: string, what: string] } = {
  query: ['name', 'query parameter'],
  header: ['name', 'header'],
  json: ['path', 'place in the body'],
  variable: ['name', 'variable'],
  form: ['name', 'form field'],
  text: ['after', 'text before the value'],
  endpoint: ['url', 'address'],
}

const namesPage = (node: GraphNode | undefined): boolean =>
  /\bpage\s*\./.test(JSON.stringify(node?.settings ?? {}))

const checkPut: Check = ({ put }, _facts, paged) => {
  if (put.length === 0 && !namesPage(paged))
    return [
      settingProblem(['put'], {
        code: 'put-missing',
        message: 'The next value goes nowhere, so every page would be the first. Say where it is put.',
      }),
    ]
  return put.flatMap((each, index) => {
    const [setting, what] = putNames[each.to] ?? []
    if (setting === undefined) return []
    const text = String((each as Put & Record<string, unknown>)[setting] ?? '')
    if (text.trim() === '')
      return settingProblem(['put', index, setting], {
        code: 'put-name-missing',
        message: `Name the ${what ?? 'place'} that the next value is put into.`,
      })
    return each.to === 'json' && parseRecordPath(text) === undefined
      ? settingProblem(['put', index, setting], {
          code: 'put-path',
          message: `“${text.slice(0, 60)}” is no path. Write it like params.cursor.`,
        })
      : []
  })
}

const needsSize = ({ stop, carry }: PaginationSettings): boolean =>
  stop.some(({ rule }) => rule === 'short-page') || (carry.from === 'offset' && carry.by === 'size')

const checkSize: Check = (settings) =>
  needsSize(settings) && settings.size.trim() === ''
    ? [
        settingProblem(['size'], {
          code: 'page-size-missing',
          message:
            'Say how many records a page is asked for: the offset, or what a short page is, is counted by it.',
        }),
      ]
    : []

const placed = ['flag', 'last-page', 'total', 'value'] as const
type Placed = Extract<StopRule, { rule: (typeof placed)[number] }>

const placeOf = (rule: StopRule): Placed | undefined =>
  (placed as readonly string[]).includes(rule.rule) ? (rule as Placed) : undefined

/** Places of stop rules that must be filled in. */
const checkStop: Check = ({ stop }) =>
  stop.flatMap((rule, index) => {
    const place = placeOf(rule)
    if (place?.at.trim() === '')
      return settingProblem(['stop', index, 'at'], {
        code: 'stop-place-missing',
        message: 'Say where in the answer this is read.',
      })
    if (place?.in === 'body' && parseRecordPath(place.at) === undefined)
      return settingProblem(['stop', index, 'at'], {
        code: 'stop-path',
        message: `“${place.at.slice(0, 60)}” is no path. Write it like meta.total.`,
      })
    if (rule.rule === 'older' && rule.path.trim() === '')
      return settingProblem(['stop', index, 'path'], {
        code: 'stop-place-missing',
        message: 'Say which field of a record is compared.',
      })
    return rule.rule === 'condition' && rule.when.length === 0
      ? settingProblem(['stop', index, 'when'], {
          code: 'stop-condition-missing',
          message: 'Without a condition this rule ends nothing. Add one, or delete the rule.',
        })
      : []
  })

/** Whether a walk ends at all, and where it would end too soon. */
const checkEnd: Check = ({ stop, carry, guards, restart, dedupe }) => {
  const problems: Problem[] = []
  const { counted } = carryWays[carry.from]
  if (stop.length === 0)
    problems.push(
      settingProblem(['stop'], {
        code: 'stop-missing',
        message:
          counted === true
            ? 'Nothing says which page is the last: only a guard would end this walk. Add a rule to Stop.'
            : 'Nothing says which page is the last, so the walk would fail there. Add a rule to Stop.',
        severity: counted === true ? 'warning' : 'error',
      }),
    )
  else if (
    counted !== true &&
    // A record is there on every page, and so is a handle that stays the same: their absence would announce nothing.
    carry.from !== 'last-record' &&
    guards.repeatedValue !== 'stateful' &&
    !stop.some(({ rule }) => stopWays[rule].announced)
  )
    problems.push(
      settingProblem(['stop'], {
        code: 'stop-unannounced',
        message:
          'The next value is read from the answer, but no rule asks whether there is one. Add “there is no next value”, or the flag that says so.',
        severity: 'warning',
      }),
    )
  const empty = stop.findIndex(({ rule }) => rule === 'empty-page')
  if (counted !== true && empty >= 0 && stop.some(({ rule }) => rule === 'no-value'))
    problems.push(
      settingProblem(['stop', empty], {
        code: 'stop-empty-page',
        message:
          'A service that filters after paging gives empty pages in the middle. The next value says when it is over: this rule may end the walk too soon.',
        severity: 'warning',
      }),
    )
  if ((restart.codes.length > 0 || restart.when.length > 0) && dedupe.path.trim() === '')
    problems.push(
      settingProblem(['dedupe', 'path'], {
        code: 'restart-without-key',
        message: 'A walk that begins again gives all records again. Name the field that tells them apart.',
        severity: 'warning',
      }),
    )
  return problems
}

/** An API that hands out so many records refuses the page that begins within them and ends behind them. */
const checkCap: Check = ({ stop, carry, size }) => {
  const index = stop.findIndex(({ rule }) => rule === 'cap')
  const rule = stop[index]
  const each = /^\s*[1-9]\d{0,8}\s*$/.test(size) ? Number(size) : undefined
  if (rule?.rule !== 'cap' || each === undefined || carryWays[carry.from].counted !== true) return []
  const over = rule.records % each
  if (over === 0) return []
  return [
    settingProblem(['size'], {
      code: 'cap-passed',
      message: `The API hands out ${plural(rule.records, 'record')}, and the last page of ${each} would reach ${plural(each - over, 'record')} beyond them: it may refuse that page. Choose a page size that goes into them evenly.`,
      severity: 'warning',
    }),
  ]
}

const checkRecords: Check = (_settings, _facts, paged) => {
  const settings = paged?.settings as { records?: unknown; answer?: unknown } | undefined
  if (settings === undefined || settings.answer === 'full') return []
  return typeof settings.records === 'string' && settings.records.trim() !== ''
    ? []
    : [
        settingProblem(['request'], {
          code: 'paged-records-missing',
          message: `“${paged?.title ?? ''}” does not say where its records are, so the whole answer counts as one. Choose the list of records in it.`,
          severity: 'warning',
        }),
      ]
}

/** Pages at once are asked for only where it is known what to ask with, and how many there are. */
const checkParallel: Check = ({ parallel, carry, stop, gap }) => {
  if (parallel < 2) return []
  const why =
    carryWays[carry.from].counted !== true || (carry.from === 'offset' && carry.by === 'received')
      ? 'what a page is asked with is read from the one before it'
      : !stop.some(({ rule }) => rule === 'total' || rule === 'last-page')
        ? 'no Stop rule says how many there are'
        : gap.minMs > 0
          ? 'requests wait for each other'
          : undefined
  return why === undefined
    ? []
    : [
        settingProblem(['parallel'], {
          code: 'parallel-without-total',
          message: `Pages come one by one: ${why}. Several at once need an offset or a page number, and a total.`,
          severity: 'warning',
        }),
      ]
}

const checks: readonly Check[] = [
  checkParallel,
  checkCarry,
  checkPut,
  checkSize,
  checkStop,
  checkEnd,
  checkCap,
  checkRecords,
]
