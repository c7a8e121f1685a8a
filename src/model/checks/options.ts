import { checkTemplate } from '../../expressions/check.ts'
import { templateReferences } from '../../expressions/evaluate.ts'
import { parsePath } from '../../expressions/path.ts'
import type { Field, FieldOptions, FieldSource, Operation } from '../document.ts'
import type { Edit } from '../edits.ts'
import { fieldsOf, findInputs } from '../fields.ts'
import type { FieldId } from '../ids.ts'
import {
  type Dependence,
  dependenceEdges,
  dependences,
  fieldCycle,
  operationCycle,
  sourceOperation,
} from '../options.ts'
import type { Fix, Problem } from '../problem.ts'
import { schemaAt } from '../schemaPath.ts'
import { inputScope } from '../scope.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

export const optionsChecks: readonly OperationCheck[] = [sources, fieldCycles]

/** What can be wrong with one dependence. Each is a row of the table below, asked in its order. */
interface Asked extends Dependence {
  readonly operation: Operation
  /** What it asks; undefined where that is gone. */
  readonly from: Operation | undefined
  readonly fields: readonly Field[]
  readonly context: OperationContext
}

interface Wrong {
  readonly code: string
  readonly message: string
  /** Key within the dependence that it is about. */
  readonly key: string
  readonly fix?: Fix
}

/**
 * Nothing here keeps an operation from running, for a value can still be typed: all are warnings. What is published has to
 * have none of them.
 */
const rows: readonly ((asked: Asked) => Iterable<Wrong>)[] = [gone, circle, role, paths, lost, given, search]

function* sources(context: OperationContext): Iterable<Problem> {
  const node = findInputs(context.operation)
  if (node === undefined) return
  const fields = fieldsOf(context.operation)
  for (const dependence of dependences(fields)) {
    const asked: Asked = {
      ...dependence,
      operation: context.operation,
      from: sourceOperation(context.connector, dependence.source),
      fields,
      context,
    }
    // Of an operation that is gone nothing more can be said.
    for (const row of asked.from === undefined ? [gone] : rows)
      for (const { code, message, key, fix } of row(asked)) {
        const problem = nodeProblem(context, node.id, { code, message, severity: 'warning', fix }, [
          'fields',
          fields.indexOf(asked.top),
          asked.for === 'options' ? 'options' : 'fieldsFrom',
          key,
        ])
        yield { ...problem, place: { ...problem.place, field: asked.top.id } }
      }
  }
}

const called = ({ title, name }: Pick<Field, 'title' | 'name'>) => `“${title === '' ? name : title}”`

const isOptions = (source: FieldOptions | FieldSource): source is FieldOptions =>
  Object.hasOwn(source, 'value')

function* gone({ from, field, top, operation, for: purpose, context }: Asked): Iterable<Wrong> {
  if (from !== undefined) return
  const node = findInputs(operation)
  const key = purpose === 'options' ? 'options' : 'fieldsFrom'
  const fix: Fix | undefined =
    node === undefined || field !== top
      ? undefined
      : {
          label: purpose === 'options' ? 'Ask for a typed value' : 'Ask for it as JSON',
          edits: [
            {
              edit: 'changeField',
              operation: context.operation.id,
              node: node.id,
              field: top.id,
              values: {},
              clear: [key],
            },
          ],
        }
  yield {
    code: 'options-source-gone',
    message: `The operation that ${called(field)} takes its ${purpose} from is not there any more. Choose another.`,
    key: 'operation',
    ...(fix === undefined ? {} : { fix }),
  }
}

function* circle({ field, source, operation, context, for: purpose }: Asked): Iterable<Wrong> {
  const edges = dependenceEdges(context.connector)
  const way = operationCycle(edges, { from: source.operation, to: operation.id })
  if (way === undefined) return
  const titles = way.map((id) =>
    called(context.connector.operations.find((each) => each.id === id) ?? operation),
  )
  yield {
    code: 'options-circle',
    message:
      way.length === 2 && way[0] === way[1]
        ? `${called(field)} takes its ${purpose === 'options' ? 'choices' : 'fields'} from the operation that it is an input of. Take another.`
        : `${called(field)} closes a circle of dropdowns: ${titles.join(' → ')}. Take one of them away.`,
    key: 'operation',
  }
}

function* role({ from, source, for: purpose }: Asked): Iterable<Wrong> {
  if (from === undefined || purpose !== 'options' || from.role === 'list') return
  const edits: readonly Edit[] = [
    { edit: 'changeOperation', operation: source.operation, values: { role: 'list' } },
  ]
  yield {
    code: 'options-source-not-list',
    message: `${called(from)} feeds a dropdown and is not marked as a list operation.`,
    key: 'operation',
    fix: { label: 'Mark it as a list operation', edits },
  }
}

