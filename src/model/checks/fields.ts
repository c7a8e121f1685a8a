import type { Field } from '../document.ts'
import { field as fieldSchema } from '../document.ts'
import { findInputs } from '../fields.ts'
import { checkFieldValue } from '../checkInput.ts'
import { canonicalJson } from '../printJson.ts'
import type { Problem } from '../problem.ts'
import type { SettingPath } from '../kinds.ts'
import { conditionFaults } from './fieldConditions.ts'
import { type FieldFault, fieldTests, placedFields } from './fieldShapes.ts'
import { nodeProblem, type OperationCheck, type OperationContext } from './context.ts'

export const fieldChecks: readonly OperationCheck[] = [fields, shapes]

/** Choices and defaults of the inputs. */
function* fields(context: OperationContext): Iterable<Problem> {
  const node = findInputs(context.operation)
  const list = node?.settings['fields']
  if (node === undefined || !Array.isArray(list)) return
  for (const [index, item] of list.entries()) {
    const parsed = fieldSchema.safeParse(item)
    if (!parsed.success) continue
    const field = parsed.data
    const at = (code: string, message: string, key: string, clear?: 'default'): Problem => {
      const problem = nodeProblem(
        context,
        node.id,
        {
          code,
          message,
          fix:
            clear === undefined
              ? undefined
              : {
                  label: 'Take the default away',
                  edits: [
                    {
                      edit: 'changeField',
                      operation: context.operation.id,
                      node: node.id,
                      field: field.id,
                      values: {},
                      clear: [clear],
                    },
                  ],
                },
        },
        ['fields', index, key],
      )
      return { ...problem, place: { ...problem.place, field: field.id } }
    }
    const name = called(field)
    if (field.enum !== undefined) {
      const values = field.enum.map(({ value }) => canonicalJson(value))
      const seen = new Set<string>()
      const repeated = values.findIndex((value) => seen.size === seen.add(value).size)
      if (repeated >= 0)
        yield at(
          'choice-duplicate',
          `${name} has the same choice twice (number ${repeated + 1}). Remove one.`,
          'enum',
        )
    }
    if (field.default === undefined || field.default === null) continue
    const wrong = checkFieldValue(field, field.default)
    if (wrong?.code === 'not-a-choice')
      yield at('default-not-a-choice', `The default of ${name} is none of its choices.`, 'default', 'default')
    else if (wrong !== undefined)
      yield at('default-wrong-type', `The default does not fit. ${wrong.message}`, 'default', 'default')
  }
}

/** What stands in the fields, all the way in, and when they are shown. */
function* shapes(context: OperationContext): Iterable<Problem> {
  const node = findInputs(context.operation)
  const list = node?.settings['fields']
  if (node === undefined || !Array.isArray(list)) return
  const parsed = (list as readonly unknown[]).map((item) => fieldSchema.safeParse(item))
  const all = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const problem = (top: Field, path: SettingPath, { fix, at, ...fault }: FieldFault): Problem => {
    const found = nodeProblem(
      context,
      node.id,
      {
        ...fault,
        fix:
          fix === undefined
            ? undefined
            : {
                label: fix.label,
                edits: fix.set.map(([within, value]) => ({
                  edit: 'setSetting',
                  operation: context.operation.id,
                  node: node.id,
                  path: [...path, ...within],
                  ...(value !== undefined && { value }),
                })),
              },
      },
      [...path, ...at],
    )
    return { ...found, place: { ...found.place, field: top.id } }
  }
  for (const [index, { data: top }] of parsed.entries()) {
    if (top === undefined) continue
    for (const placed of placedFields([top], ['fields'])) {
      const path = ['fields', index, ...placed.path.slice(2)]
      for (const test of fieldTests) for (const fault of test(placed)) yield problem(top, path, fault)
    }
    for (const fault of conditionFaults(all, all.indexOf(top))) yield problem(top, ['fields', index], fault)
  }
}

const called = (field: Field) => `“${field.title === '' ? field.name : field.title}”`
