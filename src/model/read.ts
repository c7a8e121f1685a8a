import type * as z from 'zod/mini'
import { type Connector, type ConnectorFile, connectorFile, currentFormat, type Graph } from './document.ts'
import type { Json } from './json.ts'
import { migrate } from './migrations/list.ts'
import { canonicalJson } from './printJson.ts'
import type { Problem, ProblemPath } from './problem.ts'
import { JsonError, parseJson } from './readJson.ts'
import { schemaParts } from './schema.ts'
import { describeIssue } from './words.ts'

/** A file above this many bytes is refused unread: 5,000 nodes take about three million. */
export const maxConnectorBytes = 20 * 1024 * 1024

/** More problems than this are counted, not listed: nobody reads them, and a wrong file can hold a million. */
export const maxReadProblems = 100

export interface ReadConnector {
  /** Absent when one of the problems is an error: a document is opened whole or not at all. */
  readonly connector?: Connector
  readonly problems: readonly Problem[]
}

/**
 * Reads a connector file of this or an earlier format version. Never throws. What it does not know (kinds of nodes, keys of a
 * newer Patchbay) is kept; edges that lead nowhere or in circles are kept too and are for the checks to tell. Problems carry
 * the path in the file, what was expected there and what stands there.
 */
export function readConnector(
  source: string | Uint8Array,
  options: { readonly maxBytes?: number } = {},
): ReadConnector {
  const maxBytes = options.maxBytes ?? maxConnectorBytes
  if (source.length > maxBytes)
    return failed(
      'too-large',
      `The file is larger than ${megabytes(maxBytes)} MB, which no connector is. Check that it is the right file.`,
    )
  let document: Json
  try {
    document = parseJson(typeof source === 'string' ? source.replace(/^\uFEFF/, '') : source)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    return failed('not-json', `The file cannot be read as JSON. ${error.message}.`)
  }
  return readDocument(document)
}

/** The same for a document that is JSON already: out of a database, or the body of a call. */
export function readDocument(document: Json): ReadConnector {
  if (!isObject(document)) return failed('not-a-connector', `${notAConnector} It holds ${kindOf(document)}.`)
  const version = readVersion(document)
  if (typeof version !== 'number') return { problems: [version] }
  const migrated = migrate(document, version)
  const problems: Problem[] = []
  findForeignKeys(connectorFile, migrated, [], problems)
  const parsed = connectorFile.safeParse(migrated)
  if (!parsed.success) for (const issue of parsed.error.issues) problems.push(wrongValue(issue, migrated))
  else findDuplicates(parsed.data, problems)
  const bounded = bound(problems)
  if (!parsed.success || problems.some((problem) => problem.severity === 'error'))
    return { problems: bounded }
  return { connector: toMemory(parsed.data), problems: bounded }
}

const notAConnector = 'This is no Patchbay connector.'

function readVersion(document: Readonly<Record<string, Json>>): number | Problem {
  const { format } = document
  const match = typeof format === 'string' ? /^patchbay\.connector\/([1-9]\d{0,8})$/.exec(format) : null
  if (match === null) {
    const found = Object.hasOwn(document, 'format') ? `has ${show(format)}` : 'has nothing'
    return problem(
      'not-a-connector',
      ['format'],
      `${notAConnector} Its “format” should say “${currentFormat}”, but it ${found} there.`,
    )
  }
  const version = Number(match[1])
  const newest = Number(currentFormat.slice(currentFormat.indexOf('/') + 1))
  if (version <= newest) return version
  return problem(
    'newer-format',
    ['format'],
    `This file was made by a newer Patchbay (format ${version}; this one reads up to ${newest}). Update Patchbay to open it.`,
  )
}

function wrongValue(issue: z.core.$ZodIssue, document: Json): Problem {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const found = at(document, path)
  const expected = describeIssue(issue)
  const stands = found === undefined ? 'nothing' : show(found)
  return problem(
    found === undefined ? 'missing-value' : 'wrong-value',
    path,
    // Of the right kind and still no JSON: the file can write numbers that no number here can hold.
    stands === expected
      ? `${printPath(path)}: a number in there is too large (1e309 and above cannot be kept). Make it smaller, or a text.`
      : `${printPath(path)}: expected ${expected}, but ${stands} stands there.`,
  )
}