/** Settings of a dependence that are paths, and what they lead to. */
const pathKeys = {
  records: { words: 'the list', mayBeEmpty: true, example: 'data.items' },
  value: { words: 'the value', mayBeEmpty: false, example: 'objectId' },
  schema: { words: 'the schema', mayBeEmpty: false, example: 'data.schema' },
} as const

function* paths({ field, source, for: purpose }: Asked): Iterable<Wrong> {
  for (const [key, { words, mayBeEmpty, example }] of Object.entries(pathKeys)) {
    const path = source[key]
    if (typeof path !== 'string' || (path.trim() === '' && mayBeEmpty)) continue
    if (parsePath(path) === undefined)
      yield {
        code: 'options-path-wrong',
        message: `The ${purpose === 'options' ? 'choices' : 'fields'} of ${called(field)} need a path to ${words}, such as ${example}.`,
        key,
      }
  }
}

/** What the source's output schema says is there no more. */
function* lost({ field, source, from }: Asked): Iterable<Wrong> {
  const schema = from?.output.schema
  if (from === undefined || schema === undefined) return
  const told = (path: string, key: string): Wrong => ({
    code: 'options-path-lost',
    message: `${called(from)} does not give “${path}” any more, which ${called(field)} reads. Choose another path, or take its new output as the schema.`,
    key,
  })
  if (!isOptions(source)) {
    const steps = parsePath(source.schema)
    if (steps !== undefined && schemaAt(schema, steps) === 'loses') yield told(source.schema, 'schema')
    return
  }
  const list = source.records.trim() === '' ? [] : parsePath(source.records)
  if (list === undefined) return
  if (schemaAt(schema, list) === 'loses') {
    yield told(source.records, 'records')
    return
  }
  const record = source.records.trim() === '' ? [] : [...list, 0]
  const value = parsePath(source.value)
  if (value !== undefined && schemaAt(schema, [...record, ...value]) === 'loses')
    yield told(source.value, 'value')
  for (const { root, steps } of templateReferences(source.label))
    if (root === 'item' && schemaAt(schema, [...record, ...steps.map(({ key }) => key)]) === 'loses')
      yield told(steps.map(({ key }) => key).join('.'), 'label')
}

function* given({ field, source, from, fields, for: purpose }: Asked): Iterable<Wrong> {
  if (from === undefined) return
  const asked = fieldsOf(from)
  const what = purpose === 'options' ? 'choices' : 'fields'
  const scope = inputScope(fields)
  for (const [id, template] of Object.entries(source.arguments)) {
    if (!asked.some((each) => each.id === id))
      yield {
        code: 'options-argument-unknown',
        message: `${called(field)} gives ${called(from)} an input that it does not have any more. Take it away.`,
        key: 'arguments',
      }
    for (const problem of checkTemplate(template, scope))
      yield {
        code: problem.code,
        message: `The ${what} of ${called(field)}: ${problem.message}`,
        key: 'arguments',
      }
  }
  const search = isOptions(source) ? source.search : undefined
  for (const each of asked)
    if (
      each.required &&
      each.default === undefined &&
      each.id !== search &&
      !Object.hasOwn(source.arguments, each.id)
    )
      yield {
        code: 'options-argument-missing',
        message: `${called(from)} needs ${called(each)} to give the ${what} of ${called(field)}. Say which input it gets.`,
        key: 'arguments',
      }
}

function* search({ field, source, from }: Asked): Iterable<Wrong> {
  if (from === undefined || !isOptions(source) || source.search === undefined) return
  const asked = fieldsOf(from)
  const takes = asked.find((each) => each.id === (source.search as FieldId))
  if (takes === undefined)
    yield {
      code: 'options-search-unknown',
      message: `What is typed at ${called(field)} goes to an input that ${called(from)} does not have any more. Choose another.`,
      key: 'search',
    }
}

/** Choices that wait for each other would never be asked for. */
function* fieldCycles(context: OperationContext): Iterable<Problem> {
  const node = findInputs(context.operation)
  if (node === undefined) return
  const fields = fieldsOf(context.operation)
  const names = fieldCycle(fields)
  if (names === undefined) return
  const at = fields.findIndex(({ name }) => name === names[0])
  const titles = names.map((name) =>
    called(fields.find((field) => field.name === name) ?? { name, title: '' }),
  )
  const problem = nodeProblem(
    context,
    node.id,
    {
      code: 'options-fields-circle',
      severity: 'warning',
      message: `These inputs wait for each other’s choices: ${titles.join(' → ')}. Take one of the references away.`,
    },
    ['fields', Math.max(at, 0), 'options', 'arguments'],
  )
  const field = fields[at]
  yield field === undefined ? problem : { ...problem, place: { ...problem.place, field: field.id } }
}
