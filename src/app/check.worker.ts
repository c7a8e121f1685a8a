import { checkOperation } from '../model/checks.ts'
import type { Connector } from '../model/document.ts'
import { contentMarks } from '../model/contentParts.ts'
import type { OperationId } from '../model/ids.ts'
import { kinds } from '../nodes/kinds.ts'
import type { OperationChecks } from '../store/state.ts'

export interface CheckRequest {
  readonly number: number
  readonly connector: Connector
  readonly operations: readonly OperationId[]
}

export type CheckAnswer =
  | { readonly number: number; readonly checks: Readonly<Record<OperationId, OperationChecks>> }
  | { readonly number: number; readonly failed: string }

/** Checks operations and draws up their hashes: hundreds of milliseconds for 5,000 nodes, away from the page. */
addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => {
  const { number, connector, operations } = data
  const answer = (): CheckAnswer => {
    try {
      const checks: Record<OperationId, OperationChecks> = {}
      for (const operation of connector.operations)
        if (operations.includes(operation.id))
          checks[operation.id] = {
            problems: checkOperation(connector, operation.id, kinds),
            ...contentMarks(connector, operation, kinds),
          }
      return { number, checks }
    } catch (error) {
      return { number, failed: error instanceof Error ? error.message : String(error) }
    }
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin.
  postMessage(answer())
})
