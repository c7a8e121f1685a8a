import { produce } from 'immer'
import { describe, expect, test } from 'vitest'
import { changedWords, contentMarks } from '../../src/model/contentParts.ts'
import type { Connector, Operation } from '../../src/model/document.ts'
import { applyEdits, type Edit } from '../../src/model/edits.ts'
import { contentHash } from '../../src/model/hash.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { kinds } from '../../src/nodes/kinds.ts'
import { sampleConnector } from '../../src/simulation/demo/sample.ts'

let made = 0
const start = sampleConnector({ baseUrl: 'http://demo.example', makeId: () => `id-${String(made++)}` })
const operation = start.operations.find(({ name }) => name === 'get-list-of-all-customers') as Operation
const nodeOf = (kind: string) =>
  Object.values(operation.graph.nodes).find((node) => (node as { kind: string }).kind === kind)?.id as NodeId
const marks = (connector: Connector) =>
  contentMarks(connector, connector.operations.find(({ id }) => id === operation.id) as Operation, kinds)

function wordsAfter(edits: readonly Edit[]): readonly string[] {
  const after = produce(start, (draft) => applyEdits(draft as Connector, edits))
  const changed = after.operations.find(({ id }) => id === operation.id) as Operation
  return changedWords(marks(start).parts, marks(after).parts, changed, kinds)
}
const set = (kind: string, path: readonly (string | number)[], value: never): Edit =>
  ({ edit: 'setSetting', operation: operation.id, node: nodeOf(kind), path, value }) as Edit

describe('what has changed since an operation was proven', () => {
  test.each<[what: string, edits: Edit[], words: string[]]>([
    ['nothing', [], []],
    ['the address', [set('request', ['url'], '/x' as never)], ['Address of List customers']],
    ['where records are', [set('request', ['records'], 'rows' as never)], ['Records at of List customers']],
    [
      'a title',
      [{ edit: 'renameNode', operation: operation.id, node: nodeOf('request'), title: 'Other' }],
      [],
    ],
    [
      'a place',
      [
        {
          edit: 'moveNodes',
          operation: operation.id,
          places: { [nodeOf('request')]: { x: 5, y: 5 } },
        },
      ],
      [],
    ],
    [
      'the base URL',
      [{ edit: 'changeService', values: { baseUrl: 'http://other.example' } } as Edit],
      ['the base URL of the service'],
    ],
    [
      'a node that is gone',
      [{ edit: 'removeNodes', operation: operation.id, nodes: [nodeOf('auth')] } as unknown as Edit],
      ['how the nodes are joined', 'the authentication', 'a node that was deleted'],
    ],
  ])('%s', (_, edits, words) => {
    expect(wordsAfter(edits).toSorted()).toEqual(words.toSorted())
  })

  test('the hash is the same as ever, and marks tell nothing of what they stand for', () => {
    expect(marks(start).hash).toBe(contentHash(start, operation, kinds))
    expect(Object.values(marks(start).parts).every((mark) => /^[\da-f]{8}$/.test(mark))).toBe(true)
  })
})
