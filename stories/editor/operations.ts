import type { Connector } from '../../src/model/document.ts'
import type { OperationId } from '../../src/model/ids.ts'
import { operationsChecked } from '../../src/store/documentSlice.ts'
import { failureNoted } from '../../src/store/sessionSlice.ts'
import { customers } from './canvas/customers.ts'
import type { StageOptions } from './stage.tsx'

/** The sample with other operations: copies of its first one under these titles. */
export function withOperations(titles: readonly string[]): Connector {
  const connector = customers()
  const [first] = connector.operations
  if (first === undefined) throw new Error('The sample has no operation.')
  return {
    ...connector,
    operations: titles.map((title, at) => ({
      ...first,
      id: `operation${at}` as OperationId,
      name: `operation-${at}`,
      title,
    })),
  }
}

/** The present content hash of each operation below. */
const hash = 'now'
const standings: readonly { readonly title: string; readonly proven?: string; readonly failed?: true }[] = [
  { title: 'Get details of customer', proven: hash },
  { title: 'Add a new customer', proven: 'before' },
  { title: 'List customers', proven: hash, failed: true },
  { title: 'Delete a customer' },
]

/** Four operations, one for each way an operation can stand: tested, stale, failing, never run. */
export function inEveryState(): StageOptions {
  const connector = withOperations(standings.map(({ title }) => title))
  const operations = connector.operations.map((operation, at) => {
    const proven = standings[at]?.proven
    return proven === undefined
      ? operation
      : { ...operation, output: { ...operation.output, provenHash: proven } }
  })
  return {
    connector: { ...connector, operations },
    prepare({ store }) {
      const found = operations.map(({ id }) => [id, { hash, problems: [] }] as const)
      store.dispatch(operationsChecked(Object.fromEntries(found)))
      for (const [at, { id: operation }] of operations.entries())
        if (standings[at]?.failed === true) store.dispatch(failureNoted({ operation, hash }))
    },
  }
}

/** Many operations, some with names that no list is wide enough for. */
export const manyOperations = (): Connector =>
  withOperations(
    Array.from({ length: 60 }, (_, at) =>
      at % 3 === 0
        ? `Get all customers of region ${at} that have changed since the last time anybody asked`
        : `Operation ${at}`,
    ),
  )
