import { isRefusedName } from '../../expressions/names.ts'
import type { Connector, Field } from '../document.ts'
import { findInputs } from '../fields.ts'
import type { Problem, ProblemPath } from '../problem.ts'
import { nameFromTitle, namePattern, uniqueOperationName } from '../titles.ts'
import type { OperationContext } from './context.ts'

/** Why something cannot be called so in expressions, or undefined. */
export function fieldNameProblem(name: string): string | undefined {
  if (name === '') return 'has no name'
  if (isRefusedName(name)) return `cannot be called “${name}”: expressions refuse that name`
  if (name.trim() !== name) return `is called “${name}”, with blanks at its ends`
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not be there.
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'has a line break or control character in its name'
  if (name.length > 128) return 'has a name of more than 128 characters'
  return undefined
}

export function* connectorNames(connector: Connector): Iterable<Problem> {
  if (!namePattern.test(connector.name)) {
    const name = nameFromTitle(connector.title, 'connector')
    yield {
      code: 'bad-name',
      severity: 'error',
      path: ['name'],
      message: `The connector's name ${nameWords(connector.name)}.`,
      fix: { label: `Call it “${name}”`, edits: [{ edit: 'changeConnector', values: { name } }] },
    }
  }
  if (connector.title.trim() === '')
    yield {
      code: 'title-empty',
      severity: 'error',
      path: ['title'],
      message: 'The connector has no title. Give it one, so that people can find it.',
    }
}

const nameWords = (name: string) =>
  name === ''
    ? 'is empty. Callers use it: small letters, digits and hyphens'
    : 'is not one that callers can use. Use small letters, digits and single hyphens: “get-customer”'

export function* operationNames({ connector, operation, path }: OperationContext): Iterable<Problem> {
  const place = { operation: operation.id }
  const first = connector.operations.find((other) => other.name === operation.name)
  const wanted = nameFromTitle(operation.title, 'operation')
  if (!namePattern.test(operation.name)) {
    const name = uniqueOperationName(connector, wanted)
    yield {
      code: 'bad-name',
      severity: 'error',
      path: [...path, 'name'],
      place,
      message: `The operation's name ${nameWords(operation.name)}.`,
      fix: {
        label: `Call it “${name}”`,
        edits: [{ edit: 'renameOperation', operation: operation.id, name }],
      },
    }
  } else if (first !== operation) {
    const name = uniqueOperationName(connector, operation.name)
    yield {
      code: 'name-duplicate',
      severity: 'error',
      path: [...path, 'name'],
      place,
      message: `Two operations are called “${operation.name}”. Callers go by the name, so give each its own.`,
      fix: {
        label: `Call it “${name}”`,
        edits: [{ edit: 'renameOperation', operation: operation.id, name }],
      },
    }
  }
  if (operation.title.trim() === '')
    yield {
      code: 'title-empty',
      severity: 'error',
      path: [...path, 'title'],
      place,
      message: 'The operation has no title. Give it one, so that people can find it.',
    }
}

export function* fieldNames(context: OperationContext): Iterable<Problem> {
  const node = findInputs(context.operation)
  const list = node?.settings['fields']
  if (node === undefined || !Array.isArray(list)) return
  const names = new Set<string>()
  const ids = new Set<string>()
  for (const [index, item] of (list as unknown as Partial<Field>[]).entries()) {
    if (typeof item !== 'object' || item === null) continue
    const at = (key: string): Pick<Problem, 'path' | 'place' | 'severity'> => ({
      severity: 'error',
      path: fieldPath(context, node.id, index, key),
      place: {
        operation: context.operation.id,
        node: node.id,
        ...(item.id === undefined ? {} : { field: item.id }),
        setting: ['fields', index, key],
      },
    })
    if (typeof item.name === 'string') {
      const wrong = fieldNameProblem(item.name)
      if (wrong !== undefined)
        yield {
          ...at('name'),
          code: 'bad-name',
          message: `An input ${wrong}. Expressions call it “input.NAME”.`,
        }
      else if (names.has(item.name))
        yield {
          ...at('name'),
          code: 'name-duplicate',
          message: `Two inputs are called “${item.name}”. Expressions and callers go by the name, so give each its own.`,
        }
      names.add(item.name)
    }
    if (typeof item.id === 'string') {
      if (ids.has(item.id))
        yield {
          ...at('id'),
          code: 'duplicate-id',
          message: `Two inputs have the id “${item.id}”. Give one of them another id.`,
        }
      ids.add(item.id)
    }
  }
}

function fieldPath(
  context: OperationContext,
  node: Parameters<OperationContext['nodePath']>[0],
  index: number,
  key: string,
): ProblemPath {
  return [...context.nodePath(node), 'settings', 'fields', index, key]
}