/** Keys that no schema knows are kept; one called `__proto__` cannot be, and is nothing that a service ever needed. */
function findForeignKeys(schema: unknown, value: Json, path: ProblemPath, problems: Problem[]): void {
  if (typeof value !== 'object' || value === null) return
  const parts = schemaParts(schema)
  if (Array.isArray(value)) {
    if (parts.element !== undefined)
      for (const [index, item] of value.entries())
        findForeignKeys(parts.element, item as Json, [...path, index], problems)
    return
  }
  if (parts.shape === undefined && parts.values === undefined) return
  for (const [key, member] of Object.entries(value)) {
    const inner = parts.values ?? (Object.hasOwn(parts.shape ?? {}, key) ? parts.shape?.[key] : undefined)
    if (key === '__proto__')
      problems.push(
        problem(
          'bad-name',
          [...path, key],
          `${printPath([...path, key])}: no key can have this name. Remove it.`,
        ),
      )
    else if (inner !== undefined) findForeignKeys(inner, member, [...path, key], problems)
    else
      problems.push({
        code: 'unknown-key',
        severity: 'warning',
        path: [...path, key],
        message: `${printPath([...path, key])} is not known here. It is kept as it is; a newer Patchbay may have written it.`,
      })
  }
}

interface Identified {
  readonly id: string
}

/** In memory things go by id, so one of two with the same id would be lost; the same thing twice loses nothing. */
function findDuplicates(file: ConnectorFile, problems: Problem[]): void {
  const search = (lists: readonly (readonly [ProblemPath, readonly Identified[]])[]) => {
    const seen = new Map<string, { readonly item: Identified; readonly path: ProblemPath }>()
    for (const [listPath, list] of lists)
      for (const [index, item] of list.entries()) {
        const path = [...listPath, index]
        const first = seen.get(item.id)
        if (first === undefined) seen.set(item.id, { item, path })
        else if (
          isRecordOfGraph(listPath) &&
          canonicalJson(first.item as never) === canonicalJson(item as never)
        )
          problems.push({
            code: 'duplicate-id',
            severity: 'warning',
            path,
            message: `${printPath(path)} is the same as ${printPath(first.path)}; it is kept once.`,
          })
        else
          problems.push(
            problem(
              'duplicate-id',
              [...path, 'id'],
              `${printPath(path)} has the id “${item.id}” of ${printPath(first.path)}. Give one of them another id, and say which one the edges and places mean.`,
            ),
          )
      }
  }
  search([[['service', 'authentications'], file.service.authentications]])
  search([[['operations'], file.operations]])
  for (const [index, { graph }] of file.operations.entries()) {
    const path = ['operations', index, 'graph'] as const
    search([
      [[...path, 'nodes'], graph.nodes],
      [[...path, 'edges'], graph.edges],
      [[...path, 'notes'], graph.notes],
    ])
  }
}

const isRecordOfGraph = (path: ProblemPath) => path.includes('graph')

function toMemory(file: ConnectorFile): Connector {
  return {
    ...file,
    operations: file.operations.map((operation) => ({
      ...operation,
      graph: {
        ...operation.graph,
        nodes: byId(operation.graph.nodes),
        edges: byId(operation.graph.edges),
        notes: byId(operation.graph.notes),
      } as Graph,
    })),
  }
}

function byId<Item extends Identified>(items: readonly Item[]): Record<Item['id'], Item> {
  const record = {} as Record<Item['id'], Item>
  for (const item of items) record[item.id as Item['id']] = item
  return record
}

function bound(problems: readonly Problem[]): Problem[] {
  if (problems.length <= maxReadProblems) return [...problems]
  // Errors first, so that the ones that keep the file from opening are never the ones left out.
  const sorted = problems.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  )
  const left = problems.length - maxReadProblems
  const severity = (sorted[maxReadProblems] as Problem).severity
  return [
    ...sorted.slice(0, maxReadProblems),
    { code: 'more-problems', severity, path: [], message: `There are ${left} more problems of this kind.` },
  ]
}

function problem(code: string, path: ProblemPath, message: string): Problem {
  return { code, severity: 'error', path, message }
}

const failed = (code: string, message: string): ReadConnector => ({ problems: [problem(code, [], message)] })

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(value: Json | undefined, path: ProblemPath): Json | undefined {
  let current: unknown = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string | number, unknown>)[key]
  }
  return current as Json | undefined
}

function kindOf(value: Json | undefined): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { object: 'an object', string: 'a text', boolean: 'true or false' }[typeof value as string] ?? 'a number'
  )
}

/** A short value is shown, so that a person finds it; a text is not shown whole, for it may be a secret in a wrong place. */
function show(value: Json | undefined): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text that does not fit'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return kindOf(value)
}

/** `operations[0].graph.nodes[2].settings.url` */
export function printPath(path: ProblemPath): string {
  if (path.length === 0) return 'The document'
  let text = ''
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`
    else if (/^[\w$-]{1,80}$/.test(key)) text += text === '' ? key : `.${key}`
    else text += `[${JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}…` : key)}]`
  }
  return text
}
