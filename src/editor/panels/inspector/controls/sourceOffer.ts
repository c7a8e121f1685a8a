import type { Connector, Operation } from '../../../../model/document.ts'
import type { OperationId } from '../../../../model/ids.ts'
import { dependenceEdges, operationCycle } from '../../../../model/options.ts'

export interface SourceOffer {
  readonly offered: readonly Operation[]
  /** Why others are not there, in words. */
  readonly hint: string | undefined
}

/** Operations that a field of `operation` may be filled by, the present one among them; others would close a circle. */
export function sourceOffer(
  connector: Connector,
  operation: Operation,
  present: OperationId | undefined,
): SourceOffer {
  const edges = dependenceEdges(connector)
  const closes = ({ id }: Operation) => operationCycle(edges, { from: id, to: operation.id }) !== undefined
  const offered = connector.operations.filter((each) => each.id === present || !closes(each))
  const left = connector.operations.filter((each) => each.id !== operation.id && !offered.includes(each))
  return {
    offered,
    hint:
      left.length === 0
        ? undefined
        : `Not offered, as it would close a circle: ${left.map(({ title }) => title).join(', ')}.`,
  }
}
